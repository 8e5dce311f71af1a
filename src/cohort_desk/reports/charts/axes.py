"""Scales with their ticks, and rows that keep labels from lying on each other."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from cohort_desk.reports.charts.sketch import SMALL, Sketch, measured, rise, wrapped

_STEPS = (1, 2, 5, 10)
GAP = 6.0
"""The least white between two labels, in points."""
_TICK = 3.0
_CAPTION_LINE, _CAPTION_BASE = 11.0, 2.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values from `low` to `high` to points from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a value lies."""
        span = self.high - self.low
        return self.start + (value - self.low) / span * (self.end - self.start)


def floor_to(step: Decimal, value: Decimal) -> Decimal:
    """Return the largest multiple of a step that is not above a value, negative ones too."""
    return (value / step).to_integral_value(ROUND_FLOOR) * step


def ceil_to(step: Decimal, value: Decimal) -> Decimal:
    """Return the least multiple of a step that is not below a value.

    >>> ceil_to(Decimal(10), Decimal("71.5"))
    Decimal('80')
    """
    return (value / step).to_integral_value(ROUND_CEILING) * step


def round_steps(low: float, high: float, most: int) -> list[float]:
    """Return round values between two, evenly spaced, at most so many.

    >>> round_steps(0, 100, 6)
    [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    """
    if high <= low or most < 1:
        return [low]
    rough = (high - low) / most
    ten = 10 ** math.floor(math.log10(rough))
    for step in (factor * ten for factor in (*_STEPS, 20)):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most:
            return [float(number * step) for number in range(first, last + 1)]
    return [low]


def rows_of(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return for each span from left to right the lowest row where it touches no other.

    >>> rows_of([(0, 10), (8, 20), (30, 40)])
    [0, 1, 0]
    """
    taken: dict[int, list[tuple[float, float]]] = {}
    rows: list[int] = []
    for left, right in spans:
        row = 0
        while any(left < other[1] + GAP and other[0] < right + GAP for other in taken.get(row, [])):
            row += 1
        taken.setdefault(row, []).append((left, right))
        rows.append(row)
    return rows


def kept_in(middle: float, wide: float, low: float, high: float) -> tuple[float, float]:
    """Return left and right of a label centred on a point, moved no further than to be inside."""
    left = max(low, min(middle - wide / 2, high - wide))
    return left, left + wide


def draw_ticks(sketch: Sketch, scale: Scale, base: float, written: Sequence[str]) -> None:
    """Draw an axis along a base line with these words under evenly chosen round values.

    Args:
        sketch: what to draw on.
        scale: of the axis.
        base: its height.
        written: whole numbers in words, such as "40"; those that would touch are left out.
    """
    sketch.line((scale.start, base), (scale.end, base), colour=sketch.look.ink, thick=0.7)
    free = -math.inf
    for words in written:
        x = scale.at(float(words.replace("−", "-").replace("+", "").replace(",", "")))
        left, right = kept_in(x, measured(words, size=SMALL), 0, sketch.width)
        if left < free + GAP:
            continue
        free = right
        sketch.line((x, base), (x, base - _TICK), colour=sketch.look.ink, thick=0.7)
        y = base - _TICK - 2 - rise(SMALL)
        sketch.text(left, y, words, size=SMALL, colour=sketch.look.muted)


def caption_room(words: str, width: float) -> float:
    """Return how tall a caption is under an axis."""
    return len(wrapped(words, width, size=SMALL)) * _CAPTION_LINE


def draw_caption(sketch: Sketch, words: str) -> None:
    """Draw what an axis is along the bottom, in as many lines as it needs."""
    lines = wrapped(words, sketch.width, size=SMALL)
    for number, line in enumerate(reversed(lines)):
        y = _CAPTION_BASE + number * _CAPTION_LINE
        sketch.text(0, y, line, size=SMALL, colour=sketch.look.muted)


AXIS_ROOM = _TICK + 2 + SMALL * 1.25
"""Points that an axis takes below its line."""
