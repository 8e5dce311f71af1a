"""The published figures, to the digit."""

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from cohort_desk.domain.savings.appraisal import Flows, appraise
from cohort_desk.domain.savings.confidence import of_grade
from cohort_desk.domain.savings.discounting import annuity, factors, present_value
from cohort_desk.domain.savings.rates import STANDARD, Band
from cohort_desk.domain.savings.realisation import at_risk
from cohort_desk.domain.savings.rollup import roll_up
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.domain.savings.splitting import split

VECTORS = json.loads((Path(__file__).parents[2] / "data/vectors/savings.json").read_text("utf-8"))
NPV = {vector["id"]: vector for vector in VECTORS["npv"]}
TRACKER = VECTORS["savings_tracker_2022_23_gbp000"]
ROLLUP = VECTORS["evidence_rollup_gbp_m"]


def rounded(value, like):
    """The value to as many places as the vector has."""
    return str(value.quantize(Decimal(like), ROUND_HALF_UP))


def appraised(cash):
    """The appraisal of a vector's cash flow: what is below nothing is a cost."""
    return appraise(
        Flows(
            0,
            {year: amount for year, amount in enumerate(cash) if amount > 0},
            {year: -amount for year, amount in enumerate(cash) if amount < 0},
        ),
        STANDARD,
        0,
        0,
    )


def test_the_app_brings_along_the_schedule_of_the_treasury():
    bands = tuple(
        Band(first, last, Decimal(rate)) for first, last, rate in VECTORS["rate_table"]["bands"]
    )
    assert STANDARD.bands == bands


@pytest.mark.parametrize(("year", "factor"), VECTORS["discount_factors"].items())
def test_discount_factor(year, factor):
    assert rounded(factors(STANDARD, int(year))[int(year)], factor) == factor


@pytest.mark.parametrize(("years", "key"), [(100, "annuity_100y"), (40, "annuity_40y")])
def test_annuity(years, key):
    assert rounded(annuity(STANDARD, 1, years), VECTORS[key]) == VECTORS[key]


def test_v1_worth_equal_yearly_amount_and_both_paybacks():
    vector, found = NPV["V1"], appraised(NPV["V1"]["cf"])
    assert rounded(found.npsv, vector["npv"]) == vector["npv"]
    assert rounded(found.equivalent_annual, vector["eanb"]) == vector["eanb"]
    assert rounded(found.payback, vector["payback_simple"]) == vector["payback_simple"]
    assert rounded(found.payback_discounted, "1.000000") == vector["payback_discounted"]


def test_v3_twenty_nine_years_of_benefits():
    vector = NPV["V3"]
    found = appraised([-int(vector["costs0_after_ob_and_metb"]), *[10] * 29])
    assert rounded(found.pvb, vector["pvb"]) == vector["pvb"]
    assert rounded(found.npsv, vector["npv"]) == vector["npv"]


def test_v4_the_shared_records_bureau():
    vector, found = NPV["V4"], appraised(NPV["V4"]["cf"])
    assert rounded(found.pvb, vector["pvb"]) == vector["pvb"]
    assert rounded(found.npsv, vector["npv"]) == vector["npv"] == "617257.86"
    switching = vector["switching_annual_benefit"]
    assert rounded(found.switching, switching) == switching


def test_at_the_switching_benefit_nothing_is_gained_or_lost():
    switching = appraised(NPV["V4"]["cf"]).switching
    assert abs(appraised([-60_000, *[switching] * 5]).npsv) < Decimal("1e-15")


def test_v6_without_a_cost():
    vector, found = NPV["V6"], appraised(NPV["V6"]["cf"])
    assert rounded(found.pvb, vector["pvb"]) == vector["pvb"]
    assert rounded(present_value(vector["cf"], STANDARD), vector["pvb"]) == vector["pvb"]
    assert found.bcr is None
    assert found.payback == 0


@pytest.mark.parametrize("row", [*TRACKER["rows"].values(), TRACKER["total"]])
def test_tracker_row(row):
    approved, achieved, pressures, risk = row
    assert at_risk(approved, achieved, pressures) == risk


def test_the_rows_of_the_tracker_add_up_to_its_total():
    assert [sum(column) for column in zip(*TRACKER["rows"].values(), strict=True)] == TRACKER[
        "total"
    ]


def test_evidence_rolls_up():
    found = roll_up(
        (str(type_), grade, millions)
        for grade in ("sufficient", "partial", "insufficient")
        for type_, millions in enumerate(ROLLUP[grade])
    )
    assert found.grand == ROLLUP["grand"]
    assert [found.of_type(str(at)) for at in range(3)] == ROLLUP["type_totals"]
    assert str(found.percent("sufficient")) == ROLLUP["sufficient_pct"]
    assert str(found.percent("sufficient", "partial")) == ROLLUP["sufficient_or_partial_pct"]


def test_half_fifteen_and_thirty_five_percent():
    assert split(15_000_000, {1: 5000, 2: 1500, 3: 3500}) == {
        1: 7_500_000,
        2: 2_250_000,
        3: 5_250_000,
    }


def test_the_confidence_scale():
    scale = [of_grade(grade, SavingsSettings()) for grade in range(1, 7)]
    percents = [0, 5, 10, 15, 25, 40]
    assert [(each.benefit_cut, each.cost_rise) for each in scale] == [
        (percent * 100, percent * 100) for percent in percents
    ]
