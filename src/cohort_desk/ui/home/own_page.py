"""A participant's home page: their documents, project, ratings, marks and award."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.home.cards import card
from cohort_desk.ui.home.presenter.own import Line, MarkLine, OwnPage
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.documents_list import DocumentsList
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.states import EmptyState, ErrorState
from cohort_desk.ui.kit.widgets import button, label

if TYPE_CHECKING:
    from cohort_desk.services.documents.available import Document

_HELP = (
    "Your documents with a button for each that is there, your project, the ratings that your "
    "group gives each other, and your marks once they are released. A button shows the document "
    "as it will be printed; Print or Save as PDF in that window does the rest."
)


class OwnHomePage(Page):
    """Shows one participant's own work and passes on what they ask for."""

    document_asked = Signal(object)
    why_asked = Signal(int)
    rate_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Home", help_text=_HELP)
        self.print_summary = self.set_primary("Print my summary", "printer")
        self.print_summary.clicked.connect(self._ask_summary)
        self._own_summary: Document | None = None
        self._body = QWidget()
        holder = QWidget()
        holder.setObjectName("scrolled")
        self._holder = QVBoxLayout(holder)
        self._holder.setContentsMargins(0, tokens.S, tokens.S, 0)
        self._holder.addWidget(self._body)
        self._holder.addStretch(1)
        around = QScrollArea()
        around.setAccessibleName("Your work")
        around.setWidgetResizable(True)
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        around.setWidget(holder)
        self.set_content(around)

    def show_gone(self) -> None:
        self.print_summary.hide()
        self.show_state(
            ErrorState("This participant is no longer in the programme. Choose another view.", "")
        )

    def show_own(self, page: OwnPage) -> None:
        self.set_title(page.name)
        self.set_context(page.cohort)
        self._own_summary = page.own_summary
        self.print_summary.setVisible(page.own_summary is not None)
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(tokens.L)
        main = QVBoxLayout()
        main.setSpacing(tokens.L)
        main.addWidget(self._documents(page))
        main.addWidget(_project(page))
        main.addStretch(1)
        columns.addLayout(main, 3)
        side = QVBoxLayout()
        side.setSpacing(tokens.L)
        rate: Callable[[int], None] = lambda _key: self.rate_asked.emit()  # noqa: E731
        nothing = "Nothing is left for you to hand in."
        side.addWidget(_lines("To hand in", page.due, nothing))
        nothing = "Nothing to rate at present."
        side.addWidget(_lines("Ratings in your group", page.ratings, nothing, rate))
        side.addWidget(self._marks(page))
        side.addWidget(_award(page))
        side.addStretch(1)
        columns.addLayout(side, 2)
        self._holder.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body
        self.show_content()

    def _ask_summary(self) -> None:
        if self._own_summary is not None:
            self.document_asked.emit(self._own_summary)

    def _documents(self, page: OwnPage) -> QFrame:
        frame, layout = card()
        layout.addWidget(label("Your documents", "heading"))
        documents = DocumentsList()
        documents.asked.connect(self.document_asked)
        documents.show_documents(page.documents)
        layout.addWidget(documents)
        return frame

    def _marks(self, page: OwnPage) -> QFrame:
        frame, layout = card()
        layout.addWidget(label("Your marks", "heading"))
        if not page.marks:
            layout.addWidget(label("No mark has been released yet.", "muted", wrap=True))
        for mark in page.marks:
            layout.addWidget(label(mark.text, wrap=True))
            links = QHBoxLayout()
            links.setSpacing(tokens.M)
            links.addWidget(_link("Why this mark?", mark, self._ask_why))
            if mark.feedback is not None:
                links.addWidget(_link("Print feedback", mark, self._ask_feedback))
            links.addStretch(1)
            layout.addLayout(links)
        if page.marks_note:
            layout.addWidget(label(page.marks_note, "small", wrap=True))
        return frame

    def _ask_why(self, mark: MarkLine, *_checked: object) -> None:
        self.why_asked.emit(mark.assessment_id)

    def _ask_feedback(self, mark: MarkLine, *_checked: object) -> None:
        self.document_asked.emit(mark.feedback)


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


def _link(text: str, mark: MarkLine, run: Callable[..., None]) -> QPushButton:
    made = button(text, look="link")
    made.setAccessibleName(f"{text}: {mark.text}")
    made.clicked.connect(partial(run, mark))
    return made


def _lines(
    heading: str, lines: Sequence[Line], nothing: str, run: Callable[[int], None] | None = None
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
    return frame


def _run(run: Callable[[int], None], key: int, *_checked: object) -> None:
    run(key)


def _award(page: OwnPage) -> QFrame:
    frame, layout = card()
    layout.addWidget(label("Your award", "heading"))
    text = page.award or "No board has decided on your award yet."
    layout.addWidget(label(text, "body" if page.award else "muted", wrap=True))
    return frame
