"""No arrangement beats a bound: checked against all arrangements of a few people."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohort_desk.domain.optimiser.bounds.terms import cost_bound, term_bounds
from cohort_desk.domain.optimiser.problem import Problem, Term, TermKind, counts_by_group

THOROUGH = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@THOROUGH
@given(st.integers(0, 10**9))
def test_no_arrangement_beats_the_bound_of_a_term_or_of_them_all(draw, seed):
    problem = draw.problem(seed, most=7)
    bounds, least = term_bounds(problem), cost_bound(problem)
    for place in draw.arrangements(problem):
        counts = [
            int(counts_by_group(term, np.array(place), problem.groups).sum())
            for term in problem.terms
        ]
        assert all(bound <= count for bound, count in zip(bounds, counts, strict=True))
        assert least <= draw.cost_of(problem, place)


@THOROUGH
@given(st.lists(st.integers(0, 2), min_size=1, max_size=7), st.integers(1, 3))
def test_the_bound_of_one_column_is_always_met_by_some_arrangement(draw, codes, groups):
    size, larger = divmod(len(codes), groups)
    sizes = tuple([size + 1] * larger + [size] * (groups - larger))
    term = Term(TermKind.SAME, np.array(codes), 3, 1)
    problem = Problem(len(codes), sizes, (term,))
    fewest = min(draw.cost_of(problem, place) for place in draw.arrangements(problem))
    assert term_bounds(problem) == (fewest,)


def test_sizes_far_apart_cost_more_than_the_even_spread_knows():
    term = Term(TermKind.SAME, np.array([0] * 5 + [1] * 5), 2, 1)
    problem = Problem(10, (7, 3), (term,))
    even = Problem(10, (5, 5), (term,))
    assert term_bounds(even) == (8,)
    assert term_bounds(problem) == (10,)


def test_what_sets_forbid_of_nested_columns_counts_for_both():
    """Each group is to have one of the large agency; a couple of its sector adds a third."""
    agency = np.array([0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8])
    sector = np.array([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2])
    terms = (Term(TermKind.SAME, agency, 9, 10), Term(TermKind.SAME, sector, 3, 3))
    problem = Problem(12, (3, 3, 3, 3), terms, units=((4, 5),))
    separate = sum(
        term.weight * bound for term, bound in zip(terms, term_bounds(problem), strict=True)
    )
    assert cost_bound(problem) > separate
