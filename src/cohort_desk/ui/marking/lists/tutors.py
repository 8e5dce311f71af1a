"""The tutors: a list, and a panel with a tutor's fields and conflicts of interest."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from cohort_desk.services.marks.tutors import Tutor
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.record_panel import Panels
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import button
from cohort_desk.ui.marking.lists.listing import Listing
from cohort_desk.ui.marking.lists.tutor_panel import AddTutorPanel, TutorPanel

if TYPE_CHECKING:
    from cohort_desk.services.history import HistoryEntry
    from cohort_desk.ui.kit.record_editor import Clash
    from cohort_desk.ui.kit.settings_store import Memory

COLUMNS = (
    Column[Tutor]("Name", lambda tutor: tutor.name, key="name", width=180),
    Column[Tutor]("E-mail", lambda tutor: tutor.email, key="email", width=240),
    Column[Tutor]("Works at", lambda tutor: tutor.agency, key="agency", width=160),
    Column[Tutor](
        "Marked",
        lambda tutor: f"{tutor.finished} of {tutor.allotted}" if tutor.allotted else "",
        key="marked",
        width=96,
    ),
    Column[Tutor](
        "Conflicts",
        lambda tutor: ", ".join(conflict.name for conflict in tutor.conflicts),
        key="conflicts",
        width=190,
        grows=True,
    ),
    Column[Tutor](
        "Given work",
        lambda tutor: "Yes" if tutor.active else "No more",
        key="active",
        width=110,
        chip=lambda tutor: Chip(
            "Yes" if tutor.active else "No more", "success" if tutor.active else "neutral"
        ),
    ),
)


class TutorsPanel(QWidget):
    """Rows open a panel; each field is saved as it is left."""

    record_opened = Signal(int)
    add_asked = Signal(str, str)
    allotment_asked = Signal()

    def __init__(self, detail: DetailPanel, memory: "Memory") -> None:
        super().__init__()
        self._detail = detail
        nouns = ("tutor", "tutors")
        self.list = Listing("Tutors", nouns, COLUMNS, memory, identity=lambda tutor: tutor.id)
        self.add = button("Add tutor", "plus", look="primary")
        self.add.clicked.connect(self.start_adding)
        self.list.add_tool(self.add)
        self.tutor = TutorPanel()
        self.adding = AddTutorPanel()
        self.panels = Panels(detail, self.tutor, self.adding)
        self.panels.setProperty("lasting", True)
        self.adding.asked.connect(self.add_asked)
        self.list.opened.connect(self._open)
        self.list.table.edit_asked.connect(self._open)
        self.list.table.grid.clicked.connect(lambda: self._open(self.list.table.current()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)

    @property
    def search(self) -> QWidget:
        return self.list.search

    def show_tutors(self, tutors: Sequence[Tutor], total: int) -> None:
        self.list.show_rows(tutors, total)

    def show_agencies(self, agencies: Sequence[tuple[int, str]]) -> None:
        self.tutor.offer_agencies(agencies)

    def show_none(self) -> None:
        note = (
            "Tutors mark the submissions that are allotted to them, here or in a marking pack. "
            "Note their conflicts of interest, and nobody marks what they should not."
        )
        empty = EmptyState("graduation-cap", "There are no tutors yet.", "Add tutor", note)
        empty.asked.connect(self.start_adding)
        self.list.show_empty(empty)

    def start_adding(self) -> None:
        """Open the panel for another tutor."""
        self.panels.open(self.adding, "Add tutor")
        self.adding.start()

    def show_added(self, tutor_id: int) -> None:
        self.list.table.choose((tutor_id,))
        self._open(tutor_id)

    def show_add_problem(self, field: str, sentence: str) -> None:
        self.adding.form.show_problem(field, sentence)

    def show_conflict_problem(self, sentence: str) -> None:
        self.tutor.show_conflict_problem(sentence)

    def propose(self, names: Sequence[str]) -> None:
        self.tutor.propose(names)

    def show_record(self, record: Tutor, keep: Collection[str] = ()) -> None:
        self.tutor.show_record(record, keep)
        self.panels.open_record(record.name)

    def unsaved(self) -> Mapping[str, str]:
        return self.tutor.unsaved()

    def show_field_problem(self, field: str, sentence: str) -> None:
        self.tutor.form.show_problem(field, sentence)

    def show_clash(self, clash: "Clash | None") -> None:
        self.tutor.show_clash(clash)

    def show_history(self, entries: "Sequence[HistoryEntry]") -> None:
        self.panels.open_history(entries)

    def history_is_shown(self) -> bool:
        return self.panels.shows(self.panels.history)

    def close_record(self) -> None:
        self._detail.close_panel()

    def _open(self, tutor_id: int | None) -> None:
        if tutor_id is not None:
            self.panels.show_only(self.tutor)
            self.record_opened.emit(tutor_id)
