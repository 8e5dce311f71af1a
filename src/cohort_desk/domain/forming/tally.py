"""Counts of every value in every group, kept up to date, from which any change is priced."""

import numpy as np
from numpy.typing import NDArray

from cohort_desk.domain.forming.problem import Ints, Problem
from cohort_desk.domain.forming.score import UNPLACED

Pairs = NDArray[np.int64]


class Tally:
    """An arrangement and its counts; a question costs a look-up, not a recount.

    Attributes:
        place: the group of each person, or UNPLACED; change it only by `move`.
        weights: the points of one pair, per criterion.
    """

    def __init__(self, problem: Problem, place: Ints) -> None:
        self.place = place
        self.weights = np.array([term.weight for term in problem.terms], np.int64)
        values = [len(term.values) for term in problem.terms]
        self._blank = sum(values)
        starts = np.cumsum([0, *values])[:-1].reshape(-1, 1)
        codes = np.array([term.codes for term in problem.terms], np.int64)
        codes = codes.reshape(len(values), problem.people)
        self._rows = np.where(codes >= 0, codes + starts, self._blank)
        self._counts = np.zeros((self._blank + 1, problem.groups), np.int32)
        placed = np.flatnonzero(place != UNPLACED)
        for rows in self._rows:
            np.add.at(self._counts, (rows[placed], place[placed]), 1)
        self._counts[self._blank] = 0

    def move(self, person: int, group: int) -> None:
        """Put a person into a group, or with UNPLACED into none."""
        rows = self._rows[:, person]
        rows = rows[rows < self._blank]
        for where, step in ((int(self.place[person]), -1), (group, 1)):
            if where != UNPLACED:
                self._counts[rows, where] += step
        self.place[person] = group

    def own(self, person: int) -> Pairs:
        """Return the pairs that a person makes where they are, per criterion."""
        here, rows = int(self.place[person]), self._rows[:, person]
        if here == UNPLACED:
            return np.zeros(len(rows), np.int64)
        return self._counts[rows, here].astype(np.int64) - (rows < self._blank)

    def gains_by_move(self, person: int) -> Pairs:
        """Return the pairs gained by a move to each group, (criteria, groups)."""
        gains = self._counts[self._rows[:, person]] - self.own(person)[:, None]
        here = int(self.place[person])
        if here != UNPLACED:
            gains[:, here] = 0
        return gains

    def gains_by_swap(self, person: int, others: Ints) -> Pairs:
        """Return the pairs gained by a swap with each of the others, (criteria, others).

        The others are in other groups than the person, or in none.
        """
        here, there = int(self.place[person]), self.place[others]
        ours, theirs = self._rows[:, person][:, None], self._rows[:, others]
        known, placed = theirs < self._blank, there != UNPLACED
        alike = (theirs == ours) & known
        leave = self._counts[theirs, there] - known
        arrive = self._counts[ours, there] - alike
        gains = np.where(placed, arrive - leave, 0) - self.own(person)[:, None]
        if here != UNPLACED:
            gains += self._counts[theirs, here] - alike
        return gains
