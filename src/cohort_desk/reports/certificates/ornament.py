"""What frames a certificate: guilloche, fine rules or a band, as lines in one colour.

The lines are those that banknotes and share certificates are engraved with: waves of one length
and growing height, woven into each other.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from math import cos, pi, sin

from reportlab.lib.colors import Color, HexColor, white

from cohort_desk.domain.certificates.design import Border
from cohort_desk.reports.certificates.engraving import Engraver, Plate

EDGE = 30.0
"""From the edge of the sheet to the border: what office printers can print on, and a mount."""

BAND = 46.0
"""How wide the band of colour at the left is."""

DIVIDER = 76.0
"""How far the ornament under a title reaches to each side."""

_WEAVE = 15.0
_PERIOD = 30.0
_STRANDS = 4
_HAIR, _FINE, _BOLD = 0.28, 0.6, 1.8
_WAVE = 4 / 3 / pi
"""Where a Bézier curve has its handles to follow half a sine wave, in parts of its length."""

_Side = tuple[float, float, float, float]
_STEPS = 10
"""Curves for each petal of a rosette."""


@lru_cache(maxsize=32)
def border_plate(border: Border, page: tuple[float, float], colour: str) -> Plate:
    """Return the border of a page of that size."""
    pen, ink = Engraver(), HexColor(colour)
    if border is Border.GUILLOCHE:
        _engrave_guilloche(pen, page, ink)
    elif border is Border.RULES:
        _notched(pen, page, EDGE, 0)
        pen.stroke(ink, _BOLD)
        _notched(pen, page, EDGE + 7, 14)
        pen.stroke(ink, _FINE)
    elif border is Border.BAND:
        _engrave_band(pen, page, ink)
    return pen.plate((0, 0, *page))


@lru_cache(maxsize=32)
def divider_plate(align: float, colour: str) -> Plate:
    """Return the ornament under a title: a lozenge between two rules, or one short bold rule."""
    pen, ink = Engraver(), HexColor(colour)
    if not align:
        pen.rectangle(0, -1.2, 54, 2.4)
        pen.fill(ink)
    else:
        for way in (-1, 1):
            pen.move(way * 9, 0)
            pen.line(way * (DIVIDER - 2), 0)
        pen.stroke(ink, _FINE)
        pen.move(-4.2, 0)
        for x, y in ((0, 3.2), (4.2, 0), (0, -3.2)):
            pen.line(x, y)
        pen.close()
        pen.fill(ink)
    return pen.plate((-DIVIDER, -4, DIVIDER, 4))


def engrave_rosette(  # noqa: PLR0913, PLR0917  a curve has these measures
    pen: Engraver, x: float, y: float, outer: float, inner: float, petals: int, turns: int
) -> None:
    """Engrave a line that swings between two radii as it goes around a point.

    Args:
        pen: what engraves it.
        x: of its middle.
        y: of its middle.
        outer: the larger radius.
        inner: the smaller radius.
        petals: how often it swings before it closes.
        turns: how often it goes around; without a common divisor with `petals`.
    """
    middle, swing = (outer + inner) / 2, (outer - inner) / 2
    count = _STEPS * petals
    step = 2 * pi * turns / count

    def at(angle: float) -> tuple[float, float, float, float]:
        """Return the point at an angle, and the way the line goes from there."""
        phase = angle * petals / turns
        radius = middle + swing * cos(phase)
        slope = -swing * petals / turns * sin(phase)
        across, up = cos(angle), sin(angle)
        return (
            x + radius * across,
            y + radius * up,
            (slope * across - radius * up) * step / 3,
            (slope * up + radius * across) * step / 3,
        )

    here = at(0)
    pen.move(here[0], here[1])
    for number in range(1, count + 1):
        there = at(number * step)
        first = here[0] + here[2], here[1] + here[3]
        pen.curve(*first, there[0] - there[2], there[1] - there[3], there[0], there[1])
        here = there
    pen.close()


def _engrave_guilloche(pen: Engraver, page: tuple[float, float], ink: Color) -> None:
    width, height = page
    near = EDGE + _WEAVE / 2
    gap = near + _WEAVE * 0.95
    for level in (near, height - near):
        _waves(pen, (gap, level, width - gap, level), _WEAVE / 2, _PERIOD)
    for level in (near, width - near):
        _waves(pen, (level, gap, level, height - gap), _WEAVE / 2, _PERIOD)
    for x in (near, width - near):
        for y in (near, height - near):
            engrave_rosette(pen, x, y, _WEAVE * 0.74, _WEAVE * 0.18, 19, 5)
    pen.stroke(ink, _HAIR)
    _notched(pen, page, EDGE - 3.5, 0)
    _notched(pen, page, EDGE + _WEAVE + 3.5, _WEAVE * 0.95)
    pen.stroke(ink, _FINE)
    _notched(pen, page, EDGE - 6.5, 0)
    pen.stroke(ink, _BOLD)


def _engrave_band(pen: Engraver, page: tuple[float, float], ink: Color) -> None:
    high = page[1] - 2 * EDGE
    pen.rectangle(EDGE, EDGE, BAND, high)
    pen.fill(ink)
    middle = EDGE + BAND / 2
    _waves(pen, (middle, EDGE, middle, EDGE + high), BAND * 0.42, 74, phases=(0.0,))
    pen.stroke(white, _HAIR)


def _waves(
    pen: Engraver, side: _Side, high: float, period: float, phases: tuple[float, ...] = (0.0, 0.5)
) -> None:
    """Engrave waves of growing height from point to point, each up and down at once.

    Each phase is a chain of its own, so many half waves behind.
    """
    x, y, end_x, end_y = side
    length = abs(end_x - x) + abs(end_y - y)
    halves = 2 * max(1, round(length / period))
    half = length / halves
    upright = end_x == x
    for strand, late in product(_strands(high), phases):
        start = half * late
        pen.move(*((x, y + start) if upright else (x + start, y)))
        for number in range(halves - bool(late)):
            rise = strand * (1 if number % 2 else -1) * 4 / 3
            one, two, end = (start + half * (number + part) for part in (_WAVE, 1 - _WAVE, 1))
            if upright:
                pen.curve(x + rise, y + one, x + rise, y + two, x, y + end)
            else:
                pen.curve(x + one, y + rise, x + two, y + rise, x + end, y)


def _strands(high: float) -> Iterator[float]:
    for strand in range(1, _STRANDS + 1):
        yield high * strand / _STRANDS
        yield -high * strand / _STRANDS


def _notched(pen: Engraver, page: tuple[float, float], inset: float, notch: float) -> None:
    """Draw a rectangle whose corners are cut out in quarter circles, if they are."""
    width, height = page
    if not notch:
        pen.rectangle(inset, inset, width - 2 * inset, height - 2 * inset)
        return
    right, top = width - inset, height - inset
    pen.move(inset + notch, inset)
    pen.line(right - notch, inset)
    pen.arc(right, inset, notch, 180, -90)
    pen.line(right, top - notch)
    pen.arc(right, top, notch, 270, -90)
    pen.line(inset + notch, top)
    pen.arc(inset, top, notch, 0, -90)
    pen.line(inset, inset + notch)
    pen.arc(inset, inset, notch, 90, -90)
    pen.close()
