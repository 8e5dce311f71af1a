"""Conflicts of interest: what tutors declared, and which work it keeps them from.

A conflict with a person reaches the work of every group that the person sits in; one with an
agency reaches the work of everybody whom it employs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    GroupRow,
    ParticipantRow,
    RoundRow,
    TutorConflictRow,
    TutorRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.tutors import clean_reason
from cohort_desk.domain.names import full_name
from cohort_desk.services.submissions.records import SubmissionLine


@dataclass(frozen=True, slots=True)
class With:
    """Whom a conflict is with: a person, a group or an agency, one of the three."""

    participant_id: int | None = None
    group_id: int | None = None
    agency_id: int | None = None

    def __post_init__(self) -> None:
        given = (self.participant_id, self.group_id, self.agency_id)
        if sum(each is not None for each in given) != 1:
            raise ValueError("a conflict is with one person, group or agency")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict that a tutor declared; `name` is the person's, group's or agency's."""

    id: int
    tutor_id: int
    declared: With
    name: str
    reason: str
    version: int


class Conflicts:
    """What keeps tutors from work: their declared conflicts and, if so ruled, their own agency."""

    def __init__(
        self, declared: Iterable[Conflict], agencies: dict[int, int | None], *, own_agency: bool
    ) -> None:
        """Keep what was read.

        Args:
            declared: by all tutors.
            agencies: where each tutor works, by id.
            own_agency: whether a tutor may mark work by people of the same agency.
        """
        self._of: dict[int, dict[With, str]] = {}
        for each in declared:
            self._of.setdefault(each.tutor_id, {})[each.declared] = each.name
        self._agencies, self._own_agency = agencies, own_agency

    def declared(self, tutor_id: int, line: SubmissionLine) -> str:
        """Return with whom the tutor declared a conflict that this work touches; '' if nobody."""
        declared = self._of.get(tutor_id, {})
        touched = [With(group_id=line.owner.group_id)] if line.owner.group_id is not None else []
        for member in line.members:
            touched.append(With(participant_id=member.participant_id))
            if member.agency_id is not None:
                touched.append(With(agency_id=member.agency_id))
        return next((declared[each] for each in touched if each in declared), "")

    def against(self, tutor_id: int, line: SubmissionLine) -> str:
        """Return in a sentence what keeps the tutor from this work; '' if nothing does.

        It names nobody, so that it may be shown of anonymous work too.
        """
        if self.declared(tutor_id, line):
            return "A conflict of interest is declared."
        agency_id = self._agencies.get(tutor_id)
        if self._own_agency or agency_id is None:
            return ""
        if any(member.agency_id == agency_id for member in line.members):
            return "It is work by people of the tutor’s own agency."
        return ""


def declare_conflict(db: Database, tutor_id: int, declared: With, reason: str = "") -> int:
    """Record a conflict of interest and return its id.

    What is allotted already stays so, but can no longer be marked by the tutor.

    Raises:
        NotFound: the tutor, or whom the conflict is with, has been deleted meanwhile.
        RuleBroken: it is declared already, or the reason is too long.
    """
    reason = clean_reason(reason)
    with db.begin("declaration of a conflict of interest") as work:
        tutor = work.need(TutorRow, tutor_id)
        name = _name(work, declared)
        work.call(
            f"conflict of interest of {tutor.name} with {name}",
            f"Noted {tutor.name}’s conflict of interest with {name}",
        )
        if any(each.declared == declared for each in read_conflicts(work, [tutor_id])):
            raise RuleBroken("conflict", f"{tutor.name} has declared that conflict already.")
        row = TutorConflictRow(
            tutor_id=tutor_id,
            participant_id=declared.participant_id,
            group_id=declared.group_id,
            agency_id=declared.agency_id,
            reason=reason,
        )
        work.session.add(row)
        work.session.flush()
        return row.id


def withdraw_conflict(db: Database, conflict_id: int, version: int) -> None:
    """Take back a declared conflict.

    Raises:
        NotFound: it has been taken back meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    with db.begin("withdrawal of a conflict of interest") as work:
        row = work.need(TutorConflictRow, conflict_id, version)
        tutor = work.need(TutorRow, row.tutor_id)
        name = _name(work, _with(row))
        work.call(
            f"withdrawal of {tutor.name}’s conflict with {name}",
            f"{tutor.name} no longer has a conflict of interest with {name}",
        )
        work.session.delete(row)


def read_conflicts(work: UnitOfWork, tutor_ids: Sequence[int]) -> tuple[Conflict, ...]:
    """Return what the tutors declared, in the order in which they did."""
    query = (
        select(TutorConflictRow)
        .where(TutorConflictRow.tutor_id.in_(tutor_ids))
        .order_by(TutorConflictRow.id)
    )
    return tuple(
        Conflict(row.id, row.tutor_id, _with(row), _name(work, _with(row)), row.reason, row.version)
        for row in work.session.scalars(query)
    )


def all_conflicts(work: UnitOfWork, *, own_agency: bool) -> Conflicts:
    """Return what keeps each tutor from work, by the cohort's rule on their own agency."""
    agencies = dict(work.session.execute(select(TutorRow.id, TutorRow.agency_id)).all())
    return Conflicts(read_conflicts(work, list(agencies)), agencies, own_agency=own_agency)


def _with(row: TutorConflictRow) -> With:
    return With(row.participant_id, row.group_id, row.agency_id)


def _name(work: UnitOfWork, declared: With) -> str:
    if declared.participant_id is not None:
        person = work.need(ParticipantRow, declared.participant_id)
        return full_name(person.given_name, person.family_name)
    if declared.agency_id is not None:
        return work.need(AgencyRow, declared.agency_id).name
    group = work.need(GroupRow, declared.group_id)
    return f"{group.name} of {work.need(RoundRow, group.round_id).name}"
