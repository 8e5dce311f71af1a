"""Further attempts: a referral is capped and counts as one more attempt, a deferral neither."""

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AssessmentRow, SittingRow, SubmissionRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.submissions.words import BASES, sitting_name
from cohort_desk.domain.words import counted
from cohort_desk.services.regulations import regulations_of
from cohort_desk.services.submissions.making import (
    Owner,
    cohort_of,
    make_submission,
    owner_name,
)


def give_attempt(db: Database, assessment_id: int, owner: Owner, basis: str) -> int:
    """Give a group or person another sitting, and return the new submission's id.

    A person may have one of an assessment that groups do.

    Args:
        db: the programme.
        assessment_id: of what.
        owner: who tries again.
        basis: "referral" (the mark is capped) or "deferral" (it is not).

    Raises:
        NotFound: the assessment or the owner has been deleted meanwhile.
        RuleBroken: the regulations allow no further attempt, or the last one is still open.
    """
    if basis not in BASES or basis == "first":
        raise RuleBroken("basis", "Choose a referral or a deferral.")
    with db.read() as work:
        whose = owner_name(work, owner)
        title = work.need(AssessmentRow, assessment_id).title
    with db.begin(f"{basis} of {whose} in {title}") as work:
        made = make_attempt(work, assessment_id, owner, basis)
        sitting = sitting_name(made.sitting).lower()
        work.call(f"{basis} of {whose} in {title}", f"{whose} has {sitting} of {title}")
        return made.id


def make_attempt(work: UnitOfWork, assessment_id: int, owner: Owner, basis: str) -> SubmissionRow:
    """Make another sitting's submission as a part of a step; the sitting too, if it is not there.

    Raises:
        RuleBroken: as `give_attempt` does.
    """
    before = _sittings(work, assessment_id, owner)
    number = max((row.sitting for row in before), default=1) + 1
    if basis == "referral":
        _check_allowed(work, assessment_id, owner, before)
    if work.session.get(SittingRow, (assessment_id, number)) is None:
        work.session.add(SittingRow(assessment_id=assessment_id, number=number))
        work.session.flush()
    return make_submission(work, assessment_id, number, owner, basis)


def _sittings(work: UnitOfWork, assessment_id: int, owner: Owner) -> list[SubmissionRow]:
    query = select(SubmissionRow).where(SubmissionRow.assessment_id == assessment_id)
    if owner.group_id is not None:
        query = query.where(SubmissionRow.group_id == owner.group_id)
    else:
        query = query.where(SubmissionRow.participant_id == owner.participant_id)
    return list(work.session.scalars(query))


def _check_allowed(
    work: UnitOfWork, assessment_id: int, owner: Owner, before: list[SubmissionRow]
) -> None:
    whose = owner_name(work, owner)
    waiting = [row.sitting for row in before if row.sitting > 1 and row.submitted_at is None]
    if waiting:
        sitting = sitting_name(max(waiting)).lower()
        raise RuleBroken("basis", f"{whose} has {sitting} already, with nothing handed in yet.")
    most = regulations_of(work, cohort_of(work, assessment_id)).attempts.most
    used = 1 + sum(row.basis == "referral" for row in before)
    if used >= most:
        allowed = counted(most, "attempt", "attempts")
        raise RuleBroken(
            "basis",
            f"The regulations allow {allowed}, which {whose} has had. Nothing was changed.",
        )
