"""An arrangement and what every term counts in it, kept up to date while people move."""

import numpy as np

from cohort_desk.domain.optimiser.ledgers import Gains, ledger_of
from cohort_desk.domain.optimiser.problem import Ints, Problem


class Tally:
    """An arrangement and its counts; a question costs a look-up, not a recount.

    Attributes:
        place: the group of each person, or UNPLACED; change it only by `move`.
        weights: the points of one thing counted, per term.
    """

    def __init__(self, problem: Problem, place: Ints) -> None:
        self.place = place
        self.weights = np.array([term.weight for term in problem.terms], np.int64)
        self._groups = problem.groups
        columns = self._columns(place)
        self._ledgers = [ledger_of(term, columns, problem.groups) for term in problem.terms]

    def _columns(self, groups: Ints) -> Ints:
        """Return the ledgers' columns of these groups: theirs, and the last for UNPLACED."""
        return np.where(groups < 0, self._groups, groups).astype(np.int32)

    def _column(self, person: int) -> int:
        return int(self.place[person]) % (self._groups + 1)

    def move(self, person: int, group: int) -> None:
        """Put a person into a group, or with UNPLACED into none."""
        here, there = self._column(person), group % (self._groups + 1)
        for ledger in self._ledgers:
            ledger.move(person, here, there)
        self.place[person] = group

    def gains_by_leaving(self, person: int) -> Gains:
        """Return what each term gains when a person goes to the tray, (terms,)."""
        here = self._column(person)
        return np.array([one.by_leaving(person, here) for one in self._ledgers], np.int64)

    def gains_by_move(self, person: int) -> Gains:
        """Return what each term gains by a move to each group, (terms, groups)."""
        here = self._column(person)
        gains = [ledger.by_move(person, here) for ledger in self._ledgers]
        return np.array(gains, np.int64).reshape(len(gains), self._groups)

    def gains_by_swap(self, person: int, others: Ints) -> Gains:
        """Return what each term gains by a swap with each of the others, (terms, others).

        The others are in other groups than the person, or in none.
        """
        here, there = self._column(person), self._columns(self.place[others])
        gains = [ledger.by_swap(person, here, others, there) for ledger in self._ledgers]
        return np.array(gains, np.int64).reshape(len(gains), len(others))

    def change_by_swap(self, person: int, others: Ints) -> Gains:
        """Return the points that the cost gains by each of these swaps, shape (others,)."""
        here, there = self._column(person), self._columns(self.place[others])
        total = np.zeros(len(others), np.int64)
        for ledger, weight in zip(self._ledgers, self.weights.tolist(), strict=True):
            total += weight * ledger.by_swap(person, here, others, there)
        return total
