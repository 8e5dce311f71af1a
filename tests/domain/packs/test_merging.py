"""The merge of packs against a simple reference, and its laws."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.packs.merging import MergedCell, Verdict, merge

VALUES = st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from(["", "Clear", "1"])
CELLS = st.dictionaries(st.sampled_from("abcdef"), VALUES)


def reference(base, office, away):
    """Merge by looking up, in a list of every case there is, what becomes of a cell.

    Written apart from the rule that it checks: it numbers the distinct values of a cell in the
    order base, office, away, and the pattern of numbers says what is to be done.
    """
    cases = {
        (0, 0, 0): ("Unchanged", "office"),
        (0, 0, 1): ("Taken", "away"),
        (0, 1, 0): ("Kept", "office"),
        (0, 1, 1): ("Same", "office"),
        (0, 1, 2): ("Clash", "office"),
    }
    merged = {}
    for key in base.keys() | office.keys() | away.keys():
        three = [repr(cells[key]) if key in cells else "None" for cells in (base, office, away)]
        seen = list(dict.fromkeys(three))
        word, side = cases[tuple(seen.index(value) for value in three)]
        merged[key] = (word, {"office": office, "away": away}[side].get(key))
    return merged


def random_cells(dice):
    keys = [f"W{number}/c{dice.randint(1, 4)}/mark" for number in range(dice.randint(0, 12))]
    values = [None, "", "Clear", "clear", 0, 1, 6250, 7000, True, False]
    return {key: dice.choice(values) for key in keys}


def changed(dice, cells):
    """Return a copy with some cells retyped, some gone and some new."""
    copy = {key: value for key, value in cells.items() if dice.random() > 0.15}
    for key in [*copy, "W99/c1/mark"]:
        if dice.random() < 0.4:
            copy[key] = dice.choice([None, "", "Clear", 6250, 5800, 1, True])
    return copy


@pytest.mark.parametrize("seed", range(200))
def test_random_case_agrees_with_the_reference(seed):
    dice = random.Random(seed)  # noqa: S311 - cases to be had again, no secret
    base = random_cells(dice)
    office, away = changed(dice, base), changed(dice, base)
    merged = {cell.key: (str(cell.verdict), cell.merged) for cell in merge(base, office, away)}
    expected = reference(base, office, away)
    assert merged.keys() == expected.keys()
    for key, (word, value) in expected.items():
        assert merged[key][0] == word
        assert repr(merged[key][1]) == repr(value)


@given(CELLS, CELLS, CELLS)
def test_what_is_merged_twice_changes_nothing_the_second_time(base, office, away):
    once = {cell.key: cell.merged for cell in merge(base, office, away)}
    twice = {cell.key: cell.merged for cell in merge(base, once, away)}
    assert {key: repr(value) for key, value in twice.items()} == {
        key: repr(value) for key, value in once.items()
    }
    assert not any(cell.verdict is Verdict.TAKEN for cell in merge(base, once, away))


@given(CELLS, CELLS)
def test_from_what_came_back_the_same_comes_back_as_nothing_new(office, away):
    """The base moves on to what came back, so that a settled clash is not asked about again."""
    again = merge(away, office, away)
    assert {cell.verdict for cell in again} <= {Verdict.UNCHANGED, Verdict.KEPT}


@given(CELLS, CELLS, CELLS)
def test_two_packs_merge_alike_in_either_order(base, one, other):
    """Of those cells that only one of the two touches: a pack's cells are its reader's alone."""
    other = {
        key: other.get(key) if key in "abc" else base.get(key) for key in {*base, *other, *one}
    }
    one = {key: base.get(key) if key in "abc" else one.get(key) for key in {*base, *other, *one}}

    def after(first, second):
        office = {cell.key: cell.merged for cell in merge(base, base, first)}
        return {cell.key: repr(cell.merged) for cell in merge(base, office, second)}

    assert after(one, other) == after(other, one)


@given(CELLS, CELLS, CELLS)
def test_the_two_sides_clash_alike_whichever_is_the_office(base, office, away):
    def clashes(cells):
        return {cell.key for cell in cells if cell.verdict is Verdict.CLASH}

    assert clashes(merge(base, office, away)) == clashes(merge(base, away, office))


@pytest.mark.parametrize(
    ("base", "office", "away", "verdict", "merged"),
    [
        (6000, 6000, 6500, Verdict.TAKEN, 6500),
        (6000, 6500, 6000, Verdict.KEPT, 6500),
        (6000, 6500, 6500, Verdict.SAME, 6500),
        (6000, 6500, 7000, Verdict.CLASH, 6500),
        (6000, None, 6500, Verdict.CLASH, None),
        (6000, 6500, None, Verdict.CLASH, 6500),
        (6000, 6000, None, Verdict.TAKEN, None),
        (None, None, 6500, Verdict.TAKEN, 6500),
        (1, 1, True, Verdict.TAKEN, True),
    ],
)
def test_a_cell_that_was_emptied_has_changed(base, office, away, verdict, merged):
    cell = MergedCell("W3905/c1/mark", base, office, away)
    assert (cell.verdict, cell.merged) == (verdict, merged)
