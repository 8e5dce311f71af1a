"""What the submissions of one sitting are made of, read by a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, or_, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    CircumstancesRow,
    ExtensionRow,
    GroupRow,
    HoldRow,
    MembershipRow,
    ParticipantRow,
    SittingRow,
    StoredFileRow,
    SubmissionFileRow,
    SubmissionRow,
    taking_part,
)
from cohort_desk.domain.names import full_name
from cohort_desk.domain.regulations.rules import LateRules
from cohort_desk.domain.submissions.deadlines import Window
from cohort_desk.services.regulations import regulations_of
from cohort_desk.services.submissions.candidates import known_candidates
from cohort_desk.services.submissions.making import Owner, cohort_of, owner_of

_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class SubmissionFile:
    """A file of a submission; `number` counts the versions of a name from 1, `size` is in bytes."""

    id: int
    name: str
    number: int
    sha256: str
    size: int
    added_at: datetime
    added_by: str
    withdrawn: bool
    version: int


@dataclass(frozen=True, slots=True)
class Extension:
    """A later deadline of one group or person."""

    id: int
    until: datetime
    reason: str
    granted_by: str
    version: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of extenuating circumstances; `outcome` is a key of `words.DECISIONS`."""

    id: int
    participant_id: int
    claim: str
    evidence: str
    claimed_at: datetime
    outcome: str
    decided_why: str
    decided_by: str
    decided_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a mark is not to be released: the whole submission's, or one member's."""

    id: int
    participant_id: int | None
    kind: str
    reason: str
    placed_at: datetime
    placed_by: str
    cleared_at: datetime | None
    cleared_why: str
    version: int


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as submissions show one."""

    name: str
    candidate: str
    agency_id: int | None


@dataclass(frozen=True, slots=True)
class Material:
    """One sitting's owners by name, in the order in which they are shown, and what they have."""

    assessment_id: int
    sitting: int
    window: Window
    late_rules: LateRules
    names: Mapping[Owner, str]
    people: Mapping[int, Person]
    groups: Mapping[int, tuple[int, ...]]
    submissions: Mapping[Owner, SubmissionRow]
    files: Mapping[int, tuple[SubmissionFile, ...]]
    extensions: Mapping[Owner, Extension]
    claims: Mapping[int, tuple[Claim, ...]]
    holds: Mapping[int, tuple[Hold, ...]]

    def people_of(self, owner: Owner) -> tuple[int, ...]:
        """Return whose marks an owner's submission makes."""
        if owner.participant_id is not None:
            return (owner.participant_id,)
        return self.groups.get(owner.group_id or 0, ())


def read_material(
    work: UnitOfWork, assessment_id: int, sitting: int, only: Owner | None = None
) -> Material:
    """Read a sitting; with `only`, of that owner alone.

    Raises:
        NotFound: the assessment, the sitting or that owner has been deleted meanwhile.
    """
    assessment = work.need(AssessmentRow, assessment_id)
    times = work.need(SittingRow, (assessment_id, sitting))
    submissions = _submissions(work, assessment_id, sitting)
    asked = _asked(submissions, only)
    expects = assessment.done_by if sitting == 1 and only is None else ""
    groups = _groups(work, asked, assessment.round_id if expects == "group" else None)
    seats = _seats(work, [group.id for group in groups])
    cohort_id = cohort_of(work, assessment_id)
    singles = _singles(work, asked, cohort_id if expects == "person" else None)
    names = {
        Owner(group_id=group.id): group.name
        for group in groups
        if Owner(group_id=group.id) in asked or seats.get(group.id)
    }
    names |= {Owner(participant_id=row.id): _name(row) for row in singles}
    return Material(
        assessment_id=assessment_id,
        sitting=sitting,
        window=Window(times.opens_at, times.deadline, times.closes_at),
        late_rules=regulations_of(work, cohort_id).late,
        names=names,
        people=_people(
            work, cohort_id, [*singles, *(row for some in seats.values() for row in some)]
        ),
        groups={group_id: tuple(row.id for row in some) for group_id, some in seats.items()},
        submissions=submissions,
        files=_files(work, assessment_id, sitting),
        extensions=_extensions(work, assessment_id, sitting),
        claims=_claims(work, assessment_id, sitting),
        holds=_holds(work, assessment_id, sitting),
    )


def _asked(submissions: Collection[Owner], only: Owner | None) -> set[Owner]:
    return set(submissions) if only is None else {only}


def _submissions(work: UnitOfWork, assessment_id: int, sitting: int) -> dict[Owner, SubmissionRow]:
    query = select(SubmissionRow).where(*_at(SubmissionRow, assessment_id, sitting))
    return {owner_of(row): row for row in work.session.scalars(query)}


def _groups(work: UnitOfWork, asked: Collection[Owner], round_id: int | None) -> Sequence[GroupRow]:
    ids = [owner.group_id for owner in asked if owner.group_id is not None]
    query = select(GroupRow).where(or_(GroupRow.id.in_(ids), GroupRow.round_id == round_id))
    return work.session.scalars(query.order_by(GroupRow.position, GroupRow.id)).all()


def _seats(work: UnitOfWork, groups: Sequence[int]) -> dict[int, list[ParticipantRow]]:
    query = (
        select(MembershipRow.group_id, ParticipantRow)
        .join(ParticipantRow, ParticipantRow.id == MembershipRow.participant_id)
        .where(MembershipRow.group_id.in_(groups), taking_part())
        .order_by(ParticipantRow.sort_name, ParticipantRow.id)
    )
    seats: dict[int, list[ParticipantRow]] = defaultdict(list)
    for group_id, row in work.session.execute(query):
        seats[group_id].append(row)
    return seats


def _singles(
    work: UnitOfWork, asked: Collection[Owner], cohort_id: int | None
) -> Sequence[ParticipantRow]:
    ids = [owner.participant_id for owner in asked if owner.participant_id is not None]
    enrolled = and_(ParticipantRow.cohort_id == cohort_id, taking_part())
    query = select(ParticipantRow).where(or_(ParticipantRow.id.in_(ids), enrolled))
    return work.session.scalars(query.order_by(ParticipantRow.sort_name, ParticipantRow.id)).all()


def _people(work: UnitOfWork, cohort_id: int, rows: Iterable[ParticipantRow]) -> dict[int, Person]:
    numbers = known_candidates(work, cohort_id)
    return {row.id: Person(_name(row), numbers.get(row.id, ""), row.agency_id) for row in rows}


def _files(
    work: UnitOfWork, assessment_id: int, sitting: int
) -> dict[int, tuple[SubmissionFile, ...]]:
    query = (
        select(SubmissionFileRow, StoredFileRow.size)
        .join(StoredFileRow, StoredFileRow.sha256 == SubmissionFileRow.sha256)
        .join(SubmissionRow, SubmissionRow.id == SubmissionFileRow.submission_id)
        .where(*_at(SubmissionRow, assessment_id, sitting))
        .order_by(SubmissionFileRow.name, SubmissionFileRow.number)
    )
    return _gathered(
        (
            row.submission_id,
            SubmissionFile(
                row.id,
                row.name,
                row.number,
                row.sha256,
                size,
                row.added_at,
                row.added_by,
                row.withdrawn,
                row.version,
            ),
        )
        for row, size in work.session.execute(query)
    )


def _extensions(work: UnitOfWork, assessment_id: int, sitting: int) -> dict[Owner, Extension]:
    query = select(ExtensionRow).where(*_at(ExtensionRow, assessment_id, sitting))
    return {
        Owner(row.group_id, row.participant_id): Extension(
            row.id, row.until, row.reason, row.granted_by, row.version
        )
        for row in work.session.scalars(query)
    }


def _claims(work: UnitOfWork, assessment_id: int, sitting: int) -> dict[int, tuple[Claim, ...]]:
    query = select(CircumstancesRow).where(*_at(CircumstancesRow, assessment_id, sitting))
    return _gathered(
        (
            row.participant_id,
            Claim(
                row.id,
                row.participant_id,
                row.claim,
                row.evidence,
                row.claimed_at,
                row.outcome,
                row.decided_why,
                row.decided_by,
                row.decided_at,
                row.version,
            ),
        )
        for row in work.session.scalars(query.order_by(CircumstancesRow.id))
    )


def _holds(work: UnitOfWork, assessment_id: int, sitting: int) -> dict[int, tuple[Hold, ...]]:
    query = (
        select(HoldRow)
        .join(SubmissionRow, SubmissionRow.id == HoldRow.submission_id)
        .where(*_at(SubmissionRow, assessment_id, sitting))
        .order_by(HoldRow.id)
    )
    return _gathered(
        (
            row.submission_id,
            Hold(
                row.id,
                row.participant_id,
                row.kind,
                row.reason,
                row.placed_at,
                row.placed_by,
                row.cleared_at,
                row.cleared_why,
                row.version,
            ),
        )
        for row in work.session.scalars(query)
    )


def _at(
    table: type[SubmissionRow] | type[ExtensionRow] | type[CircumstancesRow],
    assessment_id: int,
    sitting: int,
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.assessment_id == assessment_id, table.sitting == sitting


def _gathered(pairs: Iterable[tuple[int, _One]]) -> dict[int, tuple[_One, ...]]:
    found: dict[int, list[_One]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return {key: tuple(some) for key, some in found.items()}


def _name(row: ParticipantRow) -> str:
    return full_name(row.given_name, row.family_name)
