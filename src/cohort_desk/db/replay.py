"""Undoes and redoes steps by applying the images that the journal keeps of them.

A change is only ever applied where the row still is as the step (or its undo) left it; otherwise
something newer stands on it, and nothing at all is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy import Table as SqlTable
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from cohort_desk.db import journal
from cohort_desk.db.database import Committed, Database, UnitOfWork
from cohort_desk.db.journal import Image, RowChange
from cohort_desk.db.tables import Table
from cohort_desk.db.tables.history import StepChangeRow, StepRow
from cohort_desk.domain.errors import CannotUndo, NotFound
from cohort_desk.domain.progress import Progress, unwatched

_OPPOSITE = {"insert": "delete", "delete": "insert", "update": "update"}
RECENT = 500
"""How many of a user's newest steps undo and redo look back on."""


@dataclass(frozen=True, slots=True)
class Stacks:
    """The steps of one user that can be undone and redone, the next one last."""

    done: tuple[StepRow, ...]
    undone: tuple[StepRow, ...]


def stacks(session: Session, actor: str) -> Stacks:
    """Return what the actor can undo and redo, from the newest steps of the journal."""
    newest = session.scalars(
        select(StepRow).where(StepRow.actor == actor).order_by(StepRow.id.desc()).limit(RECENT)
    ).all()
    done: list[StepRow] = []
    undone: list[StepRow] = []
    by_id = {step.id: step for step in newest}
    for step in reversed(newest):
        if step.kind == "do":
            done.append(step)
            undone.clear()
            continue
        target = by_id.get(step.target_id or 0)
        if target is None:
            continue
        source, sink = (done, undone) if step.kind == "undo" else (undone, done)
        if target in source:
            source.remove(target)
        sink.append(target)
    return Stacks(tuple(done), tuple(undone))


def replay(db: Database, step_id: int, kind: str, report: Progress = unwatched) -> Committed:
    """Undo (`kind` "undo") or redo ("redo") a step, as a step of its own; `report` counts rows.

    Raises:
        NotFound: there is no such step.
        CannotUndo: a row it changed has been changed since, or others depend on it.
    """
    with db.read() as work:
        step = work.session.get(StepRow, step_id)
    if step is None or step.kind != "do":
        raise NotFound("There is no such step to undo.")
    try:
        with db.begin_unjournalled() as work:
            changes = _changes_to_apply(work, step, kind)
            for done, change in enumerate(changes, start=1):
                _apply(work.session, change, step, kind)
                report(done, len(changes))
            taken = journal.Step(step.name, db.actor, db.client, kind, step.id)
            new_id = journal.save(work.session, taken, changes)
    except IntegrityError as error:
        raise CannotUndo(
            f"Cannot {kind} {step.name}: other records depend on it. Nothing was changed."
        ) from error
    kinds = frozenset(change.table for change in changes)
    said = f"{'Undid' if kind == 'undo' else 'Redid'} {step.name}"
    news = Committed(kinds, new_id, step.name, said, kind, foreign=False)
    db.announce(news)
    return news


def _changes_to_apply(work: UnitOfWork, step: StepRow, kind: str) -> list[RowChange]:
    rows = work.session.scalars(
        select(StepChangeRow).where(StepChangeRow.step_id == step.id).order_by(StepChangeRow.id)
    ).all()
    if kind == "redo":
        return [_as_change(row) for row in rows]
    return [_reversed(_as_change(row)) for row in reversed(rows)]


def _as_change(row: StepChangeRow) -> RowChange:
    return RowChange(
        row.table_name, tuple(row.row_key), row.subject, row.operation, row.before, row.after
    )


def _reversed(change: RowChange) -> RowChange:
    return RowChange(
        change.table,
        change.key,
        change.subject,
        _OPPOSITE[change.operation],
        change.after,
        change.before,
    )


def _apply(session: Session, change: RowChange, step: StepRow, kind: str) -> None:
    table = Table.metadata.tables[change.table]
    match = _is_row(table, change.key)
    now = session.connection().execute(select(table).where(match)).mappings().first()
    if change.operation == "insert":
        stands = now is None
    else:
        stands = now is not None and _agrees(dict(now), change.before or {})
    if not stands:
        raise CannotUndo(_refusal(change, step, kind))
    if change.operation == "delete":
        session.connection().execute(delete(table).where(match))
        return
    values = _as_python(table, change.after or {})
    if journal.VERSION in table.c:
        values[journal.VERSION] = 1 if now is None else now[journal.VERSION] + 1
    statement = insert(table) if now is None else update(table).where(match)
    session.connection().execute(statement.values(values))


def _is_row(table: SqlTable, key: Sequence[Any]) -> ColumnElement[bool]:
    return and_(*(c == value for c, value in zip(table.primary_key.columns, key, strict=True)))


def _agrees(now: Image, image: Image) -> bool:
    return all(journal.plain(now[name]) == value for name, value in image.items())


def _as_python(table: SqlTable, image: Image) -> Image:
    return {name: _from_json(table.c[name].type.python_type, v) for name, v in image.items()}


def _from_json(kind: type, value: Any) -> Any:
    if isinstance(value, str) and issubclass(kind, (date, datetime)):
        return kind.fromisoformat(value)
    return value


def _refusal(change: RowChange, step: StepRow, kind: str) -> str:
    noun = change.table.replace("_", " ")
    return (
        f"Cannot {kind} {step.name}: a {noun} that it changed has been changed again since. "
        f"Nothing was changed. Open the record's history to see what stands on it."
    )
