"""Where carried cards are dropped to take people out, while nobody is in the tray.

It stands over the search, outside what scrolls: no card is ever under it, and none hides its words.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cohort_desk.ui.groups.board.canvas import BoardCanvas
from cohort_desk.ui.groups.board.heads import DROP_HERE, paint_drop_bar
from cohort_desk.ui.groups.board.ink import Brush
from cohort_desk.ui.groups.presenter.board_words import TRAY


class TakeOutBar(QWidget):
    """Covers another widget while cards are carried; the canvas has the mouse then."""

    def __init__(self, canvas: BoardCanvas, over: QWidget) -> None:
        super().__init__(over)
        self._canvas, self._over = canvas, over
        self.setAccessibleName(DROP_HERE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        canvas.drop_bar_over = over
        canvas.drag.changed.connect(self._follow)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # Opaque to its corners: the search shines through nowhere.
        painter.fillRect(self.rect(), self._canvas.ink.colour("background"))
        hovered = self._canvas.drag.group == TRAY
        paint_drop_bar(Brush(painter, self._canvas.ink), self.rect(), hovered=hovered)
        painter.end()

    def _follow(self) -> None:
        wanted = self._canvas.drop_bar.isValid()
        if wanted:
            self.setGeometry(self._over.rect())
            self.raise_()
        self.setVisible(wanted)
        self.update()
