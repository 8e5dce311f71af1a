"""When two marks agree, and which a third marker chooses."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.agreement import Agreed, NotAgreed, agree, decided_by_third
from cohort_desk.domain.marks.bands import band_of
from cohort_desk.domain.regulations.rules import MarkingRules

RULES = MarkingRules()
VECTORS = json.loads(
    (Path(__file__).parents[2] / "data/vectors/regulations.json").read_text("utf-8"),
    parse_float=Decimal,
)["double_mark_auto_agreement_no_straddle"]
MARKS = st.decimals(0, 100, places=3)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: f"{case['a']}-{case['b']}")
def test_published_cases(case):
    first, second = Decimal(case["a"]), Decimal(case["b"])
    if "error" in case:
        with pytest.raises(RuleBroken, match="A mark is from 0 to 100; 101 is not"):
            agree(first, second, RULES)
        return
    answer = agree(first, second, RULES)
    expected = case["agreed"]
    assert (answer.mark if isinstance(answer, Agreed) else None) == expected


@pytest.mark.parametrize(("mark", "band"), VECTORS["band_index"])
def test_published_bands(mark, band):
    assert band_of(Decimal(mark), RULES.bands) == band


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("50", "58", "The marks are 8 apart, more than the 5 allowed."),
        (
            "68.5",
            "71",
            "The marks are in different bands: 68.5 in 60 to 69.99 and 71 in 70 to 100.",
        ),
    ],
)
def test_the_reason_says_which_part_of_the_rule_is_against_it(first, second, reason):
    assert agree(Decimal(first), Decimal(second), RULES) == NotAgreed(reason)


def test_both_parts_of_the_rule_may_be_against_it():
    answer = agree(Decimal(50), Decimal(75), RULES)
    assert isinstance(answer, NotAgreed)
    assert "25 apart" in answer.reason
    assert "different bands" in answer.reason


def test_recurring_marks_five_apart_are_five_apart():
    first, second = Decimal(29) / 3, Decimal(44) / 3
    assert abs(first - second) > 5, "to 28 digits the two means do not differ by just 5"
    assert agree(first, second, RULES) == Agreed(Decimal("12.17"))


@given(MARKS, MARKS)
def test_who_marked_first_makes_no_difference(first, second):
    forward, backward = agree(first, second, RULES), agree(second, first, RULES)
    assert isinstance(forward, Agreed) == isinstance(backward, Agreed)
    if isinstance(forward, Agreed):
        assert forward == backward
        assert min(first, second) - Decimal("0.005") <= forward.mark
        assert forward.mark <= max(first, second) + Decimal("0.005")


@given(MARKS, MARKS, MARKS)
def test_the_third_marker_chooses_one_of_the_two(first, second, third):
    chosen = decided_by_third(first, second, third)
    assert chosen == decided_by_third(second, first, third)
    assert any(abs(chosen - mark) <= Decimal("0.005") for mark in (first, second))
    assert abs(chosen - third) <= min(abs(first - third), abs(second - third)) + Decimal("0.005")


def test_from_the_middle_the_third_marker_chooses_the_higher():
    assert decided_by_third(Decimal(50), Decimal(60), Decimal(55)) == 60
    assert decided_by_third(Decimal(50), Decimal(60), Decimal("54.99")) == 50
