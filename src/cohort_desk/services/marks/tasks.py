"""A marker's own task: one submission and one tutor, and whether that tutor may mark it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    CriterionMarkRow,
    CriterionRow,
    MarkRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.domain.marks.numbers import from_hundredths
from cohort_desk.domain.marks.refusals import refuse_marking
from cohort_desk.domain.marks.rubric import CriterionValue
from cohort_desk.services.evidence.locks import refuse_if_ratified
from cohort_desk.services.marks.conflicts import Conflicts, read_conflicts
from cohort_desk.services.submissions.facts import facts_of
from cohort_desk.services.submissions.records import SubmissionLine, submission_line


@dataclass(frozen=True, slots=True)
class TaskKey:
    """Which submission, and which tutor at it."""

    submission_id: int
    tutor_id: int


@dataclass(frozen=True, slots=True)
class Task:
    """A submission, the tutor at it, and the tutor's marking of it (None before it is begun)."""

    submission: SubmissionRow
    assessment: AssessmentRow
    tutor: TutorRow
    allotment: AllotmentRow | None
    mark: MarkRow | None
    line: SubmissionLine

    @property
    def identity(self) -> str:
        """What the marker sees of whose work it is."""
        return self.line.code if self.assessment.anonymous else self.line.name


def need_task(work: UnitOfWork, key: TaskKey) -> Task:
    """Return a tutor's task.

    Raises:
        NotFound: the submission or the tutor has been deleted meanwhile.
    """
    submission = work.need(SubmissionRow, key.submission_id)
    return Task(
        submission=submission,
        assessment=work.need(AssessmentRow, submission.assessment_id),
        tutor=work.need(TutorRow, key.tutor_id),
        allotment=work.session.scalar(
            select(AllotmentRow).where(
                AllotmentRow.submission_id == key.submission_id,
                AllotmentRow.tutor_id == key.tutor_id,
            )
        ),
        mark=work.session.scalar(
            select(MarkRow).where(
                MarkRow.submission_id == key.submission_id, MarkRow.tutor_id == key.tutor_id
            )
        ),
        line=submission_line(work, submission),
    )


def refuse_task(work: UnitOfWork, task: Task) -> None:
    """Refuse to let the tutor change their marking, if anything stands against it.

    Raises:
        RuleBroken: the mark is ratified or final, the submission is not the tutor's to mark or
            not finalised, or the tutor declared a conflict of interest.
    """
    refuse_if_ratified(work, task.submission.id)
    own = Conflicts(read_conflicts(work, [task.tutor.id]), {}, own_agency=True)
    declared = own.declared(task.tutor.id, task.line)
    if declared and task.assessment.anonymous:
        declared = "somebody whose work this is"
    refuse_marking(
        facts_of(work, task.submission, task.line),
        datetime.now(UTC),
        allotted=task.allotment is not None,
        conflict=declared,
        final=task.mark is not None and task.mark.final_at is not None,
    )


def criteria_of(work: UnitOfWork, assessment: AssessmentRow) -> tuple[CriterionRow, ...]:
    """Return the criteria by which an assessment is marked; none if by one number."""
    query = (
        select(CriterionRow)
        .where(CriterionRow.guide_id == assessment.guide_id)
        .order_by(CriterionRow.position, CriterionRow.id)
    )
    return tuple(work.session.scalars(query))


def cells_of(work: UnitOfWork, mark: MarkRow | None) -> dict[int, CriterionMarkRow]:
    """Return what a marking holds, by criterion."""
    if mark is None:
        return {}
    query = select(CriterionMarkRow).where(CriterionMarkRow.mark_id == mark.id)
    return {row.criterion_id: row for row in work.session.scalars(query)}


def values_of(work: UnitOfWork, task: Task) -> tuple[CriterionValue, ...]:
    """Return the criteria of the task's guide with the marks that the tutor gave."""
    cells = cells_of(work, task.mark)
    return tuple(
        CriterionValue(row.title, row.weight, decimal(cell.value) if cell else None)
        for row in criteria_of(work, task.assessment)
        for cell in [cells.get(row.id)]
    )


def decimal(kept: int | None) -> Decimal | None:
    """Return a mark kept in hundredths; None where there is none."""
    return None if kept is None else from_hundredths(kept)
