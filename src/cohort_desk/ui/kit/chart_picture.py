"""The picture of a chart; where its bars lead somewhere, they are clicked, or gone through by key.

Arrows go from bar to bar, Enter or Space opens the one in the frame, as a click on it does. What
the frame is on is read aloud, and shown where the mouse rests.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme

if TYPE_CHECKING:
    from cohort_desk.reports.charts.chart import Chart
    from cohort_desk.reports.charts.sketch import Sketched, Spot

_PIXELS_A_POINT = 1.5
"""At 100 %: a chart's labels of 8.5 points are then as large as the text around it."""
_WIDEST, _NARROWEST = 1080, 256
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_OPEN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_FRAME = 2.0


class Picture(QWidget):
    """As wide as there is room, as tall as the chart then needs."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.drawing: Sketched | None = None
        self._chart: Chart | None = None
        self._at = 0
        self._tall = Theme.current().px(tokens.XXL * 4)
        Theme.current().changed.connect(self._draw)

    def sizeHint(self) -> QSize:
        return QSize(Theme.current().px(_WIDEST) // 2, self._tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(Theme.current().px(_NARROWEST), self._tall)

    def show_chart(self, chart: "Chart") -> None:
        self._chart = chart
        self._at = 0
        policy = Qt.FocusPolicy.StrongFocus if chart.opens else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self.setMouseTracking(bool(chart.opens))
        self._draw()

    def clear(self) -> None:
        self._chart = self.drawing = None
        self.show()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.drawing is None:
            return
        from cohort_desk.ui.kit.chart_painting import paint_drawing  # noqa: PLC0415

        painter = QPainter(self)
        scale = self._scale()
        box = QRectF(0, 0, self.drawing.width * scale, self.drawing.height * scale)
        paint_drawing(painter, self.drawing, box)
        if self.hasFocus() and self._at < len(self._spots()):
            painter.setPen(QPen(QColor(Theme.current().palette.focus), _FRAME))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._box(self._spots()[self._at]), tokens.XS, tokens.XS)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._spot_at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._spot_at(event.position())
        if at is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._go_to(at)
        self.picked.emit(self._spots()[at].row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, spots = Qt.Key(event.key()), self._spots()
        if key in _STEPS and spots:
            self._go_to(max(0, min(self._at + _STEPS[key], len(spots) - 1)))
        elif key in _OPEN and self._at < len(spots):
            self.picked.emit(spots[self._at].row)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._go_to(self._at)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._chart is not None:
            self.setAccessibleDescription(self._chart.summary)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._spot_at(QPointF(event.pos()))
            if at is not None:
                QToolTip.showText(event.globalPos(), self._told(self._spots()[at]), self)
                return True
        return super().event(event)

    def box_of(self, row: int) -> QRectF:
        """Return where a row of the chart's table is drawn; an empty box if it is not."""
        found = next((spot for spot in self._spots() if spot.row == row), None)
        return QRectF() if found is None else self._box(found)

    def _go_to(self, at: int) -> None:
        self._at = at
        spots = self._spots()
        if at < len(spots):
            self.setAccessibleDescription(self._told(spots[at]))
        self.update()

    def _told(self, spot: "Spot") -> str:
        """Return what a row of the table says, a line for each column."""
        if self._chart is None:
            return ""
        name, *cells = self._chart.rows[spot.row]
        said = zip(self._chart.columns[1:], cells, strict=True)
        return "\n".join([name, *(f"{heading}: {cell}" for heading, cell in said)])

    def _spots(self) -> "list[Spot]":
        return self.drawing.spots if self.drawing is not None else []

    def _spot_at(self, place: QPointF) -> int | None:
        boxes = enumerate(map(self._box, self._spots()))
        return next((at for at, box in boxes if box.contains(place)), None)

    def _box(self, spot: "Spot") -> QRectF:
        """Return where a spot is on this widget, whose top is where a drawing's height is."""
        scale = self._scale()
        tall = float(self.drawing.height) if self.drawing is not None else 0.0
        top = tall - spot.bottom - spot.height
        box = QRectF(spot.left, top, spot.width, spot.height)
        return QRectF(box.topLeft() * scale, box.size() * scale).intersected(QRectF(self.rect()))

    def _scale(self) -> float:
        return _PIXELS_A_POINT * Theme.current().scale / 100

    def _draw(self) -> None:
        """Draw the chart anew for this width and theme."""
        if self._chart is None:
            return
        from cohort_desk.ui.kit.chart_painting import look_of  # noqa: PLC0415

        theme = Theme.current()
        wide = min(self.width(), theme.px(_WIDEST))
        self.drawing = self._chart.drawing(wide / self._scale(), look_of(theme.palette))
        self._tall = round(self.drawing.height * self._scale())
        self.updateGeometry()
        self.update()
