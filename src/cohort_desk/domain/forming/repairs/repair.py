"""Repairs: the fewest moves that put groups right after a drop-out, a late joiner or a new rule.

Put right means: everybody has a group, every size lies within the range allowed, every rule holds.
Locked people stay, and so does who is in a locked group. A person who had no group is placed, which
is no move; fewest counts the people who have to leave the group they know.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cohort_desk.domain.forming.repairs.mending import NOWHERE, Mending
from cohort_desk.domain.forming.repairs.search import Found, more_moves, search
from cohort_desk.domain.forming.repairs.ways import Way, refusal, ways
from cohort_desk.domain.forming.request import FormingRequest
from cohort_desk.domain.progress import Progress, unwatched

_MOST_OFFERS = 3


@dataclass(frozen=True, slots=True)
class Patient:
    """Groups as they stand, which may have something wrong with them.

    Attributes:
        request: everybody who is to have a group, the rules and the locks.
        groups: the ids of the people in each group; who is in none has no group yet.
        closed: the locked groups, which nobody enters or leaves and whose size is let be.
    """

    request: FormingRequest
    groups: tuple[tuple[int, ...], ...]
    closed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Move:
    """A person who goes to another group; `source` is None of one who had none."""

    member_id: int
    source: int | None
    target: int


@dataclass(frozen=True, slots=True)
class Repair:
    """A way to put the groups right; groups are counted as in the patient, new ones after them.

    Attributes:
        moves: the people who change groups.
        placed: the people who had no group.
        opened: how many groups are added.
        dissolved: the groups that are removed.
        change: points that the objective gains; groups that are not whole may have few.
        by_criterion: what each criterion counts more then, in the order of the score card.
        fewest: whether no repair that keeps, adds and removes the same groups has fewer moves.
        best: whether none with as many moves, of the same groups, is better.
    """

    moves: tuple[Move, ...]
    placed: tuple[Move, ...]
    opened: int
    dissolved: tuple[int, ...]
    change: int
    by_criterion: tuple[int, ...]
    fewest: bool
    best: bool

    @property
    def keeps_groups(self) -> bool:
        """Whether the groups stay the same ones, with other people."""
        return not (self.opened or self.dissolved)


def find_repairs(patient: Patient, report: Progress = unwatched) -> tuple[Repair, ...]:
    """Return up to three repairs, the one with the fewest moves first, each further one better.

    Those after the first have more moves and a better mix, or keep the groups that there are.
    Groups that need no repair get none.

    Raises:
        Impossible: nothing puts the groups right; says why.
        RuleBroken: the sizes do not fit the number of people; says what would work.
        Cancelled: raised by `report`.
    """
    repairs: list[Repair] = []
    for way in ways(patient.request, patient.groups, patient.closed):
        mending = Mending(way.request, way.groups, way.limits)
        if mending.whole and not (way.opened or way.dissolved):
            return ()
        found = search(mending, report)
        if found is None:
            continue
        repairs.append(_repair(mending, way, found))
        repairs += [_repair(mending, way, more) for more in more_moves(mending, report)]
    if not repairs:
        raise refusal(patient.request, patient.groups, patient.closed)
    return _offers(repairs)


def _repair(mending: Mending, way: Way, found: Found) -> Repair:
    went = [
        Move(one, None if mending.home[one] == NOWHERE else mending.home[one], group)
        for one, group in found.steps
    ]
    return Repair(
        moves=tuple(move for move in went if move.source is not None),
        placed=tuple(move for move in went if move.source is None),
        opened=way.opened,
        dissolved=way.dissolved,
        change=found.change,
        by_criterion=found.by_criterion,
        fewest=found.fewest,
        best=found.best,
    )


def _offers(repairs: Sequence[Repair]) -> tuple[Repair, ...]:
    """Leave out each that another is as good as with no more moves; one keeps the groups."""

    def rank(one: Repair) -> tuple[int, bool, int]:
        return len(one.moves), not one.keeps_groups, one.change

    offers: list[Repair] = []
    for one in sorted(repairs, key=rank):
        if not offers or one.change < offers[-1].change:
            offers.append(one)
    if len(offers) > _MOST_OFFERS:
        offers = [offers[0], offers[len(offers) // 2], offers[-1]]
    keeping = min((one for one in repairs if one.keeps_groups), key=rank, default=None)
    if keeping and not any(one.keeps_groups for one in offers):
        offers = sorted([*offers[: _MOST_OFFERS - 1], keeping], key=rank)
    return tuple(offers)
