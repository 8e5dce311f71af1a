"""Claims are confirmed, rejected and withdrawn; the newest decision counts and all are kept."""

from datetime import date

import pytest

from cohort_desk.db.tables import BenefitRow, ClaimDecisionRow
from cohort_desk.domain.errors import CannotUndo, NotFound, RuleBroken
from cohort_desk.services.history import read_undo_state, undo
from cohort_desk.services.savings.claims.decisions import (
    DecisionInput,
    DecisionsRefused,
    check,
    decide_many,
    reject_claim,
    withdraw_claim,
)
from cohort_desk.services.savings.shapes import ClaimState
from savings_office import (
    CLAIMANT,
    FLEET,
    OWNER,
    POLICE_CLAIMANT,
    POLICE_VALIDATOR,
    TODAY,
    VALIDATOR,
    VETTING,
)


def refused(decide, *arguments, **how):
    with pytest.raises(RuleBroken) as caught:
        decide(*arguments, **how)
    return caught.value.field, str(caught.value)


def given(claim_id, outcome="validated", officer=VALIDATOR, pence=5_000_000, **how):
    return DecisionInput(
        claim_id, outcome, officer, pence, "sufficient", **{"decided_on": TODAY, **how}
    )


def test_a_part_is_confirmed_and_told(office_anywhere):
    office = office_anywhere
    made = office.claim()
    office.validate(made, 4_000_000, grade="partial", reason="One invoice is for another year")
    claim = office.read(made)
    assert (claim.state, claim.pence) == (ClaimState.VALIDATED, 5_000_000)
    assert claim.validated_pence == 4_000_000
    (decision,) = claim.decisions
    assert (decision.officer, decision.officer_agency) == ("Val Finance", "Leeds City Council")
    assert (decision.grade, decision.source, decision.decided_on) == ("partial", "screen", TODAY)
    assert (decision.reason, decision.recorded_by) == ("One invoice is for another year", "Ann")
    assert read_undo_state(office.db).undo == "validation of £40,000 on Shared vetting"


def test_the_newest_decision_counts_and_none_is_forgotten(office):
    made = office.claim()
    office.validate(made, 4_000_000)
    reject_claim(office.db, made, VALIDATOR, "partial", "Paid twice", decided_on=TODAY)
    assert (office.read(made).state, office.read(made).validated_pence) == (
        ClaimState.REJECTED,
        0,
    )
    office.validate(made, 3_000_000, reason="The second payment came back")
    claim = office.read(made)
    assert claim.validated_pence == 3_000_000
    assert [one.outcome for one in claim.decisions] == ["validated", "rejected", "validated"]
    withdraw_claim(office.db, made, "Claimed by another project", today=TODAY)
    assert office.read(made).state is ClaimState.WITHDRAWN
    assert office.read(made).decisions[-1].officer == ""


def test_a_decision_is_never_rewritten(office):
    made = office.validate(office.claim())
    with pytest.raises(RuntimeError):
        office.change(ClaimDecisionRow, made, pence=1)


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        (
            {"grade": "insufficient"},
            (
                "A claim on “Shared vetting” cannot be validated on insufficient evidence. Ask for "
                "more evidence, or reject it."
            ),
        ),
        (
            {"pence": 5_000_001},
            (
                "£50,000.01 is more than the £50,000 claimed on “Shared vetting”. Confirm that at "
                "most, or have the claim corrected."
            ),
        ),
        (
            {"officer": CLAIMANT},
            (
                "Cleo Claimant makes this claim, so somebody else must confirm it. Name another "
                "validator."
            ),
        ),
        (
            {"officer": OWNER},
            (
                "Olu Owner owns “Shared vetting”, so somebody else must confirm claims on it. Name "
                "another validator."
            ),
        ),
    ],
)
def test_what_may_not_be_confirmed_is_not(office, how, sentence):
    made = office.claim()
    assert refused(office.validate, made, **how)[1] == sentence
    assert office.read(made).state is ClaimState.WAITING


def test_whoever_came_to_own_the_benefit_confirms_nothing_on_it(office):
    made = office.claim()
    office.change(BenefitRow, VETTING, owner_id=VALIDATOR)
    assert refused(office.validate, made)[1].startswith("Val Finance owns “Shared vetting”")


def test_another_officer_may_stand_in_for_the_validator(office):
    made = office.claim()
    office.validate(made, officer=POLICE_VALIDATOR)
    assert office.read(made).decisions[-1].officer == "Viv Police"
    assert office.read(made).validator == "Val Finance"


def test_a_rejection_and_a_withdrawal_say_why(office):
    made = office.claim()
    assert refused(reject_claim, office.db, made, VALIDATOR, "partial", " ") == (
        "reason",
        "Say why the claim on “Shared vetting” is rejected.",
    )
    assert refused(withdraw_claim, office.db, made, "") == (
        "reason",
        "Say why the claim on “Shared vetting” is withdrawn.",
    )
    assert refused(withdraw_claim, office.db, made, "x" * 501)[0] == "reason"


def test_a_decision_on_what_somebody_decided_meanwhile_is_refused(office):
    made = office.claim()
    first = office.validate(made, 4_000_000, seen=0)
    assert refused(office.validate, made, 3_000_000, seen=0) == (
        "claim",
        (
            "This claim on “Shared vetting” was validated by Val Finance meanwhile. Nothing was "
            "recorded: look at that decision, then make yours if it still holds."
        ),
    )
    office.validate(made, 3_000_000, seen=first)
    withdraw_claim(office.db, made, "A mistake", today=TODAY)
    assert "was withdrawn meanwhile" in refused(office.validate, made, seen=first)[1]


def test_a_corrected_claim_is_not_decided_on(office):
    made = office.claim()
    office.claim(pence=100, replaces=made, reason="Too much")
    assert refused(office.validate, made)[1] == (
        "This claim on “Shared vetting” was corrected by a newer one meanwhile. Decide on that one."
    )


def test_a_rejected_claim_is_confirmed_only_where_its_room_is_left(office):
    made = office.claim(VETTING, 15_000_000)
    reject_claim(office.db, made, VALIDATOR, "partial", "No invoices", decided_on=TODAY)
    other = office.claim(FLEET, 100)
    assert refused(office.validate, made, 14_000_000) == (
        "gross",
        (
            "The pot “Vetting budget” was £150,000 in 2025/26, and £1 of it is claimed already: £1 "
            "by Blue lights. £150,000 more would exceed it: £149,999 is left. Claim £149,999 at "
            "most, or correct another claim first."
        ),
    )
    withdraw_claim(office.db, other, "A mistake", today=TODAY)
    again = office.claim(VETTING, 200)
    assert "covers 1 April 2025" in refused(office.validate, made, 14_000_000)[1]
    withdraw_claim(office.db, again, "A mistake", today=TODAY)
    office.validate(made, 14_000_000)
    assert office.claimed() == 15_000_000


def test_many_claims_are_decided_in_one_step(office):
    first, second = office.claim(), office.claim(FLEET)
    decisions = [given(first), given(second, officer=POLICE_VALIDATOR)]
    assert len(decide_many(office.db, decisions)) == 2
    assert {claim.state for claim in office.claims()} == {ClaimState.VALIDATED}
    assert read_undo_state(office.db).undo == "validation of 2 claims"
    mixed = [given(first, "rejected", pence=0, reason="Paid twice"), given(second, pence=100)]
    decide_many(office.db, mixed)
    assert read_undo_state(office.db).undo == "decisions of 2 claims"


def test_of_many_decisions_all_are_recorded_or_none(office):
    first, second = office.claim(), office.claim(FLEET)
    with pytest.raises(DecisionsRefused) as caught:
        decide_many(office.db, [given(first), given(second, officer=POLICE_CLAIMANT)])
    sentence = (
        "Pat Police makes this claim, so somebody else must confirm it. Name another validator."
    )
    assert caught.value.by_claim == ((second, sentence),)
    assert str(caught.value) == (
        f"1 claim of 2 cannot be decided so, and nothing was recorded. {sentence}"
    )
    assert {claim.state for claim in office.claims()} == {ClaimState.WAITING}
    assert refused(decide_many, office.db, []) == ("claims", "Choose at least one claim.")


def test_a_decision_can_be_checked_without_being_made(office):
    made = office.claim()
    with office.db.read() as work:
        check(work, given(made), TODAY)
        with pytest.raises(RuleBroken, match="is still to come"):
            check(work, given(made, decided_on=date(2026, 6, 2)), TODAY)
        with pytest.raises(NotFound, match="That claim is no longer here"):
            check(work, given(99), TODAY)
    assert office.read(made).state is ClaimState.WAITING


def test_neither_a_claim_nor_a_decision_is_undone(office):
    made = office.claim()
    with pytest.raises(CannotUndo) as caught:
        undo(office.db)
    assert str(caught.value) == (
        "What is recorded of savings is kept, so this cannot be undone or redone. Nothing was "
        "changed. Record a correction instead: a new figure, cost, claim or decision, with the "
        "reason."
    )
    office.validate(made)
    with pytest.raises(CannotUndo):
        undo(office.db)
    assert office.read(made).validated_pence == 5_000_000
