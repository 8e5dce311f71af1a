"""The portfolio: by hand, against every line for itself, and on both kinds of database."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from itertools import chain

import pytest

from cohort_desk.domain.savings.closing import closed_words
from cohort_desk.domain.savings.splitting import split
from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.domain.savings.words import CASHABLE, TYPES, Rung
from cohort_desk.services.savings.benefits import events
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.benefits.records import benefits_of, read_benefit
from cohort_desk.services.savings.portfolio.portfolio import read_portfolio, read_stamp
from cohort_desk.services.savings.portfolio.shapes import KINDS, FellShort, Money, Rungs, Sums
from savings_office import VETTING, furnish
from synthetic_savings import fill

TODAY = date(2026, 11, 22)


def _add(one, other):
    """Add two moneys up, field by field."""
    if isinstance(one, int):
        return one + other
    return type(one)(
        **{
            field.name: _add(getattr(one, field.name), getattr(other, field.name))
            for field in fields(one)
        }
    )


def _together(parts):
    total = Sums()
    for part in parts:
        total = _add(total, part.sums)
    return total


@pytest.fixture
def filled(any_db):
    fill(any_db, 200)
    return any_db


def test_every_table_adds_up_to_the_total_to_the_penny(filled):
    found = read_portfolio(filled, None, TODAY)

    for table in (found.years, found.agencies, found.projects, found.cohorts):
        assert table
        assert _together(table) == found.total
    by_kind = {kind: Money() for kind in KINDS}
    for each in found.types:
        kind = "cash" if each.type in CASHABLE else each.type
        by_kind[kind] = _add(by_kind[kind], each.money)
    assert Sums(**by_kind) == found.total
    assert found.headline == found.total.cash.reached.validated > 0


def test_each_pound_of_a_kind_stands_once(filled):
    found = read_portfolio(filled, None, TODAY)
    for kind in KINDS:
        money = found.total.of(kind)
        assert money.standing.validated == money.reached.validated
        assert money.standing.claimed <= money.reached.claimed
        assert money.standing.forecast <= money.reached.forecast
        assert money.standing.projected <= money.reached.projected


def test_the_portfolio_is_what_its_lines_are(filled):
    found = read_portfolio(filled, None, TODAY)
    lines = list_benefits(filled, None, TODAY)
    counted = [line for line in lines if line.closing != "removed"]
    still_open = [line for line in lines if not line.closing]

    assert found.lines == len(counted)
    assert found.removed.lines == len(lines) - len(counted) > 0
    assert found.headline == sum(line.counts_in_headline for line in counted)
    for each, type_ in zip(found.types, TYPES, strict=True):
        mine = [line for line in counted if line.type == type_]
        assert each.lines == len(mine)
        assert each.lines_at == tuple(sum(line.rung >= rung for line in mine) for rung in Rung)
        assert each.money.reached == Rungs(
            sum(line.projected for line in mine),
            sum(line.forecast for line in mine),
            sum(line.claimed for line in mine),
            sum(line.validated for line in mine),
        )
    said = [alarm for line in still_open for alarm in line.alarms]
    alarms = found.alarms
    assert alarms.orphaned == said.count(Alarm.ORPHANED) > 0
    assert alarms.overdue == said.count(Alarm.OVERDUE) > 0
    assert alarms.unsustained == said.count(Alarm.UNSUSTAINED) > 0
    assert alarms.unsettled == said.count(Alarm.UNSETTLED) > 0
    shown = [line.status.shown for line in still_open]
    assert dict(found.statuses) == {key: shown.count(key) for key in dict(found.statuses)}


def test_agencies_have_their_split_of_every_line_rung_and_year(filled):
    """A plain recount from what the page of each benefit says, line by line."""
    found = read_portfolio(filled, None, TODAY)
    agencies = {(each.agency_id or 0): each.sums for each in found.agencies}
    recount: dict[tuple[int, str, str], int] = {}
    with filled.read() as work:
        benefits = benefits_of(work, None, TODAY)
    for benefit in benefits.values():
        if benefit.line.closing == "removed":
            continue
        kind = "cash" if benefit.line.type in CASHABLE else benefit.line.type
        for rung, agency, pence in _plainly(benefit):
            recount[agency, kind, rung] = recount.get((agency, kind, rung), 0) + pence

    assert recount
    for (agency, kind, rung), pence in recount.items():
        assert getattr(agencies[agency].of(kind).reached, rung) == pence, (agency, kind, rung)


def _plainly(benefit):
    shares = {share.agency_id: share.basis_points for share in benefit.shares} or {0: 10_000}
    for rung in ("projected", "forecast"):
        figure = benefit.current(rung)
        for _year, pence in figure.by_year if figure else ():
            yield from ((rung, *part) for part in split(pence, shares).items())
    figure = benefit.current("forecast") or benefit.current("projected")
    live = [
        claim
        for claim in benefit.claims
        if claim.state in ("waiting", "validated") and claim.year >= figure.first_year
    ]
    amounts = {"claimed": lambda each: each.pence, "validated": lambda each: each.validated_pence}
    for rung, amount in amounts.items():
        for year in {claim.year for claim in live}:
            mine = [claim for claim in live if claim.year == year]
            together = sum(amount(claim) for claim in mine if claim.agency_id is None)
            yield from ((rung, *part) for part in split(together, shares).items())
            yield from ((rung, c.agency_id, amount(c)) for c in mine if c.agency_id is not None)


def test_a_cohort_has_its_own_lines_only(filled):
    every = read_portfolio(filled, None, TODAY)
    one = read_portfolio(filled, 3, TODAY)
    mine = next(each for each in every.cohorts if each.cohort_id == 3)

    assert one.cohort == mine.cohort
    assert (one.lines, one.total) == (mine.lines, mine.sums)
    assert {each.cohort_id for each in one.projects} == {3}
    assert sum(each.count for each in one.outcomes) < sum(each.count for each in every.outcomes)


def test_an_empty_programme_has_an_empty_portfolio(db):
    found = read_portfolio(db, None, TODAY)

    assert (found.lines, found.headline, found.total) == (0, 0, Sums())
    assert not list(chain(found.years, found.agencies, found.projects, found.cohorts))
    assert found.realisation.rate is None


def test_the_headline_counts_what_is_validated_and_releases_cash_only(db):
    """By hand: of £50,000 claimed £40,000 are confirmed; another £20,000 wait."""
    office = furnish(db)
    claim = office.claim(pence=5_000_000)
    office.validate(claim, 4_000_000)
    office.claim(pence=2_000_000, from_on=date(2025, 10, 1), to_on=date(2026, 3, 31))

    found = read_portfolio(db, None, date(2026, 6, 1))

    cash = found.total.cash
    assert found.headline == 4_000_000
    assert (cash.standing.validated, cash.standing.claimed) == (4_000_000, 2_000_000)
    year = next(each for each in found.years if each.year == 2025)
    assert year.sums.cash.reached.claimed == 7_000_000
    assert year.sums.cash.reached.validated == 4_000_000
    grades = {(each.kind, each.grade): each for each in found.evidence}
    sufficient = grades["cash", "sufficient"]
    assert (sufficient.claims, sufficient.claimed) == (2, 7_000_000)
    assert (sufficient.validated, sufficient.waiting) == (4_000_000, 2_000_000)
    assert found.alarms.waiting == 1
    projected = year.sums.cash.reached.projected
    assert found.realisation.projected == projected
    assert found.realisation.rate == Decimal(4_000_000) / projected
    assert found.at_risk == sum(
        each.sums.cash.reached.forecast - each.sums.cash.reached.validated
        for each in found.years
        if each.year <= found.year
    )


def test_of_a_closed_line_nothing_is_to_come_or_at_risk(db):
    """By hand: £40,000 of £150,000 came of the line that ends; the other's £150,000 are to come."""
    office = furnish(db)
    office.validate(office.claim(pence=5_000_000), 4_000_000)
    before = read_portfolio(db, None, date(2026, 6, 1))
    assert (before.at_risk, before.total.cash.standing.forecast) == (26_000_000, 26_000_000)
    version = read_benefit(db, VETTING).line.version
    events.close(db, VETTING, version, "ended", "The contract ran out.")

    found = read_portfolio(db, None, date(2026, 6, 1))

    assert found.headline == before.headline == 4_000_000
    assert found.at_risk == 15_000_000
    assert found.total.cash.standing.forecast == 15_000_000
    assert found.total.cash.expected == 19_000_000
    assert found.total.cash.reached == before.total.cash.reached
    assert found.fell_short == (FellShort("cash", 1, 11_000_000),)
    line = next(each for each in list_benefits(db) if each.id == VETTING)
    assert closed_words(line.closing, line.forecast, line.validated) == "Fell short by £110,000"


def test_a_stamp_changes_with_every_step_and_only_then(db):
    before = read_stamp(db)
    assert read_stamp(db) == before
    furnish(db)
    assert read_stamp(db) != before
