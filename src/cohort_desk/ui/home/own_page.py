"""A participant's home page: their project, summary, ratings, marks and certificate."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.ui.home.cards import card
from cohort_desk.ui.home.presenter.own import Line, OwnPage
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.states import EmptyState, ErrorState
from cohort_desk.ui.kit.widgets import button, label

_HELP = (
    "Your own project, the ratings that your group gives each other, and your marks once they are "
    "released. “Print my summary” makes a page of your group’s project."
)


class OwnHomePage(Page):
    """Shows one participant's own work and passes on what they ask for."""

    print_asked = Signal()
    why_asked = Signal(int)
    rate_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Home", help_text=_HELP)
        self.print_summary = self.set_primary("Print my summary", "printer")
        self.print_summary.clicked.connect(self.print_asked)
        self._body = QWidget()
        holder = QWidget()
        self._holder = QVBoxLayout(holder)
        self._holder.setContentsMargins(0, tokens.S, 0, 0)
        self._holder.addWidget(self._body)
        self._holder.addStretch(1)
        self.set_content(holder)

    def show_gone(self) -> None:
        self.print_summary.hide()
        self.show_state(
            ErrorState("This participant is no longer in the programme. Choose another view.", "")
        )

    def show_own(self, page: OwnPage) -> None:
        self.set_title(page.name)
        self.set_context(page.cohort)
        self.print_summary.setVisible(page.printable)
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(tokens.L)
        columns.addWidget(_project(page), 3, Qt.AlignmentFlag.AlignTop)
        side = QVBoxLayout()
        side.setSpacing(tokens.L)
        rate: Callable[[int], None] = lambda _key: self.rate_asked.emit()  # noqa: E731
        nothing = "Nothing is left for you to hand in."
        side.addWidget(_lines("To hand in", page.due, nothing))
        nothing = "Nothing to rate at present."
        side.addWidget(_lines("Ratings in your group", page.ratings, nothing, rate))
        nothing = "No mark has been released yet."
        side.addWidget(
            _lines("Your marks", page.marks, nothing, self.why_asked.emit, page.marks_note)
        )
        side.addWidget(_certificate(page))
        columns.addLayout(side, 2)
        self._holder.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body
        self.show_content()


def _project(page: OwnPage) -> QWidget:
    frame, layout = card()
    if not page.title:
        empty = EmptyState(
            "briefcase",
            "Your group has no project yet.",
            note="It appears here once the office has registered it.",
        )
        layout.addWidget(empty)
        return frame
    layout.addWidget(label("Your project", "small"))
    layout.addWidget(label(page.title, "title", wrap=True))
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.L)
    grid.setVerticalSpacing(tokens.S)
    grid.setColumnStretch(1, 1)
    for row, (caption, text) in enumerate(page.facts):
        grid.addWidget(label(caption, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, wrap=True), row, 1)
    layout.addLayout(grid)
    for heading, text in (("The problem", page.problem), ("Summary", page.summary)):
        if text:
            layout.addWidget(label(heading, "heading"))
            layout.addWidget(label(text, wrap=True))
    return frame


def _lines(
    heading: str,
    lines: Sequence[Line],
    nothing: str,
    run: Callable[[int], None] | None = None,
    note: str = "",
) -> QFrame:
    frame, layout = card()
    layout.addWidget(label(heading, "heading"))
    if not lines:
        layout.addWidget(label(nothing, "muted", wrap=True))
    for line in lines:
        layout.addWidget(label(line.text, wrap=True))
        if line.verb and run is not None:
            go = button(line.verb, look="link")
            go.setAccessibleName(f"{line.verb}: {line.text}")
            go.clicked.connect(partial(_run, run, line.key))
            layout.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
    if note:
        layout.addWidget(label(note, "small", wrap=True))
    return frame


def _run(run: Callable[[int], None], key: int, *_checked: object) -> None:
    run(key)


def _certificate(page: OwnPage) -> QFrame:
    frame, layout = card()
    layout.addWidget(label("Your award", "heading"))
    text = page.award or "No board has decided on your award yet."
    layout.addWidget(label(text, "body" if page.award else "muted", wrap=True))
    return frame
