"""Every answer keeps what must hold; of a few people it is the best there is, and proven so."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohort_desk.domain.optimiser.bounds.terms import cost_bound
from cohort_desk.domain.optimiser.dealing import NoRoomError
from cohort_desk.domain.optimiser.matrix import matrix_problem
from cohort_desk.domain.optimiser.problem import Problem, Term, TermKind
from cohort_desk.domain.optimiser.solve import solve

QUICK = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@QUICK
@given(st.integers(0, 10**9))
def test_the_best_of_all_arrangements_is_found_and_never_overclaimed(draw, seed):
    problem = draw.problem(seed, most=7)
    places = list(draw.arrangements(problem))
    if not places:
        return
    solution = solve(replace(problem, start=np.array(places[-1])), steps=300)
    costs = [draw.cost_of(problem, place) for place in places]
    assert draw.keeps_rules(problem, solution.place)
    sizes = np.bincount(solution.place, minlength=problem.groups).tolist()
    assert Counter(sizes) == Counter(problem.sizes)
    assert solution.cost == draw.cost_of(problem, solution.place)
    assert solution.bound <= min(costs) <= solution.cost
    if problem.sizes_may_move:
        assert solution.cost == solution.bound


@QUICK
@given(st.integers(0, 10**9), st.integers(0, 3))
def test_the_same_seed_and_steps_find_the_same(draw, problem_seed, seed):
    problem = draw.problem(problem_seed, most=12)
    try:
        once = solve(problem, seed=seed, steps=40)
    except NoRoomError:
        return
    assert solve(problem, seed=seed, steps=40) == once


def cohort(people, seed):
    """Return a cohort as offices have them, of which the bound is often a little too low."""
    rng = np.random.default_rng(seed)
    groups = people // 6
    agency = rng.permutation([*range(6), *rng.integers(0, 6, people - 6)])
    columns = [
        (agency, 10),
        (rng.integers(0, 4, 6)[agency], 3),
        (rng.choice(3, people, p=[0.5, 0.45, 0.05]), 2),
        (rng.integers(0, 4, people), 2),
        (rng.integers(0, 6, people), 1),
        (rng.permutation(people) // 6, 5),
        (rng.permutation(people) // 6, 5),
    ]
    terms = tuple(
        Term(TermKind.SAME, codes, int(codes.max()) + 1, weight) for codes, weight in columns
    )
    return Problem(people, (6,) * groups, terms)


@pytest.mark.parametrize("seed", range(6))
def test_24_people_are_always_proven_best(seed):
    problem = cohort(24, seed)
    solution = solve(problem, steps=2_000)
    assert solution.cost == solution.bound >= cost_bound(problem)


def test_a_bound_that_nothing_meets_is_raised_by_the_proof():
    beyond = [cohort(24, seed) for seed in range(12)]
    assert any(solve(problem, steps=2_000).bound > cost_bound(problem) for problem in beyond)


def test_thousands_are_proven_best_by_the_bound():
    problem = cohort(3_000, 1)
    solution = solve(problem, steps=200)
    assert solution.cost == solution.bound == cost_bound(problem)


def test_a_planted_grouping_is_found_in_a_matrix():
    rng = np.random.default_rng(5)
    planted = rng.permutation(40) // 8
    noise = np.triu(rng.uniform(1, 9, (40, 40)), 1)
    costs = np.where(planted[:, None] == planted, 0, noise + noise.T)
    solution = solve(matrix_problem(costs, (8,) * 5), steps=2_000)
    assert solution.cost == 0
    assert len(set(zip(solution.place, planted.tolist(), strict=True))) == 5


def test_a_matrix_that_is_none_is_refused():
    with pytest.raises(ValueError, match="symmetric"):
        matrix_problem(np.array([[0, 1], [2, 0]]), (2,))
    with pytest.raises(ValueError, match="add up to 2"):
        matrix_problem(np.zeros((2, 2)), (1, 2))
