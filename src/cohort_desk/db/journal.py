"""Keeps what each step changed: the images of its rows before and after.

One mechanism serves undo, redo and history. `Recorder` watches a session and collects an image of
every row that a flush writes; `save` puts them beside the changes in the same transaction;
`db.replay` applies them backwards or forwards.
"""

import hashlib
import json
from collections.abc import Container, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from cohort_desk.db.tables.base import Table
from cohort_desk.db.tables.history import StepChangeRow, StepRow

Image = dict[str, Any]
"""Column name → value as JSON can hold it (dates as ISO text)."""

VERSION = "version"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row as a step left it; of an update only the columns that differ."""

    table: str
    key: tuple[Any, ...]
    subject: str
    operation: str
    before: Image | None
    after: Image | None


@dataclass(slots=True)
class Recorder:
    """Collects the changes of one session, in the order in which they were written."""

    changes: list[RowChange] = field(default_factory=list[RowChange])
    _moved_on: set[tuple[str, Any]] = field(default_factory=set[tuple[str, Any]])

    def watch(self, session: Session) -> None:
        """Start collecting; writes that would pass the journal by are refused from now on."""
        event.listen(session, "before_flush", self._move_on)
        event.listen(session, "after_flush", self._collect)
        event.listen(session, "do_orm_execute", _refuse_bulk_writes)

    def _move_on(self, session: Session, _context: UOWTransaction, _some: object) -> None:
        """Give a record that a row is added to another version, as where it is changed itself.

        Else two who add to the same record at once would both succeed, and one not be seen.
        """
        for row in list(session.new):
            if not isinstance(row, Table) or not row.append_only or row.history_of is None:
                continue
            table, column = row.history_of
            name = (table, getattr(row, column))
            if name not in self._moved_on and name[1] is not None:
                self._moved_on.add(name)
                record = session.get(_class_of(table), name[1])
                if record is not None:
                    setattr(record, VERSION, getattr(record, VERSION) + 1)

    def _collect(self, session: Session, _context: UOWTransaction) -> None:
        _refuse_rewriting(session)
        # The order in which a flush writes the rows of a table; undo goes through it backwards,
        # so that a name that one row gave up and another took comes back without a clash.
        for row in sorted(_journalled(session.dirty), key=row_key):
            before, after = _difference(row)
            if after:
                self._add(row, "update", before, after)
        for row in _journalled(session.new):
            self._add(row, "insert", None, _whole(row))
            self._moved_on.add((row.__tablename__, row_key(row)[0]))
        for row in _journalled(session.deleted):
            self._add(row, "delete", _whole(row), None)

    def _add(self, row: Table, operation: str, before: Image | None, after: Image | None) -> None:
        change = RowChange(
            row.__tablename__, row_key(row), subject_of(row), operation, before, after
        )
        self.changes.append(change)


@dataclass(frozen=True, slots=True)
class Step:
    """What is written of a step: its name, who took it in which window, and what it undoes."""

    name: str
    actor: str
    client: str
    kind: str = "do"
    target_id: int | None = None


def save(session: Session, step: Step, changes: list[RowChange]) -> int:
    """Write the step and its changes in the session's transaction; return the step's id.

    Steps are chained: each keeps a digest of itself and of the one before, so that a journal
    altered behind the app's back no longer adds up (`db.audit`).
    """
    connection = session.connection()
    newest = select(StepRow.digest).order_by(StepRow.id.desc()).limit(1)
    values = {"at": datetime.now(UTC), **asdict(step)}
    rows = [
        {
            "table_name": change.table,
            "row_key": list(change.key),
            "subject": change.subject,
            "operation": change.operation,
            "before": change.before,
            "after": change.after,
        }
        for change in changes
    ]
    values["digest"] = chained(connection.scalar(newest) or "", values, rows)
    step_id = connection.execute(insert(StepRow).returning(StepRow.id), values).scalar_one()
    connection.execute(insert(StepChangeRow), [{"step_id": step_id, **row} for row in rows])
    return step_id


def is_for_good(changes: Sequence[RowChange]) -> bool:
    """Say whether a step is never undone: it added a row that is only ever added to.

    What came into being in the same step as the record that it is part of goes with that record.
    """
    made = {(change.table, change.key) for change in changes if change.operation == "insert"}
    for change in changes:
        table = _class_of(change.table)
        if table.for_good:
            return True
        if table.append_only and change.operation == "insert":
            whole, column = table.part_of or ("", "")
            if (whole, ((change.after or {}).get(column),)) not in made:
                return True
    return False


def chained(previous: str, step: Image, changes: Sequence[Image]) -> str:
    """Return the digest of a step that follows the one whose digest is `previous`."""
    content = [previous, {name: plain(value) for name, value in step.items()}, *changes]
    text_form = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text_form.encode()).hexdigest()


def subject_name(table: str, key: object) -> str:
    """Return the name under which the history of a record is kept, such as 'participant:17'."""
    return f"{table}:{key}"


def subject_of(row: Table) -> str:
    """Return the record whose history the row belongs to: itself, unless its class says other."""
    if row.history_of is not None:
        table, column = row.history_of
        return subject_name(table, getattr(row, column))
    return subject_name(row.__tablename__, "-".join(map(str, row_key(row))))


def row_key(row: Table) -> tuple[Any, ...]:
    """Return the primary key of a flushed row."""
    mapper = inspect(type(row))
    return tuple(mapper.primary_key_from_instance(row))


def plain(value: Any) -> Any:
    """Return the value as JSON can hold it; a moment in UTC, as it comes back from the database."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _class_of(table: str) -> type[Table]:
    return _classes()[table]


@cache
def _classes() -> dict[str, type[Table]]:
    """Return every table by its name, once all of them are known."""
    classes = (mapper.class_ for mapper in Table.registry.mappers)
    return {each.__tablename__: each for each in classes}


def _journalled(rows: Iterable[Any]) -> list[Table]:
    return [row for row in rows if isinstance(row, Table) and row.journalled]


def _whole(row: Table) -> Image:
    columns = inspect(type(row)).columns
    return {c.name: plain(getattr(row, c.name)) for c in columns if c.name != VERSION}


def _difference(row: Table) -> tuple[Image, Image]:
    before: Image = {}
    after: Image = {}
    state = inspect(row)
    for column in inspect(type(row)).columns:
        history = state.attrs[column.name].history
        if column.name == VERSION or not history.has_changes():
            continue
        if not history.deleted:
            message = f"{column.name} was set before it was read, so its old value is unknown"
            raise RuntimeError(message)
        before[column.name] = plain(next(iter(history.deleted)))
        after[column.name] = plain(next(iter(history.added)))
    return before, after


def _refuse_rewriting(session: Session) -> None:
    for row in session.dirty:
        if not isinstance(row, Table) or not row.append_only:
            continue
        if _difference(row)[1].keys() - row.follow:
            message = f"a row of {row.__tablename__} is never changed: add one that replaces it"
            raise RuntimeError(message)
    going = {(row.__tablename__, row_key(row)) for row in session.deleted}
    for row in session.deleted:
        if isinstance(row, Table) and row.append_only and not _goes_along(row, going):
            message = f"a row of {row.__tablename__} is never deleted: add one that replaces it"
            raise RuntimeError(message)


def _goes_along(row: Table, going: Container[tuple[str, tuple[Any, ...]]]) -> bool:
    if row.part_of is None:
        return False
    table, column = row.part_of
    return (table, (getattr(row, column),)) in going


def _refuse_bulk_writes(state: ORMExecuteState) -> None:
    if state.is_select:
        return
    mapper = state.bind_mapper
    if mapper is None or getattr(mapper.class_, "journalled", False):
        message = "Change rows as objects of the session, so that the journal sees them."
        raise RuntimeError(message)
