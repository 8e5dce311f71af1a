"""Small problems of every kind, and what trying every arrangement says of them."""

from itertools import product

import numpy as np
import pytest

from cohort_desk.domain.optimiser.problem import Problem, Term, TermKind, counts_by_group


def drawn_problem(seed, *, most=8):
    """Return a problem of up to `most` people with terms of all kinds, sets, rules and locks."""
    rng = np.random.default_rng(seed)
    groups = int(rng.integers(1, 4))
    people = int(rng.integers(max(2, groups), most + 1))
    size, larger = divmod(people, groups)
    sizes = [size + 1] * larger + [size] * (groups - larger)
    if rng.random() < 0.2 and sizes[-1] > 1:
        sizes[0], sizes[-1] = sizes[0] + 1, sizes[-1] - 1
    shuffled = rng.permutation(people).tolist()
    lengths = rng.integers(2, 4, rng.integers(0, 3)).tolist()
    cut = [0, *np.cumsum(lengths).tolist()]
    units = [
        tuple(sorted(shuffled[start : start + length]))
        for start, length in zip(cut, lengths, strict=False)
        if start + length <= people
    ]
    pairs = {tuple(sorted(rng.permutation(people)[:2].tolist())) for _ in range(rng.integers(0, 3))}
    return Problem(
        people=people,
        sizes=tuple(sizes),
        terms=tuple(drawn_terms(rng, people)),
        apart=np.array(sorted(pairs), np.int32).reshape(-1, 2),
        units=tuple(units),
        barred=_barred(rng, people, groups, units),
    )


def drawn_terms(rng, people):
    """Return some of: pairs of a nested pair of columns, different pairs, lone ones, meetings."""
    lowest = -1 if rng.random() < 0.5 else 0
    fine = rng.integers(lowest, 4, people)
    coarse = np.where(fine < 0, -1, rng.integers(0, 2, 4)[fine])
    slots = int(rng.integers(1, 5))
    terms = [
        Term(TermKind.SAME, fine, 4, 10),
        Term(TermKind.SAME, coarse, 2, 3),
        Term(TermKind.DIFFERENT, rng.integers(-1, 3, people), 3, 2),
        Term(TermKind.LONE, rng.integers(-1, 3, people), 3, 4),
        Term(TermKind.MEET, rng.integers(0, 2**slots, people), slots, 5, int(rng.integers(1, 4))),
    ]
    return [term for term in terms if rng.random() < 0.7]


def _barred(rng, people, groups, units):
    barred = {}
    for person in rng.permutation(people)[: rng.integers(0, 3)].tolist():
        bars = rng.random(groups) < 0.5
        if not bars.all():
            barred[person] = bars
    for unit in units:
        shared = np.logical_or.reduce([barred.get(one, np.zeros(groups, bool)) for one in unit])
        if shared.all():
            for one in unit:
                barred.pop(one, None)
        elif shared.any():
            barred |= dict.fromkeys(unit, shared)
    return barred


def keeps_rules(problem, place):
    return (
        all(place[one] != place[other] for one, other in problem.apart.tolist())
        and all(len({place[one] for one in unit}) == 1 for unit in problem.units)
        and not any(bars[place[one]] for one, bars in problem.barred.items())
    )


def cost_of(problem, place):
    place = np.array(place)
    return sum(
        term.weight * int(counts_by_group(term, place, problem.groups).sum())
        for term in problem.terms
    )


def arrangements(problem):
    """Return every arrangement that keeps sizes and rules."""
    wanted = sorted(problem.sizes)
    for place in product(range(problem.groups), repeat=problem.people):
        sizes = np.bincount(place, minlength=problem.groups).tolist()
        fits = sorted(sizes) == wanted if problem.sizes_may_move else sizes == list(problem.sizes)
        if fits and keeps_rules(problem, place):
            yield place


@pytest.fixture(scope="session")
def draw():
    """Return the functions above, which the tests of this folder share."""

    class Draw:
        problem = staticmethod(drawn_problem)
        terms = staticmethod(drawn_terms)
        keeps_rules = staticmethod(keeps_rules)
        cost_of = staticmethod(cost_of)
        arrangements = staticmethod(arrangements)

    return Draw
