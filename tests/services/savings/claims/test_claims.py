"""Claims are made with their evidence, never changed, and together never exceed their pot."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from cohort_desk.db.tables import BenefitEventRow, BenefitRow, ClaimRow, OfficerRow, ParticipantRow
from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.services.history import read_undo_state
from cohort_desk.services.savings.claims.claiming import before_claim, check_owner, make_claim
from cohort_desk.services.savings.claims.decisions import reject_claim, withdraw_claim
from cohort_desk.services.savings.claims.inbox import read_evidence
from cohort_desk.services.savings.shapes import ClaimState
from cohort_desk.services.store import digest_of
from savings_office import (
    CLAIMANT,
    FLEET,
    INVOICE,
    LEEDS,
    NOW,
    OWNER,
    POLICE,
    POLICE_VALIDATOR,
    TODAY,
    VALIDATOR,
    VETTING,
)

AUTUMN = {"from_on": date(2025, 10, 1), "to_on": date(2025, 12, 31)}


def refused(office, **claim):
    with pytest.raises(RuleBroken) as caught:
        office.claim(**claim)
    return caught.value.field, str(caught.value)


def test_a_claim_is_kept_as_it_was_made(office_anywhere):
    office = office_anywhere
    made = office.claim(gross_pence=6_000_000, moved_pence=1_000_000, note="Two  posts\nless")
    claim = office.read(made)
    assert (claim.state, claim.year, claim.pence) == (ClaimState.WAITING, 2025, 5_000_000)
    assert (claim.gross_pence, claim.moved_pence, claim.pot_id) == (6_000_000, 1_000_000, 1)
    assert (claim.claimant, claim.validator) == ("Cleo Claimant", "Val Finance")
    assert (claim.agency, claim.note) == ("Leeds City Council", "Two  posts\nless")
    assert (claim.recorded_by, claim.decisions, claim.validated_pence) == ("Ann", (), 0)
    (file,) = claim.evidence
    assert (file.name, file.size) == ("Invoice 2025.pdf", len(INVOICE.data))
    assert file.sha256 == digest_of(INVOICE.data)
    assert read_evidence(office.db, file.sha256) == INVOICE.data


def test_the_step_is_called_after_what_was_claimed(office):
    office.claim()
    assert read_undo_state(office.db).undo == "claim of £50,000 on Shared vetting"


def test_evidence_of_one_content_is_kept_once(office):
    made = office.claim(evidence=(INVOICE, Upload("Copy.pdf", INVOICE.data), Upload("B", b"b")))
    assert [file.name for file in office.read(made).evidence] == ["Invoice 2025.pdf", "B"]


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        ({"evidence": ()}, "evidence"),
        ({"effect": "worse"}, "effect"),
        ({"to_on": date(2026, 4, 1)}, "to_on"),
        ({"validator_id": CLAIMANT}, "validator"),
        ({"validator_id": OWNER}, "validator"),
        ({"evidence": (Upload("Empty.pdf", b""),)}, "files"),
        ({"note": "x" * 1001}, "note"),
    ],
)
def test_a_claim_that_breaks_a_rule_leaves_nothing(office, claim, field):
    assert refused(office, **claim)[0] == field
    assert office.claims() == []


def test_a_claim_names_officers_that_there_are(office):
    with pytest.raises(NotFound, match="That officer is no longer here"):
        office.claim(claimant_id=99)
    with pytest.raises(NotFound, match="That benefit is no longer here"):
        office.claim(benefit_id=99)


def test_an_owner_who_is_the_validators_participant_is_the_same_person(office):
    with office.db.begin("someone with two posts") as work:
        work.session.add(ParticipantRow(id=1, cohort_id=1, given_name="Olu", family_name="Owner"))
        work.session.get_one(OfficerRow, OWNER).participant_id = 1
        work.session.get_one(OfficerRow, POLICE_VALIDATOR).participant_id = 1
    assert refused(office, validator_id=POLICE_VALIDATOR) == (
        "validator",
        (
            "Viv Police owns “Shared vetting”, so somebody else must confirm claims on it. Name "
            "another validator."
        ),
    )


def test_two_projects_at_two_agencies_never_take_more_than_the_pot(office_anywhere):
    office = office_anywhere
    office.claim(VETTING, 10_000_000)
    assert refused(office, benefit_id=FLEET, pence=5_000_001) == (
        "gross",
        (
            "The pot “Vetting budget” was £150,000 in 2025/26, and £100,000 of it is claimed "
            "already: £100,000 by One service. £50,000.01 more would exceed it: £50,000 is left. "
            "Claim £50,000 at most, or correct another claim first."
        ),
    )
    office.claim(FLEET, 5_000_000)
    assert office.claimed() == 15_000_000


def test_each_financial_year_has_the_whole_pot(office):
    office.claim(VETTING, 15_000_000)
    office.claim(VETTING, 15_000_000, from_on=date(2026, 4, 1), to_on=date(2026, 5, 31))
    assert (office.claimed(2025), office.claimed(2026), office.claimed(2024)) == (
        15_000_000,
        15_000_000,
        0,
    )


@pytest.mark.parametrize("outcome", ["rejected", "withdrawn"])
def test_a_claim_that_counts_no_more_frees_its_pot(office, outcome):
    made = office.claim(VETTING, 15_000_000)
    assert refused(office, benefit_id=FLEET, pence=1)[0] == "gross"
    if outcome == "rejected":
        reject_claim(office.db, made, VALIDATOR, "partial", "No invoices")
    else:
        withdraw_claim(office.db, made, "Claimed twice")
    assert office.claimed() == 0
    office.claim(FLEET, 15_000_000)


def test_a_part_confirmed_frees_nothing_until_the_claim_is_corrected(office):
    made = office.claim(VETTING, 15_000_000)
    office.validate(made, 9_000_000)
    assert refused(office, benefit_id=FLEET, pence=1)[0] == "gross"
    office.claim(VETTING, 9_000_000, replaces=made, reason="Only this was confirmed")
    office.claim(FLEET, 6_000_000)
    assert office.claimed() == 15_000_000


def test_a_claim_without_cash_or_pot_is_bound_by_none(office):
    office.change(BenefitRow, VETTING, type="non_cashable", pot_id=None)
    office.claim(VETTING, 90_000_000)
    assert office.claimed() == 0


def test_claims_stay_on_the_pot_that_they_were_made_on(office):
    office.claim(VETTING, 15_000_000)
    office.change(BenefitRow, VETTING, type="non_cashable", pot_id=None)
    assert refused(office, benefit_id=FLEET, pence=1)[0] == "gross"


def test_no_day_is_claimed_twice(office):
    made = office.claim()
    assert refused(office, agency_id=None, **AUTUMN | {"from_on": date(2025, 9, 30)}) == (
        "from_on",
        (
            "A claim of £50,000 on “Shared vetting” for Leeds City Council covers 1 April 2025 to "
            "30 September 2025 already (waiting). Claim for other days, or correct that claim."
        ),
    )
    office.claim(pence=100, agency_id=POLICE)
    office.claim(pence=100, **AUTUMN)
    office.claim(replaces=made, reason="The agencies share it", pence=100, agency_id=LEEDS)


def test_moved_cost_is_taken_off_before_anything_is_saved(office):
    office.move_cost(2_000_000)
    assert refused(office) == (
        "moved",
        (
            "£20,000 of cost moved to another agency in 2025/26 through “Shared vetting”, and cost "
            "that moves is not saved. Take off £20,000, or correct the recorded cost."
        ),
    )
    first = office.claim(moved_pence=2_000_000)
    second = office.claim(pence=100, **AUTUMN)
    with pytest.raises(RuleBroken) as caught:
        withdraw_claim(office.db, first, "A mistake", today=TODAY)
    assert str(caught.value) == (
        "£20,000 of cost moved to another agency in 2025/26 through “Shared vetting”, and cost "
        "that moves is not saved. This claim takes it off, and others of that year rest on "
        "that. Correct those first."
    )
    withdraw_claim(office.db, second, "A mistake", today=TODAY)
    withdraw_claim(office.db, first, "A mistake", today=TODAY)


def test_a_correction_takes_the_place_of_a_claim_and_says_why(office):
    made = office.claim(VETTING, 15_000_000)
    kept = office.read(made).evidence[0].sha256
    newer = office.claim(
        VETTING,
        14_000_000,
        replaces=made,
        reason="One post was filled again",
        evidence=(Upload("Payroll.csv", b"posts"),),
        kept_evidence=(kept,),
    )
    assert office.read(made).state is ClaimState.REPLACED
    claim = office.read(newer)
    assert (claim.replaces_id, claim.reason) == (made, "One post was filled again")
    assert [file.name for file in claim.evidence] == ["Invoice 2025.pdf", "Payroll.csv"]
    assert claim.state is ClaimState.WAITING
    assert office.claimed() == 14_000_000


def test_a_correction_needs_evidence_of_its_own_or_what_is_kept(office):
    made = office.claim()
    assert refused(office, replaces=made, reason="x", evidence=())[0] == "evidence"
    other = digest_of(b"of another claim")
    assert refused(office, replaces=made, reason="x", evidence=(), kept_evidence=(other,))[0] == (
        "evidence"
    )


def test_a_correction_is_refused_where_it_would_correct_nothing(office):
    made, other = office.claim(), office.claim(FLEET)
    sentences = {
        refused(office, replaces=made, reason=" ")[1],
        refused(office, replaces=other, reason="x")[1],
    }
    office.claim(pence=100, replaces=made, reason="Too much")
    sentences.add(refused(office, replaces=made, reason="x")[1])
    withdraw_claim(office.db, other, "A mistake")
    sentences.add(refused(office, benefit_id=FLEET, replaces=other, reason="x")[1])
    assert sentences == {
        "Say why the claim on “Shared vetting” is corrected.",
        "The claim to correct is none of “Shared vetting”.",
        "This claim on “Shared vetting” was corrected by a newer one meanwhile. Correct that one.",
        "This claim on “Shared fleet” was withdrawn. Make a new claim instead.",
    }


def test_rows_of_claims_are_never_rewritten(office):
    made = office.claim()
    with pytest.raises(RuntimeError):
        office.change(ClaimRow, made, pence=1, gross_pence=1)
    with pytest.raises(RuntimeError), office.db.begin("a deletion") as work:
        work.session.delete(work.session.get_one(ClaimRow, made))
    assert office.read(made).pence == 5_000_000


def test_the_database_itself_takes_one_correction_of_a_claim(office):
    made = office.claim()
    office.claim(pence=100, replaces=made, reason="Too much")
    with office.db.read() as work:
        first = work.session.get_one(ClaimRow, made)
        columns = {column.name: getattr(first, column.name) for column in ClaimRow.__table__.c}
    with pytest.raises(IntegrityError), office.db.begin("another correction") as work:
        work.session.add(ClaimRow(**{**columns, "id": None, "replaces_id": made}))


def test_what_a_benefit_lacks_is_told_before_anything_is_claimed(office):
    with office.db.begin("what ends it") as work:
        work.session.get_one(BenefitRow, VETTING).pot_id = None
        work.session.add(
            BenefitEventRow(
                benefit_id=VETTING,
                kind="removed",
                value="",
                reason="Not sustained",
                recorded_at=NOW,
                recorded_by="Ann",
            )
        )
    with office.db.read() as work:
        assert before_claim(work, VETTING) == (
            "“Shared vetting” was removed. Reopen it before anything is claimed on it.",
            (
                "“Shared vetting” releases cash but names no pot. Choose the budget that it comes "
                "out of before the first claim."
            ),
        )
        assert before_claim(work, FLEET) == ()


def test_nobody_comes_to_own_what_they_confirm(office):
    made = office.claim()
    with office.db.read() as work:
        check_owner(work, VETTING, CLAIMANT)
        with pytest.raises(RuleBroken) as caught:
            check_owner(work, VETTING, VALIDATOR)
    assert str(caught.value) == (
        "Val Finance is to confirm a claim of £50,000 on “Shared vetting” and so cannot own it. "
        "Name another owner, or correct the claim first."
    )
    office.validate(made, officer=POLICE_VALIDATOR)
    with office.db.read() as work:
        check_owner(work, VETTING, VALIDATOR)
        with pytest.raises(RuleBroken, match="Viv Police has confirmed a claim of £50,000"):
            check_owner(work, VETTING, POLICE_VALIDATOR)


def test_claims_are_read_for_the_benefits_asked_for(office):
    first, second = office.claim(VETTING, 100), office.claim(FLEET, 100)
    assert [claim.id for claim in office.claims(FLEET)] == [second]
    assert [claim.id for claim in office.claims()] == [first, second]
    assert office.claims(99) == []
    assert make_claim(office.db, office.input(FLEET, 100, **AUTUMN), today=TODAY) == second + 1
