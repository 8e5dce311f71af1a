"""When a benefit pays back: its cumulative net by financial year, as it is and discounted.

The two lines are told apart by dashes and by words at their ends, not by colour alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise

from cohort_desk.domain.savings import discounting, years
from cohort_desk.domain.savings.appraisal import Appraisal
from cohort_desk.domain.savings.money import pounds
from cohort_desk.reports.charts.axes import GAP, Scale, kept_in, round_steps
from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.look import Look
from cohort_desk.reports.charts.savings_parts import told
from cohort_desk.reports.charts.sketch import SMALL, Sketch, Sketched, measured, rise
from cohort_desk.reports.fonts import MEDIUM

TITLE = "When it pays back"
_TALL, _FOOT, _HEAD = 120.0, 16.0, 8.0
_NAMES = ("As it is", "Discounted")
_MOST_TICKS = 6
_SHORT = ((10**8, 10**8, "m"), (10**5, 10**5, "k"))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the chart: its points in pence, its name, colour and dashes."""

    amounts: tuple[int, ...]
    name: str
    colour: Callable[[Look], str]
    dash: tuple[float, ...] = ()


def cumulative_net(found: Appraisal, starts_month: int) -> Chart:
    """Return the chart of an appraisal."""
    written = [years.words(year, starts_month) for year, _pence in found.cumulative]
    whole = discounting.whole
    rows = tuple(
        (name, pounds(whole(gain)), pounds(whole(cost)), pounds(net), pounds(discounted))
        for name, gain, cost, (_, net), (_, discounted) in zip(
            written,
            found.benefits,
            found.costs,
            found.cumulative,
            found.cumulative_discounted,
            strict=True,
        )
    )
    lines = (
        _Line(tuple(net for _, net in found.cumulative), _NAMES[0], lambda look: look.mark),
        _Line(
            tuple(net for _, net in found.cumulative_discounted),
            _NAMES[1],
            lambda look: look.second,
            (3, 2),
        ),
    )
    return Chart(
        title=TITLE,
        summary=_finding(found, written),
        columns=("Financial year", "Benefits", "Costs", "Net so far", "Net so far, discounted"),
        rows=rows,
        draw=partial(_draw, lines, written),
        note="Real, base-year prices. Year 0 is not discounted.",
    )


def years_words(count: Decimal | None) -> str:
    """Return a payback as people read it.

    >>> years_words(Decimal("3.333")), years_words(Decimal(1)), years_words(None)
    ('3.3 years', '1 year', 'Never')
    """
    if not count:
        return "Never" if count is None else "At once"
    text = f"{count:.1f}".removesuffix(".0")
    return "1 year" if text == "1" else f"{text} years"


def _finding(found: Appraisal, written: Sequence[str]) -> str:
    end = f"By the end of {written[-1]} the net comes to {told(found.cumulative[-1][1])}."
    if found.payback is None:
        return f"The costs never come back. {end}"
    if found.payback == 0:
        return f"The net is never below nothing. {end}"
    discounted = found.payback_discounted
    later = f" ({years_words(discounted)} discounted)" if discounted is not None else ""
    return f"It pays back after {years_words(found.payback)}{later}. {end}"


def short_pounds(pence: float) -> str:
    """Return a round amount as an axis has it.

    >>> short_pounds(15_000_000), short_pounds(-250_000_000), short_pounds(0)
    ('£150k', '−£2.5m', '£0')
    """
    for least, unit, word in _SHORT:
        if abs(pence) >= least:
            sign = "−" if pence < 0 else ""
            return f"{sign}£{f'{abs(pence) / unit:,.2f}'.rstrip('0').rstrip('.')}{word}"
    return pounds(round(pence))


def _draw(lines: Sequence[_Line], written: Sequence[str], width: float, look: Look) -> Sketched:
    amounts = [pence for line in lines for pence in (*line.amounts, 0)]
    low, high = min(amounts), max(amounts)
    if low == high:
        high = low + 100
    steps = round_steps(low, high, _MOST_TICKS)
    left = max(measured(short_pounds(step), size=SMALL) for step in steps) + GAP
    right = width - max(measured(line.name, MEDIUM, SMALL) for line in lines) - 2 * GAP
    sketch = Sketch(width, _TALL + _FOOT + _HEAD, look)
    up = Scale(low, high, _FOOT + GAP, _FOOT + _TALL)
    across = Scale(0, max(len(written) - 1, 1), left + GAP, right)
    for step in steps:
        y = up.at(step)
        sketch.line((left, y), (right, y), colour=look.rule, thick=0.4)
        sketch.text_in(
            left - GAP, y, short_pounds(step), size=SMALL, colour=look.muted, anchor="end"
        )
    sketch.line((left, up.at(0)), (right, up.at(0)), colour=look.ink, thick=0.8)
    for line in reversed(lines):
        _draw_line(sketch, line, across, up)
    _name_lines(sketch, lines, up, right)
    _write_years(sketch, written, across)
    return sketch.drawing


def _draw_line(sketch: Sketch, line: _Line, across: Scale, up: Scale) -> None:
    colour = line.colour(sketch.look)
    points = [(across.at(at), up.at(pence)) for at, pence in enumerate(line.amounts)]
    for start, end in pairwise(points):
        sketch.line(start, end, colour=colour, thick=1.6, dash=line.dash)
    for x, y in points:
        sketch.dot(x, y, 2, fill=sketch.look.ground if line.dash else colour, edge=colour)


def _name_lines(sketch: Sketch, lines: Sequence[_Line], up: Scale, right: float) -> None:
    """Put each name at its line's end, the higher line's above the lower one's."""
    ordered = sorted(lines, key=lambda line: -line.amounts[-1])
    apart = SMALL * 1.3
    above = max(up.at(ordered[0].amounts[-1]), _FOOT + apart)
    below = max(min(up.at(ordered[1].amounts[-1]), above - apart), _FOOT)
    for line, y in zip(ordered, (above, below), strict=True):
        sketch.text_in(
            right + GAP, y, line.name, face=MEDIUM, size=SMALL, colour=line.colour(sketch.look)
        )


def _write_years(sketch: Sketch, written: Sequence[str], across: Scale) -> None:
    free = 0.0
    for at, name in enumerate(written):
        start, end = kept_in(across.at(at), measured(name, size=SMALL), 0, sketch.width)
        if start < free and at:
            continue
        free = end + GAP
        y = _FOOT - GAP - rise(SMALL)
        sketch.text(start, max(y, 1), name, size=SMALL, colour=sketch.look.muted)
