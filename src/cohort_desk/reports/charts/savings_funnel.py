"""The funnel of savings: how much stands on each rung of the ladder, each kind for itself.

On each rung cash-releasing savings have the broad bar; non-cashable ones and what third parties
gain have narrow bars under it, on the same scale and never added to it.
"""

import math
from dataclasses import dataclass
from functools import partial

from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.words import CASHABLE, TYPES, Rung
from cohort_desk.domain.words import counted
from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.look import Look
from cohort_desk.reports.charts.savings_parts import draw_state, fitted, told
from cohort_desk.reports.charts.sketch import LABEL, SMALL, Sketch, Sketched, measured, shortened
from cohort_desk.reports.fonts import MEDIUM, SEMIBOLD
from cohort_desk.services.savings.portfolio.shapes import CASH, KINDS, Portfolio, Rungs

_BROAD, _NARROW, _GAP, _BETWEEN = 20.0, 10.0, 4.0, 12.0
_AIR = 8.0
_LOOKS = {Rung.PROJECTED: "empty", Rung.FORECAST: "wide", Rung.CLAIMED: "dense"}
_SHORT = {"non_cashable": "non-cashable", "third_party": "third parties"}


@dataclass(frozen=True, slots=True)
class _Bar:
    kind: str
    pence: int


@dataclass(frozen=True, slots=True)
class _Level:
    """A rung with its bars: cash first, the other kinds where they have anything on it."""

    rung: Rung
    lines: int
    bars: tuple[_Bar, ...]

    @property
    def height(self) -> float:
        return _BROAD + (len(self.bars) - 1) * (_NARROW + _GAP)


def funnel(portfolio: Portfolio) -> Chart:
    """Return the chart of the ladder: projected, forecast, claimed, validated."""
    levels = [
        _Level(
            rung,
            sum(each.lines_at[rung - 1] for each in portfolio.types),
            tuple(
                _Bar(kind, pence)
                for kind in KINDS
                for pence in (portfolio.total.of(kind).reached.at(rung),)
                if kind == CASH or pence
            ),
        )
        for rung in Rung
    ]
    types = [each for each in portfolio.types if each.money.reached != Rungs()] or portfolio.types
    return Chart(
        title="From projected to validated",
        summary=_finding(portfolio),
        columns=("Rung", "Benefits", *(TYPES[each.type] for each in types)),
        rows=tuple(
            (
                level.rung.words,
                f"{level.lines:,}",
                *(pounds(each.money.reached.at(level.rung)) for each in types),
            )
            for level in levels
        ),
        draw=partial(_draw, levels),
        note="A benefit stands on its rung and on all below it. The kinds are never added up.",
        opens=tuple(("rung", level.rung) for level in levels),
    )


def _finding(portfolio: Portfolio) -> str:
    cash = portfolio.total.cash.reached
    lines = counted(portfolio.lines, "benefit", "benefits")
    if not portfolio.lines:
        return "No benefit has been entered yet."
    releasing = sum(each.lines for each in portfolio.types if each.type in CASHABLE)
    if not releasing:
        return f"{lines}, none of which releases cash."
    which = "" if releasing == portfolio.lines else f", {releasing:,} of them cash-releasing"
    return (
        f"{lines}{which}. Of cash-releasing savings {told(cash.projected)} were projected, "
        f"{told(cash.forecast)} are forecast, {told(cash.claimed)} claimed and "
        f"{told(cash.validated)} validated."
    )


def _draw(levels: list[_Level], width: float, look: Look) -> Sketched:
    height = sum(level.height for level in levels) + _BETWEEN * len(levels)
    sketch = Sketch(width, height, look)
    left = max(measured(rung.words, SEMIBOLD) for rung in Rung) + 2 * _AIR
    notes = max(measured(_note(bar), MEDIUM) for level in levels for bar in level.bars)
    room = max(width - left - notes - _AIR, width * 0.2)
    most = max((bar.pence for level in levels for bar in level.bars), default=0) or 1
    top = height - _BETWEEN / 2
    for at, level in enumerate(levels):
        sketch.spot(at, (0, top - level.height, width, level.height))
        sketch.text_in(0, top - _BROAD / 2, level.rung.words, face=SEMIBOLD)
        y = top
        for bar in level.bars:
            tall = _BROAD if bar.kind == CASH else _NARROW
            box = (left, y - tall, bar.pence / most * room, tall)
            _draw_bar(sketch, box, bar, level)
            y -= tall + _GAP
        top -= level.height + _BETWEEN
    return sketch.drawing


def _draw_bar(
    sketch: Sketch, box: tuple[float, float, float, float], bar: _Bar, level: _Level
) -> None:
    x, y, wide, tall = box
    colours = sketch.look
    if bar.kind == CASH:
        draw_state(sketch, box, _LOOKS.get(level.rung, "full"))
    elif wide:
        sketch.box(x, y, wide, tall, fill=colours.track, edge=colours.edge, line=0.6)
    sketch.line((x, y), (x, y + tall), colour=colours.edge, thick=0.8)
    cash = bar.kind == CASH
    words = _note(bar, sketch.width - x - wide - _AIR)
    sketch.text_in(
        x + wide + _AIR,
        y + tall / 2,
        shortened(words, sketch.width - x - wide - _AIR, MEDIUM),
        face=MEDIUM,
        size=LABEL if cash else SMALL,
        colour=colours.ink if cash else colours.muted,
    )


def _note(bar: _Bar, room: float = math.inf) -> str:
    """Return what a bar stands for, to the pound where there is room for it."""
    kind = f" {_SHORT[bar.kind]}" if bar.kind != CASH else ""
    return f"{fitted(bar.pence, room - measured(kind, MEDIUM), MEDIUM)}{kind}"
