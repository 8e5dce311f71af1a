"""How money stands: by hand, and however it is counted, the same pence."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cohort_desk.domain.savings.splitting import split
from cohort_desk.domain.savings.standing import (
    ALREADY_OFF,
    CLAIMED,
    CONFIRMED,
    COSTS,
    FORECAST,
    NOBODY,
    PROJECTED,
    SIZE,
    SPENT,
    STILL_FORECAST,
    STILL_PROJECTED,
    VALIDATED,
    WAITING,
    ClaimOf,
    CostOf,
    Ledger,
    Line,
    Run,
    shortfall,
)
from cohort_desk.domain.savings.words import Rung

PENCE = st.integers(0, 10**9)
YEARS = st.integers(2020, 2030)
AGENCIES = st.integers(1, 5)
RUNS = st.lists(st.builds(Run, YEARS, st.integers(1, 6), PENCE), min_size=1, max_size=1)


@st.composite
def shares(draw):
    """Return shares of some agencies that total at most 100 %."""
    agencies = draw(st.lists(AGENCIES, unique=True, max_size=4))
    cuts = sorted(draw(st.sets(st.integers(1, 10_000), min_size=len(agencies), max_size=6)))
    ends = [0, *cuts]
    return [(agency, ends[at + 1] - ends[at]) for at, agency in enumerate(agencies)]


@st.composite
def claims(draw):
    """Return a claim that waits, or of which some is validated."""
    pence = draw(st.integers(1, 10**9))
    validated = draw(st.none() | st.integers(1, pence))
    return ClaimOf(draw(st.just(NOBODY) | AGENCIES), draw(YEARS), pence, validated)


LINES = st.builds(
    Line,
    project_id=st.integers(1, 3),
    type=st.just("cashable_spend"),
    kind=st.just("cash"),
    projected=RUNS,
    forecast=st.none() | RUNS,
    shares=shares(),
    claims=st.lists(claims(), max_size=4),
    costs=st.lists(st.builds(CostOf, AGENCIES, YEARS, PENCE, st.booleans()), max_size=3),
)


def _ledger(lines, this_year=2026):
    return Ledger(lines, this_year)


def _total(tallies):
    return [sum(tally[at] for tally in tallies) for at in range(SIZE)]


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=5))
def test_years_agencies_and_projects_are_the_same_pence(lines):
    ledger = _ledger(lines)

    whole = _total(ledger.by_project.values())
    assert _total(ledger.by_year["cash"].values()) == whole
    assert _total(ledger.by_agency["cash"].values()) == whole


def _of_figures(line, split_by):
    for rung, figure in ((PROJECTED, line.projected), (FORECAST, line.forecast or ())):
        for run in figure:
            for _year in range(run.years):
                yield from ((who, rung, part) for who, part in split(run.pence, split_by).items())


def _of_claims(line, split_by):
    for rung in (CLAIMED, VALIDATED):
        together = Counter()
        for claim in line.claims:
            pence = claim.pence if rung == CLAIMED else claim.validated or 0
            if claim.agency_id == NOBODY:
                together[claim.year] += pence
            else:
                yield claim.agency_id, rung, pence
        for pence in together.values():
            yield from ((who, rung, part) for who, part in split(pence, split_by).items())


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_a_line_is_what_a_plain_recount_makes_of_it(line):
    found = _ledger([line]).by_agency["cash"]
    split_by = dict(line.shares)
    left = 10_000 - sum(split_by.values())
    if left:
        split_by[NOBODY] = left

    recount = {agency: [0] * 4 for agency in (*split_by, *(c.agency_id for c in line.claims))}
    for agency, rung, pence in (*_of_figures(line, split_by), *_of_claims(line, split_by)):
        recount[agency][rung] += pence

    for agency, rungs in recount.items():
        assert found[agency][:4] == rungs, agency


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_each_pound_stands_once_and_none_is_lost(line):
    whole = _total(_ledger([line]).by_project.values())

    assert whole[CONFIRMED] == whole[VALIDATED] == sum(c.validated or 0 for c in line.claims)
    assert whole[WAITING] == sum(c.pence for c in line.claims if c.validated is None)
    figure = whole[PROJECTED if line.forecast is None else FORECAST]
    to_come = whole[STILL_PROJECTED] + whole[STILL_FORECAST]
    assert max(0, figure - whole[CONFIRMED] - whole[WAITING]) <= to_come <= figure
    assert min(whole[STILL_PROJECTED], whole[STILL_FORECAST]) == 0
    if not line.claims:
        assert to_come == figure
    costs = sum(cost.pence for cost in line.costs if not cost.off)
    assert sum(whole[COSTS : COSTS + 4]) == whole[COSTS + line.rung - 1] == costs
    assert whole[ALREADY_OFF] == sum(cost.pence for cost in line.costs if cost.off)
    spent = sum(cost.pence for cost in line.costs if not cost.off and cost.year <= 2026)
    assert whole[SPENT] == spent


def test_what_one_agency_claims_beyond_its_part_leaves_the_others_to_come():
    """By hand: of £100 forecast, shared in halves, A has £80 confirmed; B's £50 are to come."""
    line = Line(
        1,
        "cashable_spend",
        "cash",
        [Run(2025, 1, 10_000)],
        [Run(2025, 1, 10_000)],
        [(1, 5000), (2, 5000)],
        [ClaimOf(1, 2025, 9_000, 8_000)],
    )
    found = _ledger([line]).by_agency["cash"]

    assert (found[1][CLAIMED], found[1][CONFIRMED], found[1][STILL_FORECAST]) == (9_000, 8_000, 0)
    assert (found[2][CONFIRMED], found[2][STILL_FORECAST]) == (0, 5_000)
    assert line.rung is Rung.VALIDATED


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_of_a_closed_line_nothing_is_still_to_come(line):
    was = _total(_ledger([line]).by_project.values())
    closed = replace(line, closed=True)
    ledger = _ledger([closed])
    is_now = _total(ledger.by_project.values())

    assert (is_now[STILL_PROJECTED], is_now[STILL_FORECAST]) == (0, 0)
    assert _total(ledger.by_year["cash"].values()) == is_now
    assert _total(ledger.by_agency["cash"].values()) == is_now
    for slot in set(range(SIZE)) - {STILL_PROJECTED, STILL_FORECAST}:
        assert is_now[slot] == was[slot]
    assert shortfall(line) == 0
    figure = is_now[PROJECTED if line.forecast is None else FORECAST]
    assert shortfall(closed) == max(figure - is_now[CONFIRMED], 0)


def test_what_nobody_has_been_given_is_nobodys():
    """By hand: 60 % of £100 are A's, 40 % have no agency yet."""
    line = Line(1, "third_party", "third_party", [Run(2025, 2, 10_000)], None, [(1, 6000)])
    found = _ledger([line]).by_agency["third_party"]

    assert (found[1][PROJECTED], found[NOBODY][PROJECTED]) == (12_000, 8_000)
    assert (found[1][STILL_PROJECTED], found[NOBODY][STILL_PROJECTED]) == (12_000, 8_000)
