"""Changes by hand on the board, each one step: moves, swaps, locks, and the groups themselves."""

from collections.abc import Sequence

from sqlalchemy import select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import GroupRow, MembershipRow, RoundRow, RuleRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import numbered_names
from cohort_desk.domain.unseen import one_line
from cohort_desk.domain.words import counted
from cohort_desk.services.groups.material import read_groups
from cohort_desk.services.groups.rounds import NAME_LENGTH, delete_rule_row
from cohort_desk.services.groups.seats import (
    Seen,
    check_free,
    check_open,
    need_seat,
    person_name,
    seat_versions,
    sit,
)
from cohort_desk.services.groups.standing import refuse_if_group_has_work


def move_people(
    db: Database, round_id: int, people: Sequence[int], group_id: int | None, seen: Seen
) -> Seen:
    """Move people to a group, or with None to the tray, in one step.

    Returns their new seat versions, with which they can be moved again at once.

    Raises:
        NotFound: the group or a person has been deleted meanwhile.
        EditedMeanwhile: someone has moved one of them since the user saw them.
        RuleBroken: one of them, or a group concerned, is locked.
    """
    whom, target = _whom(db, people), _group_name(db, group_id)
    step, said = f"move of {whom} to {target}", f"Moved {whom} to {target}"
    with db.begin(step, said) as work:
        seats = {person: need_seat(work, round_id, person, seen) for person in people}
        check_open(work, round_id, group_id)
        for person, seat in seats.items():
            check_free(work, person, seat)
            sit(work, round_id, person, seat, group_id)
        return seat_versions(work, round_id, people)


def swap_people(db: Database, round_id: int, one: int, other: int, seen: Seen) -> Seen:
    """Give each of two people the place of the other, and return their new seat versions.

    Raises:
        NotFound: one of them has been deleted meanwhile.
        EditedMeanwhile: someone has moved one of them since the user saw them.
        RuleBroken: one of them, or their group, is locked.
    """
    names = f"{_whom(db, [one])} and {_whom(db, [other])}"
    with db.begin(f"swap of {names}", f"Swapped {names}") as work:
        seats = {person: need_seat(work, round_id, person, seen) for person in (one, other)}
        at = {person: seat.group_id if seat else None for person, seat in seats.items()}
        for person, target in ((one, at[other]), (other, at[one])):
            check_free(work, person, seats[person])
            sit(work, round_id, person, seats[person], target)
        return seat_versions(work, round_id, (one, other))


def lock_people(
    db: Database, round_id: int, people: Sequence[int], *, locked: bool, seen: Seen
) -> Seen:
    """Lock people in their group, so that forming and moving leave them there; or unlock them.

    Returns their new seat versions.

    Raises:
        EditedMeanwhile: someone has moved one of them since the user saw them.
        RuleBroken: one of them is in no group.
    """
    whom = _whom(db, people)
    step, said = ("locking", "Locked") if locked else ("unlocking", "Unlocked")
    with db.begin(f"{step} of {whom}", f"{said} {whom}") as work:
        for person in people:
            seat = need_seat(work, round_id, person, seen)
            if seat is None:
                raise RuleBroken("people", f"{person_name(work, person)} is in no group yet.")
            if seat.locked != locked:
                seat.locked = locked
        return seat_versions(work, round_id, people)


def lock_group(db: Database, group_id: int, version: int, *, locked: bool) -> None:
    """Lock a whole group, so that forming and moving leave it as it is; or unlock it.

    Raises:
        NotFound: the group has been removed meanwhile.
        EditedMeanwhile: someone has changed the group since that version.
    """
    name = _group_name(db, group_id)
    step, said = ("locking", "Locked") if locked else ("unlocking", "Unlocked")
    with db.begin(f"{step} of {name}", f"{said} {name}") as work:
        row = work.need(GroupRow, group_id, version)
        if row.locked != locked:
            row.locked = locked


def add_group(db: Database, round_id: int, name: str = "") -> int:
    """Add an empty group at the end of the board and return its id.

    Without a name it is called "Group 1", "Group 2" and so on.

    Raises:
        NotFound: the round has been deleted.
        RuleBroken: the name is too long or taken.
    """
    with db.read() as work:
        taken = {group.name.casefold() for group in read_groups(work, round_id)}
    chosen = one_line(name) or next(numbered_names("Group", taken, len(taken) + 1))
    with db.begin(f"addition of {chosen}", f"Added {chosen}") as work:
        work.need(RoundRow, round_id)
        groups = read_groups(work, round_id)
        _check_name(chosen, [group.name for group in groups])
        position = max((group.position for group in groups), default=-1) + 1
        row = GroupRow(round_id=round_id, name=chosen, position=position)
        work.session.add(row)
        work.session.flush()
        return row.id


def rename_group(db: Database, group_id: int, version: int, name: str) -> None:
    """Rename a group.

    Raises:
        NotFound: the group has been removed meanwhile.
        EditedMeanwhile: someone has changed the group since that version.
        RuleBroken: the name is missing, too long or taken.
    """
    before, chosen = _group_name(db, group_id), one_line(name)
    with db.begin(f"renaming of {before} to {chosen}", f"{before} is now {chosen}") as work:
        row = work.need(GroupRow, group_id, version)
        others = [group.name for group in read_groups(work, row.round_id) if group is not row]
        _check_name(chosen, others)
        if row.name != chosen:
            row.name = chosen


def remove_group(db: Database, group_id: int, version: int) -> None:
    """Remove a group; its people go to the tray and the rules that name it go with it.

    Raises:
        NotFound: the group has been removed meanwhile.
        EditedMeanwhile: someone has changed the group since that version.
        RuleBroken: the group, or somebody in it, is locked; or it has a project or handed in work.
    """
    name = _group_name(db, group_id)
    with db.begin(f"removal of {name}", f"Removed {name}") as work:
        row = work.need(GroupRow, group_id, version)
        check_open(work, row.round_id, group_id)
        refuse_if_group_has_work(work, row)
        inside = select(MembershipRow).where(MembershipRow.group_id == group_id)
        for seat in work.session.scalars(inside).all():
            check_free(work, seat.participant_id, seat)
            work.session.delete(seat)
        for rule in work.session.scalars(select(RuleRow).where(RuleRow.group_id == group_id)).all():
            delete_rule_row(work, rule)
        work.session.delete(row)


def _check_name(name: str, others: Sequence[str]) -> None:
    if not name:
        raise RuleBroken("name", "Give the group a name.")
    if len(name) > NAME_LENGTH:
        raise RuleBroken("name", f"A group's name has at most {NAME_LENGTH} characters.")
    if name.casefold() in {other.casefold() for other in others}:
        raise RuleBroken("name", f"There is a group called {name} already. Choose another name.")


def _whom(db: Database, people: Sequence[int]) -> str:
    if len(people) != 1:
        return counted(len(people), "person", "people")
    with db.read() as work:
        return person_name(work, people[0])


def _group_name(db: Database, group_id: int | None) -> str:
    if group_id is None:
        return "the tray"
    with db.read() as work:
        return work.need(GroupRow, group_id).name
