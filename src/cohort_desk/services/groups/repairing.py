"""Repairs of a round's groups: what is wrong, what would put it right, and doing it in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import GroupRow, MembershipRow, ParticipantRow, RoundRow, taking_part
from cohort_desk.domain.errors import EditedMeanwhile
from cohort_desk.domain.forming.repairs.repair import Move, Patient, Repair, find_repairs
from cohort_desk.domain.forming.score import CriterionScore
from cohort_desk.domain.names import numbered_names
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.services.groups.board import Board, read_board
from cohort_desk.services.groups.material import read_groups
from cohort_desk.services.groups.repair_words import proof, title, trade
from cohort_desk.services.groups.seats import Seen, check_free, check_open, need_seat, sit
from cohort_desk.services.groups.standing import refuse_if_group_has_work


@dataclass(frozen=True, slots=True)
class RepairMove:
    """A person who goes to another group.

    Attributes:
        source: the name of their group, "" without one.
        target: the name of the group that they go to.
        target_id: None of a group that the repair makes.
    """

    person_id: int
    name: str
    source: str
    target: str
    target_id: int | None


@dataclass(frozen=True, slots=True)
class PlannedRepair:
    """A repair as it is offered.

    Attributes:
        title: what it does: "Place 2 people and move 1".
        moves: the people who change groups.
        placed: the people who had no group.
        opened: the names of the groups that are added.
        dissolved: the names of the groups that are removed.
        trade: how it compares with the others offered, "" if it is the only one.
        proof: what is proven of it.
        changed: of each criterion for which that differs, its score now and what it counts then.
        removed: the groups that are removed, with their versions.
        sitting: who sat in the groups concerned, by group, when the repair was planned.
    """

    title: str
    moves: tuple[RepairMove, ...]
    placed: tuple[RepairMove, ...]
    opened: tuple[str, ...]
    dissolved: tuple[str, ...]
    trade: str
    proof: str
    changed: tuple[tuple[CriterionScore, int], ...]
    removed: tuple[tuple[int, int], ...]
    sitting: Mapping[int, frozenset[int]]


def what_is_wrong(board: Board) -> tuple[str, ...]:
    """Return in words what a repair would put right: "2 people have no group"; none if nothing.

    Locked groups may have any size: they are left as they are.
    """
    sizes = board.request.recipe.sizes
    open_groups = [group for group in board.groups if not group.locked]
    small = sum(group.size < sizes.smallest for group in open_groups)
    large = sum(group.size > sizes.largest for group in open_groups)
    counts = (
        (len(board.tray), "1 person has no group", "people have no group"),
        (small, "1 group is too small", "groups are too small"),
        (large, "1 group is too large", "groups are too large"),
        (len(board.score.broken), "1 rule is broken", "rules are broken"),
    )
    return tuple(one if n == 1 else f"{n:,} {many}" for n, one, many in counts if n)


def plan_repairs(
    db: Database, round_id: int, report: Progress = unwatched
) -> tuple[tuple[PlannedRepair, ...], Seen]:
    """Return up to three repairs of a round, fewest moves first, and the seats that they rest on.

    Raises:
        NotFound: the round has been deleted.
        Impossible: nothing puts the groups right; says why.
        RuleBroken: the sizes do not fit the number of people; says what would work.
        Cancelled: raised by `report`.
    """
    board = read_board(db, round_id)
    closed = frozenset(at for at, group in enumerate(board.groups) if group.locked)
    repairs = find_repairs(Patient(board.request, board.seats, closed), report)
    cards = [*board.tray, *(card for group in board.groups for card in group.cards)]
    seen = {card.id: card.seat_version for card in cards}
    return tuple(_planned(board, repair, repairs) for repair in repairs), seen


def make_repair(db: Database, round_id: int, repair: PlannedRepair, seen: Seen) -> None:
    """Carry out a repair in one step.

    Raises:
        NotFound: the round, a group or a person has been deleted meanwhile.
        EditedMeanwhile: someone has changed the groups concerned since the repair was planned.
        RuleBroken: somebody who is to move, or their group, has been locked.
    """
    with db.read() as work:
        name = work.need(RoundRow, round_id).name
    did = repair.title[0].lower() + repair.title[1:]
    with db.begin(f"repair of {name}: {did}", f"Repaired {name}: {did}") as work:
        _check_unchanged(work, repair.sitting)
        new = _add_groups(work, round_id, repair.opened)
        for step in (*repair.moves, *repair.placed):
            target = new[step.target] if step.target_id is None else step.target_id
            seat = need_seat(work, round_id, step.person_id, seen)
            check_open(work, round_id, target)
            check_free(work, step.person_id, seat)
            sit(work, round_id, step.person_id, seat, target)
        work.session.flush()
        for group_id, version in repair.removed:
            _remove_emptied(work, group_id, version)


def _planned(board: Board, repair: Repair, offered: Sequence[Repair]) -> PlannedRepair:
    taken = {group.name.casefold() for group in board.groups}
    names = numbered_names("Group", taken, len(board.groups) + 1)
    opened = tuple(next(names) for _ in range(repair.opened))
    group_names = (*(group.name for group in board.groups), *opened)
    name_of = {member.id: member.name for member in board.request.members}

    def told(moves: Sequence[Move]) -> tuple[RepairMove, ...]:
        listed = (
            RepairMove(
                move.member_id,
                name_of[move.member_id],
                "" if move.source is None else group_names[move.source],
                group_names[move.target],
                board.groups[move.target].id if move.target < len(board.groups) else None,
            )
            for move in moves
        )
        return tuple(sorted(listed, key=lambda one: one.name))

    gone = [board.groups[at] for at in repair.dissolved]
    touched = {at for move in (*repair.moves, *repair.placed) for at in (move.source, move.target)}
    touched |= set(repair.dissolved)
    return PlannedRepair(
        title=title(repair, [group.name for group in gone]),
        moves=told(repair.moves),
        placed=told(repair.placed),
        opened=opened,
        dissolved=tuple(group.name for group in gone),
        trade=trade(repair, offered),
        proof=proof(repair, offered),
        changed=tuple(
            (now, now.count + more)
            for now, more in zip(board.score.criteria, repair.by_criterion, strict=False)
            if more
        ),
        removed=tuple((group.id, group.version) for group in gone),
        sitting={
            board.groups[at].id: frozenset(board.seats[at])
            for at in touched
            if at is not None and at < len(board.groups)
        },
    )


def _check_unchanged(work: UnitOfWork, sitting: Mapping[int, frozenset[int]]) -> None:
    """Refuse if somebody came into one of the groups, or left: the sizes would be wrong."""
    for group_id, people in sitting.items():
        group = work.need(GroupRow, group_id)
        present = (
            select(MembershipRow.participant_id)
            .join(ParticipantRow, ParticipantRow.id == MembershipRow.participant_id)
            .where(MembershipRow.group_id == group_id, taking_part())
        )
        if frozenset(work.session.scalars(present)) != people:
            raise _changed(group.name)


def _add_groups(work: UnitOfWork, round_id: int, names: Sequence[str]) -> dict[str, int]:
    groups = read_groups(work, round_id)
    taken = [name for name in names if name in {group.name for group in groups}]
    if taken:
        raise _changed(taken[0])
    position = max((group.position for group in groups), default=-1)
    made: dict[str, int] = {}
    for number, name in enumerate(names, start=position + 1):
        row = GroupRow(round_id=round_id, name=name, position=number)
        work.session.add(row)
        work.session.flush()
        made[name] = row.id
    return made


def _remove_emptied(work: UnitOfWork, group_id: int, version: int) -> None:
    """Remove a group; only people who have withdrawn still sit in it."""
    row = work.need(GroupRow, group_id, version)
    refuse_if_group_has_work(work, row)
    inside = select(MembershipRow).where(MembershipRow.group_id == group_id)
    for seat in work.session.scalars(inside).all():
        work.session.delete(seat)
    work.session.delete(row)


def _changed(group: str) -> EditedMeanwhile:
    return EditedMeanwhile(
        f"Someone else has changed {group} meanwhile. Nothing was moved: ask for a repair again."
    )
