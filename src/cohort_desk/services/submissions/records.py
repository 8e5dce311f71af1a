"""Submissions as screens, packs and ladders read them: every expected owner, with or without one.

All are read for one sitting of one assessment by a fixed number of queries.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import SubmissionRow
from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.marks.states import Facts, is_finalised
from cohort_desk.domain.regulations.late import late_by_words, lateness
from cohort_desk.domain.submissions.deadlines import Window, closed_at, effective_deadline, late_by
from cohort_desk.domain.submissions.words import HOLDS
from cohort_desk.services.evidence.begun import NOT_BEGUN, Begun, read_begun
from cohort_desk.services.regulations import bank_holidays
from cohort_desk.services.submissions.making import Due, Owner, owner_of
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
        late_words: the same as the scheme of penalties counts it; "" in time.
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
    late_words: str
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
        window: the sitting's times.
        deadline: the owner's; a member's own is in `members`.
        late_words: how late it is as the scheme of penalties counts it; "" in time.
        members: the person, or the group's members who have not withdrawn.
        files: the newest version of each, without those withdrawn.
        older: earlier versions and withdrawn files.
        holds: those not cleared.
        begun: how far its markers are.
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
    window: Window
    deadline: datetime | None
    late_words: str
    extension: Extension | None
    members: tuple[Member, ...]
    files: tuple[SubmissionFile, ...]
    older: tuple[SubmissionFile, ...]
    holds: tuple[Hold, ...]
    past_holds: tuple[Hold, ...]
    begun: Begun
    version: int

    @property
    def late(self) -> timedelta:
        """By how much it came after the owner's own deadline."""
        return late_by(self.submitted_at, self.deadline)

    @property
    def due(self) -> Due:
        """What this is the work for."""
        return Due(self.assessment_id, self.sitting, self.owner)


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


def read_due(db: Database, due: Due) -> SubmissionLine:
    """Return what one owner has, or has not, handed in.

    Raises:
        NotFound: the assessment, sitting or owner has been deleted meanwhile.
    """
    with db.read() as work:
        material = read_material(work, due.assessment_id, due.sitting, only=due.owner)
        if due.owner not in material.names:
            raise NotFound("That group or person is no longer here: deleted meanwhile.")
        return _lines(work, material, [due.owner])[0]


def need_line(work: UnitOfWork, due: Due) -> SubmissionLine:
    """Return the submission that an owner hands in, or takes part in as a member of a group.

    Raises:
        RuleBroken: nothing is expected of the owner at this sitting.
    """
    lines = concerned(work, due)
    if not lines:
        raise RuleBroken("owner", "Nothing is expected of this group or person at this sitting.")
    return lines[0]


def concerned(work: UnitOfWork, due: Due) -> tuple[SubmissionLine, ...]:
    """Return an owner's submission, and of a person also those of groups they are in."""
    return tuple(
        line
        for line in submission_lines(work, due.assessment_id, due.sitting)
        if line.owner == due.owner
        or due.owner.participant_id in {member.participant_id for member in line.members}
    )


def submission_line(work: UnitOfWork, row: SubmissionRow) -> SubmissionLine:
    """Return one submission as a part of a larger reading."""
    material = read_material(work, row.assessment_id, row.sitting, only=owner_of(row))
    return _lines(work, material, [owner_of(row)])[0]


def submission_lines(
    work: UnitOfWork, assessment_id: int, sitting: int
) -> tuple[SubmissionLine, ...]:
    """Return what `list_submissions` does as a part of a larger reading."""
    material = read_material(work, assessment_id, sitting)
    return _lines(work, material, material.names)


def _lines(
    work: UnitOfWork, material: Material, owners: Collection[Owner]
) -> tuple[SubmissionLine, ...]:
    now = datetime.now(UTC)
    rows = [row for owner in owners if (row := material.submissions.get(owner))]
    begun = read_begun(work, [row.id for row in rows])
    return tuple(_line(material, owner, begun, now) for owner in owners)


def _line(
    material: Material, owner: Owner, begun: Mapping[int, Begun], now: datetime
) -> SubmissionLine:
    row = material.submissions.get(owner)
    own = material.extensions.get(owner)
    deadline = effective_deadline(material.window.deadline, [own.until if own else None])
    submitted_at = row.submitted_at if row else None
    files = material.files.get(row.id, ()) if row else ()
    newest = {file.name: file.number for file in files if not file.withdrawn}
    holds = material.holds.get(row.id, ()) if row else ()
    members = tuple(
        _member(material, person, deadline, submitted_at) for person in material.people_of(owner)
    )
    code = members[0].candidate if owner.participant_id is not None else row.code if row else ""
    line = SubmissionLine(
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
        closed_at=None,
        window=material.window,
        deadline=deadline,
        late_words=_late_words(material, submitted_at, deadline),
        extension=own,
        members=members,
        files=tuple(file for file in files if newest.get(file.name) == file.number),
        older=tuple(file for file in files if newest.get(file.name) != file.number),
        holds=tuple(hold for hold in holds if hold.cleared_at is None),
        past_holds=tuple(hold for hold in holds if hold.cleared_at is not None),
        begun=begun.get(row.id, NOT_BEGUN) if row else NOT_BEGUN,
        version=row.version if row else 0,
    )
    facts = handing_in_facts(line)
    if not is_finalised(facts, now):
        return line
    moments = (line.submitted_at, line.finalised_at, line.reopened_at, line.deadline)
    # A later deadline may have been given since, which opens nothing that is being marked.
    return replace(line, closed_at=closed_at(*moments, now) or line.submitted_at)


def handing_in_facts(line: SubmissionLine) -> Facts:
    """Return what is recorded of a submission, as far as handing in goes by it.

    Somebody's extension keeps the window open for them, and so for their group.
    """
    closes_at = line.window.closes_at
    if closes_at is not None:
        closes_at = effective_deadline(closes_at, [member.deadline for member in line.members])
    return Facts(
        opens_at=line.window.opens_at,
        deadline=line.deadline,
        closes_at=closes_at,
        files=len(line.files),
        submitted_at=line.submitted_at,
        finalised_at=line.finalised_at,
        reopened_at=line.reopened_at,
        begun=line.begun.given,
        final=line.begun.final,
        holds=tuple(f"{HOLDS[hold.kind].lower()} ({hold.reason})" for hold in line.holds),
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
        late_words=_late_words(material, submitted_at, theirs),
        penalty_waived="penalty_waived" in decided,
        deferred="deferred" in decided,
        claims=claims,
    )


def _late_words(
    material: Material, submitted_at: datetime | None, deadline: datetime | None
) -> str:
    if submitted_at is None or deadline is None or submitted_at <= deadline:
        return ""
    rules = material.late_rules
    return late_by_words(rules, lateness(submitted_at, deadline, rules, bank_holidays()))
