"""A marker's own marking: every cell is saved by itself as soon as it is entered.

Each cell is checked against the version that the marker saw, so that of two computers at the same
cell the second is told, while different cells, and different markers, never meet.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CriterionMarkRow, CriterionRow, MarkRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.clashes import CellClash
from cohort_desk.domain.marks.numbers import checked, hundredths, to_hundredths, written
from cohort_desk.domain.marks.refusals import refuse_finishing
from cohort_desk.services.marks.tasks import (
    Task,
    TaskKey,
    criteria_of,
    decimal,
    need_task,
    refuse_task,
    values_of,
)

MOST_FEEDBACK = 20_000
_UNWRITTEN = 0
"""The version of a cell that nobody has written to."""


def put_mark(
    db: Database,
    key: TaskKey,
    criterion_id: int,
    value: Decimal | None,
    version: int | None,
) -> int:
    """Save a marker's mark for one criterion, None to take it back; return the cell's version.

    Args:
        db: where the marking is.
        key: whose work, and which marker.
        criterion_id: of the assessment's marking guide.
        value: from 0 to 100, with at most 2 decimal places.
        version: of the cell as the marker saw it; None where they saw none.

    Raises:
        NotFound: the submission, the tutor or the criterion has been deleted meanwhile.
        RuleBroken: the value is no mark, or the marking may not be changed (`refuse_task`).
        CellClash: the cell was changed elsewhere since that version.
    """
    kept = _kept(value)

    def change(cell: CriterionMarkRow) -> None:
        cell.value = kept

    with db.begin("mark") as work:
        task = need_task(work, key)
        row = _criterion(work, task, criterion_id)
        if value is None:
            step = f"removal of the mark for {row.title} of {task.identity}"
        else:
            step = f"mark {written(value)} for {row.title} of {task.identity}"
        work.call(step)
        refuse_task(work, task)
        cell = _cell(work, task, criterion_id)
        if (cell.value if cell else None) == kept:
            return cell.version if cell else _UNWRITTEN
        if cell is not None and cell.version != version:
            raise CellClash(row.title, _words(value), _words(decimal(cell.value)), cell.version)
        return _write_cell(work, task, criterion_id, cell, change)


def put_feedback(
    db: Database,
    key: TaskKey,
    criterion_id: int | None,
    text: str,
    version: int | None,
) -> int:
    """Save a marker's feedback on one criterion or (None) the whole; return the cell's version.

    A criterion's feedback shares its version with the criterion's mark; that on the whole with the
    note and, without a guide, the mark.

    Raises:
        NotFound: the submission, the tutor or the criterion has been deleted meanwhile.
        RuleBroken: the text is too long, or the marking may not be changed (`refuse_task`).
        CellClash: the cell was changed elsewhere since that version.
    """
    text = _clean(text)
    if criterion_id is None:
        return _put_on_whole(db, key, "feedback", text, version)

    def change(cell: CriterionMarkRow) -> None:
        cell.feedback = text

    with db.begin("feedback") as work:
        task = need_task(work, key)
        row = _criterion(work, task, criterion_id)
        work.call(f"feedback on {row.title} of {task.identity}")
        refuse_task(work, task)
        cell = _cell(work, task, criterion_id)
        if (cell.feedback if cell else "") == text:
            return cell.version if cell else _UNWRITTEN
        if cell is not None and cell.version != version:
            raise CellClash(f"The feedback on {row.title}", text, cell.feedback, cell.version)
        return _write_cell(work, task, criterion_id, cell, change)


def put_note(db: Database, key: TaskKey, text: str, version: int | None) -> int:
    """Save a marker's own note, which participants never see; return the marking's version.

    Raises:
        NotFound: the submission or the tutor has been deleted meanwhile.
        RuleBroken: the text is too long, or the marking may not be changed (`refuse_task`).
        CellClash: the note was changed elsewhere since that version.
    """
    return _put_on_whole(db, key, "note", _clean(text), version)


def put_direct(db: Database, key: TaskKey, value: Decimal | None, version: int | None) -> int:
    """Save the one mark of an assessment without a marking guide; return the marking's version.

    Raises:
        NotFound: the submission or the tutor has been deleted meanwhile.
        RuleBroken: the value is no mark, the assessment has a guide, or the marking may not be
            changed (`refuse_task`).
        CellClash: the mark was changed elsewhere since that version.
    """
    return _put_on_whole(db, key, "direct", _kept(value), version)


def finish(db: Database, key: TaskKey) -> None:
    """Make a marker's marking final.

    Raises:
        NotFound: the submission or the tutor has been deleted meanwhile.
        RuleBroken: a mark is missing, or the marking may not be changed (`refuse_task`).
    """
    with db.begin("finishing") as work:
        task = need_task(work, key)
        work.call(f"finish of {task.identity}", f"Finished {task.identity}")
        refuse_task(work, task)
        finish_task(work, task)


def finish_task(work: UnitOfWork, task: Task) -> None:
    """Make a marking final as a part of another step.

    Raises:
        RuleBroken: a mark is missing or out of range.
    """
    mark = task.mark
    refuse_finishing(values_of(work, task), decimal(mark.direct) if mark else None)
    if mark is not None:
        mark.final_at = datetime.now(UTC)


def write_direct(work: UnitOfWork, task: Task, value: Decimal) -> None:
    """Set the one mark of an assessment without a guide as a part of another step."""
    _marking(work, task).direct = hundredths(value)
    work.session.flush()


def write_value(work: UnitOfWork, task: Task, criterion_id: int, value: Decimal) -> None:
    """Set the mark for one criterion as a part of another step."""

    def change(cell: CriterionMarkRow) -> None:
        cell.value = hundredths(value)

    _write_cell(work, task, criterion_id, _cell(work, task, criterion_id), change)


def write_feedback(work: UnitOfWork, task: Task, text: str) -> None:
    """Set the feedback on the whole as a part of another step.

    Raises:
        RuleBroken: the text is too long.
    """
    _marking(work, task).feedback = _clean(text)
    work.session.flush()


def _put_on_whole(
    db: Database,
    key: TaskKey,
    field: str,
    value: str | int | None,
    version: int | None,
) -> int:
    """Set a field of the marking itself; who saw no marking may fill a field that is empty."""
    name = {"feedback": "feedback", "note": "note", "direct": "mark"}[field]
    with db.begin(name) as work:
        task = need_task(work, key)
        work.call(f"{name} on {task.identity}")
        refuse_task(work, task)
        if field == "direct" and criteria_of(work, task.assessment):
            raise RuleBroken(
                "mark", "This assessment is marked by its guide: give each criterion a mark."
            )
        blank = None if field == "direct" else ""
        found = getattr(task.mark, field) if task.mark else blank
        seen = task.mark.version if task.mark else _UNWRITTEN
        if found == value:
            return seen
        overlooked = version is None and found == blank
        if task.mark is not None and seen != version and not overlooked:
            raise CellClash(f"The {name}", _shown(field, value), _shown(field, found), seen)
        mark = _marking(work, task)
        setattr(mark, field, value)
        work.session.flush()
        return mark.version


def _cell(work: UnitOfWork, task: Task, criterion_id: int) -> CriterionMarkRow | None:
    if task.mark is None:
        return None
    return work.session.get(CriterionMarkRow, (task.mark.id, criterion_id))


def _write_cell(
    work: UnitOfWork,
    task: Task,
    criterion_id: int,
    cell: CriterionMarkRow | None,
    change: Callable[[CriterionMarkRow], None],
) -> int:
    if cell is None:
        cell = CriterionMarkRow(
            mark_id=_marking(work, task).id, criterion_id=criterion_id, value=None, feedback=""
        )
        work.session.add(cell)
    change(cell)
    work.session.flush()
    return cell.version


def _marking(work: UnitOfWork, task: Task) -> MarkRow:
    if task.mark is not None:
        return task.mark
    made = MarkRow(submission_id=task.submission.id, tutor_id=task.tutor.id)
    work.session.add(made)
    work.session.flush()
    return made


def _criterion(work: UnitOfWork, task: Task, criterion_id: int) -> CriterionRow:
    row = work.need(CriterionRow, criterion_id)
    if row.guide_id != task.assessment.guide_id:
        raise RuleBroken(
            "criterion", f"{row.title} is no criterion of {task.assessment.title} any more."
        )
    return row


def _kept(value: Decimal | None) -> int | None:
    if value is None:
        return None
    if checked(value) != to_hundredths(value):
        raise RuleBroken("mark", "A mark has at most 2 decimal places.")
    return hundredths(value)


def _clean(text: str) -> str:
    tidy = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if len(tidy) > MOST_FEEDBACK:
        raise RuleBroken("feedback", f"Feedback takes at most {MOST_FEEDBACK:,} characters.")
    return tidy


def _words(value: Decimal | None) -> str:
    return "" if value is None else written(value)


def _shown(field: str, value: str | int | None) -> str:
    if field == "direct":
        return _words(decimal(value if isinstance(value, int) else None))
    return str(value or "")
