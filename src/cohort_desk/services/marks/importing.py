"""Takes a tutor's marks from a sheet: planned row by row first, then written as one step.

Nothing is ever taken over a final or ratified mark. What somebody changed between the preview and
the writing is shown as a clash, and stays as it is unless the user chooses the sheet's.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AssessmentRow, CriterionMarkRow, CriterionRow, MarkRow, TutorRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.entries import read_mark
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.marks.refusals import refuse_marking
from cohort_desk.domain.names import folded
from cohort_desk.domain.words import counted
from cohort_desk.services.marks.batches import Batch, Work, read_batch
from cohort_desk.services.marks.conflicts import Conflicts, all_conflicts
from cohort_desk.services.marks.mark_plans import (
    FEEDBACK_AFTER,
    Cell,
    Entry,
    ImportWish,
    MarkPlan,
    MarksMoved,
    Outcome,
    PlannedRow,
    compared,
)
from cohort_desk.services.marks.matching import Owners
from cohort_desk.services.marks.tasks import TaskKey, criteria_of, decimal, need_task
from cohort_desk.services.marks.writing import (
    clean_text,
    finish_task,
    write_criterion_feedback,
    write_direct,
    write_feedback,
    write_value,
)


def plan_marks(
    db: Database,
    wish: ImportWish,
    entries: Sequence[Entry],
    earlier: MarkPlan | None = None,
) -> MarkPlan:
    """Return what each row would do.

    Args:
        db: where the marking is.
        wish: whose marks, of which sitting.
        entries: the rows of the sheet.
        earlier: the plan that the user saw before; what was changed since is a clash.

    Raises:
        NotFound: the assessment or the tutor has been deleted meanwhile.
    """
    with db.read() as work:
        return _plan(work, wish, tuple(entries), earlier)


def apply_marks(db: Database, plan: MarkPlan, take: Collection[int] = ()) -> int:
    """Write the new and changed rows in one step, and return how many rows were written.

    Of the rows that clash only those in `take` are written over.

    Raises:
        MarksMoved: something was changed since the plan was made; plan anew with this as
            `earlier`, to see what.
        RuleBroken: there is nothing to write.
    """
    wanted = (Outcome.NEW, Outcome.CHANGED)
    chosen = [
        row
        for row in plan.rows
        if row.outcome in wanted or (row.outcome is Outcome.CLASH and row.row in take)
    ]
    if not chosen:
        raise RuleBroken("rows", "There is nothing to import: no row has a new mark.")
    with db.begin("import of marks") as work:
        tutor = work.need(TutorRow, plan.wish.tutor_id)
        name = work.need(AssessmentRow, plan.wish.occasion[0]).title
        marks = counted(len(chosen), "mark", "marks")
        work.call(
            f"import of {marks} of {name} by {tutor.name}",
            f"Imported {marks} of {name} by {tutor.name}",
        )
        now = {row.row: row for row in _plan(work, plan.wish, plan.entries, None).rows}
        moved = [row for row in chosen if now[row.row].cells != row.cells]
        if moved:
            raise MarksMoved(
                f"{counted(len(moved), 'row was', 'rows were')} changed by somebody since this "
                "preview. Nothing was imported: look at the new preview, then choose."
            )
        for row in chosen:
            _write(work, plan.wish, row)
        return len(chosen)


def _plan(
    work: UnitOfWork, wish: ImportWish, entries: tuple[Entry, ...], earlier: MarkPlan | None
) -> MarkPlan:
    work.need(TutorRow, wish.tutor_id)
    planner = _Planner(work, wish)
    rows = [planner.row(entry) for entry in entries]
    if earlier is not None:
        before = {row.row: row for row in earlier.rows}
        rows = [compared(row, before.get(row.row)) for row in rows]
    return MarkPlan(wish, entries, tuple(rows))


class _Planner:
    """Plans the rows of one sheet against what is recorded."""

    def __init__(self, work: UnitOfWork, wish: ImportWish) -> None:
        self._wish = wish
        self._batch: Batch = read_batch(work, *wish.occasion)
        self._owners = Owners(work, self._batch)
        self._conflicts: Conflicts = all_conflicts(work, own_agency=True)
        assessment = work.need(AssessmentRow, wish.occasion[0])
        self._criteria: tuple[CriterionRow, ...] = criteria_of(work, assessment)
        marks = work.session.scalars(select(MarkRow).where(MarkRow.tutor_id == wish.tutor_id))
        self._marks = {row.submission_id: row for row in marks}
        ids = [row.id for row in self._marks.values()]
        cells = select(CriterionMarkRow).where(CriterionMarkRow.mark_id.in_(ids))
        self._cells = {(row.mark_id, row.criterion_id): row for row in work.session.scalars(cells)}
        self._seen: dict[int, tuple[int, tuple[Cell, ...]]] = {}
        self._now = datetime.now(UTC)

    def row(self, entry: Entry) -> PlannedRow:
        who = entry.signs.who
        try:
            found = self._owners.find(entry.signs)
            who = found.identity if not entry.signs.name else entry.signs.name
            cells = self._wanted(entry, found)
            if not any(cell.kind != "feedback" or cell.new for cell in cells):
                return PlannedRow(entry.row, who, found.line.id, Outcome.EMPTY, "No mark is given.")
            self._refuse(found)
            first = self._first_row(entry, found, cells)
        except RuleBroken as refusal:
            return PlannedRow(entry.row, who, None, Outcome.REFUSED, str(refusal))
        if first != entry.row:
            reason = f"The same as row {first}."
            return PlannedRow(entry.row, who, found.line.id, Outcome.SAME, reason)
        changed = tuple(cell for cell in cells if cell.old != cell.new)
        outcome = Outcome.SAME
        if changed:
            over = any(cell.old for cell in changed)
            outcome = Outcome.CHANGED if over else Outcome.NEW
        return PlannedRow(entry.row, who, found.line.id, outcome, "", changed)

    def _wanted(self, entry: Entry, found: Work) -> tuple[Cell, ...]:
        """Return the cells that a row gives a value, changed or not."""
        mark = self._marks.get(found.line.id or 0)
        cells = [*self._criterion_cells(entry, mark)] if self._criteria else []
        if not self._criteria and entry.mark is not None:
            value = read_mark(entry.mark, entry.maximum)
            if value is not None:
                old = decimal(mark.direct) if mark else None
                cells.append(Cell("Mark", "direct", None, _text(old), written(value)))
        elif not cells and entry.mark and read_mark(entry.mark, entry.maximum) is not None:
            titles = ", ".join(row.title for row in self._criteria)
            raise RuleBroken(
                "mark", f"This is marked by criteria. Give each a column of its own: {titles}."
            )
        if entry.feedback:
            old_text = mark.feedback if mark else ""
            cells.append(Cell("Feedback", "feedback", None, old_text, clean_text(entry.feedback)))
        return tuple(cells)

    def _criterion_cells(self, entry: Entry, mark: MarkRow | None) -> list[Cell]:
        by_heading = {folded(heading): text for heading, text in entry.cells.items()}
        cells: list[Cell] = []
        for row in self._criteria:
            known = self._cells.get((mark.id, row.id)) if mark else None
            text = by_heading.get(folded(row.title), "")
            try:
                value = read_mark(text)
            except RuleBroken as refusal:
                raise RuleBroken("mark", f"{row.title}: {refusal}") from refusal
            if value is not None:
                old = decimal(known.value) if known else None
                cells.append(Cell(row.title, "criterion", row.id, _text(old), written(value)))
            words = clean_text(by_heading.get(folded(f"{row.title}{FEEDBACK_AFTER}"), ""))
            if words:
                old_words = known.feedback if known else ""
                what = f"{row.title}{FEEDBACK_AFTER}"
                cells.append(Cell(what, "words", row.id, old_words, words))
        return cells

    def _refuse(self, found: Work) -> None:
        if found.ratified_by:
            raise RuleBroken(
                "mark", f"The board “{found.ratified_by}” has ratified this mark; it stays."
            )
        tutor_id = self._wish.tutor_id
        marker = found.marker_of(tutor_id)
        declared = self._conflicts.declared(tutor_id, found.line)
        if declared and self._batch.assessment.anonymous:
            declared = "somebody whose work this is"
        refuse_marking(
            found.facts,
            self._now,
            allotted=marker is not None,
            conflict=declared,
            final=marker is not None and marker.final,
        )

    def _first_row(self, entry: Entry, found: Work, cells: tuple[Cell, ...]) -> int:
        """Return the first row that speaks of the same work; refuse one that says otherwise."""
        first, said = self._seen.setdefault(found.line.id or 0, (entry.row, cells))
        if said != cells:
            raise RuleBroken("mark", f"Row {first} says otherwise of the same work.")
        return first


def _write(work: UnitOfWork, wish: ImportWish, row: PlannedRow) -> None:
    key = TaskKey(row.submission_id or 0, wish.tutor_id)
    for cell in row.cells:
        task = need_task(work, key)
        if cell.kind == "criterion" and cell.criterion_id is not None:
            write_value(work, task, cell.criterion_id, Decimal(cell.new))
        elif cell.kind == "words" and cell.criterion_id is not None:
            write_criterion_feedback(work, task, cell.criterion_id, cell.new)
        elif cell.kind == "direct":
            write_direct(work, task, Decimal(cell.new))
        else:
            write_feedback(work, task, cell.new)
        work.session.flush()
    if wish.finish:
        finish_task(work, need_task(work, key))


def _text(value: Decimal | None) -> str:
    return "" if value is None else written(value)
