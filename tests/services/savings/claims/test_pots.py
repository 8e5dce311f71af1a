"""Pots are entered whole, never shrink below what is claimed, and stay while they are named."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from cohort_desk.db.tables import BenefitRow, PotRow, StepRow
from cohort_desk.domain.errors import CannotUndo, EditedMeanwhile, RuleBroken
from cohort_desk.services.history import redo, undo, undo_step
from cohort_desk.services.savings.claims.pots import (
    PotFields,
    PotYear,
    add_pot,
    edit_pot,
    list_pots,
    remove_pot,
)
from savings_office import FLEET, LEEDS, POLICE, VETTING

FIELDS = PotFields("Vetting budget", None, 15_000_000, date(2025, 3, 31), "Accounts 2024/25")


def refused(change, *arguments):
    with pytest.raises(RuleBroken) as caught:
        change(*arguments)
    return caught.value.field, str(caught.value)


def pot(office, key=1):
    return next(one for one in list_pots(office.db) if one.id == key)


def test_a_pot_tells_what_is_claimed_by_year_and_project(office_anywhere):
    office = office_anywhere
    office.claim(VETTING, 5_000_000)
    office.claim(FLEET, 4_000_000)
    office.claim(VETTING, 100, from_on=date(2026, 4, 1), to_on=date(2026, 4, 30))
    (found,) = list_pots(office.db)
    assert found.claimed == (
        PotYear(2025, 9_000_000, (("Blue lights", 4_000_000), ("One service", 5_000_000))),
        PotYear(2026, 100, (("One service", 100),)),
    )
    assert (found.left(2025), found.left(2027), found.benefits) == (6_000_000, 15_000_000, 2)


def test_a_pot_is_added_with_its_agency_and_can_be_undone(office):
    made = add_pot(office.db, replace(FIELDS, name="  Fleet\u200b budget ", agency_id=POLICE))
    found = pot(office, made)
    assert (found.name, found.agency) == ("Fleet budget", "West Yorkshire Police")
    undo(office.db)
    assert [one.id for one in list_pots(office.db)] == [1]


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        (
            {"name": "VETTING Budget"},
            "name",
            "There is a pot “Vetting budget” already. Choose another name.",
        ),
        (
            {"name": " "},
            "name",
            "A pot needs a name: the budget as the agency’s accounts call it.",
        ),
        (
            {"name": "x" * 201},
            "name",
            "The name of a pot has at most 200 characters; this has 201.",
        ),
        (
            {"name": "Fleet", "baseline_pence": 0},
            "baseline_pence",
            "Enter what “Fleet” was before, in pounds a year and more than £0.",
        ),
        (
            {"name": "Fleet", "baseline_on": None},
            "baseline_on",
            "Enter the day by which “Fleet” was that much.",
        ),
        (
            {"name": "Fleet", "baseline_source": ""},
            "baseline_source",
            "Say where the baseline of “Fleet” is from, such as the accounts.",
        ),
    ],
)
def test_a_pot_that_is_not_whole_is_refused(office, change, field, sentence):
    assert refused(add_pot, office.db, replace(FIELDS, **change)) == (field, sentence)


def test_a_pot_never_shrinks_below_what_is_claimed(office_anywhere):
    office = office_anywhere
    office.claim(VETTING, 9_000_000)
    office.claim(FLEET, 3_000_000)
    version = pot(office).version
    lower = replace(FIELDS, baseline_pence=11_999_999)
    assert refused(edit_pot, office.db, 1, version, lower) == (
        "baseline_pence",
        (
            "£120,000 is claimed on the pot “Vetting budget” in 2025/26: £90,000 by One service "
            "and £30,000 by Blue lights. Its baseline cannot be £119,999.99. Correct the claims "
            "first."
        ),
    )
    edit_pot(office.db, 1, version, replace(FIELDS, baseline_pence=12_000_000))
    assert pot(office).left(2025) == 0


def test_a_pot_is_changed_as_it_was_seen(office):
    version = pot(office).version
    edit_pot(office.db, 1, version, replace(FIELDS, agency_id=LEEDS))
    with pytest.raises(EditedMeanwhile):
        edit_pot(office.db, 1, version, FIELDS)


def test_an_undo_cannot_take_from_a_pot_what_was_claimed_since(office):
    version = pot(office).version
    edit_pot(office.db, 1, version, replace(FIELDS, baseline_pence=20_000_000))
    office.db.client = "another window"
    office.claim(VETTING, 16_000_000)
    step = next(iter(_steps(office, "change of pot Vetting budget")))
    with pytest.raises(CannotUndo) as caught:
        undo_step(office.db, step)
    assert "£160,000 is claimed on the pot “Vetting budget” in 2025/26" in str(caught.value)
    assert pot(office).baseline_pence == 20_000_000


def test_a_redo_cannot_take_from_a_pot_what_was_claimed_since(office):
    edit_pot(office.db, 1, pot(office).version, replace(FIELDS, baseline_pence=1_000_000))
    undo(office.db)
    actor, office.db.actor = office.db.actor, "Ben"
    office.claim(VETTING, 1_000_001)
    office.db.actor = actor
    with pytest.raises(CannotUndo, match="Its baseline cannot be £10,000"):
        redo(office.db)
    assert pot(office).baseline_pence == 15_000_000


def test_a_pot_stays_while_a_benefit_or_a_claim_names_it(office):
    assert refused(remove_pot, office.db, 1, pot(office).version) == (
        "pot",
        (
            "The pot “Vetting budget” is the one of “Shared fleet” and “Shared vetting”. Choose "
            "another pot there first."
        ),
    )
    office.claim()
    for benefit_id in (VETTING, FLEET):
        office.change(BenefitRow, benefit_id, pot_id=None)
    assert refused(remove_pot, office.db, 1, pot(office).version) == (
        "pot",
        "1 claim was made on the pot “Vetting budget”, so it stays: claims are never forgotten.",
    )


def test_a_pot_that_nothing_names_is_removed(office):
    made = add_pot(office.db, replace(FIELDS, name="Fleet"))
    remove_pot(office.db, made, pot(office, made).version)
    with office.db.read() as work:
        assert work.session.get(PotRow, made) is None


def _steps(office, name):
    with office.db.read() as work:
        return work.session.scalars(select(StepRow.id).where(StepRow.name == name)).all()
