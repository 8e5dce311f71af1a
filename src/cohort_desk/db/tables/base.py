"""What every table has in common: named constraints, strict columns, checked references."""

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    MetaData,
    String,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(DeclarativeBase):
    """Base of every table; named constraints keep SQLite and PostgreSQL migrations alike.

    `noun` is what a sentence to the user calls a row. `journalled` says whether the unit of work
    keeps before and after images of its rows. `append_only` rows are added and never changed or
    deleted by a step; but what it is `part_of` (a table, and the column that names the record)
    takes it along when it goes, and its columns that `follow` another record do so when that is
    merged with one that turns out to be the same. `history_of` names the table and the column of
    the record whose history a row belongs to, where that is not the row itself; an `append_only`
    row raises that record's version as it is added. Nothing that a step does to a table's rows is
    undone where they are `for_good`.
    """

    metadata = MetaData(naming_convention=NAMING)
    noun = "record"
    journalled = True
    append_only = False
    part_of: tuple[str, str] | None = None
    follow: frozenset[str] = frozenset()
    for_good = False
    history_of: tuple[str, str] | None = None


class UtcTime(TypeDecorator[datetime]):
    """An aware moment: kept in UTC, as ISO text on SQLite and as timestamptz on PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def strict(*constraints: Any) -> tuple[Any, ...]:
    """Return `__table_args__` with the constraints, for a STRICT table on SQLite.

    Row numbers are never used again, or the history of a deleted record would pass to the next.
    """
    return (*constraints, {"sqlite_strict": True, "sqlite_autoincrement": True})


def drawn_version(_last: int | None = None) -> int:
    """Return a row version that no earlier row of the same key will have had."""
    return secrets.randbelow(2**30) + 2**30


def refers_to(target: str) -> ForeignKey:
    """Return a foreign key that is checked at commit, so that rows may be flushed in any order."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


# STRICT tables take only INTEGER, REAL, TEXT, BLOB and ANY, so SQLite gets plain names for these.
@compiles(String, "sqlite")
@compiles(Date, "sqlite")
@compiles(DateTime, "sqlite")
@compiles(JSON, "sqlite")
def _as_text(_type: Any, _compiler: Any, **_options: Any) -> str:
    return "TEXT"


@compiles(Boolean, "sqlite")
@compiles(BigInteger, "sqlite")
def _as_integer(_type: Any, _compiler: Any, **_options: Any) -> str:
    return "INTEGER"
