"""What a tutor has to mark and may be sent: handed in, not finished, and no conflict declared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    ModuleRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.domain.marks.states import is_finalised
from cohort_desk.domain.words import counted
from cohort_desk.services.marks.batches import Batch, Marker, Work, read_batch
from cohort_desk.services.marks.conflicts import all_conflicts


@dataclass(frozen=True, slots=True)
class PackOffer:
    """A tutor for whom a marking pack could be made, and how much would be in it."""

    tutor_id: int
    tutor: str
    works: int
    assessments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToMark:
    """A submission that goes into the pack."""

    batch: Batch
    work: Work
    marker: Marker


def offers(db: Database, cohort_id: int) -> tuple[PackOffer, ...]:
    """Return the tutors of a cohort with work that is handed in and not finished, by name."""
    with db.read() as work:
        query = (
            select(TutorRow.id, TutorRow.name)
            .where(TutorRow.id.in_(select(AllotmentRow.tutor_id)))
            .order_by(TutorRow.name, TutorRow.id)
        )
        tutors = work.session.execute(query).all()
        batches = batches_of(work, cohort_id)
        found: list[PackOffer] = []
        for tutor_id, name in tutors:
            to_mark = submissions_for(work, batches, tutor_id)[0]
            titles = dict.fromkeys(each.batch.assessment.title for each in to_mark)
            if to_mark:
                found.append(PackOffer(tutor_id, name, len(to_mark), tuple(titles)))
        return tuple(found)


def batches_of(work: UnitOfWork, cohort_id: int, only: Iterable[int] = ()) -> tuple[Batch, ...]:
    """Return the sittings of a cohort, or of some of its assessments, that have submissions."""
    wanted = set(only)
    query = (
        select(SubmissionRow.assessment_id, SubmissionRow.sitting)
        .join(AssessmentRow, AssessmentRow.id == SubmissionRow.assessment_id)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .where(ModuleRow.cohort_id == cohort_id)
        .distinct()
        .order_by(SubmissionRow.assessment_id, SubmissionRow.sitting)
    )
    return tuple(
        read_batch(work, assessment_id, sitting)
        for assessment_id, sitting in work.session.execute(query).all()
        if not wanted or assessment_id in wanted
    )


def submissions_for(
    work: UnitOfWork, batches: Sequence[Batch], tutor_id: int
) -> tuple[list[ToMark], tuple[str, ...]]:
    """Return what the tutor has to mark, and in sentences what of theirs is left out."""
    to_mark: list[ToMark] = []
    waiting = kept_from = 0
    now = datetime.now(UTC)
    for batch in batches:
        rule = batch.regulations.marking.own_agency
        conflicts = all_conflicts(work, own_agency=rule)
        for each in batch.works:
            marker = each.marker_of(tutor_id)
            if marker is None or marker.final or each.ratified_by:
                continue
            if conflicts.declared(tutor_id, each.line):
                kept_from += 1
            elif not is_finalised(each.facts, now):
                waiting += 1
            else:
                to_mark.append(ToMark(batch, each, marker))
    return to_mark, _left_out(waiting, kept_from)


def _left_out(waiting: int, kept_from: int) -> tuple[str, ...]:
    told: list[str] = []
    if waiting:
        submissions = counted(waiting, "allotted submission is", "allotted submissions are")
        told.append(f"{submissions} not handed in yet, and so not in the pack.")
    if kept_from:
        submissions = counted(kept_from, "allotted submission is", "allotted submissions are")
        told.append(f"{submissions} left out, because of a declared conflict of interest.")
    return tuple(told)
