"""What a whole group costs beyond its pairs: people who are alone, and times to meet.

Groups stand in arrays of shape (seats, pairs) as in `costs`; the phantom fills empty seats, has no
value and can make every slot.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cohort_desk.domain.optimiser.lone import after_joining, after_leaving
from cohort_desk.domain.optimiser.problem import BLANK, Floats, Ints, Problem, Term, TermKind


@dataclass(frozen=True, slots=True)
class Crowds:
    """The terms that no sum over pairs can count, with the phantom added to their codes."""

    lone: tuple[tuple[Ints, int], ...]
    meet: tuple["_Meeting", ...]

    def __bool__(self) -> bool:
        return bool(self.lone or self.meet)

    def of_groups(self, seated: Ints) -> Floats:
        """Return what each group of (seats, groups) costs, shape (groups,)."""
        total = np.zeros(seated.shape[1], np.float32)
        for codes, weight in self.lone:
            mine = codes.take(seated)
            sharing = (mine[:, None] == mine[None]).sum(1)
            total += weight * ((sharing == 1) & (mine != BLANK)).sum(0)
        for meeting in self.meet:
            total += meeting.short(np.bitwise_or.reduce(meeting.lacking.take(seated)))
        return total

    def by_exchange(self, here: Ints, there: Ints) -> Floats:
        """Return what both groups gain when one person of each change places, (a, b, pairs)."""
        total = np.zeros((len(here), len(there), here.shape[1]), np.float32)
        for codes, weight in self.lone:
            total += weight * _lone_by_exchange(codes.take(here), codes.take(there))
        for meeting in self.meet:
            total += meeting.by_exchange(here, there)
        return total


def crowds_of(problem: Problem) -> Crowds:
    """Return the terms that count whole groups."""
    lone = tuple(
        (np.append(term.codes, BLANK), term.weight)
        for term in problem.terms
        if term.kind is TermKind.LONE
    )
    meet = tuple(_Meeting.of(term) for term in problem.terms if term.kind is TermKind.MEET)
    return Crowds(lone, meet)


def _lone_by_exchange(ours: Ints, theirs: Ints) -> NDArray[np.int8]:
    """Return how many more values are alone in the two groups after each exchange."""
    alike = ours[:, None] == theirs[None]
    left = _left_alone(ours)[:, None] + _joins_alone(alike.sum(0), theirs)[None]
    right = _left_alone(theirs)[None] + _joins_alone(alike.sum(1), ours)[:, None]
    return np.where(alike, 0, left + right).astype(np.int8)


def _left_alone(codes: Ints) -> NDArray[np.int8]:
    sharing = (codes[:, None] == codes[None]).sum(1)
    return np.where(codes == BLANK, 0, after_leaving(sharing))


def _joins_alone(sharing: Ints, codes: Ints) -> NDArray[np.int8]:
    return np.where(codes == BLANK, 0, after_joining(sharing))


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A term of slots in common: `lacking` holds the slots that each person cannot make."""

    lacking: NDArray[np.int64]
    slots: int
    needed: int
    weight: int

    @classmethod
    def of(cls, term: Term) -> "_Meeting":
        lacking = np.append(term.codes.astype(np.int64), 0)
        return cls(lacking, term.values, term.needed, term.weight)

    def short(self, lacking: NDArray[np.int64]) -> Floats:
        common = np.int16(self.slots) - np.bitwise_count(lacking)
        missing = np.maximum(np.int16(0), np.int16(self.needed) - common)
        return missing.astype(np.float32) * np.float32(self.weight)

    def by_exchange(self, here: Ints, there: Ints) -> Floats:
        ours, theirs = self.lacking.take(here), self.lacking.take(there)
        left = self.short(_without_each(ours)[:, None] | theirs[None])
        right = self.short(_without_each(theirs)[None] | ours[:, None])
        now = self.short(np.bitwise_or.reduce(ours)) + self.short(np.bitwise_or.reduce(theirs))
        return left + right - now


def _without_each(masks: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each seat what all the others lack together."""
    before, after = np.zeros_like(masks), np.zeros_like(masks)
    np.bitwise_or.accumulate(masks[:-1], out=before[1:])
    after[:-1] = np.bitwise_or.accumulate(masks[:0:-1])[::-1]
    return before | after
