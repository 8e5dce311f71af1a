"""The cells of a tutor's marking: read from the database, and written to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from cohort_desk.db.database import UnitOfWork
from cohort_desk.domain.packs.cells import FEEDBACK, FINAL, MARK, NOTE, CellName
from cohort_desk.domain.packs.merging import Value
from cohort_desk.services.marks.marking import finish_task
from cohort_desk.services.marks.tasks import Task, TaskKey, cells_of, decimal, need_task
from cohort_desk.services.marks.writing import (
    write_criterion_feedback,
    write_direct,
    write_feedback,
    write_note,
    write_value,
)


@dataclass(frozen=True, slots=True)
class PackedSubmission:
    """A work of a pack: which submission it is, and which criteria its guide has, by the keys."""

    key: str
    submission_id: int
    criteria: Mapping[str, int]


def marked_cells(work: UnitOfWork, task: Task, packed: PackedSubmission) -> dict[str, Value]:
    """Return every cell of a work as its tutor has filled it in so far."""
    row = task.mark
    given = cells_of(work, row)
    cells: dict[CellName, Value] = {}
    for key, criterion_id in packed.criteria.items():
        found = given.get(criterion_id)
        cells[CellName(packed.key, key, MARK)] = found.value if found else None
        cells[CellName(packed.key, key, FEEDBACK)] = (found.feedback or None) if found else None
    if not packed.criteria:
        cells[CellName(packed.key, "", MARK)] = row.direct if row else None
    cells[CellName(packed.key, "", FEEDBACK)] = (row.feedback or None) if row else None
    cells[CellName(packed.key, "", NOTE)] = (row.note or None) if row else None
    cells[CellName(packed.key, "", FINAL)] = row is not None and row.final_at is not None
    return {str(name): value for name, value in cells.items()}


def write_marked_cells(
    work: UnitOfWork, key: TaskKey, packed: PackedSubmission, changes: Mapping[CellName, Value]
) -> None:
    """Write what changed of a work as a part of the caller's step; finishing it comes last.

    Raises:
        RuleBroken: a text is too long, or the work is to be finished and a mark is missing.
    """
    task = need_task(work, key)
    for name, value in changes.items():
        mark = decimal(value) if isinstance(value, int) else None
        match (bool(name.criterion), name.what):
            case (True, what) if what == MARK:
                write_value(work, task, packed.criteria[name.criterion], mark)
            case (True, _):
                criterion = packed.criteria[name.criterion]
                write_criterion_feedback(work, task, criterion, str(value or ""))
            case (False, what) if what == MARK:
                write_direct(work, task, mark)
            case (False, what) if what == FEEDBACK:
                write_feedback(work, task, str(value or ""))
            case (False, what) if what == NOTE:
                write_note(work, task, str(value or ""))
            case _:
                continue
        work.session.flush()
        if task.mark is None:  # the first write has made the marking, and the next has to find it
            task = need_task(work, key)
    if changes.get(CellName(packed.key, "", FINAL)):
        finish_task(work, task)
