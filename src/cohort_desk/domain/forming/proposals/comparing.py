"""What differs between two groupings of the same people, whose groups bear no names that matter.

Groups are matched so that as many people as possible stay together with their group: a matching
of greatest weight, whose weights are the numbers of people shared. It is exact for any size. Prices
fall in steps of one, from the most people that any two groups share down to 0 (the Hungarian
method with prices in whole numbers; Kuhn 1955, Kao et al. 2001), so there are as many stages as a
group has people, and each looks only at groups that share somebody.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cohort_desk.domain.forming.request import Criterion
    from cohort_desk.domain.forming.score import ScoreCard

Groups = Sequence[Collection[int]]
"""The ids of each group's people; nobody is in two of them."""
Side = Literal["left", "right", "neither"]


@dataclass(frozen=True, slots=True)
class Relocation:
    """A person who sits in another group; groups count from 0 on their own side."""

    member_id: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between a left and a right grouping.

    Attributes:
        matched: which group of the right stands for which of the left, in the order of the left.
        moved: the people in both, whose group on the right is not the one that stands for theirs
            on the left, in the order of the left; no other matching moves fewer.
        identical: those of `matched` with exactly the same people.
        only_left: people who are in no group on the right, in the order of the left.
        only_right: people who are in no group on the left, in the order of the right.
        people: how many are in either.
    """

    matched: tuple[tuple[int, int], ...]
    moved: tuple[Relocation, ...]
    identical: tuple[tuple[int, int], ...]
    only_left: tuple[int, ...]
    only_right: tuple[int, ...]
    people: int

    @property
    def same(self) -> bool:
        """Whether the groups are the same but for their numbers."""
        return not (self.moved or self.only_left or self.only_right)

    @property
    def share(self) -> float:
        """The share of the people who sit elsewhere, or only on one side; from 0 to 1."""
        elsewhere = len(self.moved) + len(self.only_left) + len(self.only_right)
        return elsewhere / self.people if self.people else 0.0


@dataclass(frozen=True, slots=True)
class CriterionDifference:
    """What one criterion counts left and right, None where it does not count there."""

    criterion: "Criterion"
    left: int | None
    right: int | None

    @property
    def better(self) -> Side:
        """Which side has fewer of what is unwanted."""
        if self.left is None or self.right is None or self.left == self.right:
            return "neither"
        return "left" if self.left < self.right else "right"

    @property
    def words(self) -> str:
        """The difference in words: "3 fewer on the left", "the same"."""
        if self.left is None or self.right is None:
            return "counts only on the left" if self.right is None else "counts only on the right"
        fewer = abs(self.left - self.right)
        return f"{fewer:,} fewer on the {self.better}" if fewer else "the same"


def compare(
    left: Groups, right: Groups, matched: Sequence[tuple[int, int]] | None = None
) -> Comparison:
    """Return what differs between two groupings.

    Args:
        left: the one grouping.
        right: the other; it may have more or fewer groups, and other people.
        matched: which groups stand for each other, where that is known; found if left out.
    """
    overlaps = _overlaps(left, right)
    if matched is None:
        matched = match_groups(overlaps, len(right))
    stands_for = dict(matched)
    home = {member: group for group, members in enumerate(right) for member in members}
    here = [(member, group) for group, members in enumerate(left) for member in members]
    on_left = {member for member, _ in here}
    return Comparison(
        matched=tuple(matched),
        moved=tuple(
            Relocation(member, group, home[member])
            for member, group in here
            if member in home and stands_for.get(group) != home[member]
        ),
        identical=tuple(
            (one, other)
            for one, other in matched
            if overlaps[one].get(other, 0) == len(left[one]) == len(right[other])
        ),
        only_left=tuple(member for member, _ in here if member not in home),
        only_right=tuple(member for member in home if member not in on_left),
        people=len(on_left | home.keys()),
    )


def compare_scores(left: "ScoreCard", right: "ScoreCard") -> tuple[CriterionDifference, ...]:
    """Return the criteria of both score cards, in the order of the left and then of the right."""
    ours = {_what(one.criterion): one for one in left.criteria}
    theirs = {_what(one.criterion): one for one in right.criteria}
    return tuple(
        CriterionDifference(
            (ours.get(key) or theirs[key]).criterion,
            ours[key].count if key in ours else None,
            theirs[key].count if key in theirs else None,
        )
        for key in dict.fromkeys((*ours, *theirs))
    )


def match_groups(overlaps: Sequence[Mapping[int, int]], others: int) -> tuple[tuple[int, int], ...]:
    """Return pairs of groups, each in at most one, that share as many people as possible.

    Args:
        overlaps: for each group how many people it shares with which of the others, 1 or more.
        others: how many others there are.
    """
    price = max((shared for row in overlaps for shared in row.values()), default=0)
    matching = _Matching(overlaps, price, others)
    while matching.price > 0:
        matching.extend()
        matching.lower_prices()
    return tuple((one, other) for one, other in enumerate(matching.partner) if other is not None)


class _Matching:
    """A matching as it grows: what either side is priced at is never less than they share."""

    def __init__(self, overlaps: Sequence[Mapping[int, int]], price: int, others: int) -> None:
        self.price = price
        self.partner: list[int | None] = [None] * len(overlaps)
        self._overlaps = overlaps
        self._left = [price] * len(overlaps)
        self._right = [0] * others
        self._taken_by: list[int | None] = [None] * others
        self._came_from: dict[int, int] = {}

    def extend(self) -> None:
        """Match more groups at the prices as they are, until no more can be."""
        found = True
        while found:
            self._came_from = {}
            free = [one for one, other in enumerate(self.partner) if other is None]
            found = sum(self._augment(one) for one in free) > 0

    def lower_prices(self) -> None:
        """Make the groups that nobody stands for cheaper by one, and with them all they reach."""
        self.price -= 1
        reached = {one for one, other in enumerate(self.partner) if other is None}
        for other in self._came_from:
            self._right[other] += 1
            taken_by = self._taken_by[other]
            if taken_by is not None:
                reached.add(taken_by)
        for one in reached:
            self._left[one] -= 1

    def _augment(self, root: int) -> bool:
        """Look for a chain of exchanges that ends at a group which is free, and carry it out."""
        queue = [root]
        for one in queue:
            for other, shared in self._overlaps[one].items():
                if other in self._came_from or self._left[one] + self._right[other] != shared:
                    continue
                self._came_from[other] = one
                taken_by = self._taken_by[other]
                if taken_by is None:
                    self._carry_out(other)
                    return True
                queue.append(taken_by)
        return False

    def _carry_out(self, last: int) -> None:
        other: int | None = last
        while other is not None:
            one = self._came_from[other]
            before = self.partner[one]
            self.partner[one], self._taken_by[other] = other, one
            other = before


def _overlaps(left: Groups, right: Groups) -> list[dict[int, int]]:
    home = {member: group for group, members in enumerate(right) for member in members}
    overlaps: list[dict[int, int]] = []
    for members in left:
        row: dict[int, int] = {}
        for member in members:
            if member in home:
                row[home[member]] = row.get(home[member], 0) + 1
        overlaps.append(row)
    return overlaps


def _what(criterion: "Criterion") -> tuple[object, ...]:
    """Return what a criterion counts, whatever its importance."""
    return criterion.kind, criterion.column, criterion.slots, criterion.only
