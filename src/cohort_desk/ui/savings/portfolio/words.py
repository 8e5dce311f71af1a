"""What the portfolio says, without Qt: figures, sentences, and the tables that leave as a sheet."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.status import STATUSES
from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.domain.savings.words import EVIDENCE, OUTCOME_STATES, TYPES, Rung
from cohort_desk.domain.savings.years import words as year_words
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import TableOut, Value
from cohort_desk.services.savings.portfolio.shapes import (
    CASH,
    KINDS,
    NON_CASHABLE,
    THIRD_PARTY,
    Money,
    OutcomeLine,
    Portfolio,
)

CLOSED = "closed"
OUTCOME_KINDS = {"strategy": "Strategy", "service": "Service", "network": "Network"}


@dataclass(frozen=True, slots=True)
class Stat:
    """A figure with its caption, and what it rests on in one line."""

    caption: str
    figure: str
    more: str


@dataclass(frozen=True, slots=True)
class Attention:
    """What somebody should see to, and where: a view and a record of it."""

    said: str
    view: str
    record: object = None


def context(portfolio: Portfolio) -> str:
    """Return under the headline how many benefits it is drawn from, and as of when."""
    said = f"From {counted(portfolio.lines, 'benefit', 'benefits')}"
    if portfolio.removed.lines:
        removed = counted(portfolio.removed.lines, "removed one", "removed ones")
        said += f", {removed} of {pounds(portfolio.removed.projected)} left out"
    short = next((each for each in portfolio.fell_short if each.kind == CASH), None)
    if short is not None:
        said += f". {short.lines:,} closed fell short by {pounds(short.pence)}"
    if portfolio.approximate:
        said += f". {portfolio.approximate:,} not settled yet (“about”)"
    return f"{said}. As of {written_date(portfolio.today)}."


def ladder(portfolio: Portfolio) -> list[tuple[str, str]]:
    """Return what of cash is on the rungs below the headline's."""
    reached = portfolio.total.cash.reached
    below = (Rung.PROJECTED, Rung.FORECAST, Rung.CLAIMED)
    return [(rung.words, pounds(reached.at(rung))) for rung in below]


def beside(portfolio: Portfolio) -> list[tuple[str, str]]:
    """Return what is validated and releases no cash; it stands beside the headline."""
    names = {NON_CASHABLE: "Non-cashable", THIRD_PARTY: "Benefit to third parties"}
    return [
        (name, pounds(portfolio.total.of(kind).reached.validated)) for kind, name in names.items()
    ]


def percent(rate: Decimal | None) -> str:
    """Return a proportion as a whole percentage, a dash where there is none."""
    if rate is None:
        return "–"
    return f"{(rate * 100).quantize(Decimal(1), ROUND_HALF_UP)}%"


def stats(portfolio: Portfolio) -> list[Stat]:
    """Return the figures under the headline."""
    real = portfolio.realisation
    year = year_words(portfolio.year, portfolio.year_starts_month)
    sentence = f"{pounds(real.validated)} of {pounds(real.projected)} projected to date"
    if real.rate is None:
        sentence = "No year with projected cash has ended yet"
    return [
        Stat("Realisation rate", percent(real.rate), sentence),
        Stat(
            "At risk",
            pounds(max(portfolio.at_risk, 0)),
            f"Forecast to the end of {year}, not validated",
        ),
        Stat("Evidence sufficient", *_evidence(portfolio)),
    ]


def _evidence(portfolio: Portfolio) -> tuple[str, str]:
    """Return what part of what was claimed rests on sufficient evidence, by money of any kind."""
    claimed = Counter[str]()
    for each in portfolio.evidence:
        claimed[each.grade] += each.claims
    total = claimed.total()
    if not total:
        return "–", "Nothing has been claimed yet"
    rest = ", ".join(
        f"{claimed[grade]:,} {EVIDENCE[grade].lower()}" for grade in EVIDENCE if claimed[grade]
    )
    sure = "" if any(each.validated for each in portfolio.evidence) else "; none is validated yet"
    return percent(
        Decimal(claimed["sufficient"]) / total
    ), f"Of the claims that count: {rest}{sure}"


def attention(portfolio: Portfolio) -> list[Attention]:
    """Return what wants attention, each with where to see to it."""
    found = portfolio.alarms
    said = (
        (found.orphaned, "owner gone", "owners gone", Alarm.ORPHANED),
        (found.overdue, "update overdue", "updates overdue", Alarm.OVERDUE),
        (found.unsustained, "gain not sustained", "gains not sustained", Alarm.UNSUSTAINED),
        (found.unsettled, "not settled", "not settled", Alarm.UNSETTLED),
        (found.full_pots, "pot nearly full", "pots nearly full", Alarm.FULL_POT),
    )
    waiting = counted(found.waiting, "claim waits", "claims wait")
    return [
        *([Attention(f"{waiting} for validation", "claims")] if found.waiting else []),
        *(
            Attention(counted(number, one, many), "watch", alarm)
            for number, one, many, alarm in said
            if number
        ),
    ]


def statuses(portfolio: Portfolio) -> list[tuple[str, int]]:
    """Return how many open benefits have each status, and how many are closed; by their keys."""
    closed = portfolio.lines - sum(number for _key, number in portfolio.statuses)
    return [(key, number) for key, number in (*portfolio.statuses, (CLOSED, closed)) if number]


def status_words(key: str, number: int) -> str:
    """Return a status with how many have it.

    >>> status_words("green", 3)
    '3 green'
    """
    return f"{number:,} {STATUSES.get(key, key).lower()}"


def outcomes_by_status(portfolio: Portfolio) -> list[tuple[str, int]]:
    """Return how many outcomes without money have each status, by its key, the surest first."""
    found = Counter[str]()
    for each in portfolio.outcomes:
        found[each.status] += each.count
    ordered = ("confirmed", "achieved", "under_way", "promised", "dropped")
    return [(key, found[key]) for key in ordered if found[key]]


def outcome_words(key: str, number: int) -> str:
    """Return a state of outcomes with how many have it.

    >>> outcome_words("under_way", 3)
    '3 under way'
    """
    return f"{number:,} {OUTCOME_STATES[key].lower()}"


def outcome_figure(portfolio: Portfolio) -> tuple[str, str]:
    """Return the outcomes' own headline: how many are confirmed, of how many."""
    sure = sum(each.count for each in portfolio.outcomes if each.status == "confirmed")
    every = sum(each.count for each in portfolio.outcomes if each.status != "dropped")
    kinds = Counter[str]()
    for each in portfolio.outcomes:
        kinds[each.kind] += each.count
    many = {
        "strategy": ("strategy", "strategies"),
        "service": ("service", "services"),
        "network": ("network", "networks"),
    }
    listed = [counted(kinds[kind], *words) for kind, words in many.items() if kinds[kind]]
    return f"{sure:,} of {every:,}" if every else "None yet", ", ".join(listed)


def outcome_line(outcome: OutcomeLine) -> str:
    """Return what is told of an outcome under its description."""
    said = f"{OUTCOME_STATES[outcome.status]} · {outcome.project}"
    if outcome.confirmed_by:
        said += f" · {outcome.confirmed_by}"
    if outcome.confirmed_on:
        said += f", {written_date(outcome.confirmed_on)}"
    return said


def kinds_in(portfolio: Portfolio) -> list[str]:
    """Return the kinds of saving that have any money; cash always."""
    return [kind for kind in KINDS if kind == CASH or portfolio.total.of(kind) != Money()]


_Row = tuple[tuple[Value, ...], Callable[[str], Money]]
_MONEY_HEADINGS = (
    *("Projected £", "Forecast £", "Claimed £", "Validated £"),
    *("Standing validated £", "Standing claimed £", "Standing forecast £", "Standing projected £"),
    *("If all comes true £", "Costs £", "Spent £", "Validated less spent £"),
)


def tables(portfolio: Portfolio) -> list[TableOut]:
    """Return all that the view shows as the sheets of a workbook, a row for each kind of saving."""
    month = portfolio.year_starts_month
    years = [((year_words(each.year, month),), each.sums.of) for each in portfolio.years]
    agencies = [
        ((each.agency or "No shares yet", each.lines), each.sums.of) for each in portfolio.agencies
    ]
    projects = [
        ((each.project, each.cohort, each.lines), each.sums.of) for each in portfolio.projects
    ]
    cohorts = [((each.cohort, each.lines), each.sums.of) for each in portfolio.cohorts]
    return [
        _types_table(portfolio),
        _by_kind("By financial year", ("Financial year",), years),
        _by_kind("By agency", ("Agency", "Benefits"), agencies),
        _by_kind("By project", ("Project", "Cohort", "Benefits"), projects),
        _by_kind("By cohort", ("Cohort", "Benefits"), cohorts),
        _evidence_table(portfolio),
        _outcomes_table(portfolio),
    ]


def _types_table(portfolio: Portfolio) -> TableOut:
    rows = [(TYPES[each.type], each.lines, *_money_cells(each.money)) for each in portfolio.types]
    return TableOut("By type", ("Type", "Benefits", *_MONEY_HEADINGS), rows, 1)


def _evidence_table(portfolio: Portfolio) -> TableOut:
    rows = [
        (
            *(KINDS[each.kind], EVIDENCE[each.grade], each.claims),
            *(_pounds(each.claimed), _pounds(each.validated)),
        )
        for each in portfolio.evidence
    ]
    return TableOut("Evidence", ("Kind", "Evidence", "Claims", "Claimed £", "Validated £"), rows)


def _outcomes_table(portfolio: Portfolio) -> TableOut:
    rows = [
        (OUTCOME_KINDS[each.kind], OUTCOME_STATES[each.status], each.count)
        for each in portfolio.outcomes
    ]
    return TableOut("Outcomes without money", ("Kind", "Status", "Outcomes"), rows)


def _by_kind(name: str, headings: Sequence[str], rows: Sequence[_Row]) -> TableOut:
    return TableOut(
        name,
        (*headings, "Kind", *_MONEY_HEADINGS),
        list(_kind_rows(rows)),
        1,
    )


def _kind_rows(rows: Sequence[_Row]) -> Iterator[tuple[Value, ...]]:
    for cells, of in rows:
        for kind in KINDS:
            if of(kind) != Money():
                yield (*cells, KINDS[kind], *_money_cells(of(kind)))


def _money_cells(money: Money) -> tuple[Value, ...]:
    reached, standing = money.reached, money.standing
    pence = (
        *(reached.projected, reached.forecast, reached.claimed, reached.validated),
        *(standing.validated, standing.claimed, standing.forecast, standing.projected),
        *(money.expected, money.invested, money.spent, money.net),
    )
    return tuple(_pounds(each) for each in pence)


def _pounds(pence: int) -> float:
    """Return an amount as a sheet adds it up."""
    return pence / 100
