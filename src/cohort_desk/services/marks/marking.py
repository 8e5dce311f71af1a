"""A marker's own marking: every cell is saved by itself as soon as it is entered.

Each cell is checked against the version that the marker saw, so that of two computers at the same
cell the second is told, while different cells, and different markers, never meet.
"""

from decimal import Decimal

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CriterionMarkRow, CriterionRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.clashes import CellClash
from cohort_desk.domain.marks.numbers import written
from cohort_desk.services.marks.tasks import (
    Task,
    TaskKey,
    criteria_of,
    decimal,
    need_task,
    refuse_task,
)
from cohort_desk.services.marks.writing import (
    cell_of,
    clean_text,
    finish_task,
    kept,
    marking_of,
    write_cell,
)

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
    wanted = kept(value)

    def change(cell: CriterionMarkRow) -> None:
        cell.value = wanted

    with db.begin("mark") as work:
        task = need_task(work, key)
        row = _criterion(work, task, criterion_id)
        # The step's name is read in other windows too, the other marker's among them.
        given = _words(value) or "no mark"
        work.call(f"mark for {row.title} of {task.identity}", f"{row.title}: {given}")
        refuse_task(work, task)
        cell = cell_of(work, task, criterion_id)
        if (cell.value if cell else None) == wanted:
            return cell.version if cell else _UNWRITTEN
        if cell is not None and cell.version != version:
            raise CellClash(row.title, _words(value), _words(decimal(cell.value)), cell.version)
        return write_cell(work, task, criterion_id, cell, change)


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
    text = clean_text(text)
    if criterion_id is None:
        return _put_on_whole(db, key, "feedback", text, version)

    def change(cell: CriterionMarkRow) -> None:
        cell.feedback = text

    with db.begin("feedback") as work:
        task = need_task(work, key)
        row = _criterion(work, task, criterion_id)
        work.call(f"feedback on {row.title} of {task.identity}")
        refuse_task(work, task)
        cell = cell_of(work, task, criterion_id)
        if (cell.feedback if cell else "") == text:
            return cell.version if cell else _UNWRITTEN
        if cell is not None and cell.version != version:
            raise CellClash(f"The feedback on {row.title}", text, cell.feedback, cell.version)
        return write_cell(work, task, criterion_id, cell, change)


def put_note(db: Database, key: TaskKey, text: str, version: int | None) -> int:
    """Save a marker's own note, which participants never see; return the marking's version.

    Raises:
        NotFound: the submission or the tutor has been deleted meanwhile.
        RuleBroken: the text is too long, or the marking may not be changed (`refuse_task`).
        CellClash: the note was changed elsewhere since that version.
    """
    return _put_on_whole(db, key, "note", clean_text(text), version)


def put_direct(db: Database, key: TaskKey, value: Decimal | None, version: int | None) -> int:
    """Save the one mark of an assessment without a marking guide; return the marking's version.

    Raises:
        NotFound: the submission or the tutor has been deleted meanwhile.
        RuleBroken: the value is no mark, the assessment has a guide, or the marking may not be
            changed (`refuse_task`).
        CellClash: the mark was changed elsewhere since that version.
    """
    return _put_on_whole(db, key, "direct", kept(value), version)


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
        mark = marking_of(work, task)
        setattr(mark, field, value)
        work.session.flush()
        return mark.version


def _criterion(work: UnitOfWork, task: Task, criterion_id: int) -> CriterionRow:
    row = work.need(CriterionRow, criterion_id)
    if row.guide_id != task.assessment.guide_id:
        raise RuleBroken(
            "criterion", f"{row.title} is no criterion of {task.assessment.title} any more."
        )
    return row


def _words(value: Decimal | None) -> str:
    return "" if value is None else written(value)


def _shown(field: str, value: str | int | None) -> str:
    if field == "direct":
        return _words(decimal(value if isinstance(value, int) else None))
    return str(value or "")
