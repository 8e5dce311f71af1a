"""Whoever has not seen what was recorded of a benefit since they looked is told, not obeyed."""

import pytest

from cohort_desk.db.database import Database
from cohort_desk.domain.errors import EditedMeanwhile
from cohort_desk.domain.savings.fields import CostInput, FigureInput
from cohort_desk.services.savings.benefits import costs, events, figures
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.claims import decisions
from savings_office import POLICE, TODAY, VALIDATOR, VETTING

COST = CostInput(year=2025, agency_id=POLICE, kind="one_off", pence=100_000)
ON_ONE = {
    "projected": lambda db, seen: figures.revise(
        db, VETTING, seen, "projected", FigureInput(pence=9_000_000, first_year=2025, reason="New")
    ),
    "forecast": lambda db, seen: figures.revise(
        db, VETTING, seen, "forecast", FigureInput(pence=9_000_000, first_year=2025, reason="New")
    ),
    "redate": lambda db, seen: figures.redate(db, VETTING, seen, 2027, "Late"),
    "cost": lambda db, seen: costs.record_cost(db, VETTING, COST, version=seen),
    "update": lambda db, seen: events.write_update(db, VETTING, seen, "On its way"),
    "override": lambda db, seen: events.override_status(db, VETTING, seen, "red", "Doubtful"),
    "close": lambda db, seen: events.close(db, VETTING, seen, "ended", "Ended"),
    "remove": lambda db, seen: events.remove(db, VETTING, seen, "Never came"),
}


def version(db):
    return read_benefit(db, VETTING, TODAY).line.version


@pytest.mark.parametrize("action", ON_ONE)
def test_of_two_desktops_that_do_the_same_the_second_is_told(office_anywhere, action):
    first = office_anywhere.db
    second = Database(first.engine, "Bo")
    seen = version(first)
    ON_ONE[action](first, seen)
    before = read_benefit(first, VETTING, TODAY)
    assert before.line.version > seen
    with pytest.raises(EditedMeanwhile, match="Someone else changed this record meanwhile"):
        ON_ONE[action](second, seen)
    assert read_benefit(first, VETTING, TODAY) == before


@pytest.mark.parametrize("action", ON_ONE)
def test_a_figure_that_was_not_seen_stands_against_whatever_rests_on_it(office_anywhere, action):
    db = office_anywhere.db
    seen = version(db)
    ON_ONE["forecast"](Database(db.engine, "Bo"), seen)
    with pytest.raises(EditedMeanwhile):
        ON_ONE[action](db, seen)
    ON_ONE[action](db, version(db))


def test_a_cost_is_not_withdrawn_unseen(office_anywhere):
    db = office_anywhere.db
    cost_id = costs.record_cost(db, VETTING, COST)
    seen = version(db)
    ON_ONE["update"](Database(db.engine, "Bo"), seen)
    with pytest.raises(EditedMeanwhile):
        costs.withdraw_cost(db, cost_id, "Paid by nobody", seen)
    costs.withdraw_cost(db, cost_id, "Paid by nobody", version(db))


def test_a_claim_and_what_is_decided_on_it_have_to_be_seen_too(office_anywhere):
    db, seen = office_anywhere.db, []
    seen.append(version(db))
    claim_id = office_anywhere.claim()
    seen.append(version(db))
    decisions.validate_claim(db, claim_id, VALIDATOR, 100_000, "sufficient", today=TODAY)
    for each in seen:
        with pytest.raises(EditedMeanwhile):
            ON_ONE["override"](db, each)


def test_what_is_entered_at_once_leaves_a_benefit_as_it_was_first_seen(enter):
    assert enter(costs=(COST,)).line.version == 1
