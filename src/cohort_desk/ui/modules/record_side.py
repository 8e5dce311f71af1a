"""One record in the panel at the right, for RecordEditor: the panel, its name and its history."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.record_panel import Panels, RecordPanel

if TYPE_CHECKING:
    from cohort_desk.services.history import HistoryEntry
    from cohort_desk.ui.kit.record_editor import Clash


class RecordSide(QObject):
    """Shows records of one kind in a detail panel that other kinds use too.

    `asked` asks for a record by its id; `left` says that another thing is shown now, or nothing.
    """

    asked = Signal(int)
    left = Signal()

    def __init__(
        self,
        detail: DetailPanel,
        panels: Panels,
        panel: RecordPanel,
        name: Callable[[Any], str],
    ) -> None:
        super().__init__(detail)
        self.panel, self.panels = panel, panels
        self._detail, self._name = detail, name
        self._is_open = False
        detail.closed.connect(self.leave)

    def open(self, record_id: int) -> None:
        """Open the panel with this record."""
        self._is_open = True
        self.panels.turn_to(self.panel)
        self.asked.emit(record_id)

    def leave(self) -> None:
        """Forget the record, for something else is shown in the panel or nothing is."""
        if self._is_open:
            self._is_open = False
            self.left.emit()

    def show_record(self, record: Any, keep: Collection[str] = ()) -> None:
        self.panel.show_record(record, keep)
        if self._is_open:
            self.panels.open_record(self._name(record))

    def unsaved(self) -> Mapping[str, str]:
        return self.panel.unsaved()

    def show_field_problem(self, field: str, sentence: str) -> None:
        self.panel.form.show_problem(field, sentence)

    def show_clash(self, clash: "Clash | None") -> None:
        self.panel.show_clash(clash)

    def show_history(self, entries: "Sequence[HistoryEntry]") -> None:
        self.panels.open_history(entries)

    def history_is_shown(self) -> bool:
        return self.panels.shows(self.panels.history)

    def close_record(self) -> None:
        if self._is_open:
            self._detail.close_panel()
