"""Regulations in words: lists of differences and of clauses, to read from top to bottom."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cohort_desk.domain.regulations.differences import Difference
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import label
from cohort_desk.ui.modules.regulations.presenter.editing import ClauseLine


class DifferenceList(QWidget):
    """Rules that two sets have otherwise, each with what it was and what it is."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.XS)

    def show_differences(self, found: Sequence[Difference], none: str) -> None:
        """List what differs; `none` is what to say where nothing does."""
        clear_layout(self._column)
        for one in found:
            self._column.addWidget(label(one.what, "strong", wrap=True))
            self._column.addWidget(label(f"{one.before} → {one.after}", wrap=True))
        if not found:
            self._column.addWidget(label(none, "muted", wrap=True))


class ClauseList(QWidget):
    """The clauses: first those that a change alters, with what they said before."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.XS)

    def show_clauses(self, lines: Sequence[ClauseLine]) -> None:
        clear_layout(self._column)
        changed = [line for line in lines if line.before]
        for line in changed:
            self._add(line)
        if changed:
            self._column.addWidget(label("As it was", "heading"))
        for line in lines:
            if not line.before:
                self._add(line)

    def _add(self, line: ClauseLine) -> None:
        state = " (changed)" if line.before else ""
        self._column.addWidget(label(f"{line.number}  {line.title}{state}", "strong", wrap=True))
        self._column.addWidget(label(line.text, wrap=True))
        if line.before:
            self._column.addWidget(label(f"Before: {line.before}", "muted", wrap=True))


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
