"""Cards in two columns, or in one where the window is narrow or its text large."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label

_WIDTH = 460


class CardColumns(QScrollArea):
    """Scrolls down only: cards are no wider than there is room."""

    def __init__(self, name: str, *columns: Sequence[QFrame]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self._cards = tuple(card for column in columns for card in column)
        self._count = len(columns)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._columns.setContentsMargins(0, 0, tokens.S, 0)
        self._columns.setSpacing(tokens.L)
        for cards in columns:
            column = QVBoxLayout()
            column.setSpacing(tokens.L)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column)
        self._columns.addStretch(1)
        self.setWidget(inner)
        Theme.current().changed.connect(self._arrange)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.viewport().width() - tokens.S
        wide = Theme.current().px(_WIDTH)
        beside = self._count * (wide + tokens.L) - tokens.L <= room
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        for card in self._cards:
            card.setFixedWidth(min(wide, room))


def titled_card(title: str, content: QWidget) -> QFrame:
    """Return a card with a heading over its content."""
    card = QFrame()
    card.setProperty("card", True)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.L)
    layout.setSpacing(tokens.M)
    layout.addWidget(label(title, "heading"))
    layout.addWidget(content)
    return card
