"""Prices on people that show which groups no better arrangement can use.

With a price u_i on everybody, an arrangement's excess is the sum of all prices plus the reduced
excess, e - sum of u_i, of its groups; so it is at least L(u): the sum of all prices plus, for
each place, the least reduced excess of any group that may take it. L is concave; it is climbed
along the gradient of a smooth version, in which the groups near the least share its weight.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cohort_desk.domain.optimiser.problem import Ints

_ROUNDS, _SIEVED_EVERY = 400, 25
_WARM, _COLD = 0.5, 0.004
_STEP, _FADES = 0.1, 0.001
_FIRST, _SECOND = 0.9, 0.99
_TINY = 1e-6

Prices = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Groups that an arrangement could use, each for one class of places.

    Attributes:
        members: shape (groups, seats), padded with the number `people`.
        excess: what each costs too much, less what the prices already take.
        kind: the class of places of each.
        places: the places of each class.
        people: how many people there are.
        paid: what the prices already take of every arrangement; a bound on its excess.
        rank: which to try first, the least first: the excess at the last prices, which need not
            be the best for the bound but tell best what fits together.
    """

    members: Ints
    excess: Prices
    kind: Ints
    places: tuple[Ints, ...]
    people: int
    paid: float
    rank: Prices

    def only(self, kept: NDArray[np.bool_]) -> "Candidates":
        """Return those that are marked."""
        return Candidates(
            self.members[kept],
            self.excess[kept],
            self.kind[kept],
            self.places,
            self.people,
            self.paid,
            self.rank[kept],
        )


def priced_out(
    candidates: Candidates, alike: Ints, slack: float, go_on: Callable[[], bool]
) -> Candidates:
    """Return the candidates that an arrangement with an excess up to `slack` can use.

    Their excess is reduced: at or above nought, and what any arrangement adds to `paid`. People
    who are `alike` (see `cover`) have one price, so that groups of people alike cost alike.
    """
    climb = _Climb(candidates, alike)
    best = climb.reduced()
    for number in range(_ROUNDS):
        if best.paid > slack + _TINY or not len(best.members) or not go_on():
            break
        climb.step(number)
        now = climb.reduced()
        best = now if now.paid > best.paid else best
        if number % _SIEVED_EVERY == _SIEVED_EVERY - 1:
            kept = best.excess + best.paid <= slack + _TINY
            climb.keep(kept)
            best = best.only(kept)
    best = replace(best, rank=climb.reduced().rank)
    return best.only(best.excess + best.paid <= slack + _TINY)


class _Climb:
    """The climb, by steps whose lengths follow the last gradients (Adam)."""

    def __init__(self, candidates: Candidates, alike: Ints) -> None:
        self.candidates = candidates
        self._alike, self._as_many = alike, np.bincount(alike)
        self._prices = np.zeros(candidates.people + 1)
        self._mean, self._square = np.zeros_like(self._prices), np.zeros_like(self._prices)

    def keep(self, kept: NDArray[np.bool_]) -> None:
        self.candidates = self.candidates.only(kept)

    def _of_groups(self) -> Prices:
        return self.candidates.excess - self._prices[self.candidates.members].sum(1)

    def reduced(self) -> Candidates:
        """Return the candidates with their excess reduced by the prices as they are."""
        all_of = self.candidates
        reduced, paid = self._of_groups(), float(self._prices.sum())
        for kind, places in enumerate(all_of.places):
            mine = all_of.kind == kind
            least = float(reduced[mine].min(initial=np.inf))
            if np.isfinite(least):
                reduced[mine] -= least
                paid += least * len(places)
        return replace(all_of, excess=reduced, paid=paid, rank=reduced)

    def step(self, number: int) -> None:
        heat = _WARM * (_COLD / _WARM) ** (number / _ROUNDS)
        covered = self._coverage(heat)
        gradient = 1 - covered
        gradient[-1] = 0
        self._mean = _FIRST * self._mean + (1 - _FIRST) * gradient
        self._square = _SECOND * self._square + (1 - _SECOND) * gradient**2
        mean = self._mean / (1 - _FIRST ** (number + 1))
        square = self._square / (1 - _SECOND ** (number + 1))
        length = _STEP * (_FADES / _STEP) ** (number / _ROUNDS)
        self._prices += length * mean / (np.sqrt(square) + _TINY)
        of_kind = np.bincount(self._alike, self._prices[:-1]) / self._as_many
        self._prices[:-1] = of_kind[self._alike]

    def _coverage(self, heat: float) -> Prices:
        """Return how often everybody is covered when near-cheapest groups share the places."""
        reduced, all_of = self._of_groups(), self.candidates
        weight = np.empty_like(reduced)
        for kind, places in enumerate(all_of.places):
            mine = all_of.kind == kind
            part = np.exp(-(reduced[mine] - reduced[mine].min(initial=0)) / heat)
            weight[mine] = part * (len(places) / max(part.sum(), _TINY))
        spread = np.repeat(weight, all_of.members.shape[1])
        covered = np.zeros(all_of.people + 1)
        np.add.at(covered, all_of.members.ravel(), spread)
        return covered
