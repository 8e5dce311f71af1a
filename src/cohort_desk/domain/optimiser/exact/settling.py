"""Proof by leaving nothing out: the best arrangement of a small cohort, or that none is better.

An arrangement is a choice of groups that hold everybody once. All groups that a better one could
contain are listed (`candidate_groups`); prices on the people (`pricing`) show which of them no
better arrangement can use; and an exact cover of the people by those that are left (`cover`)
decides.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cohort_desk.domain.optimiser.exact.candidate_groups import (
    CandidateGroups,
    Case,
    TooMany,
    candidate_groups_within,
)
from cohort_desk.domain.optimiser.exact.cover import GaveUp, best_cover
from cohort_desk.domain.optimiser.exact.pricing import Candidates, priced_out
from cohort_desk.domain.optimiser.problem import Ints, Problem

MOST_PEOPLE = 64
"""Up to how many people a problem may be settled."""
_MOST_GROUPS = 1_500_000


@dataclass(frozen=True, slots=True)
class Settled:
    """What was proven: no arrangement costs less than `bound`.

    `seated`, (seats, groups), is one that costs `cost` and is better than the one known before;
    None if none was found.
    """

    seated: Ints | None
    cost: int
    bound: int


def settle(case: Case, known: tuple[int, int], go_on: Callable[[], bool]) -> Settled:
    """Look for better arrangements, leaving none out, as far as that can be done.

    First for those that meet the bound, then ever further from it: so little is to be looked at
    where the bound is near, and it rises where there are none.

    Args:
        case: what is to be settled; only few people with sizes at most one apart can be.
        known: what the best arrangement so far costs, which keeps all rules; and a bound.
        go_on: called often; returns False to give up.
    """
    cost, bound = known
    problem = case.problem
    if problem.people > MOST_PEOPLE or not problem.sizes_may_move:
        return Settled(None, cost, bound)
    further, alike = 0, _alike(problem)
    while bound < cost:
        target = min(bound + further, cost - 1)
        slack = target - case.even
        try:
            listed = candidate_groups_within(case, slack, _MOST_GROUPS, go_on)
            candidates = priced_out(_by_class(problem, listed), alike, slack, go_on)
            chosen = best_cover(candidates, alike, slack, go_on)
        except (TooMany, GaveUp):
            break
        if chosen is not None:
            groups, excess = chosen
            best = round(case.even + excess)
            return Settled(_seated(problem, groups), best, best)
        bound, further = target + 1, 2 * further + 1
    return Settled(None, cost, bound)


def _alike(problem: Problem) -> Ints:
    """Number people so that those whom no term and no rule tells apart share a number."""
    in_rule = np.zeros(problem.people, bool)
    in_rule[problem.apart.ravel()] = True
    in_rule[list(problem.barred)] = True
    in_rule |= problem.unit_of >= 0
    own = np.where(in_rule, np.arange(problem.people), -1)
    codes = np.stack([own, *(term.codes for term in problem.terms)])
    return np.unique(codes, axis=1, return_inverse=True)[1].ravel()


def _by_class(problem: Problem, listed: CandidateGroups) -> Candidates:
    """List each group once for every class of places that it may take.

    Places that shut out the same people are one class.
    """
    shut = np.zeros((problem.groups, problem.people + 1), bool)
    for person, bars in problem.barred.items():
        shut[:, person] = bars
    kinds, class_of = np.unique(shut, axis=0, return_inverse=True)
    places = tuple(np.flatnonzero(class_of == number) for number in range(len(kinds)))
    allowed = [np.flatnonzero(~kind[listed.people].any(1)) for kind in kinds]
    rows = np.concatenate(allowed)
    excess = listed.excess[rows].astype(np.float64)
    return Candidates(
        members=listed.people[rows].astype(np.int64),
        excess=excess,
        kind=np.repeat(np.arange(len(kinds)), [len(part) for part in allowed]),
        places=places,
        people=problem.people,
        paid=0.0,
        rank=excess,
    )


def _seated(problem: Problem, groups: list[tuple[int, Ints]]) -> Ints:
    """Return who sits where when each chosen group takes the place named with it."""
    seated = np.full((max(problem.sizes), problem.groups), problem.people, np.int32)
    for place, members in groups:
        seated[: len(members), place] = members
    return seated
