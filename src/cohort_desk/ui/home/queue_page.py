"""A tutor's home page: their queue, and the way to the desk."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QVBoxLayout, QWidget

from cohort_desk.ui.home.cards import card
from cohort_desk.ui.home.presenter.queue import Task
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import Tag, button, label

_HELP = (
    "What is yours to mark, what is due first at the top. “Mark next” opens the desk: the report "
    "at the left, the marking guide at the right."
)


class QueuePage(Page):
    """Shows what is to be marked and passes on which to open."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("Your marking", help_text=_HELP)
        self.mark_next = self.set_primary("Mark next", "play")
        self.mark_next.clicked.connect(self._open_first)
        self._tasks: tuple[Task, ...] = ()
        self._body = QWidget()
        holder = QWidget()
        self._holder = QVBoxLayout(holder)
        self._holder.setContentsMargins(0, tokens.S, 0, 0)
        self._holder.addWidget(self._body)
        self._holder.addStretch(1)
        self.set_content(holder)

    def show_nothing(self, tutor: str) -> None:
        self.set_context(tutor)
        self.mark_next.hide()
        self.show_state(
            EmptyState(
                "clipboard-check",
                "Nothing is yours to mark in this cohort.",
                note="Work appears here as soon as the office allots it to you.",
            )
        )

    def show_queue(self, line: str, share: float, tasks: tuple[Task, ...], more: int) -> None:
        self.set_context(line)
        self._tasks = tasks
        self.mark_next.setVisible(bool(tasks))
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.L)
        bar = QProgressBar()
        bar.setRange(0, 100)
        bar.setValue(round(share * 100))
        bar.setTextVisible(False)
        bar.setAccessibleName("Finished")
        layout.addWidget(bar)
        if tasks:
            layout.addWidget(self._card(tasks, more))
        else:
            layout.addWidget(label("Everything that was yours is finished and ratified.", "muted"))
        self._holder.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body
        self.show_content()

    def _card(self, tasks: tuple[Task, ...], more: int) -> QFrame:
        frame, layout = card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.L)
        grid.setVerticalSpacing(tokens.S)
        grid.setColumnStretch(1, 1)
        for row, task in enumerate(tasks):
            grid.addWidget(label(task.identity, "strong"), row, 0)
            grid.addWidget(label(task.about), row, 1)
            grid.addWidget(label(task.due, "error" if task.overdue else "muted"), row, 2)
            grid.addWidget(Tag(task.state), row, 3, Qt.AlignmentFlag.AlignLeft)
            go = button("Open", look="link")
            go.setAccessibleName(f"Open {task.identity}, {task.about}, {task.state}, {task.due}")
            go.clicked.connect(lambda _=False, key=task.key: self.wanted.emit(key))
            grid.addWidget(go, row, 4)
        if more > 0:
            rest = button(f"Show all, {more:,} more", look="link")
            rest.clicked.connect(lambda: self.wanted.emit(None))
            grid.addWidget(rest, len(tasks), 1, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(grid)
        return frame

    def _open_first(self) -> None:
        open_now = [task for task in self._tasks if task.state in {"Begun", "To mark"}]
        self.wanted.emit(open_now[0].key if open_now else None)
