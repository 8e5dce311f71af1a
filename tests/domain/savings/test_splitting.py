"""Sharing an amount out: what must hold for every amount and every shares."""

import random
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.savings.splitting import split

AMOUNTS = st.integers(-(10**13), 10**13)
SHARES = st.dictionaries(st.integers(1, 500), st.integers(0, 10_000), min_size=1, max_size=40)


@st.composite
def whole_shares(draw):
    """Shares that are a hundred percent together, of up to twelve."""
    cuts = sorted(draw(st.sets(st.integers(1, 9999), max_size=11)))
    edges = [0, *cuts, 10_000]
    keys = draw(st.permutations(range(1, len(edges))))
    sizes = [after - before for before, after in pairwise(edges)]
    return dict(zip(keys, sizes, strict=True))


@given(AMOUNTS, SHARES.filter(lambda shares: sum(shares.values()) > 0))
def test_it_adds_up_and_no_part_is_a_penny_off(pence, shares):
    parts = split(pence, shares)
    assert sum(parts.values()) == pence
    assert parts.keys() == shares.keys()
    for key, part in parts.items():
        assert abs(part - Fraction(pence * shares[key], sum(shares.values()))) < 1


@given(AMOUNTS, whole_shares(), st.randoms(use_true_random=False))
def test_the_order_of_the_shares_does_not_matter(pence, shares, dice: random.Random):
    shuffled = list(shares.items())
    dice.shuffle(shuffled)
    assert list(split(pence, dict(shuffled)).items()) == list(split(pence, shares).items())


@given(AMOUNTS, whole_shares())
def test_a_larger_share_never_gets_less(pence, shares):
    parts = split(abs(pence), shares)
    by_share = sorted(shares, key=lambda key: (shares[key], parts[key]))
    assert [parts[key] for key in by_share] == sorted(parts.values())


@given(AMOUNTS, whole_shares())
def test_what_is_taken_back_is_shared_as_what_was_given(pence, shares):
    given_out, taken = split(pence, shares), split(-pence, shares)
    assert {key: -part for key, part in given_out.items()} == taken


@pytest.mark.parametrize(
    ("pence", "shares", "parts"),
    [
        (0, {1: 5000, 2: 5000}, {1: 0, 2: 0}),
        (1, {1: 5000, 2: 5000}, {1: 1, 2: 0}),
        (1, {2: 2500, 7: 5000, 9: 2500}, {2: 0, 7: 1, 9: 0}),
        (100, {3: 3333, 2: 3333, 1: 3334}, {1: 34, 2: 33, 3: 33}),
        (-3, {1: 5000, 2: 5000}, {1: -2, 2: -1}),
        (10, {4: 10_000}, {4: 10}),
        (5, {1: 0, 2: 10_000}, {1: 0, 2: 5}),
    ],
)
def test_ties_go_to_the_larger_share_and_then_the_lower_key(pence, shares, parts):
    assert split(pence, shares) == parts


@pytest.mark.parametrize("shares", [{}, {1: 0}, {1: -1, 2: 10_001}])
def test_nothing_is_shared_out_by_no_shares(shares):
    with pytest.raises(ValueError, match="shares above nothing"):
        split(100, shares)
