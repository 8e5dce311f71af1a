"""Finds a repair of given groups: exactly where that is quick, by a greedy descent elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cohort_desk.domain.forming.repairs.fewest_moves import (
    Allowance,
    OutOfSteps,
    decide,
    revise,
    search_exhaustively,
    search_greedily,
)
from cohort_desk.domain.forming.repairs.mending import HOPELESS, NOWHERE, Mending, Step
from cohort_desk.domain.progress import Progress

if TYPE_CHECKING:
    from cohort_desk.domain.forming.live import Effect

_MOST_LEVELS = 4
_MOST_DECISIONS = 4
"""More people to move and place than this are not tried in every combination."""
_STEPS, _STEPS_EACH = 36_000, 500
_WORTH_TRYING = 20
"""Combinations for each step: most are dropped long before they are complete."""
_MORE_MOVES = (2, 4)
"""By how many moves the further offers may exceed the fewest."""
_SMALL = 300
_MOST_PARTNERS = 3
_PRICED_AT_ONCE = 20
"""Swaps priced in the time of one step."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where everybody goes who does not stay, what that costs, and what was proven.

    `by_criterion`, `fewest` and `best` are as in Repair.
    """

    steps: tuple[Step, ...]
    change: int
    by_criterion: tuple[int, ...]
    fewest: bool
    best: bool


def search(mending: Mending, report: Progress) -> Found | None:
    """Return the repair with the fewest moves that was found, and leave `mending` in it.

    None if there is none, or none was found.
    """
    floor = mending.least()
    if floor >= HOPELESS:
        return None
    steps = _STEPS + len(mending.home)
    if _few_enough(mending, floor, steps):
        allowance = Allowance(steps, report)
        for moves in range(floor, floor + _MOST_LEVELS):
            best, complete = search_exhaustively(mending, moves, allowance)
            if best.steps is not None:
                decide(mending, best.steps)
                if not complete:
                    revise(mending, Allowance(steps, report))
                return _found(mending, fewest=True, best=complete)
            if not complete:
                break
            floor = moves + 1
    decisions = floor + len(mending.unplaced)
    found = search_greedily(mending, Allowance(steps + _STEPS_EACH * decisions, report))
    if found is None:
        return None
    decide(mending, found)
    revise(mending, Allowance(steps, report))
    return _found(mending, fewest=mending.moved == floor, best=False)


def _few_enough(mending: Mending, floor: int, steps: int) -> bool:
    """Whether all combinations of the moves needed are likely to be seen within these steps."""
    decisions = floor + len(mending.unplaced)
    return decisions <= 1 or (
        decisions <= _MOST_DECISIONS
        and len(mending.choices(floor)) ** decisions <= _WORTH_TRYING * steps
    )


def more_moves(mending: Mending, report: Progress) -> Iterator[Found]:
    """Yield what a few more moves make better, starting from a repair; fewer moves first."""
    fewest = mending.moved
    allowance = Allowance(_STEPS, report)
    for more in _MORE_MOVES:
        before = mending.moved
        while _swap_once(mending, fewest + more, allowance):
            pass
        if mending.moved > before:
            yield _found(mending, fewest=False, best=False)


def _swap_once(mending: Mending, most: int, allowance: Allowance) -> bool:
    """Make the swap that gains most for the moves that it adds; tell if there was one."""
    best: tuple[float, int, int] | None = None
    now = mending.moved
    try:
        for one in _candidates(mending):
            allowance.take(1 + len(mending.place) // _PRICED_AT_ONCE)
            for offer in mending.live.best_swaps(one, _MOST_PARTNERS):
                other = offer.member_id
                added = _added(mending, one, other)
                gain = -offer.effect.change
                if gain <= 0 or now + added > most or not _may_swap(mending, one, other):
                    continue
                worth = gain / max(added, 0.5)
                if best is None or worth > best[0]:
                    best = worth, one, other
    except OutOfSteps:
        return False
    if best is None:
        return False
    _, one, other = best
    here, there = mending.place[one], mending.place[other]
    for person, group in ((one, there), (other, here)):
        mending.live.move(person, group)
        mending.put(person, group)
    return True


def _candidates(mending: Mending) -> list[int]:
    """Return who could swap: everybody in a small cohort, else who is where something changed."""
    stay = mending.kept
    if len(mending.place) <= _SMALL:
        return [one for one in mending.place if one not in stay]
    changed = mending.changed()
    touched = {mending.place[one] for one in changed} | {mending.home[one] for one in changed}
    return [one for one, at in mending.place.items() if at in touched and one not in stay]


def _may_swap(mending: Mending, one: int, other: int) -> bool:
    return not mending.kept & {one, other}


def _added(mending: Mending, one: int, other: int) -> int:
    """Return how many more people have moved after a swap, fewer if somebody goes home."""
    here, there = mending.place[one], mending.place[other]
    return sum(
        (mending.home[who] not in (NOWHERE, new)) - (mending.home[who] not in (NOWHERE, old))
        for who, old, new in ((one, here, there), (other, there, here))
    )


def _found(mending: Mending, *, fewest: bool, best: bool) -> Found:
    steps = tuple((one, mending.place[one]) for one in mending.changed())
    change, by_criterion = _cost(mending, steps)
    return Found(steps, change, by_criterion, fewest, best)


def _cost(mending: Mending, steps: tuple[Step, ...]) -> tuple[int, tuple[int, ...]]:
    """Return what the steps have added, in points and by criterion: a score card takes longer."""
    live = mending.live
    effects: list[Effect] = []
    for one, _ in steps:
        home = None if mending.home[one] == NOWHERE else mending.home[one]
        effects.append(live.effect_of_move(one, home))
        live.move(one, home)
    for one, group in steps:
        live.move(one, group)
    gained = zip(*(effect.by_criterion for effect in effects), strict=True)
    return -sum(effect.change for effect in effects), tuple(-sum(each) for each in gained)
