"""Each rule of claims refuses what breaks it, with the sentence that its user sees."""

from dataclasses import replace
from datetime import date

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.claims import (
    Around,
    Entered,
    Line,
    Standing,
    check_claim,
    stands_against,
)
from cohort_desk.domain.savings.parties import Party, same_person

OWNER = Party(1, "Olu Owner", 1)
CLAIMANT = Party(2, "Cleo Claimant", 1)
VALIDATOR = Party(3, "Val Finance", 1)
LINE = Line(
    title="Shared vetting",
    type="cashable_spend",
    recurrent=True,
    basis="net",
    closing="",
    first_year=2025,
    forecast=15_000_000,
    baseline_value="400000",
    baseline_on=date(2025, 3, 31),
    baseline_source="Accounts 2024/25",
    pot="Vetting budget",
    owner=OWNER,
    agencies=((1, "Leeds City Council"), (2, "West Yorkshire Police")),
)
CLAIM = Entered(
    agency_id=1,
    from_on=date(2025, 4, 1),
    to_on=date(2025, 9, 30),
    claimed_on=date(2026, 6, 1),
    gross_pence=5_000_000,
    moved_pence=0,
    maturity="final",
    grade="sufficient",
    effect="same",
    claimant=CLAIMANT,
    validator=VALIDATOR,
    files=1,
)
AROUND = Around((), 0, date(2026, 6, 1), 4)
OTHER = Standing(1, 2025, date(2025, 7, 1), date(2025, 9, 30), 0, 1_200_000, "waiting")


def refused(line=LINE, claim=CLAIM, around=AROUND):
    with pytest.raises(RuleBroken) as caught:
        check_claim(line, claim, around)
    return caught.value.field, str(caught.value)


def test_a_claim_that_breaks_no_rule_has_its_financial_year():
    assert check_claim(LINE, CLAIM, AROUND) == 2025
    in_march = replace(CLAIM, from_on=date(2026, 3, 1), to_on=date(2026, 3, 31))
    assert check_claim(LINE, in_march, AROUND) == 2025
    assert check_claim(LINE, in_march, replace(AROUND, starts_month=1)) == 2026


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"first_year": None},
            "“Shared vetting” has no forecast yet. Enter its forecast before the first claim.",
        ),
        (
            {"baseline_value": "", "baseline_source": ""},
            (
                "The baseline of “Shared vetting” lacks its value and source. Record what there "
                "was before, then claim."
            ),
        ),
        (
            {"baseline_on": None},
            (
                "The baseline of “Shared vetting” lacks its date. Record what there was before, "
                "then claim."
            ),
        ),
        (
            {"pot": ""},
            (
                "“Shared vetting” releases cash but names no pot. Choose the budget that it comes "
                "out of before the first claim."
            ),
        ),
        (
            {"closing": "delivered"},
            "“Shared vetting” is closed. Reopen it before anything is claimed on it.",
        ),
        (
            {"closing": "removed"},
            "“Shared vetting” was removed. Reopen it before anything is claimed on it.",
        ),
    ],
)
def test_what_must_stand_before_a_claim_is_named(change, sentence):
    line = replace(LINE, **change)
    assert stands_against(line) == (sentence,)
    assert refused(line) == ("benefit", sentence)


def test_only_a_benefit_that_releases_cash_needs_a_pot():
    assert stands_against(replace(LINE, type="non_cashable", pot="")) == ()


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        (
            {"files": 0},
            "evidence",
            (
                "A claim on “Shared vetting” needs evidence. Add at least one file that shows what "
                "was saved."
            ),
        ),
        (
            {"effect": ""},
            "effect",
            "Say what became of the service: better, the same or worse.",
        ),
        (
            {"effect": "worse"},
            "effect",
            (
                "The service became worse, so this is not an efficiency and cannot be claimed on "
                "“Shared vetting”. Write it as an update of the benefit instead."
            ),
        ),
        (
            {"grade": ""},
            "grade",
            "Say how good the evidence is: sufficient, partial or insufficient.",
        ),
        (
            {"maturity": ""},
            "maturity",
            "Say how settled the amount is: likely to change, may change or will not change.",
        ),
        (
            {"from_on": date(2025, 10, 1)},
            "to_on",
            (
                "The period ends on 30 September 2025, before it begins on 1 October 2025. Put it "
                "in order."
            ),
        ),
        (
            {"to_on": date(2026, 4, 30)},
            "to_on",
            (
                "The period from 1 April 2025 to 30 April 2026 reaches from the financial year "
                "2025/26 into 2026/27. Make one claim for each year."
            ),
        ),
        (
            {"from_on": date(2026, 4, 1), "to_on": date(2026, 6, 2)},
            "to_on",
            (
                "The period ends on 2 June 2026, which is still to come. Claim what was saved up "
                "to 1 June 2026."
            ),
        ),
        (
            {"from_on": date(2024, 4, 1), "to_on": date(2025, 3, 31)},
            "from_on",
            (
                "The period lies in 2024/25, but the forecast of “Shared vetting” begins in "
                "2025/26. Claim for a later year, or revise the forecast first."
            ),
        ),
        (
            {"validator": CLAIMANT},
            "validator",
            (
                "Cleo Claimant makes this claim, so somebody else must confirm it. Name another "
                "validator."
            ),
        ),
        (
            {"validator": OWNER},
            "validator",
            (
                "Olu Owner owns “Shared vetting”, so somebody else must confirm claims on it. Name "
                "another validator."
            ),
        ),
        (
            {"validator": replace(VALIDATOR, left_on=date(2026, 5, 1))},
            "validator",
            (
                "Val Finance left the post on 1 May 2026 and can confirm nothing after that. Name "
                "another validator."
            ),
        ),
        (
            {"agency_id": 7},
            "agency",
            (
                "That agency has no share of “Shared vetting”, which is shared by Leeds City "
                "Council and West Yorkshire Police. Choose one of these, or all of them."
            ),
        ),
        ({"gross_pence": 0}, "gross", "Nothing is claimed. Enter what was saved, more than £0."),
        ({"moved_pence": -1}, "moved", "Cost to take off cannot be less than £0."),
        (
            {"moved_pence": 5_000_000},
            "moved",
            (
                "All of the £50,000 moved to another agency, and cost that moves is not saved. "
                "Nothing is left to claim."
            ),
        ),
    ],
)
def test_a_claim_that_breaks_a_rule_is_refused_with_its_sentence(change, field, sentence):
    assert refused(claim=replace(CLAIM, **change)) == (field, sentence)


def test_a_baseline_taken_after_the_period_began_is_none():
    late = replace(LINE, baseline_on=date(2025, 4, 2))
    assert refused(late) == (
        "from_on",
        (
            "The baseline of “Shared vetting” is dated 2 April 2025, after the period begins on "
            "1 April 2025. Claim from that day on, or record what there was before."
        ),
    )
    assert check_claim(replace(LINE, baseline_on=CLAIM.from_on), CLAIM, AROUND) == 2025


def test_cost_recorded_as_moved_must_be_taken_off_by_the_claims_of_its_year():
    moved = replace(AROUND, costs=3_000_000)
    assert refused(claim=replace(CLAIM, moved_pence=1_000_000), around=moved) == (
        "moved",
        (
            "£30,000 of cost moved to another agency in 2025/26 through “Shared vetting”, and cost "
            "that moves is not saved. Take off £30,000, or correct the recorded cost."
        ),
    )
    assert check_claim(LINE, replace(CLAIM, moved_pence=3_000_000), moved) == 2025
    earlier = replace(
        OTHER, from_on=date(2025, 10, 1), to_on=date(2025, 12, 31), moved_pence=2_000_000
    )
    shared = replace(moved, others=(earlier,))
    assert refused(around=shared)[1].endswith("Take off £10,000, or correct the recorded cost.")
    assert check_claim(LINE, replace(CLAIM, moved_pence=1_000_000), shared) == 2025
    another_year = replace(earlier, year=2024)
    assert refused(around=replace(moved, others=(another_year,)))[0] == "moved"


@pytest.mark.parametrize("whose", [1, None])
@pytest.mark.parametrize("theirs", [1, None])
def test_no_day_is_claimed_twice_for_an_agency(whose, theirs):
    around = replace(AROUND, others=(replace(OTHER, agency_id=theirs),))
    agency = "Leeds City Council" if theirs else "all its agencies"
    assert refused(claim=replace(CLAIM, agency_id=whose), around=around) == (
        "from_on",
        (
            f"A claim of £12,000 on “Shared vetting” for {agency} covers 1 July 2025 to 30 "
            "September 2025 already (waiting). Claim for other days, or correct that claim."
        ),
    )


def test_claims_of_other_agencies_or_days_do_not_overlap():
    others = (
        replace(OTHER, agency_id=2),
        replace(OTHER, from_on=date(2025, 10, 1), to_on=date(2025, 12, 31)),
        replace(OTHER, from_on=date(2025, 1, 1), to_on=date(2025, 3, 31)),
    )
    assert check_claim(LINE, CLAIM, replace(AROUND, others=others)) == 2025
    touching = replace(OTHER, from_on=CLAIM.to_on, to_on=CLAIM.to_on)
    assert refused(around=replace(AROUND, others=(touching,)))[0] == "from_on"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Party(9, "Val Finance", 2), False),
        (Party(9, "VAL  Fínance", 1), True),
        (Party(9, "Valerie Finance", 1), False),
        (Party(9, "Valerie Married", 2, participant_id=5), True),
        (Party(9, "Valerie Married", 2, participant_id=6), False),
    ],
)
def test_one_person_under_two_entries_is_still_one_person(other, same):
    assert same_person(replace(VALIDATOR, participant_id=5), other) is same
    assert same_person(other, replace(VALIDATOR, participant_id=5)) is same
    assert not same_person(VALIDATOR, replace(other, name="Nobody", participant_id=None))
