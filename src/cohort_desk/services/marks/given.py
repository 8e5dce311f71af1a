"""The sheet of marks: what each marker gave each work, criterion by criterion."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AssessmentRow, CriterionMarkRow, CriterionRow, MarkRow
from cohort_desk.domain.marks.states import State
from cohort_desk.services.evidence.markers import Marker
from cohort_desk.services.marks.allotting import Occasion
from cohort_desk.services.marks.batches import Batch, Work, read_batch
from cohort_desk.services.marks.tasks import criteria_of, decimal


@dataclass(frozen=True, slots=True)
class GivenMark:
    """A marker's line.

    Attributes:
        code: the submission's code, or a person's candidate number; "" before one was drawn.
        identity: whose work it is, or of anonymous work the blind identity.
        criteria: in the order of the sheet, each a mark and the feedback on it.
        mark: the marker's own, unrounded; None while something is missing.
        agreed: the agreed mark; None until all markers have finished.
        shown: whether what the marker gave is here: it is not before all have finished, unless
            the sheet is that marker's own.
    """

    submission_id: int
    code: str
    identity: str
    role: str
    tutor_id: int
    tutor: str
    criteria: tuple[tuple[Decimal | None, str], ...]
    mark: Decimal | None
    feedback: str
    final: bool
    due_at: datetime | None
    agreed: Decimal | None
    state: State
    shown: bool


@dataclass(frozen=True, slots=True)
class MarkSheet:
    """The marks of a sitting; `criteria` are the titles of the columns, none for one number."""

    name: str
    anonymous: bool
    criteria: tuple[str, ...]
    lines: tuple[GivenMark, ...]


def read_mark_sheet(db: Database, occasion: Occasion, tutor_id: int | None = None) -> MarkSheet:
    """Return a line for each marker of each work of a sitting, in the order of the works.

    With a tutor only that tutor's lines, drafts and all. Without one everybody's; but what one
    marker gave is in no line before all of that work have finished.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
    """
    with db.read() as work:
        batch = read_batch(work, *occasion)
        reader = _Reader(work, batch)
        lines = tuple(
            reader.line(each, marker, shown=tutor_id is not None or each.all_final)
            for each in batch.works
            for marker in each.markers
            if tutor_id in {None, marker.tutor_id}
        )
        titles = tuple(row.title for row in reader.criteria)
        return MarkSheet(batch.name, batch.assessment.anonymous, titles, lines)


class _Reader:
    def __init__(self, work: UnitOfWork, batch: Batch) -> None:
        assessment = work.need(AssessmentRow, batch.assessment.id)
        self.criteria: tuple[CriterionRow, ...] = criteria_of(work, assessment)
        ids = [each.line.id for each in batch.works if each.line.id is not None]
        marks = work.session.scalars(select(MarkRow).where(MarkRow.submission_id.in_(ids)))
        self._marks = {(row.submission_id, row.tutor_id): row for row in marks}
        mark_ids = [row.id for row in self._marks.values()]
        cells = select(CriterionMarkRow).where(CriterionMarkRow.mark_id.in_(mark_ids))
        self._cells = {(row.mark_id, row.criterion_id): row for row in work.session.scalars(cells)}

    def line(self, each: Work, marker: Marker, *, shown: bool) -> GivenMark:
        mark = self._marks.get((each.line.id or 0, marker.tutor_id)) if shown else None
        return GivenMark(
            submission_id=each.line.id or 0,
            code=each.line.code,
            identity=each.identity,
            role=marker.role,
            tutor_id=marker.tutor_id,
            tutor=marker.name,
            criteria=tuple(self._cell(mark, row.id) for row in self.criteria),
            mark=marker.mark if shown else None,
            feedback=mark.feedback if mark else "",
            final=marker.final,
            due_at=marker.due_at,
            agreed=each.agreed,
            state=each.state,
            shown=shown,
        )

    def _cell(self, mark: MarkRow | None, criterion_id: int) -> tuple[Decimal | None, str]:
        cell = self._cells.get((mark.id, criterion_id)) if mark else None
        return (decimal(cell.value), cell.feedback) if cell else (None, "")
