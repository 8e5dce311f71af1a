"""A part of the rubric: closed it is one line, open it has its fields; one is open at a time."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import OneLine, Tag, label, repaint_with_theme

_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Card(QFrame):
    """A heading that opens what is under it."""

    opened = Signal()

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self.setProperty("card", True)
        self.title = title
        self.head = CardHead(title, note)
        self.head.asked.connect(self.opened)
        self.body = QWidget()
        self.inside = QVBoxLayout(self.body)
        self.inside.setContentsMargins(tokens.M, 0, tokens.M, tokens.M)
        self.inside.setSpacing(tokens.S)
        self.body.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.body)

    @property
    def is_open(self) -> bool:
        return not self.body.isHidden()

    def set_open(self, is_open: bool) -> None:  # noqa: FBT001 - says what it is
        """Show or hide the fields; an open card's heading needs no keys of its own."""
        self.body.setVisible(is_open)
        self.head.set_open(is_open)

    def take_focus(self) -> None:
        """Go to the first field."""


class CardHead(QFrame):
    """Title, note, and at the right what has been given."""

    asked = Signal()

    def __init__(self, title: str, note: str) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(Theme.current().px(tokens.ROW))
        self._title = OneLine("strong")
        self._title.setText(title)
        self._note = label(note, "muted")
        self._mark = label("", "strong")
        self._tag = Tag("")
        self._tag.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.M, tokens.XS, tokens.M, tokens.XS)
        row.setSpacing(tokens.S)
        row.addWidget(self._title, 1)
        for widget in (self._note, self._mark, self._tag):
            row.addWidget(widget)
        self.set_open(is_open=False)
        repaint_with_theme(self)

    def show_given(self, mark: str, tag: str, tone: tokens.ToneName) -> None:
        """Say what stands there now."""
        self._mark.setText(mark)
        self._tag.setVisible(bool(tag))
        self._tag.show_text(tag, tone)
        parts = (self._title.text(), self._note.text(), mark, tag)
        self.setAccessibleName(", ".join(part for part in parts if part))

    def set_open(self, is_open: bool) -> None:  # noqa: FBT001 - says what it is
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if is_open else Qt.FocusPolicy.TabFocus)
        self.setAccessibleDescription("" if is_open else "Opens with Enter")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_TAB:
            self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING:
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit()

    def changeEvent(self, event: QEvent) -> None:
        self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(Theme.current().colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
            painter.end()
