"""Nobody confirms what they own or claim: under no second record, and by no later change."""

from dataclasses import replace
from datetime import date

import pytest

from cohort_desk.db.tables import BenefitRow, OfficerRow, ParticipantRow
from cohort_desk.domain.errors import CannotUndo, RuleBroken
from cohort_desk.domain.savings.fields import OfficerFields
from cohort_desk.services import history
from cohort_desk.services.agencies.changes import merge_agencies
from cohort_desk.services.savings.benefits.officers import add_officer, edit_officer, mark_left
from savings_office import (
    CLAIMANT,
    LEEDS,
    OWNER,
    POLICE,
    POLICE_CLAIMANT,
    POLICE_VALIDATOR,
    TODAY,
    VALIDATOR,
    VETTING,
)


def edit(office, officer_id, **changes):
    """Change an officer as the form does."""
    with office.db.read() as work:
        row = work.need(OfficerRow, officer_id)
        fields = OfficerFields(
            name=row.name, agency_id=row.agency_id, post=row.post, email=row.email
        )
        version = row.version
    edit_officer(office.db, officer_id, version, replace(fields, **changes))


def take_part(office):
    """Let the owner take part in the course; return as whom."""
    with office.db.begin("a participant") as work:
        row = ParticipantRow(cohort_id=1, reference="P1", given_name="Olu", family_name="Owner")
        row.agency_id = LEEDS
        work.session.add(row)
        work.session.flush()
        return row.id


def test_the_owner_at_another_agency_with_the_same_address_cannot_confirm(office):
    edit(office, OWNER, email="olu@leeds.example")
    other = add_officer(
        office.db, OfficerFields(name="O. Owner", agency_id=POLICE, email="OLU@leeds.example")
    )
    with pytest.raises(RuleBroken, match=r"O\. Owner owns “Shared vetting”"):
        office.claim(validator_id=other)


def test_a_title_makes_nobody_another_person(office):
    with pytest.raises(RuleBroken, match="has an officer Olu Owner already"):
        add_officer(office.db, OfficerFields(name="Mr Olu Owner", agency_id=LEEDS))


def test_what_was_confirmed_keeps_who_did_as_they_then_were(office):
    edit(office, VALIDATOR, post="Head of finance")
    made = office.claim()
    office.validate(made)
    edit(office, VALIDATOR, name="Valerie Ledger", post="Chief executive")
    edit(office, CLAIMANT, name="Cleo Married")
    claim = office.read(made)
    decision = claim.decisions[-1]
    assert (decision.officer, decision.officer_post, decision.officer_agency) == (
        "Val Finance",
        "Head of finance",
        "Leeds City Council",
    )
    assert (claim.claimant, claim.claimant_agency) == ("Cleo Claimant", "Leeds City Council")


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_validator_cannot_turn_out_to_be_the_owner(office, confirmed):
    edit(office, OWNER, participant_id=take_part(office))
    made = office.claim()
    if confirmed:
        office.validate(made)
    with office.db.read() as work:
        version = work.need(OfficerRow, OWNER).version
    mark_left(office.db, OWNER, version, date(2026, 5, 1), TODAY)
    with pytest.raises(RuleBroken, match="£50,000 on “Shared vetting”"):
        edit(office, VALIDATOR, participant_id=1)


def test_a_validator_cannot_be_given_the_claimants_address(office):
    edit(office, CLAIMANT, email="cleo@leeds.example")
    office.validate(office.claim())
    with pytest.raises(RuleBroken, match="both make a claim and confirm it"):
        edit(office, VALIDATOR, email="cleo@leeds.example")


def test_no_undo_lets_the_claimant_confirm_the_claim_after_all(office):
    address = "cleo@leeds.example"
    edit(office, VALIDATOR, email=address)
    edit(office, VALIDATOR, email="")
    taken_off = history.newest_step(office.db)
    edit(office, CLAIMANT, email=address)
    office.claim()
    with pytest.raises(CannotUndo, match="both make a claim and confirm it"):
        history.undo_step(office.db, taken_off)
    with office.db.read() as work:
        assert work.need(OfficerRow, VALIDATOR).email == ""


def test_a_merger_of_agencies_makes_no_validator_the_owner(office):
    edit(office, OWNER, email="olu@leeds.example")
    add_officer(
        office.db, OfficerFields(name="Val Finance", agency_id=POLICE, email="olu@leeds.example")
    )
    office.validate(office.claim())
    with pytest.raises(RuleBroken, match="“Shared vetting”"):
        merge_agencies(office.db, LEEDS, POLICE)


def test_who_owned_it_when_it_was_claimed_cannot_confirm_it(office):
    made = office.claim(validator_id=POLICE_VALIDATOR)
    corrected = office.claim(
        validator_id=POLICE_VALIDATOR, pence=4_000_000, replaces=made, reason="Too much"
    )
    office.change(BenefitRow, VETTING, owner_id=POLICE_CLAIMANT)
    with pytest.raises(RuleBroken, match="Olu Owner owned “Shared vetting” when this was claimed"):
        office.validate(corrected, 1_000_000, officer=OWNER)


def test_nobody_decides_before_it_was_claimed(office):
    made = office.claim(claimed_on=date(2025, 10, 20))
    with office.db.read() as work:
        version = work.need(OfficerRow, VALIDATOR).version
    mark_left(office.db, VALIDATOR, version, date(2025, 10, 15), TODAY)
    with pytest.raises(RuleBroken, match="was made on 20 October 2025"):
        office.validate(made, officer=VALIDATOR, decided_on=date(2025, 10, 10))
    with pytest.raises(RuleBroken, match="left the post"):
        office.validate(made, officer=VALIDATOR, decided_on=date(2025, 10, 20))


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2025, 9, 29), "cannot have been made on 29 September 2025"),
        (date(2026, 6, 2), "2 June 2026 is still to come"),
    ],
)
def test_a_claim_is_made_after_its_period_and_not_in_the_future(office, day, told):
    with pytest.raises(RuleBroken, match=told):
        office.claim(claimed_on=day)
