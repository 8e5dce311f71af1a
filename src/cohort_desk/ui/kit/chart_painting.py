"""Paints a chart's drawing with QPainter: the same shapes in the same places as on paper.

Imports ReportLab, so whatever shows before the first paint imports this only once it has painted.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from cohort_desk.reports.charts.look import Look
from cohort_desk.reports.charts.sketch import measured
from cohort_desk.reports.charts.walk import Ink, Words, paint
from cohort_desk.reports.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from cohort_desk.ui.kit import tokens

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_FACES = {face.name: face for face in (REGULAR, MEDIUM, SEMIBOLD, BOLD)}
_WEIGHTS = {
    REGULAR.name: QFont.Weight.Normal,
    MEDIUM.name: QFont.Weight.Medium,
    SEMIBOLD.name: QFont.Weight.DemiBold,
    BOLD.name: QFont.Weight.Bold,
}
_TYPE_SIZE = 64
"""The size in which type is asked for before it is scaled, so that its advances are not rounded."""


def look_of(palette: tokens.Palette) -> Look:
    """Return the look of charts on a theme's cards."""
    return Look(
        ground=palette.surface,
        ink=palette.text,
        muted=palette.muted,
        rule=palette.line,
        track=palette.neutral.fill,
        edge=palette.control,
        mark=palette.accent,
        on_mark=palette.on_accent,
        second=palette.warning.ink,
        soft=palette.selected,
    )


def paint_drawing(painter: QPainter, drawing: "Drawing", box: QRectF) -> None:
    """Paint into a box, as large as it takes, from its top left."""
    scale = box.width() / drawing.width
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(scale, scale)
    paint(drawing, _OnScreen(painter, float(drawing.height)))
    painter.restore()


def drawing_image(drawing: "Drawing", scale: float, ground: str) -> QImage:
    """Return a picture of a drawing at so many pixels a point."""
    size = (QSizeF(drawing.width, drawing.height) * scale).toSize()
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(ground))
    painter = QPainter(image)
    paint_drawing(painter, drawing, QRectF(0, 0, drawing.width * scale, drawing.height * scale))
    painter.end()
    return image


class _OnScreen:
    """Takes points from the bottom, as a page has them, and paints from the top, as Qt does."""

    def __init__(self, painter: QPainter, height: float) -> None:
        self._painter, self._height = painter, height

    def rect(self, x: float, y: float, width: float, height: float, ink: Ink, /) -> None:
        self._take(ink)
        self._painter.drawRect(QRectF(x, self._height - y - height, width, height))

    def circle(self, x: float, y: float, radius: float, ink: Ink, /) -> None:
        self._take(ink)
        self._painter.drawEllipse(QPointF(x, self._height - y), radius, radius)

    def path(self, points: Sequence[tuple[float, float]], ink: Ink, /, *, closed: bool) -> None:
        self._take(ink)
        line = QPolygonF([QPointF(x, self._height - y) for x, y in points])
        if closed:
            self._painter.drawPolygon(line)
        else:
            self._painter.drawPolyline(line)

    def text(self, words: Words, /) -> None:
        font = QFont("Inter")
        font.setPixelSize(_TYPE_SIZE)
        font.setWeight(_WEIGHTS[words.font])
        font.setKerning(False)  # as on paper, so that labels are as wide as they were measured
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        scale = words.size / _TYPE_SIZE
        wide = QFontMetricsF(font).horizontalAdvance(words.text) * scale
        room = measured(words.text, _FACES[words.font], words.size)
        # Type of a face that only the screen has must not run into what was placed beside it.
        squeeze = min(1.0, room / wide) if wide else 1.0
        painter = self._painter
        painter.save()
        painter.translate(words.x - wide * squeeze * words.align, self._height - words.y)
        painter.scale(scale * squeeze, scale)
        painter.setFont(font)
        painter.setPen(QColor(words.colour))
        painter.drawText(QPointF(0, 0), words.text)
        painter.restore()

    def _take(self, ink: Ink) -> None:
        painter = self._painter
        painter.setBrush(QColor(ink.fill) if ink.fill else Qt.BrushStyle.NoBrush)
        if not ink.edge:
            painter.setPen(Qt.PenStyle.NoPen)
            return
        pen = QPen(QColor(ink.edge), ink.thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if ink.dash:
            pen.setDashPattern([part / ink.thick for part in ink.dash])
        painter.setPen(pen)
