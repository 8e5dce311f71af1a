"""A tutor's own queue: what is theirs to mark and to moderate, and how far they are."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum

from sqlalchemy import Integer, func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    ModerationRow,
    ModuleRow,
    SampledRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.domain.marks.states import is_finalised
from cohort_desk.services.marks.batches import Batch, Marker, Work, read_batch
from cohort_desk.services.marks.tasks import TaskKey


class Standing(Enum):
    """Where a marker's own task stands; the values are what people read."""

    WAITING = "Not handed in yet"
    TO_MARK = "To mark"
    BEGUN = "Begun"
    FINISHED = "Finished"
    RATIFIED = "Ratified"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One submission to mark, with nothing of any other marker.

    Attributes:
        identity: whose work it is, or of anonymous work the blind identity.
        role: "first", "second" or "third".
        mark: the tutor's own, unrounded; None while something is missing.
        due_at: until when it is to be marked; None if nobody said.
        overdue: whether that has passed and the tutor has not finished.
        files: how many there are to read.
    """

    key: TaskKey
    module: str
    assessment: str
    assessment_id: int
    sitting: int
    identity: str
    role: str
    standing: Standing
    mark: Decimal | None
    submitted_at: datetime | None
    due_at: datetime | None
    overdue: bool
    files: int


@dataclass(frozen=True, slots=True)
class ModerationTask:
    """A sample to look at: how many submissions, and of how many something was said."""

    moderation_id: int
    module: str
    assessment: str
    assessment_id: int
    sitting: int
    sampled: int
    viewed: int


@dataclass(frozen=True, slots=True)
class Queue:
    """All that is a tutor's in one cohort; items are in the order of what is due first."""

    tutor_id: int
    tutor: str
    items: tuple[QueueItem, ...]
    moderations: tuple[ModerationTask, ...]

    @property
    def finished(self) -> int:
        """How many of the items the tutor has finished."""
        return sum(item.standing in (Standing.FINISHED, Standing.RATIFIED) for item in self.items)

    @property
    def overdue(self) -> int:
        """How many of the items should have been finished by now."""
        return sum(item.overdue for item in self.items)

    @property
    def next(self) -> QueueItem | None:
        """What to mark next: what is begun or ready and due first."""
        ready = (Standing.BEGUN, Standing.TO_MARK)
        return next((item for item in self.items if item.standing in ready), None)


def read_queue(db: Database, tutor_id: int, cohort_id: int) -> Queue:
    """Return a tutor's queue.

    Raises:
        NotFound: the tutor has been deleted meanwhile.
    """
    with db.read() as work:
        tutor = work.need(TutorRow, tutor_id)
        now = datetime.now(UTC)
        items = [
            _item(batch, each, marker, now)
            for batch in _batches(work, tutor_id, cohort_id)
            for each in batch.works
            if (marker := each.marker_of(tutor_id)) is not None
        ]
        items.sort(key=_urgency)
        return Queue(tutor_id, tutor.name, tuple(items), _moderations(work, tutor_id, cohort_id))


def _batches(work: UnitOfWork, tutor_id: int, cohort_id: int) -> list[Batch]:
    query = (
        select(SubmissionRow.assessment_id, SubmissionRow.sitting)
        .join(AllotmentRow, AllotmentRow.submission_id == SubmissionRow.id)
        .join(AssessmentRow, AssessmentRow.id == SubmissionRow.assessment_id)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .where(AllotmentRow.tutor_id == tutor_id, ModuleRow.cohort_id == cohort_id)
        .distinct()
        .order_by(SubmissionRow.assessment_id, SubmissionRow.sitting)
    )
    pairs = work.session.execute(query).all()
    return [read_batch(work, assessment_id, sitting) for assessment_id, sitting in pairs]


def _item(batch: Batch, each: Work, marker: Marker, now: datetime) -> QueueItem:
    standing = _standing(each, marker, now)
    unfinished = standing in (Standing.TO_MARK, Standing.BEGUN)
    return QueueItem(
        key=TaskKey(each.line.id or 0, marker.tutor_id),
        module=batch.assessment.module_code,
        assessment=batch.name,
        assessment_id=batch.assessment.id,
        sitting=batch.sitting.number,
        identity=each.identity,
        role=marker.role,
        standing=standing,
        mark=marker.mark,
        submitted_at=each.line.submitted_at,
        due_at=marker.due_at,
        overdue=unfinished and marker.due_at is not None and marker.due_at < now,
        files=len(each.line.files),
    )


def _standing(each: Work, marker: Marker, now: datetime) -> Standing:
    if each.ratified_by:
        return Standing.RATIFIED
    if marker.final:
        return Standing.FINISHED
    if not is_finalised(each.facts, now):
        return Standing.WAITING
    return Standing.BEGUN if marker.begun else Standing.TO_MARK


def _urgency(item: QueueItem) -> tuple[bool, float, str, str, str]:
    """Order by: unfinished first, then due first, then by module, assessment and identity."""
    done = item.standing in (Standing.FINISHED, Standing.RATIFIED)
    due = item.due_at.timestamp() if item.due_at else float("inf")
    return done, due, item.module, item.assessment, item.identity


def _moderations(work: UnitOfWork, tutor_id: int, cohort_id: int) -> tuple[ModerationTask, ...]:
    viewed = func.sum((SampledRow.view != "open").cast(Integer))
    query = (
        select(ModerationRow, AssessmentRow, ModuleRow, func.count(), viewed)
        .join(AssessmentRow, AssessmentRow.id == ModerationRow.assessment_id)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .join(SampledRow, SampledRow.moderation_id == ModerationRow.id)
        .where(
            ModerationRow.tutor_id == tutor_id,
            ModerationRow.outcome == "open",
            ModuleRow.cohort_id == cohort_id,
        )
        .group_by(ModerationRow.id, AssessmentRow.id, ModuleRow.id)
        .order_by(ModerationRow.id)
    )
    return tuple(
        ModerationTask(
            row.id, module.code, assessment.title, assessment.id, row.sitting, count, seen
        )
        for row, assessment, module, count, seen in work.session.execute(query)
    )
