"""Savings by financial year: a column for each, in which every pound stands once, surest lowest."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

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
    fitted,
    key_height,
    kind_words,
    states_in,
    told,
)
from cohort_desk.reports.charts.sketch import LABEL, SMALL, Sketch, Sketched, measured, rise
from cohort_desk.reports.fonts import MEDIUM, SEMIBOLD
from cohort_desk.services.savings.portfolio.shapes import CASH, Money, Portfolio, YearSum

_TALL, _FOOT, _HEAD = 150.0, 30.0, 16.0
_WIDEST, _SHARE = 54.0, 0.62
_STEPS = 5
_LOW, _CLEAR = 4.0, 5.0
_NOW = "this year"
_EXPECTED, _NONE = "Expected if all comes true", "–"


def by_year(portfolio: Portfolio, kind: str = CASH) -> Chart:
    """Return the chart of a kind of saving by financial year."""
    month = portfolio.year_starts_month
    years = _with_money(portfolio, kind)
    portfolio = replace(portfolio, years=years)
    return Chart(
        title=f"{OF_KIND[kind]} by financial year",
        summary=_finding(portfolio, kind),
        columns=("Financial year", *(state.words for state in STATES), _EXPECTED, "Costs"),
        rows=tuple((words(each.year, month), *_cells(each.sums.of(kind))) for each in years),
        draw=partial(_draw, portfolio, kind),
        note="Every pound stands once, in the furthest state that it has reached.",
        opens=tuple(("year", each.year) for each in portfolio.years),
    )


def _with_money(portfolio: Portfolio, kind: str) -> tuple[YearSum, ...]:
    """Return the years from the first to the last in which a kind of saving has any money."""
    there = [at for at, each in enumerate(portfolio.years) if each.sums.of(kind) != Money()]
    return portfolio.years[there[0] : there[-1] + 1] if there else ()


def _cells(money: Money) -> tuple[str, ...]:
    if not money.expected and not money.invested:
        return (*(_NONE for _state in STATES), "Nothing", _NONE)
    standing = (pounds(state.of(money.standing)) for state in STATES)
    return (*standing, pounds(money.expected), pounds(money.invested))


def _finding(portfolio: Portfolio, kind: str) -> str:
    total = portfolio.total.of(kind)
    if not total.expected:
        return f"Nothing {kind_words(kind)} has been entered yet."
    best = max(portfolio.years, key=lambda each: each.sums.of(kind).expected)
    sure = total.standing.validated
    return (
        f"{f'{told(sure)} is validated.' if sure else 'Nothing is validated yet.'} Expected if all "
        f"comes true: {told(total.expected)}, the most in "
        f"{words(best.year, portfolio.year_starts_month)}: {told(best.sums.of(kind).expected)}."
    )


def _draw(portfolio: Portfolio, kind: str, width: float, look: Look) -> Sketched:
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
    """Write the years under the columns and on them what they come to."""
    years = portfolio.years
    slot = middles[1] - middles[0] if len(middles) > 1 else sketch.width
    names = _names(portfolio, slot)
    now = [at for at, each in enumerate(years) if each.year == portfolio.year]
    step = _step([measured(name, SEMIBOLD) for name in names], slot)
    for at, (name, middle) in enumerate(zip(names, middles, strict=True)):
        if at in now or (at % step == 0 and all(abs(at - each) >= step for each in now)):
            face = SEMIBOLD if at in now else MEDIUM
            left = kept_in(middle, measured(name, face), 0, sketch.width)[0]
            sketch.text(left, _FOOT - 5 - rise(LABEL), name, face=face)
    for at in now:
        left = kept_in(middles[at], measured(_NOW, size=SMALL), 0, sketch.width)[0]
        sketch.text(left, _LOW, _NOW, size=SMALL, colour=sketch.look.muted)
    taken: list[tuple[float, float]] = []
    for at in sorted(range(len(years)), key=lambda at: -years[at].sums.of(kind).expected):
        _draw_sum(sketch, middles[at], years[at].sums.of(kind).expected, unit, taken)


def _names(portfolio: Portfolio, slot: float) -> list[str]:
    """Return what the years are called: "2026/27", or "26/27" where there is little room."""
    month = portfolio.year_starts_month
    names = [words(each.year, month) for each in portfolio.years]
    if month != 1 and max(measured(name, SEMIBOLD) for name in names) + _CLEAR > slot:
        return [name[2:] for name in names]
    return names


def _step(widths: Sequence[float], slot: float) -> int:
    """Return of how many years one can be named."""
    return max(1, math.ceil((max(widths) + _CLEAR) / slot))


def _draw_sum(
    sketch: Sketch, middle: float, pence: int, unit: float, taken: list[tuple[float, float]]
) -> None:
    """Write on a column what it comes to, on a ground that keeps lines from crossing it."""
    name = fitted(pence, _WIDEST, MEDIUM, SMALL)
    wide = measured(name, MEDIUM, SMALL)
    left = _free(middle, wide, sketch.width, taken) if pence else None
    if left is not None:
        y = _FOOT + pence * unit + 3
        sketch.box(left - 1, y - 1, wide + 2, SMALL, fill=sketch.look.ground)
        sketch.text(left, y + 0.5, name, face=MEDIUM, size=SMALL)


def _free(
    middle: float, wide: float, room: float, taken: list[tuple[float, float]]
) -> float | None:
    """Return where a label may begin, and take its place; None where another lies."""
    left, right = kept_in(middle, wide, 0, room)
    if any(left < end + 3 and start < right + 3 for start, end in taken):
        return None
    taken.append((left, right))
    return left
