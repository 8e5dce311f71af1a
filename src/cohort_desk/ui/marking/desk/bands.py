"""The bands of a criterion, picked with the number keys; the current one is filled."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.modules.guides import Band
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label, repaint_with_theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MORE = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Right)
_LESS = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore, Qt.Key.Key_Left)
_EDGE = 3


class BandList(QFrame):
    """Keys: 1 to 9 pick a band, + and − change the mark by one, Enter goes on."""

    picked = Signal(int)
    moved = Signal(int)
    went_on = Signal()
    typed = Signal(str)
    mark_wanted = Signal()
    feedback_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rows: list[BandRow] = []
        self._name = ""
        self._current = -1
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, tokens.XS, 2, tokens.XS)
        self._column.setSpacing(0)
        repaint_with_theme(self)

    def show_bands(self, name: str, bands: Sequence[Band]) -> None:
        """Offer these, the highest first."""
        clear_layout(self._column)
        self._name = name
        self.rows = [BandRow(number, band) for number, band in enumerate(bands, start=1)]
        for at, row in enumerate(self.rows):
            row.clicked.connect(lambda at=at: self.picked.emit(at))
            self._column.addWidget(row)
        if not bands:
            self.hide()

    def show_current(self, at: int, mark: str) -> None:
        """Fill the band that holds the mark; -1 for none."""
        self._current = at
        for number, row in enumerate(self.rows):
            row.set_current(number == at)
        said = self.rows[at].title if at >= 0 else "no band yet"
        self.setAccessibleName(f"{self._name}: {mark or 'no mark'}, {said}")
        self.setAccessibleDescription(
            "; ".join(f"{number} {row.title}" for number, row in enumerate(self.rows, start=1))
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        if event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            super().keyPressEvent(event)
        elif text.isdecimal():
            if 1 <= int(text) <= len(self.rows):
                self.picked.emit(int(text) - 1)
            elif not self.rows:
                self.typed.emit(text)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.rows:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.picked.emit(min(max(self._current + step, 0), len(self.rows) - 1))
        elif key in (*_MORE, *_LESS):
            self.moved.emit(1 if key in _MORE else -1)
        elif key in _ENTER:
            self.went_on.emit()
        elif key == Qt.Key.Key_M:
            self.mark_wanted.emit()
        elif key == Qt.Key.Key_F:
            self.feedback_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(
            QPen(Theme.current().colour("focus" if focus else "line"), 2 if focus else 1)
        )
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        painter.end()


class BandRow(QWidget):
    """One band: its key, its name and marks, and what work in it is like."""

    clicked = Signal()

    def __init__(self, number: int, band: Band) -> None:
        super().__init__()
        self.title = f"{band.label} {band.range}"
        self.setAccessibleName(f"{number}: {self.title}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._current = self._under = False
        key = label(str(number), "key")
        key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        key.setFixedWidth(Theme.current().px(tokens.TARGET))
        head = QHBoxLayout()
        head.setSpacing(tokens.S)
        head.addWidget(label(band.label, "strong"))
        head.addWidget(label(band.range, "muted"))
        head.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(head)
        if band.descriptor:
            words.addWidget(label(band.descriptor, "small", wrap=True))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.S, tokens.XS, tokens.S, tokens.XS)
        layout.setSpacing(tokens.S)
        layout.addWidget(key, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        repaint_with_theme(self)

    def set_current(self, current: bool) -> None:  # noqa: FBT001 - says what it is
        self._current = current
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self._under = event.type() == QEvent.Type.Enter
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self._current or self._under):
            return
        painter = QPainter(self)
        theme = Theme.current()
        painter.fillRect(self.rect(), theme.colour("selected" if self._current else "hover"))
        if self._current:
            painter.fillRect(0, 0, _EDGE, self.height(), theme.colour("accent"))
        painter.end()
