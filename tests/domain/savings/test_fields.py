"""What is entered of savings is kept as it is meant, or refused at its field."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.fields import (
    BenefitFields,
    CostInput,
    FigureInput,
    OfficerFields,
    check_shares,
    clean_benefit,
    clean_cost,
    clean_figure,
    clean_officer,
)
from cohort_desk.domain.savings.sustaining import Gain, months_after, year_lost, years_missing


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"type": "dream"}, "type"),
        ({"grade": 7}, "grade"),
        ({"baseline_value": "about 40"}, "baseline_value"),
        ({"target": "NaN"}, "target"),
        ({"price_year": 26}, "price_year"),
        ({"leakage": 10_001}, "leakage"),
        ({"quote": "x" * 1001}, "quote"),
    ],
)
def test_a_field_that_breaks_its_rule_is_named(changes, field):
    with pytest.raises(RuleBroken) as refusal:
        clean_benefit(replace(BenefitFields(title="One service"), **changes))
    assert refusal.value.field == field


def test_texts_are_kept_tidy_and_numbers_without_commas():
    typed = BenefitFields(title="  One \t service ", baseline_value="1,200.5", target="−3")
    clean = clean_benefit(typed)
    assert (clean.title, clean.baseline_value, clean.target) == ("One service", "1200.5", "-3")


@given(st.integers(1, 10**12), st.integers(1990, 2100), st.integers(0, 60))
def test_a_recurrent_figure_is_the_same_each_year_and_a_one_off_is_once(pence, first, years):
    entered = FigureInput(pence=pence, first_year=first, years=years)
    recurrent = clean_figure(entered, recurrent=True, horizon=5)
    assert recurrent.by_year == tuple((first + n, pence) for n in range(years or 5))
    assert clean_figure(entered, recurrent=False, horizon=5).by_year == ((first, pence),)


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        (FigureInput(pence=0, first_year=2025), "Enter what the benefit brings, more than £0."),
        (
            FigureInput(pence=-1, first_year=2025),
            "A benefit cannot be less than £0. Enter what it costs as a cost.",
        ),
        (
            FigureInput(pence=1, first_year=2025, years=61),
            "A figure is for 1 to 60 financial years.",
        ),
        (
            FigureInput(by_year=((2025, 1), (2025, 2))),
            "A financial year is there twice. Give each year once.",
        ),
    ],
)
def test_a_figure_that_cannot_be_is_refused(entered, sentence):
    with pytest.raises(RuleBroken, match=f"^{re.escape(sentence)}$"):
        clean_figure(entered, recurrent=True, horizon=5)


def test_a_figure_by_year_tells_its_years():
    entered = FigureInput(by_year=((2027, 50), (2025, 100)))
    recurrent = clean_figure(entered, recurrent=True, horizon=5)
    assert (recurrent.first_year, recurrent.years, recurrent.pence) == (2025, 3, 100)
    assert clean_figure(entered, recurrent=False, horizon=5).pence == 150


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=6))
def test_only_whole_shares_are_taken(parts):
    shares = dict(enumerate(parts))
    if sum(parts) == 10_000:
        assert check_shares(shares) == shares
    else:
        with pytest.raises(RuleBroken, match="They must total 100 %"):
            check_shares(shares)


def test_a_cost_and_an_officer_are_refused_at_their_fields():
    cost = CostInput(year=2025, agency_id=1, pence=1)
    for changes, field in (
        ({"pence": 0}, "pence"),
        ({"kind": "odd"}, "kind"),
        ({"year": 1}, "year"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            clean_cost(replace(cost, **changes))
        assert refusal.value.field == field
    with pytest.raises(RuleBroken, match="is no e-mail address"):
        clean_officer(OfficerFields(name="Ann", agency_id=1, email="ann"))
    assert clean_officer(OfficerFields(name="Ann", agency_id=1, email="A@B.uk")).email == "a@b.uk"


@pytest.mark.parametrize(
    ("validated", "missing"), [((), ()), ((2024,), (2025, 2026)), ((2024, 2026), (2025,))]
)
def test_a_recurrent_gain_lasts_two_further_years(validated, missing):
    gain = Gain("One service", True, validated, 4, 3)  # noqa: FBT003 - it is recurrent
    assert years_missing(gain) == missing
    assert years_missing(replace(gain, recurrent=False)) == ()


def test_a_year_is_lost_only_once_its_claim_is_late():
    gain = Gain("One service", True, (2024,), 4, 3)  # noqa: FBT003 - it is recurrent
    assert year_lost(gain, date(2026, 6, 30)) is None
    assert year_lost(gain, date(2026, 7, 1)) == 2025
    assert months_after(date(2024, 11, 30), 3) == date(2025, 2, 28)
