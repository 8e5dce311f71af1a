"""Regulations in words: lists of facts, differences and clauses, to read from top to bottom."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from cohort_desk.domain.regulations.differences import Difference
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import LabelLook, label
from cohort_desk.ui.modules.regulations.presenter.editing import ClauseLine

Line = tuple[str, LabelLook]


class Lines(QWidget):
    """Labels under one another, each with its look."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.XS)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these in place of those before."""
        if self._shown == list(lines):
            return
        self._shown = list(lines)
        # Until they are deleted they would be seen through the new ones.
        for old in self.findChildren(QLabel):
            old.hide()
        clear_layout(self._column)
        for text, look in lines:
            self._column.addWidget(label(text, look, wrap=True))


def fact_lines(facts: Sequence[tuple[str, str]]) -> list[Line]:
    """Return facts, each under its caption."""
    lines: list[Line] = []
    for caption, text in facts:
        lines += [(caption, "small"), (text, "body")]
    return lines


def difference_lines(found: Sequence[Difference], none: str) -> list[Line]:
    """Return what differs; `none` is what to say where nothing does."""
    lines: list[Line] = []
    for one in found:
        lines += [(one.what, "strong"), (f"{one.before} → {one.after}", "body")]
    return lines or [(none, "muted")]


def clause_lines(clauses: Sequence[ClauseLine]) -> list[Line]:
    """Return the clauses: first those that a change alters, with what they said before."""
    changed = [clause for clause in clauses if clause.before]
    same = [clause for clause in clauses if not clause.before]
    heading: list[Line] = [("As it was", "heading")] if changed else []
    first = [line for clause in changed for line in _of_clause(clause)]
    return [*first, *heading, *(line for clause in same for line in _of_clause(clause))]


def _of_clause(clause: ClauseLine) -> Iterator[Line]:
    state = " (changed)" if clause.before else ""
    yield f"{clause.number}  {clause.title}{state}", "strong"
    yield clause.text, "body"
    if clause.before:
        yield f"Before: {clause.before}", "muted"


def scrolled(widget: QWidget, name: str) -> QScrollArea:
    """Return the widget in an area that scrolls from top to bottom."""
    inner = QWidget()
    inner.setObjectName("scrolled")
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, tokens.S, 0)
    column.addWidget(widget)
    column.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setAccessibleName(name)
    scroll.setWidget(inner)
    return scroll
