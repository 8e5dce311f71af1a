"""What two people cost in one group, by matrix for hundreds, by columns for thousands.

The search looks at many pairs of groups at once. People stand in arrays of shape (seats, pairs):
the pairs come last, so that numpy's inner loops are long. The phantom, person number N, fills the
empty seats of smaller groups and costs nothing with anybody.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cohort_desk.domain.optimiser.problem import BLANK, Floats, Ints, Problem, TermKind

HARD = 100_000.0
"""The cost of a broken rule: more than any exchange can gain, and still exact in float32."""
_DENSE_UP_TO = 2_000


class PairCosts(Protocol):
    """Prices people against people; the same person costs nothing."""

    def between(self, left: Ints, right: Ints) -> Floats:
        """Return the costs of (a, pairs) against (b, pairs) as (a, b, pairs)."""
        ...

    def of_one(self, one: Ints, others: Ints) -> Floats:
        """Return the costs of (pairs,) against (seats, pairs) as (seats, pairs)."""
        ...

    def against(self, people: Ints, everybody: Ints) -> Floats:
        """Return the costs of (people,) against (seats, groups) as (people, seats, groups)."""
        ...


@dataclass(frozen=True, slots=True)
class MatrixCosts:
    """Any symmetric cost matrix with a zero diagonal, shape (N + 1, N + 1); the phantom is last."""

    matrix: Floats

    def between(self, left: Ints, right: Ints) -> Floats:
        flat = left[:, None, :] * np.int32(len(self.matrix)) + right[None, :, :]
        return self.matrix.ravel().take(flat)

    def of_one(self, one: Ints, others: Ints) -> Floats:
        return self.matrix.ravel().take(others * np.int32(len(self.matrix)) + one)

    def against(self, people: Ints, everybody: Ints) -> Floats:
        return self.matrix.take(people, 0).take(everybody, 1)


@dataclass(frozen=True, slots=True)
class ColumnCosts:
    """Weighted equal codes, computed when asked for: no memory of N² is needed.

    `left` and `right` hold the same codes, (columns, N + 1), save that a blank differs between
    them, so that blanks never match; nor does the phantom. Small integers keep it quick.
    """

    left: Ints
    right: Ints
    weights: NDArray[np.int16]

    def between(self, left: Ints, right: Ints) -> Floats:
        total = self._sum(left, right)
        if left is right:
            seats = np.arange(len(left))
            total[seats, seats] = 0
        return total.astype(np.float32)

    def of_one(self, one: Ints, others: Ints) -> Floats:
        total = self._sum(others, one[None, :])[:, 0, :]
        total[others == one] = 0
        return total.astype(np.float32)

    def against(self, people: Ints, everybody: Ints) -> Floats:
        total = np.zeros((len(people), *everybody.shape), np.int16)
        for ours, theirs, weight in zip(self.left, self.right, self.weights, strict=True):
            same = ours.take(people)[:, None, None] == theirs.take(everybody)[None]
            total += same * weight
        total[people[:, None, None] == everybody[None]] = 0
        return total.astype(np.float32)

    def _sum(self, left: Ints, right: Ints) -> NDArray[np.int16]:
        total = np.zeros((len(left), *right.shape), np.int16)
        for ours, theirs, weight in zip(self.left, self.right, self.weights, strict=True):
            same = ours.take(left)[:, None, :] == theirs.take(right)[None, :, :]
            total += same * weight
        return total


def pair_costs(problem: Problem) -> PairCosts:
    """Return the cheaper form for the number of people; only the matrix holds the apart rules."""
    return matrix_costs(problem) if is_small(problem) else column_costs(problem)


def is_small(problem: Problem) -> bool:
    """Whether the whole matrix of costs is worth its memory, or is given anyway."""
    return problem.people <= _DENSE_UP_TO or problem.matrix is not None


def matrix_costs(problem: Problem) -> MatrixCosts:
    """Return the terms that count pairs and the apart rules as one matrix."""
    matrix = np.zeros((problem.people + 1,) * 2, np.float32)
    if problem.matrix is not None:
        matrix[:-1, :-1] = problem.matrix
    for codes, weight in same_columns(problem):
        same = codes[:, None] == codes[None, :]
        same &= (codes >= 0)[:, None]
        matrix[:-1, :-1] += same * np.float32(weight)
    one, other = problem.apart.T
    matrix[one, other] += HARD
    matrix[other, one] += HARD
    np.fill_diagonal(matrix, 0)
    return MatrixCosts(matrix)


def column_costs(problem: Problem) -> ColumnCosts:
    """Return the terms that count pairs as columns of codes."""
    columns = same_columns(problem)
    most = max((int(codes.max(initial=0)) for codes, _ in columns), default=0)
    kind = np.int16 if most < np.iinfo(np.int16).max else np.int32
    left = np.full((len(columns), problem.people + 1), BLANK, kind)
    for row, (codes, _) in zip(left, columns, strict=True):
        row[:-1] = codes
    right = np.where(left == BLANK, kind(BLANK - 1), left)
    return ColumnCosts(left, right, np.array([weight for _, weight in columns], np.int16))


def same_columns(problem: Problem) -> list[tuple[Ints, int]]:
    """Return codes and weights whose equal pairs add up to what all terms of pairs count.

    Different pairs are those of people who have a value at all, less those who share it.
    """
    columns: list[tuple[Ints, int]] = []
    for term in problem.terms:
        if term.kind is TermKind.DIFFERENT:
            columns.append((np.where(term.codes >= 0, 0, BLANK), term.weight))
        if term.kind.of_pairs:
            sign = 1 if term.kind is TermKind.SAME else -1
            columns.append((term.codes, sign * term.weight))
    return columns
