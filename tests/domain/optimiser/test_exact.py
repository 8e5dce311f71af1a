"""Nothing left out: what a settling says is what trying every arrangement finds."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohort_desk.domain.optimiser.bounds.terms import cost_bound
from cohort_desk.domain.optimiser.exact.candidate_groups import Case
from cohort_desk.domain.optimiser.exact.settling import settle
from cohort_desk.domain.optimiser.focus import FairShare
from cohort_desk.domain.optimiser.problem import Problem, Term, TermKind
from cohort_desk.domain.optimiser.replicas import setting_of
from cohort_desk.domain.optimiser.solve import solve


def settled(problem, cost):
    case = Case(problem, setting_of(problem), FairShare.of(problem))
    return settle(case, (cost, cost_bound(problem)), lambda: True)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.integers(0, 10**9))
def test_from_the_worst_arrangement_it_finds_the_best(draw, seed):
    problem = draw.problem(seed, most=8)
    costs = [draw.cost_of(problem, place) for place in draw.arrangements(problem)]
    if not costs or not problem.sizes_may_move:
        return
    worst, best = max(costs), min(costs)
    answer = settled(problem, worst)
    assert answer.bound == answer.cost == best
    if best < worst:
        place = np.empty(problem.people + 1, int)
        place[answer.seated] = np.arange(problem.groups)
        assert draw.cost_of(problem, place[:-1]) == best
        assert draw.keeps_rules(problem, place[:-1].tolist())


def test_where_no_group_at_all_can_meet_the_bound_it_goes_on_above_it():
    """Five columns pair off six people in all ways there are: every pair shares one of them."""
    matchings = (
        ((0, 1), (2, 3), (4, 5)),
        ((0, 2), (1, 4), (3, 5)),
        ((0, 3), (1, 5), (2, 4)),
        ((0, 4), (1, 3), (2, 5)),
        ((0, 5), (1, 2), (3, 4)),
    )
    terms = []
    for matching in matchings:
        codes = np.empty(6, int)
        for value, pair in enumerate(matching):
            codes[list(pair)] = value
        terms.append(Term(TermKind.SAME, codes, 3, 1))
    problem = Problem(6, (3, 3), tuple(terms))
    solution = solve(problem, steps=50)
    assert solution.cost == solution.bound == 6
