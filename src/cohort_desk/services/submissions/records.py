"""Submissions as screens, packs and ladders read them: every expected owner, with or without one.

All are read for one sitting of one assessment by a fixed number of queries.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import SittingRow, SubmissionRow
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.submissions.deadlines import (
    Window,
    closed_at,
    effective_deadline,
    late_by,
)
from cohort_desk.services.submissions.making import Owner, owner_of
from cohort_desk.services.submissions.material import (
    Claim,
    Extension,
    Hold,
    Material,
    SubmissionFile,
    read_material,
)


@dataclass(frozen=True, slots=True)
class Member:
    """Someone whose mark a submission makes, and what concerns their lateness.

    Attributes:
        candidate: their candidate number, "" if none has been drawn.
        deadline: theirs, with what extensions they and their group have; None if there is none.
        extension: their own, if they have one.
        late: by how much the work came after their deadline.
        penalty_waived: whether a claim was decided so that lateness costs nothing.
        deferred: whether a claim was decided so that this sitting does not count for them.
        claims: their claims of extenuating circumstances for this sitting.
    """

    participant_id: int
    name: str
    candidate: str
    agency_id: int | None
    deadline: datetime | None
    extension: Extension | None
    late: timedelta
    penalty_waived: bool
    deferred: bool
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    """What is expected of one owner at a sitting, and what has come.

    Attributes:
        id: None while there is no row: nothing has been handed in, allotted or decided.
        name: of the group or person.
        code: what blind markers see: a group's code, a person's candidate number; "" if none.
        basis: why there is this attempt: "first", "referral" or "deferral".
        submitted_at: when the newest files came; decides about lateness.
        closed_at: since when it is final, be it declared so or by the deadline; None while open.
        deadline: the owner's; a member's own is in `members`.
        members: the person, or the group's members who have not withdrawn.
        files: the newest version of each, without those withdrawn.
        older: earlier versions and withdrawn files.
        holds: those not cleared.
        version: of the row, 0 without one.
    """

    id: int | None
    assessment_id: int
    sitting: int
    owner: Owner
    name: str
    code: str
    basis: str
    submitted_at: datetime | None
    submitted_by: str
    finalised_at: datetime | None
    reopened_at: datetime | None
    reopened_why: str
    closed_at: datetime | None
    deadline: datetime | None
    extension: Extension | None
    members: tuple[Member, ...]
    files: tuple[SubmissionFile, ...]
    older: tuple[SubmissionFile, ...]
    holds: tuple[Hold, ...]
    past_holds: tuple[Hold, ...]
    version: int

    @property
    def late(self) -> timedelta:
        """By how much it came after the owner's own deadline."""
        return late_by(self.submitted_at, self.deadline)


def list_submissions(
    db: Database, assessment_id: int, sitting: int = 1
) -> tuple[SubmissionLine, ...]:
    """Return a line for every owner from whom the sitting expects work, in the order of names.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
    """
    with db.read() as work:
        return submission_lines(work, assessment_id, sitting)


def read_submission(db: Database, submission_id: int) -> SubmissionLine:
    """Return one submission.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    with db.read() as work:
        return submission_line(work, work.need(SubmissionRow, submission_id))


def read_owner(db: Database, assessment_id: int, sitting: int, owner: Owner) -> SubmissionLine:
    """Return what one owner has, or has not, handed in.

    Raises:
        NotFound: nothing is expected of this owner any more.
    """
    for line in list_submissions(db, assessment_id, sitting):
        if line.owner == owner:
            return line
    raise NotFound("Nothing is expected of this group or person any more at this sitting.")


def submission_line(work: UnitOfWork, row: SubmissionRow) -> SubmissionLine:
    """Return one submission as a part of a larger reading."""
    material = read_material(work, row.assessment_id, row.sitting, only=owner_of(row))
    return _line(material, owner_of(row), datetime.now(UTC))


def submission_lines(
    work: UnitOfWork, assessment_id: int, sitting: int
) -> tuple[SubmissionLine, ...]:
    """Return what `list_submissions` does as a part of a larger reading."""
    material = read_material(work, assessment_id, sitting)
    now = datetime.now(UTC)
    lines = [_line(material, owner, now) for owner in material.names]
    return tuple(lines)


def read_window(work: UnitOfWork, assessment_id: int, sitting: int) -> Window:
    """Return a sitting's times.

    Raises:
        NotFound: the sitting has been deleted meanwhile.
    """
    row = work.need(SittingRow, (assessment_id, sitting))
    return Window(row.opens_at, row.deadline, row.closes_at)


def _line(material: Material, owner: Owner, now: datetime) -> SubmissionLine:
    row = material.submissions.get(owner)
    own = material.extensions.get(owner)
    deadline = effective_deadline(material.window.deadline, [own.until if own else None])
    submitted_at = row.submitted_at if row else None
    files = material.files.get(row.id, ()) if row else ()
    newest = {file.name: file.number for file in files if not file.withdrawn}
    current = tuple(f for f in files if not f.withdrawn and newest.get(f.name) == f.number)
    holds = material.holds.get(row.id, ()) if row else ()
    members = tuple(
        _member(material, person, deadline, submitted_at) for person in material.people_of(owner)
    )
    closed = closed_at(
        submitted_at,
        row.finalised_at if row else None,
        row.reopened_at if row else None,
        deadline,
        now,
    )
    code = (row.code if row else "") if owner.group_id is not None else members[0].candidate
    return SubmissionLine(
        id=row.id if row else None,
        assessment_id=material.assessment_id,
        sitting=material.sitting,
        owner=owner,
        name=material.names[owner],
        code=code,
        basis=row.basis if row else "first",
        submitted_at=submitted_at,
        submitted_by=row.submitted_by if row else "",
        finalised_at=row.finalised_at if row else None,
        reopened_at=row.reopened_at if row else None,
        reopened_why=row.reopened_why if row else "",
        closed_at=closed,
        deadline=deadline,
        extension=own,
        members=members,
        files=current,
        older=tuple(file for file in files if file not in current),
        holds=tuple(hold for hold in holds if hold.cleared_at is None),
        past_holds=tuple(hold for hold in holds if hold.cleared_at is not None),
        version=row.version if row else 0,
    )


def _member(
    material: Material, person: int, deadline: datetime | None, submitted_at: datetime | None
) -> Member:
    found = material.people[person]
    own = material.extensions.get(Owner(participant_id=person))
    theirs = effective_deadline(deadline, [own.until if own else None])
    claims = material.claims.get(person, ())
    decided = {claim.outcome for claim in claims}
    return Member(
        participant_id=person,
        name=found.name,
        candidate=found.candidate,
        agency_id=found.agency_id,
        deadline=theirs,
        extension=own,
        late=late_by(submitted_at, theirs),
        penalty_waived="penalty_waived" in decided,
        deferred="deferred" in decided,
        claims=claims,
    )
