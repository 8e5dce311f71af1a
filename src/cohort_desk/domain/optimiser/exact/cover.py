"""The cheapest choice of groups that holds everybody once: exact cover, depth first."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from cohort_desk.domain.optimiser.exact.pricing import Candidates
from cohort_desk.domain.optimiser.problem import Ints

_MOST_NODES = 100_000
_TINY = 1e-6

Chosen = tuple[list[tuple[int, Ints]], float]
"""The groups chosen, each with its place, and their excess."""


class GaveUp(Exception):
    """There were too many choices to try them all."""


def best_cover(
    candidates: Candidates, alike: Ints, slack: float, go_on: Callable[[], bool]
) -> Chosen | None:
    """Return the cheapest choice with an excess up to `slack`, or None if there is none.

    Args:
        candidates: the groups to choose from.
        alike: for each person a number that they share with those who could take their place.
        slack: the most that all groups together may cost too much.
        go_on: called often; returns False to give up.

    Raises:
        GaveUp: there were too many choices, or `go_on` said no.
    """
    return _Cover(candidates, alike, slack, go_on).run()


class _Cover:
    """The search: whoever is in the fewest groups left is covered next.

    What has failed is not tried again with people in place of others who are alike: since they
    have one price, the same groups of such people cost the same.
    """

    def __init__(
        self, candidates: Candidates, alike: Ints, slack: float, go_on: Callable[[], bool]
    ) -> None:
        self._all, self._alike, self._slack, self._go_on = candidates, alike, slack, go_on
        self._failed: dict[bytes, float] = {}
        self._inside = np.zeros((len(candidates.members), candidates.people + 1), bool)
        rows = np.arange(len(candidates.members))[:, None]
        self._inside[rows, candidates.members] = True
        self._inside = self._inside[:, :-1]
        self._nodes = 0
        self._best: tuple[list[int], float] | None = None

    def run(self) -> Chosen | None:
        everybody = np.ones(self._all.people, bool)
        places = np.array([len(places) for places in self._all.places])
        order = np.argsort(self._all.rank, kind="stable")
        self._extend([], order, everybody, places, self._all.paid)
        if self._best is None:
            return None
        rows, excess = self._best
        free = [list(places.tolist()) for places in self._all.places]
        return [self._placed(row, free) for row in rows], excess

    def _placed(self, row: int, free: list[list[int]]) -> tuple[int, Ints]:
        members = self._all.members[row]
        place = free[int(self._all.kind[row])].pop()
        return place, members[members < self._all.people]

    def _extend(
        self,
        chosen: list[int],
        rows: Ints,
        waiting: NDArray[np.bool_],
        places: Ints,
        excess: float,
    ) -> None:
        self._nodes += 1
        if self._nodes > _MOST_NODES or not self._go_on():
            raise GaveUp
        if not waiting.any():
            if not places.any() and excess <= self._slack + _TINY:
                self._best = (chosen, excess)
                # Costs are whole points, so only a whole point less is better.
                self._slack = round(excess) - 1
            return
        left_over = np.bincount(self._alike[waiting], minlength=len(waiting))
        state = left_over.tobytes() + places.tobytes()
        if self._failed.get(state, np.inf) <= excess + _TINY:
            return
        self._failed[state] = excess
        inside = self._inside[rows]
        options = np.where(waiting, inside.sum(0), len(rows) + 1)
        person = int(options.argmin())
        tried = rows[inside[:, person]]
        for row in tried.tolist():
            after = excess + float(self._all.excess[row])
            if after > self._slack + _TINY:
                continue
            members = self._inside[row]
            left = places.copy()
            left[self._all.kind[row]] -= 1
            keep = ~(inside & members).any(1) & (left[self._all.kind[rows]] > 0)
            keep &= self._all.excess[rows] + after <= self._slack + _TINY
            self._extend([*chosen, row], rows[keep], waiting & ~members, left, after)
