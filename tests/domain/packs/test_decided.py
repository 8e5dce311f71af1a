"""What is typed in a row of a form: taken to the penny, or refused with every fault named."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.packs.decided import FormDecision, TypedDecision, read_decision

TYPED = TypedDecision("Validate", "1200.5", "Partial", "", "Joan Ledger", "14/11/2026", "1500")


def read(**typed):
    return read_decision(replace(TYPED, **typed), "Joan Ledger")


def faults(**typed):
    with pytest.raises(RuleBroken) as refused:
        read(**typed)
    return str(refused.value)


def test_row_is_read_as_one_decision():
    assert read(reason="  Less\nthan claimed ") == FormDecision(
        "validated", 120_050, "partial", date(2026, 11, 14), "Less than claimed", 150_000
    )


@given(st.integers(min_value=1, max_value=10**12))
def test_amount_is_the_same_however_it_is_written(pence):
    whole, rest = divmod(pence, 100)
    written = [f"{whole}.{rest:02}", f"£{whole:,}.{rest:02}", f" £ {whole:,}.{rest:02} "]
    if rest % 10 == 0:
        written.append(f"{whole}.{rest // 10}")
    assert {read(amount=each).pence for each in written} == {pence}


@given(
    st.builds(
        FormDecision,
        st.sampled_from(["validated", "rejected", "withdrawn"]),
        st.integers(0, 10**14),
        st.sampled_from(["sufficient", "partial", "insufficient"]),
        st.dates(),
        st.text(),
        st.integers(1, 10**14),
    )
)
def test_decision_comes_back_out_of_its_cell(decision):
    assert FormDecision.of(decision.cell) == decision


@pytest.mark.parametrize("cell", [None, 4, True, "", "[]", '["validated", 1]', "Validate", "{}"])
def test_other_cells_hold_no_decision(cell):
    assert FormDecision.of(cell) is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"amount": "about 500"}, "“about 500” is no amount of money"),
        ({"amount": "twelve hundred"}, "is no amount of money"),
        ({"amount": "-5"}, "is no amount of money"),
        ({"amount": "50%"}, "is no amount of money"),
        ({"amount": "1.200,50"}, "is no amount of money"),
        ({"amount": "#REF!"}, "is no amount of money"),
        ({"amount": "150K"}, "is not exact"),
        ({"amount": "1200.505"}, "is not exact"),
        ({"amount": "0"}, "To confirm nothing, choose Reject"),
        ({"amount": ""}, "Amount confirmed is empty"),
        ({"decision": ""}, "Decision is empty: choose Validate or Reject."),
        ({"decision": "OK"}, "“OK” is no choice under Decision"),
        ({"grade": ""}, "Evidence grade is empty"),
        ({"grade": "fine"}, "choose Sufficient, Partial or Insufficient"),
        ({"by": ""}, "it takes the name of Joan Ledger"),
        ({"by": "Somebody Else"}, "“Somebody Else” confirmed it, and the claim waits for Joan"),
        ({"day": ""}, "Date is empty"),
        ({"day": "31/02/2026"}, "“31/02/2026” is no date"),
        ({"reason": "x" * 501}, "Reason has 501 characters"),
        ({"claimed": "lots"}, "The amount claimed was changed in the form and reads “lots”"),
        ({"decision": "Reject", "amount": ""}, "Reason is empty: a rejected claim needs one."),
        ({"decision": "Reject", "reason": "No"}, "confirms nothing, and £1,200.50 is typed"),
    ],
)
def test_fault_is_named(typed, told):
    assert told in faults(**typed)


@pytest.mark.parametrize("names", list(combinations(["decision", "grade", "by", "day"], 2)))
def test_every_fault_of_a_half_filled_row_is_named(names):
    words = {
        "decision": "Decision is empty",
        "grade": "Evidence grade is empty",
        "by": "Confirmed by is empty",
        "day": "Date is empty",
    }
    told = faults(**dict.fromkeys(names, ""))
    assert [each for each in words.values() if each in told] == [
        words[name] for name in words if name in names
    ]


def test_capitals_and_accents_of_a_name_do_not_matter():
    assert read_decision(replace(TYPED, by="  zoë  o'BRIEN "), "Zoe O’Brien").outcome == "validated"


def test_rejection_takes_no_amount_or_nothing():
    for amount in ("", "0", "£0.00"):
        rejected = read(decision="reject", amount=amount, reason="Counted twice")
        assert (rejected.outcome, rejected.pence) == ("rejected", 0)


def test_what_a_comparison_says_of_a_decision():
    assert read().words == "£1,200.50 validated, evidence partial, 14 November 2026"
    rejected = read(decision="Reject", amount="", reason="Counted twice")
    assert rejected.words == "Rejected, evidence partial, 14 November 2026: Counted twice"
