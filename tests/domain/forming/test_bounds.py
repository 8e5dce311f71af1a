"""No arrangement beats a bound: checked against all arrangements of a few people."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cohort_desk.domain.forming.bounds import criterion_bound
from cohort_desk.domain.forming.problem import Term
from cohort_desk.domain.forming.request import Criterion, CriterionKind, Importance

CRITERION = Criterion(CriterionKind.MIX, "agency", Importance.MUST)


def fewest_pairs(codes, groups, units):
    """Try every arrangement, of any group sizes, that keeps the units whole."""
    best = None
    for where in product(range(groups), repeat=len(codes)):
        if any(len({where[person] for person in unit}) > 1 for unit in units):
            continue
        pairs = sum(
            where[a] == where[b] and codes[a] == codes[b] >= 0
            for a in range(len(codes))
            for b in range(a)
        )
        best = pairs if best is None else min(best, pairs)
    return best


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(-1, 2), min_size=1, max_size=7),
    st.integers(1, 3),
    st.sampled_from([(), ((0, 1),), ((0, 1), (2, 3)), ((0, 1, 2),), ((0, 1, 2), (3, 4))]),
)
def test_no_arrangement_beats_the_bound(codes, groups, units):
    units = tuple(unit for unit in units if max(unit) < len(codes))
    bound = criterion_bound(Term(CRITERION, np.array(codes), ("a", "b", "c")), groups, units)
    fewest = fewest_pairs(codes, groups, units)
    assert bound <= fewest
    if all(len(unit) == 2 for unit in units):
        assert bound == fewest
