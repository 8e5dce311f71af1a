"""What accepting a proposal does: where everybody would sit, told beforehand and then carried out.

A group that rules or locks tied down when it was formed fills that very group. The others have no
names of their own: each fills the group from which it has most people, so that no more move than
must. Groups are made where they do not exist; groups that the proposal does not need go, save
those that are locked, named by a rule, have a project or other work, or hold somebody locked.
People who have withdrawn since, and people locked since or whose group is, stay where they are;
people who came since have no group.
A group of the proposal into which nobody would come any more is not made.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import GroupRow, MembershipRow, RuleRow
from cohort_desk.domain.forming.proposals.comparing import compare
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.domain.names import free_name
from cohort_desk.domain.words import counted
from cohort_desk.services.groups.material import Material

Planned = Mapping[str, Any]
"""A group of a proposal as it is kept: `group_id` (or None), `name`, `members`, and `tied`."""


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    """A group as it would be.

    Attributes:
        group_id: None of one that is yet to be made.
        planned: which group of the proposal fills it, None of one that only stays.
        members: who would be in it of those who have not withdrawn.
        locked: whether it is left as it is.
    """

    group_id: int | None
    name: str
    planned: int | None
    members: tuple[int, ...]
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """Where everybody would sit.

    Attributes:
        groups: all groups of the round, in the order of the board.
        settled: who stays where they are, because they or their group are locked.
        moves: how many people would change groups, or get one.
    """

    groups: tuple[PlacedGroup, ...]
    settled: frozenset[int]
    moves: int

    def size_problems(self, allowed: Sizes) -> tuple[str, ...]:
        """Return in sentences which sizes the settings do not allow; locked groups are as asked."""
        sizes = Counter(len(group.members) for group in self.groups if not group.locked)
        return tuple(
            f"{counted(count, 'group', 'groups')} would have {counted(size, 'person', 'people')}; "
            + (
                f"the fewest is {allowed.smallest}"
                if size < allowed.smallest
                else f"the most is {allowed.largest}"
            )
            for size, count in sorted(sizes.items())
            if not allowed.smallest <= size <= allowed.largest
        )


def groups_named_by_rules(work: UnitOfWork, round_id: int) -> frozenset[int]:
    """Return the groups that a rule names, be its people withdrawn or not: they have to stay."""
    named = select(RuleRow.group_id).where(RuleRow.round_id == round_id)
    return frozenset(group_id for group_id in work.session.scalars(named) if group_id is not None)


def settled(material: Material) -> frozenset[int]:
    """Return who stays where they are: people who are locked, and people of locked groups."""
    locked = {group.id for group in material.groups if group.locked}
    return frozenset(
        person for person, seat in material.seats.items() if seat.locked or seat.group_id in locked
    )


def placement_as_it_stands(material: Material) -> Placement:
    """Return where everybody sits now."""
    seated: dict[int, list[int]] = {group.id: [] for group in material.groups}
    for member in material.members:
        if member.id in material.seats:
            seated[material.seats[member.id].group_id].append(member.id)
    groups = tuple(
        PlacedGroup(row.id, row.name, None, tuple(seated[row.id]), row.locked)
        for row in material.groups
    )
    return Placement(groups, settled(material), moves=0)


def placement_of(
    material: Material,
    named: Collection[int],
    planned: Sequence[Planned],
    working: Collection[int] = (),
) -> Placement:
    """Return where accepting these groups would put everybody, as things stand.

    Args:
        material: the round.
        named: the groups that stay since a rule names them.
        planned: the groups of the proposal.
        working: the groups that stay, even empty, since a project or other work is theirs.
    """
    present = {member.id for member in material.members}
    stay = settled(material)
    staying = _staying(material, stay, present)
    kept = {*named, *working, *(material.seats[person].group_id for person in stay)}
    kept |= {group.id for group in material.groups if group.locked}
    coming = [tuple(i for i in p["members"] if i in present and i not in stay) for p in planned]
    filled = _match(material, named, planned, coming)
    place_of = {
        row.id: at for at, row in enumerate(filled) if row and (coming[at] or row.id in kept)
    }
    groups = [
        PlacedGroup(
            row.id,
            row.name,
            place_of.get(row.id),
            (*staying.get(row.id, ()), *(coming[place_of[row.id]] if row.id in place_of else ())),
            row.locked,
        )
        for row in material.groups
        if row.id in kept or row.id in place_of
    ]
    names = {group.name.casefold() for group in material.groups}
    for at, row in enumerate(filled):
        if row is None and coming[at]:
            name = free_name(planned[at]["name"], names)
            names.add(name.casefold())
            groups.append(PlacedGroup(None, name, at, coming[at]))
    return Placement(tuple(groups), stay, _moves(material, filled, coming))


def carry_out(work: UnitOfWork, material: Material, placement: Placement) -> None:
    """Put everybody where the placement has them."""
    rows = _rows(work, material, placement)
    seats = material.seats
    wanted = {
        person: row.id
        for row, group in zip(rows, placement.groups, strict=True)
        for person in group.members
    }
    for person, group_id in wanted.items():
        if person not in seats:
            seat = MembershipRow(
                round_id=material.round.id, participant_id=person, group_id=group_id
            )
            work.session.add(seat)
        elif seats[person].group_id != group_id:
            seats[person].group_id = group_id
    kept = {row.id for row in rows}
    present = {member.id for member in material.members}
    for person, seat in seats.items():
        if person not in wanted and (person in present or seat.group_id not in kept):
            work.session.delete(seat)
    for group in material.groups:
        if group.id not in kept:
            work.session.delete(group)
    work.session.flush()


def _rows(work: UnitOfWork, material: Material, placement: Placement) -> list[GroupRow]:
    """Return the row of each group, making those that do not exist."""
    row_of = {row.id: row for row in material.groups}
    position = max((row.position for row in material.groups), default=-1)
    rows: list[GroupRow] = []
    for group in placement.groups:
        if group.group_id is not None:
            row = row_of[group.group_id]
        else:
            position += 1
            row = GroupRow(round_id=material.round.id, name=group.name, position=position)
            work.session.add(row)
        rows.append(row)
    work.session.flush()
    return rows


def _match(
    material: Material,
    named: Collection[int],
    planned: Sequence[Planned],
    coming: Sequence[Sequence[int]],
) -> list[GroupRow | None]:
    """Return the group that each planned one fills, None where a new one is to be made, if any."""
    free = {group.id: group for group in material.groups if not group.locked}
    found: dict[int, GroupRow | None] = {
        at: free.pop(plan["group_id"], None)
        for at, plan in enumerate(planned)
        if plan.get("tied", True)
    }
    loose = [at for at in range(len(planned)) if at not in found and coming[at]]
    open_to_all = [group for group in free.values() if group.id not in named]
    sitting: dict[int, list[int]] = {group.id: [] for group in material.groups}
    for person, seat in material.seats.items():
        sitting[seat.group_id].append(person)
    matched = compare(
        [planned[at]["members"] for at in loose], [sitting[group.id] for group in open_to_all]
    ).matched
    for one, other in matched:
        found[loose[one]] = free.pop(open_to_all[other].id)
    by_name = {group.name.casefold(): group for group in free.values()}
    for at in loose:
        if at not in found:
            found[at] = free.pop(planned[at]["group_id"], None)
    for at, plan in enumerate(planned):
        if found.get(at) is None and coming[at]:
            group = by_name.get(plan["name"].casefold())
            found[at] = free.pop(group.id, None) if group else None
    return [found.get(at) for at in range(len(planned))]


def _staying(
    material: Material, stay: frozenset[int], present: set[int]
) -> dict[int, tuple[int, ...]]:
    """Return, of each group, the people who are locked in it and have not withdrawn."""
    staying: dict[int, list[int]] = {}
    for person in stay & present:
        staying.setdefault(material.seats[person].group_id, []).append(person)
    return {group_id: tuple(sorted(people)) for group_id, people in staying.items()}


def _moves(
    material: Material, filled: Sequence[GroupRow | None], coming: Sequence[Sequence[int]]
) -> int:
    seats: Mapping[int, MembershipRow] = material.seats
    return sum(
        row is None or person not in seats or seats[person].group_id != row.id
        for row, people in zip(filled, coming, strict=True)
        for person in people
    )
