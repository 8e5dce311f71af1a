"""Paints a chart on a page: shapes by ReportLab's canvas, text through the one door."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.reports.charts.walk import Ink, Words, paint
from cohort_desk.reports.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD
from cohort_desk.reports.text import draw_line

_FACES = {face.name: face for face in (REGULAR, MEDIUM, SEMIBOLD, BOLD)}


def draw_on(canvas: Canvas, drawing: Drawing) -> None:
    """Draw with the lower left corner at the canvas's origin.

    Raises:
        Unprintable: a label has a character that is in no face.
    """
    canvas.saveState()
    paint(drawing, _OnPaper(canvas))
    canvas.restoreState()


class _OnPaper:
    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def rect(self, x: float, y: float, width: float, height: float, ink: Ink, /) -> None:
        self._take(ink)
        self._canvas.rect(x, y, width, height, stroke=bool(ink.edge), fill=bool(ink.fill))

    def circle(self, x: float, y: float, radius: float, ink: Ink, /) -> None:
        self._take(ink)
        self._canvas.circle(x, y, radius, stroke=bool(ink.edge), fill=bool(ink.fill))

    def path(self, points: Sequence[tuple[float, float]], ink: Ink, /, *, closed: bool) -> None:
        self._take(ink)
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        if closed:
            path.close()
        self._canvas.drawPath(path, stroke=bool(ink.edge), fill=bool(ink.fill))

    def text(self, words: Words, /) -> None:
        self._canvas.setFillColor(HexColor(words.colour))
        face, at = _FACES[words.font], (words.x, words.y)
        draw_line(self._canvas, at, words.text, face, words.size, align=words.align)

    def _take(self, ink: Ink) -> None:
        if ink.fill:
            self._canvas.setFillColor(HexColor(ink.fill))
        if ink.edge:
            self._canvas.setStrokeColor(HexColor(ink.edge))
            self._canvas.setLineWidth(ink.thick)
            self._canvas.setDash(list(ink.dash))
