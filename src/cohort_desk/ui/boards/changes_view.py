"""What has changed since the marks were put before the board."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.domain.names import folded
from cohort_desk.services.boards import Difference
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import SearchField
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.widgets import label

if TYPE_CHECKING:
    from cohort_desk.ui.kit.settings_store import Memory

_COLUMNS: tuple[Column[Difference], ...] = (
    Column("Candidate", lambda one: one.who, key="candidate", width=104),
    Column("What", lambda one: one.what, key="what", width=200),
    Column("Then", lambda one: one.before or "–", key="before", width=120),
    Column("Now", lambda one: one.after or "–", key="after", width=120),
    Column("Why", lambda one: one.why, key="why", width=280, grows=True),
)
_SINCE = "How it stood when it was put before the board, and how it stands now."
_UNDER = (
    "What was ratified stays as it was. These records give something else now, climbed again from "
    "the marks by the board’s own regulations."
)


class ChangesPanel(QWidget):
    """Lists what is no longer as it was, who it concerns and why."""

    put_asked = Signal()

    def __init__(self, memory: "Memory") -> None:
        super().__init__()
        self._all: tuple[Difference, ...] = ()
        self.search = SearchField("Search changes")
        self.note = label("", "muted", wrap=True)
        self.model = TableModel[Difference](_COLUMNS, identity=id)
        self.table = DataTable(self.model, "Changes", ("change", "changes"), memory=memory)
        self.table.widen_asked.connect(self._widen)
        self.search.searched.connect(self._show)
        self._stack = QStackedWidget()
        self._empty: EmptyState | None = None
        lists = QWidget()
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(self.note)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        self._stack.addWidget(lists)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.table.start()

    def show_changes(self, changes: Sequence[Difference], *, frozen: bool, locked: bool) -> None:
        """List the changes, or say that there are none."""
        self._all = tuple(changes)
        self.note.setText(_UNDER if locked else _SINCE)
        if self._empty:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        if not changes:
            self._empty = _nothing(frozen=frozen)
            if not frozen:
                self._empty.asked.connect(self.put_asked)
            self._stack.addWidget(self._empty)
            self._stack.setCurrentWidget(self._empty)
            return
        self._stack.setCurrentIndex(0)
        self._show()

    def _show(self, _searched: str = "") -> None:
        wanted = folded(self.search.text())
        shown = [one for one in self._all if wanted in folded(f"{one.words} {one.name}")]
        self.model.show_rows(shown)
        self.table.set_total(len(self._all))

    def _widen(self) -> None:
        self.search.clear()
        self._show()


def _nothing(*, frozen: bool) -> EmptyState:
    if frozen:
        return EmptyState(
            "circle-check",
            "Nothing has changed since the marks were put before the board.",
            note="Every mark, climbed again from what is recorded, is the one before the board.",
        )
    note = "Then whatever changes after it is listed here, with who it concerns and why."
    return EmptyState(
        "clipboard-check", "Nothing is before the board yet.", "Put before the board", note
    )
