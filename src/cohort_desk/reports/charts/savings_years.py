"""Savings by financial year: a column for each, in which every pound stands once, surest lowest."""

from collections.abc import Sequence
from functools import partial

from reportlab.graphics.shapes import Drawing

from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.years import words
from cohort_desk.reports.charts.axes import kept_in, round_steps
from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.look import Look
from cohort_desk.reports.charts.savings_parts import (
    OF_KIND,
    STATES,
    brief,
    draw_key,
    draw_state,
    key_height,
    kind_words,
    states_in,
)
from cohort_desk.reports.charts.sketch import LABEL, SMALL, Sketch, measured, rise
from cohort_desk.reports.fonts import MEDIUM, SEMIBOLD
from cohort_desk.services.savings.portfolio_shapes import CASH, Portfolio

_TALL, _FOOT, _HEAD = 150.0, 30.0, 16.0
_WIDEST, _SHARE = 54.0, 0.62
_STEPS = 5


def by_year(portfolio: Portfolio, kind: str = CASH) -> Chart:
    """Return the chart of a kind of saving by financial year."""
    month = portfolio.year_starts_month
    return Chart(
        title=f"{OF_KIND[kind]} by financial year",
        summary=_finding(portfolio, kind),
        columns=("Financial year", *(state.words for state in STATES), "In all", "Costs"),
        rows=tuple(
            (
                words(each.year, month),
                *(pounds(state.of(each.sums.of(kind).standing)) for state in STATES),
                pounds(each.sums.of(kind).expected),
                pounds(each.sums.of(kind).invested),
            )
            for each in portfolio.years
        ),
        draw=partial(_draw, portfolio, kind),
        note="Every pound stands once, in the furthest state that it has reached.",
        opens=tuple(("year", each.year) for each in portfolio.years),
    )


def _finding(portfolio: Portfolio, kind: str) -> str:
    total = portfolio.total.of(kind)
    if not total.expected:
        return f"Nothing {kind_words(kind)} has been entered yet."
    best = max(portfolio.years, key=lambda each: each.sums.of(kind).expected)
    return (
        f"{pounds(total.expected)} expected in all, of which {pounds(total.standing.validated)} "
        f"{'is' if total.standing.validated else 'are'} validated. The most falls into "
        f"{words(best.year, portfolio.year_starts_month)}: {pounds(best.sums.of(kind).expected)}."
    )


def _draw(portfolio: Portfolio, kind: str, width: float, look: Look) -> Drawing:
    years = portfolio.years
    states = states_in([each.sums.of(kind).standing for each in years])
    key = key_height(states, width) if states else 0
    sketch = Sketch(width, _FOOT + _TALL + _HEAD + key, look)
    draw_key(sketch, states)
    if not years:
        return sketch.drawing
    most = max(each.sums.of(kind).expected for each in years) or 1
    steps = [step for step in round_steps(0, most, _STEPS) if step]
    left = max((measured(brief(round(step)), size=SMALL) for step in steps), default=0) + 8
    unit = _TALL / most
    for step in steps:
        y = _FOOT + step * unit
        sketch.line((left, y), (width, y), thick=0.4)
        right = left - 5
        sketch.text_in(right, y, brief(round(step)), size=SMALL, colour=look.muted, anchor="end")
    _draw_columns(sketch, portfolio, kind, left, unit)
    sketch.line((left, _FOOT), (width, _FOOT), colour=look.ink, thick=0.7)
    return sketch.drawing


def _draw_columns(
    sketch: Sketch, portfolio: Portfolio, kind: str, left: float, unit: float
) -> None:
    years = portfolio.years
    slot = (sketch.width - left) / len(years)
    wide = min(slot * _SHARE, _WIDEST)
    middles = [left + slot * (at + 0.5) for at in range(len(years))]
    for at, (each, middle) in enumerate(zip(years, middles, strict=True)):
        y = _FOOT
        for state in STATES:
            tall = state.of(each.sums.of(kind).standing) * unit
            draw_state(sketch, (middle - wide / 2, y, wide, tall), state.look)
            y += tall
        sketch.spot(at, (middle - slot / 2, 0, slot, _FOOT + _TALL + _HEAD))
    _draw_labels(sketch, portfolio, kind, middles, unit)


def _draw_labels(
    sketch: Sketch, portfolio: Portfolio, kind: str, middles: Sequence[float], unit: float
) -> None:
    """Write years under the columns and sums on them, where they do not touch; this year always."""
    years, month = portfolio.years, portfolio.year_starts_month
    now = [at for at, each in enumerate(years) if each.year == portfolio.year]
    ordered = [*now, *(at for at in range(len(years)) if at not in now)]
    taken: list[tuple[float, float]] = []
    for at in ordered:
        each = years[at]
        name, face = words(each.year, month), SEMIBOLD if at in now else MEDIUM
        if (span := _free(middles[at], measured(name, face), sketch.width, taken)) is not None:
            sketch.text(span, _FOOT - 5 - rise(LABEL), name, face=face)
            if at in now:
                wide = measured("this year", size=SMALL)
                x = kept_in(span + measured(name, face) / 2, wide, 0, sketch.width)[0]
                sketch.text(x, 3, "this year", size=SMALL, colour=sketch.look.muted)
    taken = []
    for at in sorted(range(len(years)), key=lambda at: -years[at].sums.of(kind).expected):
        pence = years[at].sums.of(kind).expected
        if not pence:
            continue
        span = _free(middles[at], measured(brief(pence), MEDIUM, SMALL), sketch.width, taken)
        if span is not None:
            sketch.box(
                span - 1,
                _FOOT + pence * unit + 2,
                measured(brief(pence), MEDIUM, SMALL) + 2,
                SMALL,
                fill=sketch.look.ground,
            )
            y = _FOOT + pence * unit + 3.5
            sketch.text(span, y, brief(pence), face=MEDIUM, size=SMALL)


def _free(
    middle: float, wide: float, room: float, taken: list[tuple[float, float]]
) -> float | None:
    """Return where a label may begin, and take its place; None where another lies."""
    left, right = kept_in(middle, wide, 0, room)
    if any(left < end + 3 and start < right + 3 for start, end in taken):
        return None
    taken.append((left, right))
    return left
