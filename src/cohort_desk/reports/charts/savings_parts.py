"""What the charts of savings have in common: the states of money, how they are drawn, and words.

Each pound stands in one state, and each state has its own hatching as well as its colour: they
differ in grey, and for readers who see no difference in colours.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cohort_desk.domain.savings.money import pounds
from cohort_desk.reports.charts.axes import Scale
from cohort_desk.reports.charts.sketch import LABEL, SMALL, Sketch, measured, rise
from cohort_desk.reports.fonts import REGULAR, Face
from cohort_desk.services.savings.portfolio.shapes import CASH, KINDS, NON_CASHABLE, Rungs

_MILLION, _THOUSAND = 100_000_000, 100_000
_SIDE, _AIR, _BETWEEN, _LINE = 11.0, 4.0, 14.0, 15.0
_STRIPES = 3
_TICK_GAP, _TICK = 6.0, 3.0

OF_KIND = {
    CASH: "Cash-releasing savings",
    NON_CASHABLE: "Non-cashable savings",
    "third_party": "Benefits to third parties",
}
"""What the money of a kind is called in a title."""


@dataclass(frozen=True, slots=True)
class State:
    """How far money has come: its words, how it is got from sums, and how it is drawn."""

    words: str
    of: Callable[[Rungs], int]
    look: str


STATES = (
    State("Validated", lambda rungs: rungs.validated, "full"),
    State("Claimed, waiting", lambda rungs: rungs.claimed, "dense"),
    State("Forecast, to be claimed", lambda rungs: rungs.forecast, "wide"),
    State("Projected, no forecast yet", lambda rungs: rungs.projected, "empty"),
)
"""The states of money from the surest on; of a standing, they add up to what is expected."""
COSTS = State("Costs", lambda rungs: rungs.total, "cost")


def brief(pence: int) -> str:
    """Return an amount roughly, for axes and where there is no room for it to the pound.

    >>> brief(15_000_000), brief(138_400_000), brief(-12_345_678), brief(9_950), brief(99_999_900)
    ('£150,000', '£1.38m', '−£123,000', '£99.50', '£1m')
    """
    size, sign = abs(pence), "−" if pence < 0 else ""
    if size >= 1000 * _MILLION - 5 * _MILLION:
        return f"{sign}£{_short(size / _MILLION / 1000, 2)}bn"
    if size >= _MILLION - _THOUSAND // 2:
        return f"{sign}£{_short(size / _MILLION, 1 if size >= 10 * _MILLION else 2)}m"
    if size >= 100 * _THOUSAND:
        return f"{sign}£{round(size / _THOUSAND)},000"
    return pounds(pence)


def _short(value: float, places: int) -> str:
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".")


def told(pence: int) -> str:
    """Return an amount as sentences and labels have it: to the pound, halves rounded up.

    >>> told(12_345_678), told(12_345_678_950), told(-150)
    ('£123,457', '£123,456,790', '−£1')
    """
    return pounds((pence + 50) // 100 * 100)


def fitted(pence: int, room: float, face: Face = REGULAR, size: float = LABEL) -> str:
    """Return an amount to the pound if there is room for that, else as `brief`."""
    whole = told(pence)
    return whole if measured(whole, face, size) <= room else brief(pence)


def states_in(rungs: Sequence[Rungs]) -> list[State]:
    """Return the states that hold any money, in their order."""
    return [state for state in STATES if any(state.of(each) for each in rungs)]


def kind_words(kind: str) -> str:
    """Return a kind of saving within a sentence.

    >>> kind_words("cash")
    'cash-releasing'
    """
    return KINDS[kind][0].lower() + KINDS[kind][1:]


def draw_state(sketch: Sketch, box: tuple[float, float, float, float], look: str) -> None:
    """Draw money of a state as a bar: left, bottom, width and height."""
    x, y, wide, tall = box
    colours = sketch.look
    if wide <= 0 or tall <= 0:
        return
    if look == "full":
        sketch.box(x, y, wide, tall, fill=colours.mark)
        return
    if look == "cost":
        sketch.box(x, y, wide, tall, fill=colours.second)
        for stripe in range(1, _STRIPES):
            level = y + tall * stripe / _STRIPES
            sketch.line((x, level), (x + wide, level), colour=colours.ground, thick=1)
        return
    if look == "empty":
        _dashed(sketch, box)
        return
    sketch.box(x, y, wide, tall, fill=colours.soft)
    sketch.hatch(x, y, wide, tall, colours.mark, step=3 if look == "dense" else 8)
    sketch.box(x, y, wide, tall, edge=colours.mark, line=0.8)


def _dashed(sketch: Sketch, box: tuple[float, float, float, float]) -> None:
    x, y, wide, tall = box
    corners = ((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall), (x, y))
    for start, end in pairwise(corners):
        sketch.line(start, end, colour=sketch.look.edge, thick=0.8, dash=(2.5, 2))


def key_lines(states: Sequence[State], width: float) -> list[list[State]]:
    """Return the states of a key broken into lines of a width."""
    lines: list[list[State]] = []
    taken = 0.0
    for state in states:
        if not lines or taken + _entry_width(state) > width:
            lines.append([])
            taken = 0.0
        lines[-1].append(state)
        taken += _entry_width(state) + _BETWEEN
    return lines


def key_height(states: Sequence[State], width: float) -> float:
    """Return how tall the key is, with the white under it."""
    return len(key_lines(states, width)) * _LINE + _AIR


def draw_key(sketch: Sketch, states: Sequence[State]) -> None:
    """Draw along the top what the hatchings stand for."""
    for number, line in enumerate(key_lines(states, sketch.width)):
        middle = sketch.height - (number + 0.5) * _LINE
        x = 0.0
        for state in line:
            draw_state(sketch, (x, middle - _SIDE / 2, _SIDE * 1.6, _SIDE), state.look)
            sketch.text_in(x + _SIDE * 1.6 + _AIR, middle, state.words)
            x += _entry_width(state) + _BETWEEN


def _entry_width(state: State) -> float:
    return _SIDE * 1.6 + _AIR + measured(state.words, size=LABEL)


def draw_money_ticks(sketch: Sketch, scale: Scale, base: float, values: Sequence[float]) -> None:
    """Draw amounts along a base line; those that would touch are left out.

    Args:
        sketch: what to draw on.
        scale: of the axis, in pence.
        base: its height.
        values: round amounts in pence, below nothing for what is paid.
    """
    sketch.line((scale.start, base), (scale.end, base), colour=sketch.look.rule, thick=0.6)
    taken: list[tuple[float, float]] = []
    for value in sorted(values, key=abs):
        words = brief(round(abs(value)))
        x, wide = scale.at(value), measured(words, size=SMALL)
        left = max(0.0, min(x - wide / 2, sketch.width - wide))
        if any(left < end + _TICK_GAP and start < left + wide + _TICK_GAP for start, end in taken):
            continue
        taken.append((left, left + wide))
        sketch.line((x, base), (x, base - _TICK), colour=sketch.look.ink, thick=0.6)
        y = base - _TICK - 2 - rise(SMALL)
        sketch.text(left, y, words, size=SMALL, colour=sketch.look.muted)
