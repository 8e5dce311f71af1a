"""A card of a page: a heading over rows, and under them what was refused.

card = Card("Milestones")
card.rebuild(shown, make)         # `make` adds rows by `card.add_row(…)`, only if they changed
card.show_problem("Give the milestone a title.")
"""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import label


class Card(QFrame):
    """A heading over rows that are made anew as often as what they show changes."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self._shown: object = None
        self.heading = label(title, "heading")
        self.head = QHBoxLayout()
        self.head.setSpacing(tokens.S)
        self.head.addWidget(self.heading, 1)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(tokens.S)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        self.column.setSpacing(tokens.S)
        self.column.addLayout(self.head)
        self.column.addLayout(self.rows)
        self.column.addWidget(self.problem)

    def show_problem(self, sentence: str) -> None:
        """Say what was refused; "" once something was taken."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def rebuild(self, shown: object, make: Callable[[], None]) -> None:
        """Make the rows anew if what they show has changed; the focus stays on its row."""
        if shown == self._shown:
            return
        self._shown = shown
        focus = QApplication.focusWidget()
        name = focus.objectName() if focus and self.isAncestorOf(focus) else ""
        clear_layout(self.rows)
        make()
        if name and (again := self._found(name)):
            again.setFocus()

    def add_row(self, *parts: QWidget, stretch: int = 0) -> QWidget:
        """Add a row of parts; the one at `stretch` takes what room is left."""
        shell = QWidget()
        row = QHBoxLayout(shell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S)
        for at, part in enumerate(parts):
            row.addWidget(part, 1 if at == stretch else 0)
        self.rows.addWidget(shell)
        return shell

    def _found(self, name: str) -> QWidget | None:
        # Those before are deleted only later, and must not get the focus back.
        for at in range(self.rows.count()):
            item = self.rows.itemAt(at)
            shell = item.widget() if item else None
            found = shell.findChild(QWidget, name) if shell else None
            if isinstance(found, QWidget):
                return found
        return None
