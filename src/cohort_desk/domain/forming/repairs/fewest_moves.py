"""Looks for the fewest moves that put an arrangement right, and for the best of those.

Every repair must undo each wrong somehow. So the search takes one wrong after the other and tries
every step that could undo it: with at most k moves it has then seen every repair of k moves. Steps
that leave more to do than there are moves left are dropped at once. The number of moves grows from
what any repair needs; the first for which one is found is the fewest there can be. Where that
takes too many steps, a greedy descent answers instead, and what it says of "fewest" is less.
"""

import random
from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cohort_desk.domain.forming.repairs.mending import HOPELESS, NOWHERE, Mending, Step
from cohort_desk.domain.progress import Progress

_TELL_EVERY = 256
_ATTEMPTS = 5
_FEW = 3
"""Among how many of the best steps a further attempt chooses."""
_MOST_WEIGHED, _MOST_TARGETS = 1_500, 12
"""How many people the greedy descent weighs for one wrong at most, and groups for each of them."""
_MOST_REVISED = 12


class OutOfSteps(Exception):
    """The search has taken as many steps as it may."""


@dataclass
class Allowance:
    """How many steps a search may take; tells how far it is."""

    steps: int
    report: Progress
    taken: int = 0

    def take(self, steps: int = 1) -> None:
        """Count steps.

        Raises:
            OutOfSteps: that was one too many.
            Cancelled: the user asked to stop.
        """
        before, self.taken = self.taken, self.taken + steps
        if before // _TELL_EVERY != self.taken // _TELL_EVERY:
            self.report(min(self.taken, self.steps), self.steps)
        if self.taken > self.steps:
            raise OutOfSteps


@dataclass
class Best:
    """The best way found so far: what it adds to the objective, and the steps of it."""

    change: int = 0
    steps: tuple[Step, ...] | None = None


@dataclass
class _Descent:
    """One exhaustive search with a given number of moves."""

    mending: Mending
    allowance: Allowance
    best: Best = field(default_factory=Best)
    seen: set[frozenset[Step]] = field(default_factory=set[frozenset[Step]])

    def down(self, left: int, change: int, steps: tuple[Step, ...]) -> None:
        """Try everything that could still be a repair with at most `left` more moves."""
        key = frozenset(steps)
        if key in self.seen:
            return
        self.seen.add(key)
        mending = self.mending
        prices: dict[int, tuple[int, ...]] = {}
        for person, group in mending.choices(left):
            self.allowance.take()
            remaining = left - (mending.place[person] != NOWHERE)
            with _decided(mending, person, group):
                if mending.least() > remaining:
                    continue
                done = mending.whole
                if person not in prices:
                    self.allowance.take()
                    prices[person] = mending.live.changes_by_move(person)
                cost, path = change + prices[person][group], (*steps, (person, group))
                if not done:
                    with _told(mending, person, group):
                        self.down(remaining, cost, path)
            if done and (self.best.steps is None or cost < self.best.change):
                self.best = Best(cost, path)


def search_exhaustively(mending: Mending, moves: int, allowance: Allowance) -> tuple[Best, bool]:
    """Return the best repair with at most so many moves, and whether all were seen."""
    descent = _Descent(mending, allowance)
    if mending.whole:
        return Best(0, ()), True
    if mending.least() > moves:
        return Best(), True
    try:
        descent.down(moves, 0, ())
    except OutOfSteps:
        return descent.best, False
    return descent.best, True


def search_greedily(mending: Mending, allowance: Allowance) -> tuple[Step, ...] | None:
    """Return the steps of a repair with few moves, or None if none was found; moves nobody."""
    for attempt in range(_ATTEMPTS):
        steps: list[Step] = []
        try:
            found = _descend(mending, random.Random(attempt), allowance, steps, attempt)  # noqa: S311
        except OutOfSteps:
            found = False
        finally:
            for person, _ in reversed(steps):
                take_back(mending, person)
        if found:
            return tuple(steps)
        if allowance.taken > allowance.steps:
            break
    return None


def revise(mending: Mending, allowance: Allowance) -> bool:
    """Do each change over in the best way that there is beside the others; tell if all were tried.

    Nobody moves who had not to: the number of moves stays as it is or falls.
    """
    try:
        better = True
        while better:
            changed = sorted(one for one in mending.changed())[:_MOST_REVISED]
            tries = [(one,) for one in changed]
            tries += [(one, other) for one in changed for other in changed if one < other]
            better = any(_do_over(mending, people, allowance) for people in tries)
    except OutOfSteps:
        return False
    return True


def decide(mending: Mending, steps: tuple[Step, ...]) -> None:
    """Take steps for good."""
    for person, group in steps:
        mending.live.move(person, group)
        mending.put(person, group)
        mending.fixed.add(person)


def take_back(mending: Mending, person: int) -> None:
    """Put somebody back to where they were at first, free to move."""
    home = mending.home[person]
    mending.live.move(person, None if home == NOWHERE else home)
    mending.put(person, home)
    mending.fixed.discard(person)


def _descend(
    mending: Mending, chance: random.Random, allowance: Allowance, taken: list[Step], attempt: int
) -> bool:
    """Undo one wrong after the other in the way that leaves least to do and costs least."""
    while not mending.whole:
        least = mending.least()
        if least >= HOPELESS:
            return False
        tries = (_weigh(mending, least + slack, chance, allowance) for slack in range(3))
        weighed = next(filter(None, tries), None)
        if not weighed:
            return False
        rank = chance.randrange(min(_FEW, len(weighed))) if attempt else 0
        _, _, step = sorted(weighed)[rank]
        decide(mending, (step,))
        taken.append(step)
    return True


def _weigh(
    mending: Mending, left: int, chance: random.Random, allowance: Allowance
) -> list[tuple[int, int, Step]]:
    """Return the steps that undo one wrong, each with the moves needed then, and its price."""
    targets: dict[int, list[int]] = defaultdict(list)
    for person, group in mending.choices(left):
        targets[person].append(group)
    people = list(targets)
    if len(people) > _MOST_WEIGHED:
        people = chance.sample(people, _MOST_WEIGHED)
    weighed: list[tuple[int, int, Step]] = []
    for person in people:
        moving = mending.place[person] != NOWHERE
        prices = mending.live.changes_by_move(person)
        found = 0
        for group in sorted(targets[person], key=prices.__getitem__):
            allowance.take()
            with _decided(mending, person, group):
                needed = mending.least() + moving
            if needed <= left:
                weighed.append((needed, prices[group], (person, group)))
                found += 1
            if found == _MOST_TARGETS:
                break
    return weighed


def _do_over(mending: Mending, people: tuple[int, ...], allowance: Allowance) -> bool:
    """Take back what was decided on these people and decide anew; tell if that was better."""
    before = tuple((one, mending.place[one]) for one in people)
    moves = sum(mending.home[one] != NOWHERE for one in people)
    cost = 0
    for one in people:
        home = mending.home[one]
        cost -= mending.live.effect_of_move(one, None if home == NOWHERE else home).change
        take_back(mending, one)
    descent = _Descent(mending, allowance)
    better = False
    try:
        descent.down(moves, 0, ())
        better = descent.best.steps is not None and descent.best.change < cost
    finally:
        decide(mending, descent.best.steps if better and descent.best.steps else before)
    return better


@contextmanager
def _decided(mending: Mending, person: int, group: int) -> Generator[None]:
    before = mending.place[person]
    mending.put(person, group)
    mending.fixed.add(person)
    try:
        yield
    finally:
        mending.fixed.discard(person)
        mending.put(person, before)


@contextmanager
def _told(mending: Mending, person: int, group: int) -> Generator[None]:
    before = mending.home[person]
    mending.live.move(person, group)
    try:
        yield
    finally:
        mending.live.move(person, None if before == NOWHERE else before)
