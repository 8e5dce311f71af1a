"""What is locked in a round, and its release."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import GroupRow, MembershipRow, ParticipantRow
from cohort_desk.domain.names import full_name


@dataclass(frozen=True, slots=True)
class Locks:
    """Who stays where they are when groups are formed.

    Attributes:
        people: the names of those who are locked one by one.
        groups: the names of the groups that are locked as a whole.
    """

    people: tuple[str, ...]
    groups: tuple[str, ...]


def read_locks(db: Database, round_id: int) -> Locks:
    """Return what is locked in a round."""
    with db.read() as work:
        query = (
            select(ParticipantRow.given_name, ParticipantRow.family_name)
            .join(MembershipRow, MembershipRow.participant_id == ParticipantRow.id)
            .where(MembershipRow.round_id == round_id, MembershipRow.locked)
            .order_by(ParticipantRow.sort_name, ParticipantRow.id)
        )
        people = tuple(full_name(given, family) for given, family in work.session.execute(query))
        return Locks(people, tuple(group.name for group in _locked_groups(work, round_id)))


def unlock_all(db: Database, round_id: int) -> None:
    """Unlock every person and every group of a round, in one step."""
    with db.begin("unlocking of everybody", "Unlocked all people and groups") as work:
        locked = select(MembershipRow).where(
            MembershipRow.round_id == round_id, MembershipRow.locked
        )
        for row in (*work.session.scalars(locked), *_locked_groups(work, round_id)):
            row.locked = False


def _locked_groups(work: UnitOfWork, round_id: int) -> Sequence[GroupRow]:
    locked = select(GroupRow).where(GroupRow.round_id == round_id, GroupRow.locked)
    return work.session.scalars(locked.order_by(GroupRow.position, GroupRow.id)).all()
