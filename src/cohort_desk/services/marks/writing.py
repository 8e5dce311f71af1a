"""Writes to a marking as a part of a step: of a desk's own, an import's or a pack's.

Whether the marking may be changed at all is asked first, by `tasks.refuse_task`.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import CriterionMarkRow, MarkRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import checked, hundredths, to_hundredths
from cohort_desk.domain.marks.refusals import refuse_finishing
from cohort_desk.domain.unseen import many_lines
from cohort_desk.services.marks.tasks import Task, decimal, values_of

MOST_FEEDBACK = 20_000


def finish_task(work: UnitOfWork, task: Task) -> None:
    """Make a marking final as a part of another step.

    Raises:
        RuleBroken: a mark is missing or out of range.
    """
    mark = task.mark
    refuse_finishing(values_of(work, task), decimal(mark.direct) if mark else None)
    if mark is not None:
        mark.final_at = datetime.now(UTC)


def write_value(work: UnitOfWork, task: Task, criterion_id: int, value: Decimal | None) -> None:
    """Set the mark for one criterion as a part of another step.

    Raises:
        RuleBroken: the value is no mark.
    """
    wanted = kept(value)

    def change(cell: CriterionMarkRow) -> None:
        cell.value = wanted

    write_cell(work, task, criterion_id, cell_of(work, task, criterion_id), change)


def write_criterion_feedback(work: UnitOfWork, task: Task, criterion_id: int, text: str) -> None:
    """Set the feedback on one criterion as a part of another step.

    Raises:
        RuleBroken: the text is too long.
    """
    clean = clean_text(text)

    def change(cell: CriterionMarkRow) -> None:
        cell.feedback = clean

    write_cell(work, task, criterion_id, cell_of(work, task, criterion_id), change)


def write_direct(work: UnitOfWork, task: Task, value: Decimal | None) -> None:
    """Set the one mark of an assessment without a guide as a part of another step.

    Raises:
        RuleBroken: the value is no mark.
    """
    marking_of(work, task).direct = kept(value)


def write_feedback(work: UnitOfWork, task: Task, text: str) -> None:
    """Set the feedback on the whole as a part of another step.

    Raises:
        RuleBroken: the text is too long.
    """
    marking_of(work, task).feedback = clean_text(text)


def write_note(work: UnitOfWork, task: Task, text: str) -> None:
    """Set the marker's own note as a part of another step.

    Raises:
        RuleBroken: the text is too long.
    """
    marking_of(work, task).note = clean_text(text)


def cell_of(work: UnitOfWork, task: Task, criterion_id: int) -> CriterionMarkRow | None:
    """Return what the marking holds for a criterion, None while it is unwritten."""
    if task.mark is None:
        return None
    return work.session.get(CriterionMarkRow, (task.mark.id, criterion_id))


def write_cell(
    work: UnitOfWork,
    task: Task,
    criterion_id: int,
    cell: CriterionMarkRow | None,
    change: Callable[[CriterionMarkRow], None],
) -> int:
    """Change a cell, made now if there was none; return its version."""
    if cell is None:
        cell = CriterionMarkRow(
            mark_id=marking_of(work, task).id, criterion_id=criterion_id, value=None, feedback=""
        )
        work.session.add(cell)
    change(cell)
    work.session.flush()
    return cell.version


def marking_of(work: UnitOfWork, task: Task) -> MarkRow:
    """Return the tutor's marking of the submission, begun now if there was none."""
    if task.mark is not None:
        return task.mark
    made = MarkRow(
        submission_id=task.submission.id,
        tutor_id=task.tutor.id,
        direct=None,
        feedback="",
        note="",
        final_at=None,
    )
    work.session.add(made)
    work.session.flush()
    return made


def kept(value: Decimal | None) -> int | None:
    """Return a mark as it is kept, in hundredths.

    Raises:
        RuleBroken: it is not from 0 to 100, or has more than 2 decimal places.
    """
    if value is None:
        return None
    if checked(value) != to_hundredths(value):
        raise RuleBroken("mark", "A mark has at most 2 decimal places.")
    return hundredths(value)


def clean_text(text: str) -> str:
    """Return feedback or a note as it is kept.

    Raises:
        RuleBroken: it is too long.
    """
    tidy = many_lines(text)
    if len(tidy) > MOST_FEEDBACK:
        raise RuleBroken("feedback", f"Feedback takes at most {MOST_FEEDBACK:,} characters.")
    return tidy
