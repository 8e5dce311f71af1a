"""Undoes and redoes steps by applying the images that the journal keeps of them.

A change is only ever applied where the row still is as the step (or its undo) left it; otherwise
something newer stands on it, and nothing at all is written.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update
from sqlalchemy import Table as SqlTable
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from cohort_desk.db import journal
from cohort_desk.db.database import Committed, Database, UnitOfWork
from cohort_desk.db.journal import Image, RowChange
from cohort_desk.db.tables import Table
from cohort_desk.db.tables.base import drawn_version
from cohort_desk.db.tables.history import StepChangeRow, StepRow
from cohort_desk.domain.errors import CannotUndo, NotFound
from cohort_desk.domain.progress import Progress, unwatched

_RowName = tuple[str, tuple[Any, ...]]
_NOUNS = {mapper.class_.__tablename__: mapper.class_.noun for mapper in Table.registry.mappers}
_STEPS_PER_QUERY = 500
_OPPOSITE = {"insert": "delete", "delete": "insert", "update": "update"}
Guard = Callable[[UnitOfWork, Sequence[RowChange]], None]
"""Refuses a replay by raising CannotUndo; it is given the changes that would be applied."""
RECENT = 500
"""How many of a user's newest steps undo and redo look back on."""


@dataclass(frozen=True, slots=True)
class Stacks:
    """The steps of one user that can be undone and redone, the next one last."""

    done: tuple[StepRow, ...]
    undone: tuple[StepRow, ...]


def stacks(session: Session, actor: str, passed_over: Collection[int] = ()) -> Stacks:
    """Return what the actor can undo and redo, from the newest steps of the journal.

    A step that somebody else has undone is nobody's to undo; whoever undid it may redo it. The
    steps in `passed_over` are left out.
    """
    target = aliased(StepRow)
    newest = session.scalars(
        select(StepRow)
        .outerjoin(target, target.id == StepRow.target_id)
        .where(or_(StepRow.actor == actor, target.actor == actor))
        .order_by(StepRow.id.desc())
        .limit(RECENT)
    ).all()
    done: dict[int, StepRow] = {}
    undone: dict[int, StepRow] = {}
    for step in reversed(newest):
        mine = step.actor == actor
        root = step if step.kind == "do" else session.get_one(StepRow, step.target_id)
        done.pop(root.id, None)
        undone.pop(root.id, None)
        if step.kind == "do" and mine:
            undone.clear()
        if mine:
            (undone if step.kind == "undo" else done)[root.id] = root
        elif step.kind == "redo" and root.actor == actor:
            done[root.id] = root
    return Stacks(
        tuple(step for step in done.values() if step.id not in passed_over),
        tuple(step for step in undone.values() if step.id not in passed_over),
    )


def replay(
    db: Database,
    step_id: int,
    kind: str,
    report: Progress = unwatched,
    guard: Guard | None = None,
) -> Committed:
    """Undo (`kind` "undo") or redo ("redo") a step, as a step of its own; `report` counts rows.

    `guard` is asked first, within the same transaction, and may refuse.

    Raises:
        NotFound: there is no such step.
        CannotUndo: a row it changed has been changed since, others depend on it, or the guard
            refuses.
    """
    with db.read() as work:
        step = work.session.get(StepRow, step_id)
    if step is None or step.kind != "do":
        raise NotFound("There is no such step to undo.")
    try:
        with db.begin_unjournalled() as work:
            rows = _rows_of(work.session, step)
            newer = _changed_since(work.session, step, rows)
            changes = _changes_to_apply(rows, kind)
            if guard is not None:
                guard(work, changes)
            for done, change in enumerate(changes, start=1):
                if newer.get((change.table, change.key), set[str]()) & _columns(change):
                    raise CannotUndo(_refusal(change, step, kind))
                _apply(work.session, change, step, kind)
                report(done, len(changes))
            taken = journal.Step(step.name, db.actor, db.client, kind, step.id)
            new_id = journal.save(work.session, taken, changes)
    except IntegrityError as error:
        raise CannotUndo(
            f"Cannot {kind} {step.name}: other records depend on it, or have taken its name, "
            "e-mail or number. Nothing was changed. Change those first, or leave it as it is."
        ) from error
    kinds = frozenset(change.table for change in changes)
    said = f"{'Undid' if kind == 'undo' else 'Redid'} {step.name}"
    news = Committed(kinds, new_id, step.name, said, kind, foreign=False, target_id=step.id)
    db.announce(news)
    return news


def _rows_of(session: Session, step: StepRow) -> Sequence[StepChangeRow]:
    mine = select(StepChangeRow).where(StepChangeRow.step_id == step.id)
    return session.scalars(mine.order_by(StepChangeRow.id)).all()


def _changed_since(
    session: Session, step: StepRow, rows: Sequence[StepChangeRow]
) -> dict[_RowName, set[str]]:
    """Return the columns of each row that a later step, one that still stands, has written.

    To compare values is not enough: a colleague may have set one back on purpose.
    """
    latest: dict[int, str] = {}
    after = select(StepRow.id, StepRow.kind, StepRow.target_id).where(StepRow.id > step.id)
    for step_id, kind, target_id in session.execute(after.order_by(StepRow.id)):
        latest[target_id or step_id] = kind
    standing = [key for key, kind in latest.items() if kind != "undo" and key > step.id]
    names = {(row.table_name, tuple(row.row_key)) for row in rows}
    found: dict[_RowName, set[str]] = {}
    for start in range(0, len(standing), _STEPS_PER_QUERY):
        some = standing[start : start + _STEPS_PER_QUERY]
        later = select(StepChangeRow).where(StepChangeRow.step_id.in_(some))
        for row in session.scalars(later.execution_options(yield_per=1000)):
            name = (row.table_name, tuple(row.row_key))
            if name in names:
                found.setdefault(name, set()).update(_columns(_as_change(row)))
    return found


def _columns(change: RowChange) -> set[str]:
    return {*(change.before or {}), *(change.after or {})}


def _changes_to_apply(rows: Sequence[StepChangeRow], kind: str) -> list[RowChange]:
    if kind == "redo":
        return [_as_change(row) for row in rows]
    return [_reversed(_as_change(row)) for row in reversed(rows)]


def _as_change(row: StepChangeRow) -> RowChange:
    return RowChange(
        row.table_name, tuple(row.row_key), row.subject, row.operation, row.before, row.after
    )


def _reversed(change: RowChange) -> RowChange:
    return replace(
        change,
        operation=_OPPOSITE[change.operation],
        before=change.after,
        after=change.before,
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
        # Nobody who saw the row before it went may pass for having seen it as it came back.
        values[journal.VERSION] = drawn_version() if now is None else now[journal.VERSION] + 1
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
    noun = _NOUNS[change.table]
    article = "an" if noun[0] in "aeiou" else "a"
    return (
        f"Cannot {kind} {step.name}: {article} {noun} that it changed has been changed again "
        f"since. Nothing was changed. The record’s history tells by whom."
    )
