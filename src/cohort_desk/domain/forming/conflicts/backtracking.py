"""Places the sets of people whom rules bind, or proves that no way of placing them exists.

A depth-first search over bit masks: the set with the fewest groups left comes first (DSATUR), of
groups that are alike for everybody still waiting only one is tried, and what has failed once is not
tried again with groups or people exchanged. Colouring and packing are the same search.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

_WINDOW = 200
_REMEMBERED = 50_000
_LONG_MASK = 1000


@dataclass(frozen=True, slots=True)
class Room:
    """How many groups there are, how many people fit into each, and how many take one more."""

    groups: int
    size: int
    larger: int = 0

    @property
    def largest(self) -> int:
        """The most people that any group takes."""
        return self.size + (1 if self.larger else 0)


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Sets of people to be placed.

    Attributes:
        weights: how many people are in each set.
        foes: for each set, the mask of the sets it must not share a group with.
        doors: for each set, the mask of the groups it may be in.
        room: the groups and their sizes.
    """

    weights: Sequence[int]
    foes: Sequence[int]
    doors: Sequence[int]
    room: Room


@dataclass(slots=True)
class _Branch:
    """A set that is being placed, the groups still to be tried, and what placing it changed."""

    who: int
    groups: Iterator[int]
    group: int = 0
    hit: int = 0


class Search:
    """One search.

    Attributes:
        touched: of the answer "no", the mask of the sets that it rests on.
        placed: of the answer "yes", the group of each set.
    """

    def __init__(self, puzzle: Puzzle, most_work: int) -> None:
        self._puzzle, self._work_left = puzzle, most_work
        self._weights, self._foes = puzzle.weights, puzzle.foes
        count, room = len(puzzle.weights), puzzle.room
        self._price = 1 + count // _LONG_MASK
        self._doors = list(puzzle.doors)
        self._waiting = (1 << count) - 1
        self._may_enter = [0] * room.groups
        for who, doors in enumerate(puzzle.doors):
            for group in bits(doors):
                self._may_enter[group] |= 1 << who
        self._inside = [0] * room.groups
        self._larger_left = room.larger
        self._fits = dict.fromkeys(puzzle.weights, 0)
        self._fits_as_larger = dict.fromkeys(puzzle.weights, 0)
        for group in range(room.groups):
            self._measure(group)
        self._order = sorted(range(count), key=self._eagerness)
        self._failed: set[object] = set()
        self.touched = 0
        self.placed: dict[int, int] = {}

    @property
    def work_left(self) -> int:
        """How much of the work allowed has not been used."""
        return max(0, self._work_left)

    def run(self) -> bool | None:
        """Return whether everybody can be placed, or None once too much work has gone into it."""
        if not self._waiting:
            return True
        path: list[_Branch] = []
        branch = self._branch()
        while True:
            group = next(branch.groups, None)
            if group is None:
                if not path:
                    return False
                self._remember_failure()
                branch = path.pop()
                self._leave(branch)
                continue
            self._enter(branch, group)
            if not self._waiting:
                self.placed = {one.who: one.group for one in (*path, branch)}
                return True
            if self._work_left <= 0:
                return None
            if self._failed and self._state() in self._failed:
                self._leave(branch)
                continue
            path.append(branch)
            branch = self._branch()

    def _eagerness(self, who: int) -> tuple[int, int, int]:
        """Large sets first, then those with few doors, then those with many foes."""
        return (-self._weights[who], self._doors[who].bit_count(), -self._foes[who].bit_count())

    def _branch(self) -> _Branch:
        """Choose the set with the fewest groups left, and put its groups in order."""
        larger = self._larger_left > 0
        waiting = (who for who in self._order if self._waiting >> who & 1)
        looked_at: list[tuple[int, int]] = []
        best, left = -1, self._puzzle.room.groups + 1
        for who in islice(waiting, _WINDOW):
            weight = self._weights[who]
            fits = (
                self._fits[weight] | self._fits_as_larger[weight] if larger else self._fits[weight]
            )
            free = self._doors[who] & fits
            looked_at.append((who, free))
            if (count := free.bit_count()) < left:
                best, left = who, count
                if not count:
                    break
        self._work_left -= (len(looked_at) + left) * self._price
        self.touched |= 1 << best
        free = looked_at[-1][1] if not left else next(f for who, f in looked_at if who == best)
        if not left or self._overcrowded(free, looked_at):
            return _Branch(best, iter(()))
        return _Branch(best, iter(self._in_order(best, free)))

    def _overcrowded(self, groups: int, looked_at: Sequence[tuple[int, int]]) -> bool:
        """Tell whether those who can go nowhere but into these groups are too many for them."""
        confined = [who for who, free in looked_at if not free & ~groups]
        left = [self._puzzle.room.size - self._inside[group] for group in bits(groups)]
        for least in (1, *(weight for weight in self._fits if weight > 1)):
            large = [who for who in confined if self._weights[who] >= least]
            places = sum(max(0, seats) // least for seats in left)
            gaining = sum(seats >= 0 and (seats + 1) % least == 0 for seats in left)
            places += min(self._larger_left, gaining)
            needed = sum(self._weights[who] for who in large) if least == 1 else len(large)
            if needed > places:
                for who in large:
                    self.touched |= 1 << who
                return True
        return False

    def _in_order(self, who: int, free: int) -> list[int]:
        """Leave out groups like another; first where it shuts the fewest doors, then by room."""
        waiting, foes = self._waiting, self._foes[who] & self._waiting
        fuller_first = -1 if self._weights[who] > 1 else 1
        seen: set[tuple[int, int]] = set()
        ranked: list[tuple[int, int, int]] = []
        for group in bits(free):
            inside, may_enter = self._inside[group], self._may_enter[group] & waiting
            if (inside, may_enter) not in seen:
                seen.add((inside, may_enter))
                ranked.append(((may_enter & foes).bit_count(), fuller_first * inside, group))
        return [group for _, _, group in sorted(ranked)]

    def _enter(self, branch: _Branch, group: int) -> None:
        who = branch.who
        branch.group, branch.hit = group, self._foes[who] & self._may_enter[group] & self._waiting
        self._waiting &= ~(1 << who)
        self._may_enter[group] &= ~branch.hit
        for foe in bits(branch.hit):
            self._doors[foe] &= ~(1 << group)
        self._seat(group, self._weights[who])

    def _leave(self, branch: _Branch) -> None:
        group = branch.group
        self._waiting |= 1 << branch.who
        self._may_enter[group] |= branch.hit
        for foe in bits(branch.hit):
            self._doors[foe] |= 1 << group
        self._seat(group, -self._weights[branch.who])

    def _seat(self, group: int, people: int) -> None:
        size = self._puzzle.room.size
        was_larger = self._inside[group] > size
        self._inside[group] += people
        self._larger_left += was_larger - (self._inside[group] > size)
        self._measure(group)

    def _measure(self, group: int) -> None:
        """Note which sets fit into the group as it is, and which if it is to be a larger one."""
        left = self._puzzle.room.size - self._inside[group]
        this = 1 << group
        for weight in self._fits:
            self._fits[weight] = _with(self._fits[weight], this, weight <= left)
            as_larger = self._fits_as_larger
            as_larger[weight] = _with(as_larger[weight], this, weight == left + 1)

    def _state(self) -> object:
        """Return what stands, however groups are numbered; full and shut groups do not count."""
        waiting = self._waiting
        groups = [
            (may_enter & waiting, inside)
            for may_enter, inside in zip(self._may_enter, self._inside, strict=True)
            if may_enter & waiting
        ]
        self._work_left -= len(groups) * self._price
        return (waiting, self._larger_left, tuple(sorted(groups)))

    def _remember_failure(self) -> None:
        if len(self._failed) < _REMEMBERED:
            self._failed.add(self._state())


def bits(mask: int) -> Iterator[int]:
    """Yield the places of the ones in a mask, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def mask_of(places: Iterable[int]) -> int:
    """Return the mask with ones at these places."""
    mask = 0
    for place in places:
        mask |= 1 << place
    return mask


def _with(mask: int, this: int, inside: bool) -> int:  # noqa: FBT001 - mask | this or not
    return mask | this if inside else mask & ~this
