"""Who may not enter which group: locks, group rules and, among thousands, apart rules."""

from dataclasses import dataclass

import numpy as np

from cohort_desk.domain.optimiser.costs import is_small
from cohort_desk.domain.optimiser.problem import Flags, Floats, Ints, Problem

_MOST_FOES = 24


@dataclass(frozen=True, slots=True)
class Doors:
    """Which groups are shut to whom.

    Attributes:
        row: for each person, and the phantom, the row of `shut` that holds; row 0 is all open.
        shut: shape (rows, groups).
        foes: for each person those to keep clear of, padded with the phantom; shape (N + 1, most).
        stuck: people who never change seats, because their foes are too many to look up.
    """

    row: Ints
    shut: Flags
    foes: Ints
    stuck: Flags

    @property
    def any_barred(self) -> bool:
        return len(self.shut) > 1

    @property
    def any_foes(self) -> bool:
        return self.foes.shape[1] > 0

    def broken_by_entering(self, people: Ints, groups: Ints, place: Ints) -> Floats:
        """Count the rules that each person would break in the group of their pair.

        Args:
            people: shape (seats, pairs).
            groups: the group entered, shape (pairs,), counted through all the replicas.
            place: the group of everybody in each replica, shape (replicas, N + 1).
        """
        count = np.zeros(people.shape, np.float32)
        if self.any_barred:
            count += self.barred(people, groups).astype(np.float32)
        start = groups // np.int32(self.shut.shape[1]) * np.int32(place.shape[1])
        for rank in range(self.foes.shape[1]):
            where = place.ravel().take(self.foes[:, rank].take(people) + start)
            count += np.equal(where, groups)
        return count

    def barred(self, people: Ints, groups: Ints) -> Flags:
        """Tell which people of shape (seats, pairs) are barred from the group of their pair."""
        return self.shut[self.row[people], groups % self.shut.shape[1]]

    def are_foes(self, one: Ints, other: Ints) -> Flags:
        """Tell which of these people, pair by pair, must keep clear of each other."""
        return (self.foes[one] == other[:, None]).any(1)


def doors_of(problem: Problem) -> Doors:
    """Return the doors; a small problem has its apart rules in the matrix of costs instead."""
    row = np.zeros(problem.people + 1, np.int32)
    row[list(problem.barred)] = np.arange(1, len(problem.barred) + 1)
    shut = np.array([np.zeros(problem.groups, bool), *problem.barred.values()])
    stuck = np.zeros(problem.people + 1, bool)
    if is_small(problem):
        return Doors(row, shut, np.empty((problem.people + 1, 0), np.int32), stuck)
    pairs = np.concatenate([problem.apart, problem.apart[:, ::-1]])
    counts = np.bincount(pairs[:, 0], minlength=problem.people + 1)
    stuck |= counts > _MOST_FOES
    pairs = pairs[~stuck[pairs[:, 0]]]
    return Doors(row, shut, _padded(pairs, problem.people), stuck)


def _padded(pairs: Ints, people: int) -> Ints:
    """Return for each person the others of their pairs, padded with the phantom."""
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    counts = np.bincount(pairs[:, 0], minlength=people + 1)
    starts = np.cumsum(counts) - counts
    rank = np.arange(len(pairs)) - starts[pairs[:, 0]]
    padded = np.full((int(counts.max(initial=0)), people + 1), people, np.int32)
    padded[rank, pairs[:, 0]] = pairs[:, 1]
    return padded.T
