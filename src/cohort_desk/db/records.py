"""Compares every record with what the journal says became of it.

The chain of the journal tells whether the history was altered; this tells whether a record was
changed, added or removed without a step, as by another program that opened the file.
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from sqlalchemy import String, and_, cast, func, or_, select
from sqlalchemy import Table as SqlTable

from cohort_desk.db import journal
from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.journal import Image
from cohort_desk.db.tables import StepChangeRow, StepRow, Table
from cohort_desk.domain.errors import RecordDamaged

_AT_ONCE = 200
_LONGEST = 60
_MADE_WITH_THE_PROGRAMME = {("programme", (1,)), ("cohort", (1,))}
"""What is there before the first step."""
_Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Astray:
    """A record that is not as the journal left it; `said` tells which and how, in words."""

    table: str
    key: _Key
    said: str


@dataclass(frozen=True, slots=True)
class _Known:
    """A record by the journal: its values (None once deleted) and the last step that wrote it."""

    key: _Key
    image: Image | None
    step_id: int


def astray(work: UnitOfWork) -> Generator[Astray]:
    """Yield every record that was changed, added or removed past the journal."""
    for mapper in sorted(Table.registry.mappers, key=lambda mapper: mapper.class_.__tablename__):
        kind: type[Table] = mapper.class_
        if kind.journalled:
            yield from _of_table(work, kind)


def _of_table(work: UnitOfWork, kind: type[Table]) -> Generator[Astray]:
    table = Table.metadata.tables[kind.__tablename__]
    standing = 0
    known = _by_the_journal(work, table.name)
    while some := list(islice(known, _AT_ONCE)):
        alive = [each for each in some if each.image is not None]
        standing += len(alive)
        now = _rows(work, table, [each.key for each in some])
        for each in some:
            yield from _compared(work, kind, table, each, now.get(each.key))
    present = work.session.scalar(select(func.count()).select_from(table)) or 0
    if present > standing:
        yield from _unknown(work, kind, table)


def _by_the_journal(work: UnitOfWork, table: str) -> Iterator[_Known]:
    by_record = cast(StepChangeRow.row_key, String)
    query = (
        select(
            StepChangeRow.row_key,
            StepChangeRow.operation,
            StepChangeRow.after,
            StepChangeRow.step_id,
        )
        .where(StepChangeRow.table_name == table)
        .order_by(by_record, StepChangeRow.id)
    )
    rows = work.session.execute(query, execution_options={"yield_per": 1000})
    for key, changes in groupby(rows, key=lambda row: tuple(row.row_key)):
        image: Image | None = None
        step_id = 0
        for _key, operation, after, by_step in changes:
            image = None if operation == "delete" else {**(image or {}), **(after or {})}
            step_id = by_step
        yield _Known(key, image, step_id)


def _rows(work: UnitOfWork, table: SqlTable, keys: Sequence[_Key]) -> dict[_Key, Mapping[str, Any]]:
    """Return the records of some keys; one that cannot be read is empty."""
    try:
        return _read(work, table, keys)
    except RecordDamaged:
        if len(keys) == 1:
            return {keys[0]: {}}
    found: dict[_Key, Mapping[str, Any]] = {}
    for key in keys:
        found |= _rows(work, table, [key])
    return found


def _read(work: UnitOfWork, table: SqlTable, keys: Sequence[_Key]) -> dict[_Key, Mapping[str, Any]]:
    columns = list(table.primary_key.columns)
    matching = or_(
        *(and_(*(c == value for c, value in zip(columns, key, strict=True))) for key in keys)
    )
    rows = work.session.execute(select(table).where(matching)).mappings()
    return {tuple(row[column.name] for column in columns): dict(row) for row in rows}


def _compared(
    work: UnitOfWork,
    kind: type[Table],
    table: SqlTable,
    known: _Known,
    now: Mapping[str, Any] | None,
) -> Iterable[Astray]:
    if known.image is None:
        if now is not None:
            yield _found(work, kind, known, "is there again, though it was deleted")
        return
    if now is None:
        yield _found(work, kind, known, "is missing")
        return
    if not now:
        yield _found(work, kind, known, "cannot be read")
        return
    for name, kept in known.image.items():
        if name in table.c and not _same(kept, now[name]):
            was, is_now = _shown(kept), _shown(journal.plain(now[name]))
            yield _found(work, kind, known, f"has {name} {is_now}, where {was} was written")


def _same(kept: Any, now: Any) -> bool:
    if isinstance(now, datetime) and isinstance(kept, str):
        return datetime.fromisoformat(kept) == now
    return journal.plain(now) == kept or (isinstance(now, bool) and int(now) == kept)


def _found(work: UnitOfWork, kind: type[Table], known: _Known, what: str) -> Astray:
    step = work.session.get(StepRow, known.step_id)
    last = f"; last changed by step {known.step_id}" + (f", {step.name}" if step else "")
    return Astray(kind.__tablename__, known.key, f"{_named(kind, known.key)} {what}{last}")


def _unknown(work: UnitOfWork, kind: type[Table], table: SqlTable) -> Generator[Astray]:
    """Yield the records that no step has ever written, and those that one has deleted."""
    columns = list(table.primary_key.columns)
    alive = {each.key for each in _by_the_journal(work, table.name)}
    for row in work.session.execute(select(*columns)):
        key = tuple(row)
        if key not in alive and (table.name, key) not in _MADE_WITH_THE_PROGRAMME:
            yield Astray(table.name, key, f"{_named(kind, key)} was added by no step")


def _named(kind: type[Table], key: _Key) -> str:
    numbers = "-".join(map(str, key))
    return f"{kind.noun} {numbers} ({kind.__tablename__})"


def _shown(value: Any) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
