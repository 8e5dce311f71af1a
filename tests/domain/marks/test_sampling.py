"""Samples for moderation: what they must hold, and that they can be drawn again."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.marks.bands import band_of
from cohort_desk.domain.marks.sampling import BY_LOT, SampleWork, draw, least_size
from cohort_desk.domain.regulations.rules import MarkingRules, ModerationRules

RULES = ModerationRules()
BANDS = MarkingRules().bands
ONLY_LOT = replace(RULES, all_below=None, within=None, one_per_band=False)
WORKS = st.lists(st.decimals(0, 100, places=2), max_size=150).map(
    lambda marks: [SampleWork(key, mark) for key, mark in enumerate(marks, start=1)]
)


def must_be_seen(mark):
    return mark < 50 or any(abs(mark - boundary) <= 2 for boundary in (50, 60, 70))


@given(WORKS, st.integers(0, 2**31))
def test_the_sample_holds_all_that_the_policy_asks_for(works, seed):
    sample = draw(works, RULES, BANDS, seed)
    marks = {work.key: work.mark for work in works}
    assert sample.chosen.keys() <= marks.keys()
    assert {key for key, mark in marks.items() if must_be_seen(mark)} <= sample.chosen.keys()
    bands = {band_of(mark, BANDS) for mark in marks.values()}
    assert {band_of(marks[key], BANDS) for key in sample.chosen} == bands
    by_lot = [key for key, reasons in sample.chosen.items() if BY_LOT in reasons]
    assert len(by_lot) == least_size(len(works), RULES)
    assert all(sample.chosen.values()), "every one says why it was taken"


@given(WORKS, st.integers(0, 2**31), st.randoms())
def test_the_order_of_the_works_changes_nothing(works, seed, dice):
    shuffled = list(works)
    dice.shuffle(shuffled)
    assert draw(shuffled, RULES, BANDS, seed) == draw(works, RULES, BANDS, seed)


@given(WORKS, st.integers(0, 2**31))
def test_coverage_counts_what_was_taken(works, seed):
    sample = draw(works, RULES, BANDS, seed)
    counts = {each.what: (each.in_sample, each.in_all) for each in sample.coverage}
    assert counts["all marked"] == (len(sample.chosen), len(works))
    fails = sum(work.mark < 50 for work in works)
    assert counts["below 50"] == (fails, fails)
    banded = [count for what, count in counts.items() if what.startswith("band ")]
    assert tuple(map(sum, zip(*banded, strict=True))) == counts["all marked"]


@pytest.mark.parametrize(
    ("count", "rules", "size"),
    [
        (0, RULES, 0),
        (7, RULES, 7),
        (40, RULES, 10),
        (101, RULES, 11),
        (130, RULES, 13),
        (50, ModerationRules(Decimal(0), 0), 8),
        (49, ModerationRules(Decimal(0), 0), 7),
        (200, ModerationRules(Decimal("0.10"), 10, square_root=False), 20),
    ],
)
def test_sizes(count, rules, size):
    assert least_size(count, rules) == size


def test_a_mark_is_cut_before_it_is_called_a_fail():
    works = [SampleWork(1, Decimal("49.999")), SampleWork(2, Decimal("50.00"))]
    rules = replace(ONLY_LOT, share=Decimal(0), at_least=0, square_root=False)
    rules = replace(rules, all_below=Decimal(50))
    assert list(draw(works, rules, BANDS, 1).chosen) == [1]


def test_a_band_that_the_lot_passed_over_gives_one():
    works = [SampleWork(key, Decimal(65)) for key in range(100)]
    works += [SampleWork(key, Decimal(85)) for key in range(100, 103)]
    nothing = replace(ONLY_LOT, share=Decimal(0), at_least=0, square_root=False)
    sample = draw(works, replace(nothing, one_per_band=True), BANDS, 3)
    reasons = [reason for (reason,) in sample.chosen.values()]
    assert sorted(reasons) == ["one from band 60 to 69.99", "one from band 70 to 100"]


def test_every_seed_has_its_own_sample_and_everybody_a_chance():
    works = [SampleWork(key, Decimal(65)) for key in range(60)]
    taken = [frozenset(draw(works, ONLY_LOT, BANDS, seed).chosen) for seed in range(60)]
    assert len(set(taken)) == 60
    assert frozenset().union(*taken) == frozenset(range(60))
