"""Words over the foot of the board: what a drop would do here, or what cannot be seen on it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel

from cohort_desk.ui.groups.board.canvas import BoardCanvas
from cohort_desk.ui.groups.board.speech import announce
from cohort_desk.ui.kit import tokens

_STAYS_MS = 4_000


class FootNote(QLabel):
    """Stands over the canvas and lets the mouse through."""

    def __init__(self, canvas: BoardCanvas) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "strong")
        self.setProperty("told", True)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._stay = QTimer(self)
        self._stay.setSingleShot(True)
        self._stay.setInterval(_STAYS_MS)
        self._stay.timeout.connect(self.hide)
        self.hide()

    def show_words(self, sentence: str) -> None:
        """Show a sentence until there is another, "" for none."""
        self._stay.stop()
        self.setText(sentence)
        self.setVisible(bool(sentence))
        foot, bar = self._canvas.viewport().rect(), self._canvas.drop_bar
        wanted = self.fontMetrics().horizontalAdvance(sentence) + 2 * tokens.L
        self.setFixedWidth(max(0, min(wanted, foot.width() - tokens.XXL)))
        self.adjustSize()
        lowest = bar.top() if bar.isValid() else foot.bottom()
        left = (foot.width() - self.width()) // 2
        self.move(left, lowest - self.height() - tokens.M)

    def tell(self, sentence: str) -> None:
        """Show a sentence for a while, and have it read aloud."""
        self.show_words(sentence)
        announce(self._canvas, sentence)
        self._stay.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._stay.stop()
        super().hideEvent(event)
