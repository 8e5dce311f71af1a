"""The first arrangement: everybody dealt, one by one, to the group where they cost least."""

import numpy as np
from numpy.typing import NDArray

from cohort_desk.domain.optimiser.costs import HARD, same_columns
from cohort_desk.domain.optimiser.problem import UNPLACED, Ints, Problem

_ROOM_BREAKS_TIES = 1e-3


class NoRoomError(Exception):
    """People who must stay together found no group with room for all of them."""

    def __init__(self, unit: tuple[int, ...]) -> None:
        super().__init__(f"no group has room for {unit}")
        self.unit = unit


class _Deal:
    """Counts of every value in every group while people are dealt."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        columns = same_columns(problem)
        self._weights = [weight for _, weight in columns]
        self._codes = [codes.tolist() for codes, _ in columns]
        self._counts = [
            np.zeros((int(codes.max(initial=0)) + 1, problem.groups), np.float32)
            for codes, _ in columns
        ]
        self._foes: dict[int, list[int]] = {}
        for one, other in problem.apart.tolist():
            self._foes.setdefault(one, []).append(other)
            self._foes.setdefault(other, []).append(one)
        self.room = np.array(problem.sizes, np.int64)
        self.place = np.full(problem.people, UNPLACED, np.int32)

    def seat(self, unit: tuple[int, ...]) -> None:
        """Seat the people of a unit together where they cost least.

        Raises:
            NoRoomError: no group has room left for all of them.
        """
        cost = -_ROOM_BREAKS_TIES * self.room
        for person in unit:
            cost += self._cost(person)
        cost[self.room < len(unit)] = np.inf
        group = int(cost.argmin())
        if cost[group] == np.inf:
            raise NoRoomError(unit)
        for person in unit:
            self.place[person] = group
            for codes, counts in zip(self._codes, self._counts, strict=True):
                if codes[person] >= 0:
                    counts[codes[person], group] += 1
        self.room[group] -= len(unit)

    def _cost(self, person: int) -> NDArray[np.float64]:
        cost = np.zeros(self._problem.groups)
        for codes, counts, weight in zip(self._codes, self._counts, self._weights, strict=True):
            if codes[person] >= 0:
                cost += weight * counts[codes[person]]
        for foe in self._foes.get(person, ()):
            if self.place[foe] >= 0:
                cost[self.place[foe]] += HARD
        if person in self._problem.barred:
            cost[self._problem.barred[person]] += HARD * self._problem.people
        if self._problem.matrix is not None:
            met = np.flatnonzero(self.place >= 0)
            costs = self._problem.matrix[person, met]
            cost += np.bincount(self.place[met], weights=costs, minlength=len(cost))
        return cost


def deal(problem: Problem) -> Ints:
    """Return the group of everybody: the least free first, then by the heaviest terms.

    Raises:
        NoRoomError: people who must stay together found no group with room for all of them.
    """
    table = _Deal(problem)
    for unit in _in_order(problem):
        table.seat(unit)
    return table.place


def keeps_rules(problem: Problem, place: Ints) -> bool:
    """Tell whether an arrangement keeps people apart who must be, and out of barred groups.

    Args:
        problem: whose sets are whole in it.
        place: the group of everybody, shape (people,).
    """
    one, other = problem.apart.T
    apart = not (place[one] == place[other]).any()
    return apart and not any(bars[place[person]] for person, bars in problem.barred.items())


def _in_order(problem: Problem) -> list[tuple[int, ...]]:
    """Return units and single people: locked ones, large units, then people sorted by value.

    Sorting by the heaviest terms, the coarser one first (sector, then agency), lets the deal reach
    the bounds of both.
    """
    of_pairs = [term for term in problem.terms if term.kind.of_pairs]
    heaviest = sorted(of_pairs, key=lambda term: -term.weight)[:2]
    keys = [term.codes for term in sorted(heaviest, key=lambda term: -term.values)]
    people = np.lexsort(keys) if keys else np.arange(problem.people)
    singles = [(person,) for person in people.tolist() if problem.unit_of[person] < 0]

    def freedom(unit: tuple[int, ...]) -> tuple[int, int]:
        barred = problem.barred.get(unit[0])
        return (0 if barred is None else -int(barred.sum()), -len(unit))

    return sorted([*problem.units, *singles], key=freedom)
