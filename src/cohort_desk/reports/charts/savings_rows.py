"""Who invests and who saves: a row for each agency, project or cohort.

Costs reach to the left, savings to the right, each pound once and the surest nearest the middle.
The words at the right say whether what is validated outweighs what is spent, and beside that what
is expected if all comes true: the one is never part of the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.words import counted
from cohort_desk.reports.charts.axes import AXIS_ROOM, Scale, round_steps
from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.frame import Frame, Row, framed
from cohort_desk.reports.charts.look import Look
from cohort_desk.reports.charts.savings_parts import (
    COSTS,
    OF_KIND,
    STATES,
    draw_key,
    draw_money_ticks,
    draw_state,
    key_height,
    kind_words,
    states_in,
    told,
)
from cohort_desk.reports.charts.sketch import LABEL, Sketch, Sketched, shortened
from cohort_desk.services.savings.portfolio.shapes import CASH, Money, Portfolio, Rungs

MOST = 12
"""How many rows a picture shows before the rest become one."""
_ROW, _BAR = LABEL * 2.4, 0.62
_NOBODY = "No shares yet"
_STEPS = 6
_STANDING = ("validated for", "claimed for", "forecast for", "projected for")


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row: its name, what it comes to, what a click on it opens, and what is said at its right.

    Without anything to open it stands for many others, and is told in words.
    """

    name: str
    money: Money
    opens: object
    note: str = ""


def by_agency(portfolio: Portfolio, kind: str = CASH) -> Chart:
    """Return the chart of who invests and who saves."""
    rows = [
        BarRow(each.agency or _NOBODY, each.sums.of(kind), ("agency", each.agency))
        for each in portfolio.agencies
    ]
    return _chart(f"{OF_KIND[kind]}: who invests, who saves", "agency", "agencies", rows, kind)


def by_project(portfolio: Portfolio, kind: str = CASH) -> Chart:
    """Return the chart of what each project costs and brings."""
    rows = [
        BarRow(each.project, each.sums.of(kind), ("project", each.project_id))
        for each in portfolio.projects
    ]
    return _chart(f"{OF_KIND[kind]} by project", "project", "projects", rows, kind)


def by_cohort(portfolio: Portfolio, kind: str = CASH) -> Chart:
    """Return the chart of what each cohort's projects cost and bring."""
    rows = [
        BarRow(each.cohort, each.sums.of(kind), ("cohort", each.cohort_id))
        for each in portfolio.cohorts
    ]
    return _chart(f"{OF_KIND[kind]} by cohort", "cohort", "cohorts", rows, kind, in_order=True)


def gain_words(money: Money) -> str:
    """Return whether somebody has paid or gained so far, how much, and what is expected.

    >>> print(gain_words(Money(standing=Rungs(forecast=4000, validated=5000), spent=2000)))
    gains £30 so far
    £90 expected
    """
    so_far = "even so far" if money.spent else "nothing validated"
    if money.net:
        so_far = f"{'gains' if money.net > 0 else 'pays'} {told(abs(money.net))} so far"
    return f"{so_far}\n{told(money.expected)} expected"


def _chart(  # noqa: PLR0913  a title, a noun, its plural and the rows of a kind
    title: str, one: str, many: str, rows: list[BarRow], kind: str, *, in_order: bool = False
) -> Chart:
    with_money = [row for row in rows if row.money.expected or row.money.invested]
    if not in_order:
        with_money.sort(key=_surest)
    drawn = _drawn(with_money, many)
    return Chart(
        title=title,
        summary=_finding(with_money, one, many, kind),
        columns=(
            one.capitalize(),
            "Costs",
            "Spent so far",
            "Validated less spent",
            *(state.words for state in STATES),
            "Expected if all comes true",
        ),
        rows=tuple(_cells(row) for row in with_money),
        draw=partial(draw_rows, drawn),
        note=_note(with_money, drawn, many),
        opens=tuple(row.opens for row in with_money),
    )


def _surest(row: BarRow) -> tuple[bool, list[int], int]:
    """Return what to sort by: the most validated first, then claimed, and last what is nobody's."""
    amounts = [-state.of(row.money.standing) for state in STATES]
    return row.name == _NOBODY, amounts, -row.money.invested


def _cells(row: BarRow) -> tuple[str, ...]:
    money = row.money
    return (
        row.name,
        pounds(money.invested),
        pounds(money.spent),
        pounds(money.net),
        *(pounds(state.of(money.standing)) for state in STATES),
        pounds(money.expected),
    )


def _finding(rows: Sequence[BarRow], one: str, many: str, kind: str) -> str:
    if not rows:
        return f"Nothing {kind_words(kind)} has been entered yet."
    said = [f"{counted(len(rows), one, many)}.", _most(rows)]
    paying = [row for row in rows if row.money.net < 0]
    if paying:
        last = min(paying, key=lambda row: row.money.net)
        number = counted(len(paying), f"{one} has", f"{many} have")
        more = f"{last.name} the most: {told(-last.money.net)} more"
        said.append(f"{number} spent more than is validated, {more}.")
    whole = told(sum(row.money.expected for row in rows))
    return f"{' '.join(said)} Expected if all comes true: {whole}."


def _most(rows: Sequence[BarRow]) -> str:
    """Return who has the most of the surest money that there is."""
    for state, words in zip(STATES, _STANDING, strict=True):
        amounts = {row.name: state.of(row.money.standing) for row in rows}
        named = {name: pence for name, pence in amounts.items() if name != _NOBODY} or amounts
        first = max(named, key=named.__getitem__)
        if named[first]:
            nothing = "" if state is STATES[0] else "Nothing is validated yet. "
            return f"{nothing}The most is {words} {first}: {told(named[first])}."
    return "Nothing is saved yet."


def _note(rows: Sequence[BarRow], drawn: Sequence[BarRow], many: str) -> str:
    off = sum(row.money.already_off for row in rows)
    said = (
        ["Pays and gains are what is validated less what is spent, without what is only expected."]
        if rows
        else []
    )
    if len(drawn) < len(rows):
        said.append(f"The table has all {len(rows):,} {many}.")
    if off:
        said.append(f"Running costs of {pounds(off)} are off net figures already and not shown.")
    return " ".join(said)


def _drawn(rows: Sequence[BarRow], many: str) -> list[BarRow]:
    """Return the rows of the picture: the largest, and the others as one."""
    if len(rows) <= MOST + 1:
        return list(rows)
    rest = rows[MOST:]
    return [*rows[:MOST], BarRow(f"{len(rest):,} other {many}", _together(rest), None)]


def _together(rows: Sequence[BarRow]) -> Money:
    standing = [row.money.standing for row in rows]
    return Money(
        standing=Rungs(
            sum(each.projected for each in standing),
            sum(each.forecast for each in standing),
            sum(each.claimed for each in standing),
            sum(each.validated for each in standing),
        ),
        costs=Rungs(projected=sum(row.money.invested for row in rows)),
        spent=sum(row.money.spent for row in rows),
    )


def draw_rows(rows: Sequence[BarRow], width: float, look: Look) -> Sketched:
    """Draw rows with their costs to the left and what they bring to the right."""
    states = states_in([row.money.standing for row in rows])
    shown = [*states, *([COSTS] if any(row.money.invested for row in rows) else [])]
    key = key_height(shown, width) if shown else 0
    height = AXIS_ROOM + _ROW * len(rows) + key
    sketch = Sketch(width, height, look)
    draw_key(sketch, shown)
    if not rows:
        return sketch.drawing
    named = [Row(row.name, row.note or gain_words(row.money)) for row in rows]
    frame = framed(named, width, height - key, _ROW)
    barred = [row for row in rows if row.opens is not None]
    low = -max(row.money.invested for row in barred)
    high = max(*(row.money.expected for row in barred), -low // 8, 1)
    scale = Scale(low, high, frame.left + 2, frame.right - 2)
    for at, row in enumerate(rows):
        if row.opens is None:
            _draw_others(sketch, frame, at, row)
            continue
        _draw_row(sketch, frame, at, row, scale)
        sketch.spot(at, (0, frame.middle(at) - _ROW / 2, width, _ROW))
    zero, last = scale.at(0), frame.top - _ROW * len(barred)
    sketch.line((zero, last), (zero, frame.top), colour=look.ink, thick=0.8)
    frame.draw_words(sketch)
    draw_money_ticks(sketch, scale, frame.bottom, round_steps(low, high, _STEPS))
    return sketch.drawing


def _draw_row(sketch: Sketch, frame: Frame, at: int, row: BarRow, scale: Scale) -> None:
    tall = _ROW * _BAR
    bottom, zero = frame.middle(at) - tall / 2, scale.at(0)
    wide = zero - scale.at(-row.money.invested)
    draw_state(sketch, (zero - wide, bottom, wide, tall), COSTS.look)
    x = zero
    for state in STATES:
        wide = scale.at(state.of(row.money.standing)) - zero
        draw_state(sketch, (x, bottom, wide, tall), state.look)
        x += wide


def _draw_others(sketch: Sketch, frame: Frame, at: int, row: BarRow) -> None:
    """Say what the others come to: a bar for hundreds of them would dwarf all the rest."""
    money = row.money
    name = f"{told(money.standing.validated)} validated; costs {told(money.invested)}"
    x, room = frame.left + 2, frame.right - frame.left - 4
    sketch.box(x, frame.middle(at) - _ROW / 2, room, _ROW, fill=sketch.look.ground)
    words = shortened(name, room)
    sketch.text_in(x, frame.middle(at), words, colour=sketch.look.muted)
