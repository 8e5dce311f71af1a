"""What is to be solved, in arrays: who must sit where and with whom, and what counts against it.

People are counted from 0, groups from 0. Arrays of codes hold one number per person.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLANK = -1
"""The code of a person who lacks a value: it matches nobody's and counts for nothing."""
UNPLACED = -1
"""The group of a person who is in none."""

Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]

Progress = Callable[["Standing"], bool]
"""Called some 25 times a second; returns False to stop and keep the best so far."""


class TermKind(StrEnum):
    """What a term counts in each group.

    SAME and DIFFERENT count pairs of people, LONE the values that exactly one person has, and
    MEET the slots by which a group falls short of those that it needs in common.
    """

    SAME = "same"
    DIFFERENT = "different"
    LONE = "lone"
    MEET = "meet"

    @property
    def of_pairs(self) -> bool:
        """Whether the count is a sum over pairs of people."""
        return self in (TermKind.SAME, TermKind.DIFFERENT)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is counted in every group, each adding `weight` to the cost.

    Attributes:
        kind: what is counted.
        codes: the value of each person, BLANK for none; of MEET a mask, int64, whose bit s tells
            that the person cannot make slot s.
        values: how many values there are, or slots.
        weight: the points of one thing counted, above 0.
        needed: of MEET the slots that a group needs in common.
    """

    kind: TermKind
    codes: Ints
    values: int
    weight: int
    needed: int = 0


@dataclass(frozen=True)
class Problem:
    """People to be put into groups.

    Attributes:
        people: how many.
        sizes: the size of each group; where they lie one apart, any group may take the larger.
        terms: what counts.
        apart: pairs of people who must not meet, shape (pairs, 2), each pair once.
        units: sets of two or more people who must stay together.
        barred: the groups that a person may not be in, for the people who have any.
        matrix: further costs of any two people in one group, (people, people), symmetric.
        start: the group of everybody to begin with, shape (people,); None to deal them out.
    """

    people: int
    sizes: tuple[int, ...]
    terms: tuple[Term, ...] = ()
    apart: Ints = field(default_factory=lambda: np.empty((0, 2), np.int32))
    units: tuple[tuple[int, ...], ...] = ()
    barred: dict[int, Flags] = field(default_factory=dict[int, Flags])
    matrix: Floats | None = None
    start: Ints | None = None

    @property
    def groups(self) -> int:
        return len(self.sizes)

    @property
    def sizes_may_move(self) -> bool:
        """Whether a group may take another's size."""
        return max(self.sizes) - min(self.sizes) <= 1

    @functools.cached_property
    def unit_of(self) -> Ints:
        """The unit of each person, or -1."""
        unit_of = np.full(self.people, -1, np.int32)
        for number, unit in enumerate(self.units):
            unit_of[list(unit)] = number
        return unit_of

    @functools.cached_property
    def home(self) -> Ints:
        """The one group that a person may be in, or UNPLACED for those who have a choice."""
        home = np.full(self.people, UNPLACED, np.int32)
        for person, bars in self.barred.items():
            if bars.sum() == self.groups - 1:
                home[person] = int(bars.argmin())
        return home


@dataclass(frozen=True, slots=True)
class Standing:
    """How a search stands: the best cost so far, its bound, and the share of the search done.

    The cost is the objective, with `costs.HARD` on top for each rule that does not hold.
    """

    best: int
    bound: int
    share: float


def counts_by_group(term: Term, place: Ints, groups: int) -> NDArray[np.int64]:
    """Return what a term counts in each group; people who are UNPLACED count for nothing.

    Args:
        term: what counts.
        place: the group of each person, shape (people,).
        groups: how many groups there are.
    """
    if term.kind is TermKind.MEET:
        return _shortfalls(term, place, groups)
    counted = (place != UNPLACED) & (term.codes >= 0)
    keys = place[counted].astype(np.int64) * max(1, term.values) + term.codes[counted]
    cells, sharing = np.unique(keys, return_counts=True)
    at, counts = cells // max(1, term.values), np.zeros(groups, np.int64)
    if term.kind is TermKind.LONE:
        np.add.at(counts, at, sharing == 1)
        return counts
    np.add.at(counts, at, sharing * (sharing - 1) // 2)
    if term.kind is TermKind.DIFFERENT:
        known = np.bincount(place[counted], minlength=groups)
        return known * (known - 1) // 2 - counts
    return counts


def _shortfalls(term: Term, place: Ints, groups: int) -> NDArray[np.int64]:
    lacking, held = np.zeros(groups, np.int64), np.zeros(groups, bool)
    placed = np.flatnonzero(place != UNPLACED)
    np.bitwise_or.at(lacking, place[placed], term.codes[placed])
    held[place[placed]] = True
    common = term.values - np.bitwise_count(lacking).astype(np.int64)
    return np.where(held, np.maximum(0, term.needed - common), 0)
