"""The release: every sitting, what participants see of its marks, and what is in the way."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cohort_desk.domain.marks.states import Visibility
from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import Tag, button, label
from cohort_desk.ui.marking.lists.listing import Listing
from cohort_desk.ui.marking.presenter.releasing import ReleaseRow

if TYPE_CHECKING:
    from cohort_desk.ui.kit.settings_store import Memory

COLUMNS = (
    Column[ReleaseRow]("Assessment", lambda row: row.name, key="name", width=220),
    Column[ReleaseRow](
        "Submissions", lambda row: row.submissions, key="submissions", width=110, right=True
    ),
    Column[ReleaseRow](
        "Participants see",
        lambda row: row.seen,
        key="seen",
        width=130,
        chip=lambda row: Chip(row.seen, row.tone),
    ),
    Column[ReleaseRow]("In the way", lambda row: row.against, key="against", width=240, grows=True),
)
_MOST_NAMED = 12
_STEPS = (
    (Visibility.PROVISIONAL, "Show as provisional", "eye"),
    (Visibility.CONFIRMED, "Show as confirmed", "badge-check"),
    (Visibility.HIDDEN, "Hide", "lock"),
)


class ReleasePanel(QWidget):
    """A row opens what stands in the way; the buttons are for the row that is chosen."""

    record_opened = Signal(int)
    visibility_asked = Signal(object)
    modules_asked = Signal()
    print_asked = Signal()
    files_asked = Signal()

    def __init__(self, detail: DetailPanel, memory: "Memory") -> None:
        super().__init__()
        self._detail = detail
        self.panel: SittingPanel | None = None
        nouns = ("assessment", "assessments")
        self.list = Listing("Release", nouns, COLUMNS, memory, identity=lambda row: row.id)
        self.steps = {step: button(words, icon) for step, words, icon in _STEPS}
        for visibility, made in self.steps.items():
            made.clicked.connect(lambda _=False, to=visibility: self._ask(to))
            self.list.add_tool(made)
        self.list.opened.connect(self.record_opened)
        self.list.table.current_changed.connect(self._offer_steps)
        self.list.table.grid.clicked.connect(self._open_current)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)

    @property
    def search(self) -> QWidget:
        return self.list.search

    def show_releases(self, rows: Sequence[ReleaseRow], total: int) -> None:
        self.list.show_rows(rows, total)
        if self.list.table.current() is None and rows:
            self.list.table.choose((rows[0].id,))
        self._offer_steps()

    def show_record(self, row: ReleaseRow) -> None:
        self.panel = SittingPanel(row)
        self.panel.print_feedback.clicked.connect(self.print_asked)
        self.panel.save_feedback.clicked.connect(self.files_asked)
        self._detail.show_widget(row.name, self.panel)

    def show_nothing(self) -> None:
        note = "Once submissions are marked, you decide here what participants see of it."
        empty = EmptyState("eye", "This cohort has no assessments yet.", "Go to Modules", note)
        empty.asked.connect(self.modules_asked)
        self.list.show_empty(empty)

    def show_problem(self, sentence: str) -> None:
        if self.panel:
            self.panel.problem.setText(sentence)
            self.panel.problem.show()

    def _ask(self, visibility: Visibility) -> None:
        # What is against it is said in the panel.
        self._open_current()
        self.visibility_asked.emit(visibility)

    def _offer_steps(self, _current: object = None) -> None:
        current = self.list.table.current()
        row: ReleaseRow | None = None if current is None else self.list.row(current)
        for visibility, made in self.steps.items():
            made.setEnabled(row is not None and row.visibility is not visibility)

    def _open_current(self) -> None:
        current = self.list.table.current()
        if current is not None:
            self.record_opened.emit(current)


class SittingPanel(QWidget):
    """What participants see of one sitting, what is in the way of more, and their feedback."""

    def __init__(self, row: ReleaseRow) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(Tag(f"Participants see: {row.seen.lower()}", row.tone))
        layout.addWidget(label(f"In the way: {row.against.lower()}.", wrap=True))
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        self.print_feedback = button("Print feedback sheets", "printer")
        self.save_feedback = button("Save feedback, a file each…", "download")
        for name, against in row.obstacles[:_MOST_NAMED]:
            layout.addWidget(label(name, "strong"))
            layout.addWidget(label(against, "muted", wrap=True))
        if (more := len(row.obstacles) - _MOST_NAMED) > 0:
            layout.addWidget(label(f"and {counted(more, 'other', 'others')}", "muted"))
        self._add_feedback(layout, row)
        layout.addStretch(1)

    def _add_feedback(self, layout: QVBoxLayout, row: ReleaseRow) -> None:
        layout.addWidget(label("Feedback sheets", "heading"))
        if row.visibility is Visibility.HIDDEN:
            later = "They are there to give out once the marks are shown."
            layout.addWidget(label(later, "muted", wrap=True))
            self.print_feedback.hide()
            self.save_feedback.hide()
            return
        about = "A sheet for each participant: mark, criteria, words and what the next band asks."
        layout.addWidget(label(about, "muted", wrap=True))
        for made in (self.print_feedback, self.save_feedback):
            layout.addWidget(made)
