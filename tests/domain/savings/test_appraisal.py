"""Appraisals: payback for good, corrections, what has no answer, and what must always hold."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.additionality import check_rate, net_additional
from cohort_desk.domain.savings.appraisal import Flows, appraise, base_year, payback
from cohort_desk.domain.savings.deflators import uprated
from cohort_desk.domain.savings.discounting import whole
from cohort_desk.domain.savings.rates import STANDARD, typed_bands

AMOUNTS = st.dictionaries(st.integers(2026, 2040), st.integers(0, 10**11), max_size=8)
BASE = 2025


def of(benefits, costs, cut=0, rise=0, table=STANDARD):
    return appraise(Flows(BASE, benefits, costs), table, cut, rise)


@pytest.mark.parametrize(
    ("net", "years"),
    [
        ([-100, 50, 50], "2"),
        ([-100, 200], "0.5"),
        ([0, -100, 60, 60], "2.666667"),
        ([-100, 150, -100, 200], "2.25"),
        ([0, 10], "0"),
        ([5], "0"),
        ([], "0"),
    ],
)
def test_payback(net, years):
    assert payback(net).quantize(Decimal("0.000001")) == Decimal(years)


@pytest.mark.parametrize("net", [[-100, 30, 30], [-1], [-100, 150, -60], [0, 0, -5]])
def test_what_never_comes_back_has_no_payback(net):
    assert payback(net) is None


def test_discounting_can_keep_an_outlay_from_coming_back():
    found = of({2026: 100, 2027: 100}, {BASE: 195})
    assert found.payback == Decimal("1.95")
    assert found.payback_discounted is None
    assert found.npsv < 0


def test_neither_benefits_nor_costs():
    found = of({}, {})
    assert (found.pvb, found.pvc, found.npsv) == (0, 0, 0)
    assert found.bcr is found.switching is found.equivalent_annual is None
    assert found.cumulative == ((BASE, 0),)


def test_costs_alone():
    found = of({}, {BASE: 100_000, 2026: 50_000})
    assert found.npsv == -found.pvc
    assert found.bcr == 0
    assert found.payback is found.payback_discounted is found.switching is None
    assert found.cumulative == ((BASE, -100_000), (2026, -150_000))


def test_corrections_take_off_benefits_and_put_on_costs():
    found = of({2026: 100_000}, {BASE: 50_000}, cut=2500, rise=4000)
    assert found.benefits == (0, 75_000)
    assert found.costs == (70_000, 0)
    assert found.cumulative == ((BASE, -70_000), (2026, 5000))


def test_all_taken_off_leaves_costs_without_a_switching_value():
    found = of({2026: 100_000}, {BASE: 50_000}, cut=10_000)
    assert found.pvb == 0
    assert found.switching is None


def test_an_amount_before_the_base_year_is_a_mistake():
    with pytest.raises(ValueError, match="before the base year"):
        of({2024: 1}, {})


@pytest.mark.parametrize(
    ("first_benefit", "first_cost", "year"),
    [(2026, None, 2025), (2026, 2026, 2025), (2026, 2025, 2025), (2026, 2022, 2022)],
)
def test_the_base_year_is_before_the_benefits_or_the_first_cost(first_benefit, first_cost, year):
    assert base_year(first_benefit, first_cost) == year


@given(AMOUNTS, AMOUNTS, st.integers(0, 10_000), st.integers(0, 50_000))
def test_worth_is_the_difference_and_never_grows_with_caution(benefits, costs, cut, rise):
    sure, careful = of(benefits, costs), of(benefits, costs, cut, rise)
    assert sure.npsv == sure.pvb - sure.pvc
    assert careful.npsv <= sure.npsv
    assert sure.cumulative[-1][1] == sum(benefits.values()) - sum(costs.values())
    assert abs(sure.cumulative_discounted[-1][1] - sure.npsv) <= 1


@given(AMOUNTS, AMOUNTS)
def test_without_a_rate_nothing_is_discounted(benefits, costs):
    found = of(benefits, costs, table=flat("0%"))
    assert found.npsv == sum(benefits.values()) - sum(costs.values())
    assert found.payback == found.payback_discounted


@given(AMOUNTS.filter(lambda found: any(found.values())))
def test_a_lower_rate_makes_later_benefits_worth_more(benefits):
    assert of(benefits, {}, table=flat("1.5%")).pvb > of(benefits, {}).pvb


def flat(rate):
    return type(STANDARD)("Flat", STANDARD.in_force_on, "", typed_bands(f"{rate} all years"))


def test_whole_pence_round_halves_away_from_nothing():
    assert [whole(Decimal(each)) for each in ("0.5", "1.5", "-0.5", "0.49")] == [1, 2, -1, 0]


def test_net_additional_takes_each_part_of_what_is_left():
    assert net_additional(1_000_000, 2000, 1000, 500, 0) == 684_000
    assert net_additional(1_000_000, 0, 0, 0, 0) == 1_000_000
    assert net_additional(1_000_000, 10_000, 0, 0, 0) == 0


@pytest.mark.parametrize("rate", [-1, 10_001])
def test_a_rate_of_additionality_is_a_part(rate):
    with pytest.raises(RuleBroken, match="Leakage lies between 0% and 100%"):
        check_rate("leakage", rate)


def test_uprating_by_the_example_of_the_deflators_guide():
    # HM Treasury's practical examples: £7.4m of 1998-99 in the prices of 2003-04 is £8.36m.
    pence = uprated(740_000_000, Decimal("102.789"), Decimal("91.031"))
    assert round(pence / 10**8, 2) == Decimal("8.36")


def test_an_index_of_nothing_is_a_mistake():
    with pytest.raises(ValueError, match="above nothing"):
        uprated(100, Decimal(100), Decimal(0))
