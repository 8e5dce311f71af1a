"""Who sits where, changed one by one within a step: what all changes by hand have in common."""

from collections.abc import Mapping, Sequence

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import GroupRow, MembershipRow, ParticipantRow
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.names import full_name

Seen = Mapping[int, int]
"""The `seat_version` of each person as the user saw it."""


def need_seat(work: UnitOfWork, round_id: int, person: int, seen: Seen) -> MembershipRow | None:
    """Return where somebody sits, None without a group.

    Raises:
        EditedMeanwhile: someone has moved them since the user saw them.
    """
    seat = work.session.get(MembershipRow, (round_id, person))
    if (seat.version if seat else 0) != seen.get(person, 0):
        name = person_name(work, person)
        raise EditedMeanwhile(
            f"Someone else has moved {name} meanwhile. Nothing was overwritten: look at the board "
            "again, then make your change."
        )
    return seat


def seat_versions(work: UnitOfWork, round_id: int, people: Sequence[int]) -> dict[int, int]:
    """Return the seat versions as this step leaves them, 0 for whoever is in no group now."""
    work.session.flush()
    seats = {person: work.session.get(MembershipRow, (round_id, person)) for person in people}
    return {person: seat.version if seat else 0 for person, seat in seats.items()}


def sit(
    work: UnitOfWork, round_id: int, person: int, seat: MembershipRow | None, group_id: int | None
) -> None:
    """Put somebody into a group, or with None into none."""
    if group_id is None:
        if seat is not None:
            work.session.delete(seat)
    elif seat is None:
        work.need(ParticipantRow, person)
        work.session.add(MembershipRow(round_id=round_id, participant_id=person, group_id=group_id))
    elif seat.group_id != group_id:
        seat.group_id = group_id


def check_open(work: UnitOfWork, round_id: int, group_id: int | None) -> None:
    """Refuse a group that is locked or of another round.

    Raises:
        NotFound: the group has been removed meanwhile.
        RuleBroken: it is locked, or belongs to another round.
    """
    if group_id is None:
        return
    group = work.need(GroupRow, group_id)
    if group.round_id != round_id:
        raise RuleBroken("group", f"{group.name} belongs to another round.")
    if group.locked:
        raise RuleBroken("group", f"{group.name} is locked. Unlock it first.")


def check_free(work: UnitOfWork, person: int, seat: MembershipRow | None) -> None:
    """Refuse to move somebody who is locked, or whose group is.

    Raises:
        RuleBroken: they are.
    """
    if seat is None:
        return
    group = work.need(GroupRow, seat.group_id)
    if seat.locked:
        raise RuleBroken(
            "people", f"{person_name(work, person)} is locked in {group.name}. Unlock them first."
        )
    check_open(work, seat.round_id, group.id)


def person_name(work: UnitOfWork, person: int) -> str:
    """Return somebody's name.

    Raises:
        NotFound: they have been deleted meanwhile.
    """
    row = work.need(ParticipantRow, person)
    return full_name(row.given_name, row.family_name)
