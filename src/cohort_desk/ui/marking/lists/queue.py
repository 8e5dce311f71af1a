"""The queue: what one tutor is to mark, and a bar in words of how far they are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.filters import FilterChips
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.marking.lists.listing import Listing
from cohort_desk.ui.marking.presenter.queue import KINDS, Progress, QueueLine

if TYPE_CHECKING:
    from cohort_desk.services.marks.queues import ModerationTask
    from cohort_desk.ui.kit.settings_store import Memory

COLUMNS = (
    Column[QueueLine]("Code", lambda line: line.identity, key="identity", width=130),
    Column[QueueLine](
        "Assessment", lambda line: line.assessment, key="assessment", width=260, grows=True
    ),
    Column[QueueLine]("You are", lambda line: f"{line.role} marker", key="role", width=130),
    Column[QueueLine]("Due", lambda line: line.due, key="due", width=210),
    Column[QueueLine](
        "State",
        lambda line: line.state,
        key="state",
        chip=lambda line: Chip(line.state, line.tone),
        width=150,
    ),
    Column[QueueLine]("Your mark", lambda line: line.mark, key="mark", width=96, right=True),
    Column[QueueLine]("Files", lambda line: line.files, key="files", width=70, hidden=True),
)


class QueuePanel(QWidget):
    """Enter opens the desk."""

    tutor_chosen = Signal(int)
    tutors_asked = Signal()
    allotment_asked = Signal()
    moderation_asked = Signal(int, int)

    def __init__(self, memory: "Memory") -> None:
        super().__init__()
        self.list = Listing(
            "Queue",
            ("submission", "submissions"),
            COLUMNS,
            memory,
            identity=lambda line: line.id,
        )
        self.tutor = QComboBox()
        self.tutor.setAccessibleName("Queue of")
        self.tutor.setMinimumWidth(Theme.current().px(240))
        self.tutor.activated.connect(lambda: self.tutor_chosen.emit(self.tutor.currentData()))
        self.kinds = FilterChips("State", KINDS)
        self.list.add_tool(self.kinds)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(Theme.current().px(180))
        self.progress = label("", "strong")
        self._caption = label("Queue of", "muted")
        self._tasks = QVBoxLayout()
        self._lay_out()
        self.list.table.widen_asked.connect(lambda: self.kinds.choose(()))

    @property
    def search(self) -> QWidget:
        return self.list.search

    def show_tutors(self, tutors: Sequence[tuple[int, str]], chosen: int) -> None:
        """Let one of these be chosen; with none there is no choice."""
        with QSignalBlocker(self.tutor):
            self.tutor.clear()
            for tutor_id, name in tutors:
                self.tutor.addItem(name, tutor_id)
            self.tutor.setCurrentIndex(self.tutor.findData(chosen))
        for widget in (self.tutor, self._caption):
            widget.setVisible(bool(tutors))

    def show_queue(
        self,
        lines: Sequence[QueueLine],
        total: int,
        progress: Progress,
        counts: dict[str, int],
    ) -> None:
        self.list.show_rows(lines, total)
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        self.bar.setAccessibleName(progress.words)
        self.progress.setText(progress.words)
        self._show_progress(visible=True)
        for kind, count in counts.items():
            self.kinds.set_count(kind, count)

    def show_moderations(self, tasks: "Sequence[ModerationTask]") -> None:
        """Offer the samples that this tutor is to moderate."""
        clear_layout(self._tasks)
        for task in tasks:
            done = (
                f"{task.viewed} of {counted(task.sampled, 'submission', 'submissions')} looked at"
            )
            name = assessment_name(task.module, task.assessment, task.sitting)
            made = button(f"Moderate {name}: {done}", "badge-check", look="link")
            made.clicked.connect(
                lambda _=False, task=task: self.moderation_asked.emit(
                    task.assessment_id, task.sitting
                )
            )
            self._tasks.addWidget(made)

    def show_no_tutors(self) -> None:
        self.show_tutors((), 0)
        self._show_progress(visible=False)
        empty = EmptyState(
            "graduation-cap",
            "There are no tutors yet.",
            "Add tutors",
            "Tutors mark the submissions that are allotted to them. Each has a queue here.",
        )
        empty.asked.connect(self.tutors_asked)
        self.list.show_empty(empty)

    def show_nothing_allotted(self, name: str, *, own: bool) -> None:
        self._show_progress(visible=False)
        note = "Submissions appear here as soon as they are allotted, before they are handed in."
        if own:
            empty = EmptyState("list-checks", "There is nothing in your queue.", "", note)
        else:
            sentence = f"Nothing is allotted to {name} in this cohort."
            empty = EmptyState("list-checks", sentence, "Allot submissions", note)
            empty.asked.connect(self.allotment_asked)
        self.list.show_empty(empty)

    def _show_progress(self, *, visible: bool) -> None:
        self.bar.setVisible(visible)
        self.progress.setVisible(visible)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(tokens.S)
        top.addWidget(self._caption)
        top.addWidget(self.tutor)
        top.addStretch(1)
        top.addWidget(self.bar)
        top.addWidget(self.progress)
        self.list.add_above(top)
        self.list.add_above(self._tasks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
