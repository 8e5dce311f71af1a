"""Rate tables, deflators, settings, years and status: what is refused, and with what sentence."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.errors import RecordDamaged, RuleBroken
from cohort_desk.domain.savings import deflators, rates, settings, years
from cohort_desk.domain.savings.rates import STANDARD, Band, typed_bands, written
from cohort_desk.domain.savings.realisation import (
    Closed,
    kept,
    optimism_factor,
    realisation_rate,
)
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.domain.savings.status import judge

DAY = date(2026, 4, 1)
RATE = Decimal("0.03")


@pytest.mark.parametrize(
    ("bands", "sentence"),
    [
        ([], "Give at least one rate"),
        ([Band(2, None, RATE)], "begin with year 1, not 2"),
        ([Band(1, 30, RATE), Band(32, None, RATE)], "Year 31 has no rate."),
        ([Band(1, 30, RATE), Band(40, None, RATE)], "Years 31 to 39 have no rate."),
        ([Band(1, 30, RATE), Band(30, None, RATE)], "Year 30 has two rates."),
        ([Band(1, None, RATE), Band(31, None, RATE)], "Year 31 has two rates"),
        ([Band(1, 30, RATE)], "from year 31 there is none"),
        ([Band(1, 0, RATE), Band(1, None, RATE)], "run backwards"),
        ([Band(1, None, Decimal(-1))], "it is −100%"),
        ([Band(1, None, Decimal("-1.5"))], "it is −150%"),
        ([Band(1, None, Decimal("3.5"))], "it is 350%"),
        ([Band(1, None, Decimal("NaN"))], "it is no number"),
    ],
)
def test_bands_that_are_not_whole_are_refused(bands, sentence):
    with pytest.raises(RuleBroken, match=sentence) as refused:
        rates.check_bands(bands)
    assert refused.value.field == "bands"


@pytest.mark.parametrize("text", ["3.5", "3.5% years 1–30, then 1%", "% all years", "3% 1–x"])
def test_a_row_of_bands_that_cannot_be_read(text):
    with pytest.raises(RuleBroken, match="cannot be read"):
        typed_bands(text)


def test_the_schedule_in_one_row_reads_back():
    row = written(STANDARD.bands)
    assert row == "3.5% years 1–30, 3% 31–75, 2.5% 76–125, 2% 126–200, 1.5% 201–300, 1% after"
    assert [band.rate for band in typed_bands(row)] == [band.rate for band in STANDARD.bands]


@given(
    st.lists(st.integers(1, 60), max_size=6),
    st.lists(st.decimals("-0.5", "0.5", places=4), min_size=7, max_size=7),
)
def test_every_row_of_bands_reads_back(lengths, found):
    bands, first = [], 1
    for length, rate in zip(lengths, found, strict=False):
        bands.append(Band(first, first + length - 1, rate))
        first += length
    bands.append(Band(first, None, found[-1]))
    assert typed_bands(written(bands)) == tuple(bands)


def test_kept_rates_read_back_and_damaged_ones_say_so():
    plain = rates.to_plain(STANDARD)
    kept = (STANDARD.name, STANDARD.in_force_on, STANDARD.source)
    assert rates.from_plain(*kept, plain) == STANDARD
    for damaged in ([[1, None]], [[1, None, "x"]], [[1, 30, "0.03"]], [["a", None, "0.03"]]):
        with pytest.raises(RecordDamaged, match="discount rates of"):
            rates.from_plain(*kept, damaged)


def test_pasted_deflators():
    text = "Financial year\tIndex\tChange\n2024-25\t96.5\t3.1\n2025/26  100\n\n2026; 102.4"
    assert deflators.pasted(text) == {
        2024: Decimal("96.5"),
        2025: Decimal(100),
        2026: Decimal("102.4"),
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nothing here", "at least one year with its index"),
        ("2025/26 100\n2025-26 101", "2025/26 stands there with two indices"),
        ("2025/26 0", "index of 2025/26 has to be above 0"),
        ("2025/28 100", "A year that begins in 2025 is written 2025/26"),
    ],
)
def test_pasted_deflators_that_are_refused(text, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        deflators.pasted(text)


def test_prices_need_both_years():
    table = deflators.DeflatorTable("D", DAY, "", {2024: Decimal(80), 2026: Decimal(100)})
    assert deflators.price_factor(table, 2024, 2026) == Decimal("1.25")
    assert deflators.price_factor(table, 2025, 2026) is None
    assert deflators.price_factor(None, 2024, 2026) is None
    assert deflators.price_factor(None, 2026, 2026) == 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"year_starts_month": 13}, "year_starts_month", "a month from 1 to 12"),
        ({"amber_at": 90}, "amber_at", "90% is not below 90%"),
        ({"update_months": 0}, "update_months", "every 1 to 24 months"),
        ({"factor_after": 0}, "factor_after", "after 1 to 1,000 lines"),
        ({"scale": ((0, 0),)}, "scale", "six grades"),
        ({"scale": ((0, 0), (5, 5), (4, 10), (15, 15), (25, 25), (40, 40))}, "scale", "Grade 3"),
        ({"scale": ((0, 0), (5, 5), (9, 9), (15, 15), (25, 25), (101, 40))}, "scale", "Grade 6"),
    ],
)
def test_settings_that_are_refused(changes, field, sentence):
    with pytest.raises(RuleBroken, match=sentence) as refused:
        settings.check(SavingsSettings(**changes))
    assert refused.value.field == field


def test_kept_settings_read_back_and_damaged_ones_say_so():
    ours = SavingsSettings(year_starts_month=8, own_factor=True)
    assert settings.from_plain(settings.to_plain(ours)) == ours
    assert settings.from_plain({"green_at": 80, "of_a_later_version": 1}).green_at == 80
    for damaged in ({"scale": 7}, {"green_at": "x"}, {"amber_at": 99}):
        with pytest.raises(RecordDamaged, match="settings of savings"):
            settings.from_plain(damaged)


@pytest.mark.parametrize("typed", ["", "26/27", "2026/28", "1066", "2026-2028", "next year"])
def test_what_is_no_financial_year(typed):
    with pytest.raises(RuleBroken):
        years.parse(typed)


@given(st.dates(date(1991, 1, 1), date(2190, 1, 1)), st.integers(1, 12))
def test_every_day_lies_within_its_financial_year(day, month):
    year = years.year_of(day, month)
    assert years.first_day(year, month) <= day <= years.last_day(year, month)
    assert years.parse(years.words(year, month)) == year


@pytest.mark.parametrize(
    ("forecast", "overdue", "status"),
    [
        (90_000, False, "green"),
        (89_999, False, "amber"),
        (70_000, False, "amber"),
        (69_999, False, "red"),
        (120_000, False, "green"),
        (0, False, "red"),
        (90_000, True, "red"),
        (None, False, "none"),
        (None, True, "red"),
    ],
)
def test_status(forecast, overdue, status):
    assert judge(100_000, forecast, overdue=overdue, settings=SavingsSettings())[0] == status


def test_a_miss_is_never_rounded_to_a_hit():
    _status, why = judge(1_000_000, 899_999, overdue=False, settings=SavingsSettings())
    assert why == "The forecast is 89.9% of what was projected."


def test_a_forecast_far_above_what_was_projected_is_doubted_in_words():
    status, why = judge(1, 15_000_000, overdue=False, settings=SavingsSettings())
    assert status == "green"
    assert why == (
        "The forecast is more than 2 times what was projected: one of the two figures may be wrong."
    )
    assert judge(100, 200, overdue=False, settings=SavingsSettings())[1].startswith(
        "The forecast is 200%"
    )


def test_the_cut_offs_are_settings():
    ours = SavingsSettings(green_at=80, amber_at=50)
    assert judge(100, 80, overdue=False, settings=ours)[0] == "green"
    assert judge(100, 50, overdue=False, settings=ours)[0] == "amber"


def test_the_own_factor_waits_for_enough_closed_lines():
    closed = [(100, 80)] * 7
    assert optimism_factor(closed, after=8) is None
    factor = optimism_factor([*closed, (100, 0)], after=8)
    assert (factor.closed, factor.value, factor.benefit_cut) == (8, Decimal("0.7"), 3000)


def test_the_own_factor_never_makes_a_figure_larger():
    assert optimism_factor([(100, 130)]).benefit_cut == 0


FIVE_YEARS = dict.fromkeys(range(2026, 2031), 100)
DELIVERED = {2026: 100, 2027: 100, 2028: 100}


def _closed(how, year, promised, validated, *, recurrent=True):
    return Closed(recurrent, how, year, promised, validated)


@pytest.mark.parametrize(
    ("line", "compared"),
    [
        # All of three years, closed in the last of them, or in the next before it has ended.
        (_closed("delivered", 2028, FIVE_YEARS, DELIVERED), (300, 300)),
        (_closed("delivered", 2029, FIVE_YEARS, DELIVERED), (300, 300)),
        # A year that has ended without anything is held against it, however it is closed.
        (_closed("delivered", 2030, FIVE_YEARS, DELIVERED), (400, 300)),
        (_closed("ended", 2027, FIVE_YEARS, {2026: 40}), (200, 40)),
        # Closed or removed before it began, its first year was broken all the same.
        (_closed("ended", 2024, FIVE_YEARS, {}), (100, 0)),
        (_closed("removed", 2027, FIVE_YEARS, {2026: 100}), (200, 0)),
        # A gain beyond what was promised makes up for no other line.
        (_closed("delivered", 2028, {2026: 100}, DELIVERED), (300, 300)),
        (_closed("ended", 2026, {2028: 500}, {2026: 50}, recurrent=False), (500, 50)),
    ],
)
def test_a_closed_line_is_compared_up_to_its_closing(line, compared):
    assert kept(line) == compared


def test_nothing_projected_has_no_rate():
    assert realisation_rate(5, 0) is None
    assert optimism_factor([(0, 5)]) is None
    assert realisation_rate(3, 4) == Decimal("0.75")
