"""Words over the board's foot: what a drop would do here, or what cannot be seen on it.

While cards are carried at the foot they stand at the top, and hide no card that is worked with.
"""

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
        whole = self._canvas.viewport().rect()
        wanted = self.fontMetrics().horizontalAdvance(sentence) + 2 * tokens.L
        self.setFixedWidth(max(0, min(wanted, whole.width() - tokens.XXL)))
        self.adjustSize()
        left = (whole.width() - self.width()) // 2
        carried_low = self._canvas.drag.active and self._canvas.drag.point.y() > whole.center().y()
        top = tokens.M if carried_low else whole.bottom() - self.height() - tokens.M
        self.move(left, top)

    def tell(self, sentence: str) -> None:
        """Show a sentence for a while, and have it read aloud."""
        self.show_words(sentence)
        announce(self._canvas, sentence)
        self._stay.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._stay.stop()
        super().hideEvent(event)
