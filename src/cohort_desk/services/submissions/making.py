"""Makes the row of a submission when it is first needed; its code is drawn by lot."""

from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    GroupRow,
    MembershipRow,
    ModuleRow,
    ParticipantRow,
    SittingRow,
    SubmissionRow,
    taking_part,
)
from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.names import full_name
from cohort_desk.domain.submissions.words import sitting_name
from cohort_desk.services.submissions.candidates import candidate_numbers, free_number


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a submission is: a group's or a person's, one of the two."""

    group_id: int | None = None
    participant_id: int | None = None

    def __post_init__(self) -> None:
        if (self.group_id is None) == (self.participant_id is None):
            raise ValueError("a submission is either a group's or a person's")


@dataclass(frozen=True, slots=True)
class Due:
    """What is expected: of whom, for which sitting of which assessment."""

    assessment_id: int
    sitting: int
    owner: Owner


def submission_of(
    work: UnitOfWork, assessment_id: int, sitting: int, owner: Owner
) -> SubmissionRow:
    """Return an owner's submission for a sitting, made now if there was none.

    Its members get candidate numbers with it. Beyond the first sitting there must have been a
    decision that gave the owner another attempt (`give_attempt`).

    Raises:
        NotFound: the assessment, the sitting or the owner has been deleted meanwhile.
        RuleBroken: the owner does not do this assessment, or not at this sitting.
    """
    found = find_submission(work, assessment_id, sitting, owner)
    if found is not None:
        return found
    if sitting > 1:
        raise RuleBroken(
            "owner",
            f"{owner_name(work, owner)} has no attempt at {sitting_name(sitting).lower()}. Decide "
            "on a referral or deferral first.",
        )
    _check_does(work, work.need(AssessmentRow, assessment_id), owner)
    return make_submission(work, assessment_id, sitting, owner)


def find_submission(
    work: UnitOfWork, assessment_id: int, sitting: int, owner: Owner
) -> SubmissionRow | None:
    """Return an owner's submission for a sitting, None if there is none yet."""
    query = select(SubmissionRow).where(
        SubmissionRow.assessment_id == assessment_id,
        SubmissionRow.sitting == sitting,
        SubmissionRow.group_id == owner.group_id
        if owner.group_id is not None
        else SubmissionRow.participant_id == owner.participant_id,
    )
    return work.session.scalar(query)


def make_submission(
    work: UnitOfWork, assessment_id: int, sitting: int, owner: Owner, basis: str = "first"
) -> SubmissionRow:
    """Make an owner's submission for a sitting that exists, and return it.

    Raises:
        NotFound: the sitting has been deleted meanwhile.
    """
    work.need(SittingRow, (assessment_id, sitting))
    taken = set(work.session.scalars(select(SubmissionRow.code)))
    row = SubmissionRow(
        assessment_id=assessment_id,
        sitting=sitting,
        group_id=owner.group_id,
        participant_id=owner.participant_id,
        code=free_number("W", taken),
        basis=basis,
    )
    work.session.add(row)
    work.session.flush()
    candidate_numbers(work, cohort_of(work, assessment_id), members_of(work, owner))
    return row


def need_submission(
    work: UnitOfWork, submission_id: int, version: int | None = None
) -> tuple[SubmissionRow, str]:
    """Return a submission and whose it is.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    row = work.need(SubmissionRow, submission_id, version)
    return row, owner_name(work, owner_of(row))


def owner_of(row: SubmissionRow) -> Owner:
    """Return whose a submission is."""
    return Owner(row.group_id, row.participant_id)


def owner_name(work: UnitOfWork, owner: Owner) -> str:
    """Return the name of the group or person.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    if owner.group_id is not None:
        return work.need(GroupRow, owner.group_id).name
    person = work.need(ParticipantRow, owner.participant_id)
    return full_name(person.given_name, person.family_name)


def members_of(work: UnitOfWork, owner: Owner) -> tuple[int, ...]:
    """Return the person, or who sits in the group and has not withdrawn, by id."""
    if owner.participant_id is not None:
        return (owner.participant_id,)
    query = (
        select(MembershipRow.participant_id)
        .join(ParticipantRow, ParticipantRow.id == MembershipRow.participant_id)
        .where(MembershipRow.group_id == owner.group_id, taking_part())
        .order_by(MembershipRow.participant_id)
    )
    return tuple(work.session.scalars(query))


def cohort_of(work: UnitOfWork, assessment_id: int) -> int:
    """Return the cohort that an assessment belongs to.

    Raises:
        NotFound: the assessment has been deleted meanwhile.
    """
    assessment = work.need(AssessmentRow, assessment_id)
    return work.need(ModuleRow, assessment.module_id).cohort_id


def _check_does(work: UnitOfWork, assessment: AssessmentRow, owner: Owner) -> None:
    """Refuse an owner from whom the assessment's first sitting expects nothing."""
    if owner.group_id is not None:
        group = work.need(GroupRow, owner.group_id)
        expected = assessment.done_by == "group" and group.round_id == assessment.round_id
    else:
        person = work.session.get(ParticipantRow, owner.participant_id)
        if person is None:
            raise NotFound("That person is no longer here: they have been deleted meanwhile.")
        cohort_id = cohort_of(work, assessment.id)
        expected = assessment.done_by == "person" and person.cohort_id == cohort_id
    if not expected:
        name = owner_name(work, owner)
        raise RuleBroken("owner", f"{assessment.title} is not done by {name}.")
