"""Regulations in words: lists of facts, differences and clauses, to read from top to bottom."""

from collections.abc import Iterable, Iterator, Sequence

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

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show these in place of those before."""
        wanted = list(lines)
        if self._shown == wanted:
            return
        self._shown = wanted
        # Until they are deleted they would be seen through the new ones.
        for old in self.findChildren(QLabel):
            old.hide()
        clear_layout(self._column)
        for text, look in wanted:
            self._column.addWidget(label(text, look, wrap=True))


def fact_lines(facts: Iterable[tuple[str, str]]) -> Iterator[Line]:
    """Yield facts, each under its caption."""
    for caption, text in facts:
        yield caption, "small"
        yield text, "body"


def difference_lines(found: Sequence[Difference], none: str) -> Iterator[Line]:
    """Yield what differs; `none` is what to say where nothing does."""
    if not found:
        yield none, "muted"
    for one in found:
        yield one.what, "strong"
        yield f"{one.before} → {one.after}", "body"


def clause_lines(clauses: Sequence[ClauseLine]) -> Iterator[Line]:
    """Yield the clauses: first those that a change alters, with what they said before."""
    changed = [clause for clause in clauses if clause.before]
    for clause in changed:
        yield from _of_clause(clause)
    if changed:
        yield "As it was", "heading"
    for clause in clauses:
        if not clause.before:
            yield from _of_clause(clause)


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
