"""Who may decide what on a claim, and on which evidence."""

from dataclasses import replace
from datetime import date

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.decisions import Asked, Given, check_decision
from cohort_desk.domain.savings.parties import Party

OWNER, CLAIMANT = Party(1, "Olu Owner", 1), Party(2, "Cleo Claimant", 1)
VALIDATOR = Party(3, "Val Finance", 1)
TODAY = date(2026, 6, 1)
CLAIM = Asked("Shared vetting", "waiting", 5_000_000, date(2025, 10, 14), OWNER, CLAIMANT)
CONFIRMED = Given("validated", 5_000_000, "sufficient", "", VALIDATOR, TODAY)
REJECTED = replace(CONFIRMED, outcome="rejected", pence=0, reason="Invoices are missing")
WITHDRAWN = replace(REJECTED, outcome="withdrawn", officer=None)


def refused(given, asked=CLAIM):
    with pytest.raises(RuleBroken) as caught:
        check_decision(asked, given, TODAY)
    return caught.value.field, str(caught.value)


@pytest.mark.parametrize("given", [CONFIRMED, replace(CONFIRMED, pence=1), REJECTED, WITHDRAWN])
@pytest.mark.parametrize("state", ["waiting", "validated"])
def test_a_claim_that_counts_can_be_decided_again(given, state):
    check_decision(replace(CLAIM, state=state), given, TODAY)


def test_a_rejected_claim_can_still_be_confirmed():
    check_decision(replace(CLAIM, state="rejected"), CONFIRMED, TODAY)


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        (
            {"grade": "insufficient"},
            "grade",
            (
                "A claim on “Shared vetting” cannot be validated on insufficient evidence. Ask for "
                "more evidence, or reject it."
            ),
        ),
        (
            {"grade": ""},
            "grade",
            "Say how good the evidence is: sufficient, partial or insufficient.",
        ),
        (
            {"pence": 5_000_001},
            "pence",
            (
                "£50,000.01 is more than the £50,000 claimed on “Shared vetting”. Confirm that at "
                "most, or have the claim corrected."
            ),
        ),
        (
            {"pence": 0},
            "pence",
            "Enter what is confirmed, more than £0. To confirm nothing, reject the claim.",
        ),
        (
            {"officer": None},
            "validator",
            "Say who decides on the claim on “Shared vetting”.",
        ),
        (
            {"officer": CLAIMANT},
            "validator",
            (
                "Cleo Claimant makes this claim, so somebody else must confirm it. Name another "
                "validator."
            ),
        ),
        (
            {"officer": replace(OWNER, id=8, name="OLU OWNER")},
            "validator",
            (
                "OLU OWNER owns “Shared vetting”, so somebody else must confirm claims on it. Name "
                "another validator."
            ),
        ),
        (
            {"officer": replace(VALIDATOR, left_on=TODAY)},
            "validator",
            (
                "Val Finance left the post on 1 June 2026 and can confirm nothing after that. Name "
                "another validator."
            ),
        ),
        (
            {"decided_on": date(2026, 6, 2)},
            "decided_on",
            "2 June 2026 is still to come. Enter the day on which it was decided.",
        ),
        (
            {"decided_on": date(2025, 10, 13)},
            "decided_on",
            (
                "The claim on “Shared vetting” was made on 14 October 2025 and cannot have been "
                "decided on 13 October 2025. Enter the day on which it was decided."
            ),
        ),
    ],
)
def test_a_confirmation_that_breaks_a_rule_is_refused(change, field, sentence):
    assert refused(replace(CONFIRMED, **change)) == (field, sentence)


def test_whoever_left_later_may_have_decided_before():
    later = replace(VALIDATOR, left_on=date(2026, 5, 2))
    check_decision(CLAIM, replace(CONFIRMED, officer=later, decided_on=date(2026, 5, 1)), TODAY)


@pytest.mark.parametrize(("given", "word"), [(REJECTED, "rejected"), (WITHDRAWN, "withdrawn")])
def test_whoever_confirms_nothing_says_why(given, word):
    sentence = f"Say why the claim on “Shared vetting” is {word}."
    assert refused(replace(given, reason="")) == ("reason", sentence)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (
            "replaced",
            (
                "This claim on “Shared vetting” was corrected by a newer one meanwhile. Decide on "
                "that one."
            ),
        ),
        (
            "withdrawn",
            (
                "This claim on “Shared vetting” was withdrawn. Nothing more can be decided on it; "
                "make a new claim."
            ),
        ),
    ],
)
@pytest.mark.parametrize("given", [CONFIRMED, REJECTED, WITHDRAWN])
def test_what_counts_no_more_is_not_decided_on(state, sentence, given):
    assert refused(given, replace(CLAIM, state=state)) == ("claim", sentence)


def test_a_claim_is_rejected_once():
    assert refused(REJECTED, replace(CLAIM, state="rejected")) == (
        "claim",
        "This claim on “Shared vetting” is rejected already.",
    )
