"""What frames a certificate: guilloche, fine rules or a band, as vector paths in one colour.

The lines are those that banknotes and share certificates are engraved with: waves of one length
and growing height, woven into each other.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import cos, gcd, pi, sin

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from cohort_desk.domain.certificates.design import Border

EDGE = 30.0
"""From the edge of the sheet to the border: what office printers can print on, and a mount."""

BAND = 46.0
"""How wide the band of colour at the left is."""

_WEAVE = 15.0
_PERIOD = 22.0
_STRANDS = 5
_HAIR, _FINE, _BOLD = 0.28, 0.6, 1.8
_WAVE = 4 / 3 / pi
"""Where a Bézier curve has its handles to follow half a sine wave, in parts of its length."""


def draw_border(canvas: Canvas, border: Border, page: tuple[float, float], colour: Color) -> None:
    """Draw the border of a page."""
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    if border is Border.GUILLOCHE:
        _draw_guilloche(canvas, page)
    elif border is Border.RULES:
        _draw_rules(canvas, page)
    elif border is Border.BAND:
        _draw_band(canvas, page)


def rosette(  # noqa: PLR0913  a curve has these measures
    x: float, y: float, outer: float, inner: float, petals: int, turns: int
) -> PDFPathObject:
    """Return an engraver's rosette: a line that swings between two radii as it goes around.

    Args:
        x: of its middle.
        y: of its middle.
        outer: the larger radius.
        inner: the smaller radius.
        petals: how often it swings before it closes.
        turns: how often it goes around; without a common divisor with `petals`.
    """
    path = PDFPathObject()
    middle, swing = (outer + inner) / 2, (outer - inner) / 2
    turns //= gcd(petals, turns)
    steps = 10 * petals
    step = 2 * pi * turns / steps

    def at(angle: float) -> tuple[float, float, float, float]:
        phase = angle * petals / turns
        radius = middle + swing * cos(phase)
        slope = -swing * petals / turns * sin(phase)
        return (
            x + radius * cos(angle),
            y + radius * sin(angle),
            slope * cos(angle) - radius * sin(angle),
            slope * sin(angle) + radius * cos(angle),
        )

    here = at(0)
    path.moveTo(here[0], here[1])
    for number in range(1, steps + 1):
        there = at(number * step)
        path.curveTo(
            here[0] + here[2] * step / 3,
            here[1] + here[3] * step / 3,
            there[0] - there[2] * step / 3,
            there[1] - there[3] * step / 3,
            there[0],
            there[1],
        )
        here = there
    path.close()
    return path


def _draw_guilloche(canvas: Canvas, page: tuple[float, float]) -> None:
    width, height = page
    canvas.setLineWidth(_HAIR)
    canvas.drawPath(_weave(width, height))
    for x, y in _corners(EDGE + _WEAVE / 2, page):
        canvas.drawPath(rosette(x, y, _WEAVE * 0.82, _WEAVE * 0.2, 19, 5))
    canvas.setLineWidth(_FINE)
    for inset in (EDGE - 3.5, EDGE + _WEAVE + 3.5):
        _draw_notched(canvas, page, inset, _WEAVE * 0.95 if inset > EDGE else 0)
    canvas.setLineWidth(_BOLD)
    _draw_notched(canvas, page, EDGE - 6.5, 0)


@lru_cache(maxsize=4)
def _weave(width: float, height: float) -> PDFPathObject:
    """Return the waves along all four sides, between the corners."""
    path = PDFPathObject()
    near = EDGE + _WEAVE / 2
    gap = near + _WEAVE * 0.95
    sides = (
        (gap, near, width - gap, near),
        (gap, height - near, width - gap, height - near),
        (near, gap, near, height - gap),
        (width - near, gap, width - near, height - gap),
    )
    for side in sides:
        _add_waves(path, side, _WEAVE / 2, _PERIOD)
    return path


def _add_waves(
    path: PDFPathObject, side: tuple[float, float, float, float], high: float, period: float
) -> None:
    """Add waves of growing height from point to point, and as many half a wave further on."""
    x, y, end_x, end_y = side
    length = abs(end_x - x) + abs(end_y - y)
    halves = 2 * max(1, round(length / period))
    half = length / halves
    upright = end_x == x
    for strand in _strands(high):
        path.moveTo(x, y)
        for number in range(halves):
            rise = strand * (1 if number % 2 else -1) * 4 / 3
            start = number * half
            points = (
                (start + half * _WAVE, rise),
                (start + half * (1 - _WAVE), rise),
                (start + half, 0.0),
            )
            path.curveTo(
                *(
                    value
                    for along, off in points
                    for value in ((x + off, y + along) if upright else (x + along, y + off))
                )
            )


def _strands(high: float) -> Iterator[float]:
    for strand in range(1, _STRANDS + 1):
        yield high * strand / _STRANDS
        yield -high * strand / _STRANDS


def _draw_rules(canvas: Canvas, page: tuple[float, float]) -> None:
    canvas.setLineWidth(_BOLD)
    _draw_notched(canvas, page, EDGE, 0)
    canvas.setLineWidth(_FINE)
    _draw_notched(canvas, page, EDGE + 7, 14)


def _draw_notched(canvas: Canvas, page: tuple[float, float], inset: float, notch: float) -> None:
    """Draw a rectangle whose corners are cut out in quarter circles."""
    width, height = page
    if not notch:
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)
        return
    path = canvas.beginPath()
    left, bottom, right, top = inset, inset, width - inset, height - inset
    path.moveTo(left + notch, bottom)
    path.lineTo(right - notch, bottom)
    _notch(path, right, bottom, notch, 180, -90)
    path.lineTo(right, top - notch)
    _notch(path, right, top, notch, 270, -90)
    path.lineTo(left + notch, top)
    _notch(path, left, top, notch, 0, -90)
    path.lineTo(left, bottom + notch)
    _notch(path, left, bottom, notch, 90, -90)
    path.close()
    canvas.drawPath(path)


def _notch(path: PDFPathObject, x: float, y: float, r: float, start: int, extent: int) -> None:  # noqa: PLR0913, PLR0917
    path.arcTo(x - r, y - r, x + r, y + r, start, extent)


def _draw_band(canvas: Canvas, page: tuple[float, float]) -> None:
    _, height = page
    canvas.rect(EDGE, EDGE, BAND, height - 2 * EDGE, stroke=0, fill=1)
    canvas.setStrokeGray(1)
    canvas.setLineWidth(_HAIR)
    canvas.drawPath(_band_waves(height))


@lru_cache(maxsize=4)
def _band_waves(height: float) -> PDFPathObject:
    path = PDFPathObject()
    middle = EDGE + BAND / 2
    _add_waves(path, (middle, EDGE, middle, height - EDGE), BAND * 0.42, 74)
    return path


def _corners(inset: float, page: tuple[float, float]) -> Iterator[tuple[float, float]]:
    width, height = page
    for x in (inset, width - inset):
        for y in (inset, height - inset):
            yield x, y


def draw_divider(canvas: Canvas, x: float, y: float, align: float, colour: Color) -> None:
    """Draw the ornament under a title: a lozenge between two rules, or one short bold rule."""
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    if not align:
        canvas.rect(x, y - 1.2, 54, 2.4, stroke=0, fill=1)
        return
    canvas.setLineWidth(_FINE)
    for way in (-1, 1):
        canvas.line(x + way * 9, y, x + way * 74, y)
    path = canvas.beginPath()
    path.moveTo(x - 4.2, y)
    for dx, dy in ((0, 3.2), (4.2, 0), (0, -3.2)):
        path.lineTo(x + dx, y + dy)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
