"""How marks are spread, checked against the standard library's own statistics."""

import statistics
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.marks.spread import bins_of, spread_of

MARKS = st.lists(
    st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100), min_size=1
)


@given(MARKS)
def test_statistics_are_those_of_the_standard_library(marks):
    found = spread_of(marks)
    assert found.count == len(marks)
    assert found.mean == pytest.approx(statistics.mean(marks), abs=Decimal("1e-20"))
    assert found.median == statistics.median(marks)
    assert (found.lowest, found.highest) == (min(marks), max(marks))
    if len(marks) > 1:
        assert found.deviation == pytest.approx(statistics.stdev(marks), abs=Decimal("1e-12"))


def test_a_mean_is_exact_where_floats_are_not():
    tenths = [Decimal("0.1")] * 3
    assert sum(float(mark) for mark in tenths) / 3 != 0.1
    assert spread_of(tenths).mean == Decimal("0.1")


def test_one_mark_has_no_deviation_and_none_have_no_statistics():
    assert spread_of([Decimal(61)]).deviation is None
    assert spread_of([]) is None


@given(MARKS)
def test_every_mark_is_in_the_one_bin_that_holds_it(marks):
    bins = bins_of(marks)
    assert sum(each.count for each in bins) == len(marks)
    for each in bins:
        top = each.high == 100
        held = [mark for mark in marks if each.low <= mark < each.high or (top and mark == 100)]
        assert each.count == len(held)


def test_a_mark_is_cut_before_it_is_put_into_a_bin():
    [held] = [each for each in bins_of([Decimal("59.999")]) if each.count]
    assert (held.low, held.high) == (55, 60)
