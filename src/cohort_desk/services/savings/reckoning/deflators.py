"""Keeps the tables of price indices; the newest that is published counts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import DeflatorTableRow
from cohort_desk.domain.savings.deflators import DeflatorTable, checked, from_plain, to_plain
from cohort_desk.services.savings.reckoning.dated import refuse_same_name, remove, write
from cohort_desk.services.savings.today import today_or


@dataclass(frozen=True, slots=True)
class StoredDeflators:
    """A table of price indices; `in_force` marks the one that counts today."""

    id: int
    table: DeflatorTable
    in_force: bool
    version: int


def list_deflators(db: Database, today: date | None = None) -> tuple[StoredDeflators, ...]:
    """Return all tables, the latest published first."""
    with db.read() as work:
        rows = _rows(work)
        found = _in_force(rows, today_or(today))
    return tuple(
        StoredDeflators(row.id, _read(row), found is not None and row.id == found.id, row.version)
        for row in rows
    )


def deflators_in_force(work: UnitOfWork, on: date) -> DeflatorTable | None:
    """Return the newest table published by a day, None if there is none."""
    row = _in_force(_rows(work), on)
    return _read(row) if row else None


def add_deflators(db: Database, table: DeflatorTable) -> int:
    """Add a table and return its id.

    Raises:
        RuleBroken: it breaks a rule of `domain.savings.deflators.checked`, or its name is taken.
    """
    table = checked(table)
    with db.begin(f"addition of {table.name}", f"Added {table.name}") as work:
        refuse_same_name(work, DeflatorTableRow, table.name, None)
        row = DeflatorTableRow(**_columns(table))
        work.session.add(row)
        work.session.flush()
        return row.id


def edit_deflators(db: Database, table_id: int, version: int, table: DeflatorTable) -> None:
    """Change a table; reports that were made with it keep what they said.

    Raises:
        RuleBroken: as for `add_deflators`.
        EditedMeanwhile, NotFound: someone else was first.
    """
    table = checked(table)
    with db.begin(f"change of {table.name}", f"Changed {table.name}") as work:
        row = work.need(DeflatorTableRow, table_id, version)
        refuse_same_name(work, DeflatorTableRow, table.name, table_id)
        write(row, _columns(table))


def remove_deflators(db: Database, table_id: int, version: int) -> None:
    """Remove a table; what it was used for is reckoned with the one before it.

    Raises:
        EditedMeanwhile, NotFound: someone else was first.
    """
    remove(db, DeflatorTableRow, table_id, version)


def _rows(work: UnitOfWork) -> list[DeflatorTableRow]:
    order = DeflatorTableRow.published_on.desc(), DeflatorTableRow.id.desc()
    return list(work.session.scalars(select(DeflatorTableRow).order_by(*order)))


def _in_force(rows: list[DeflatorTableRow], on: date) -> DeflatorTableRow | None:
    return next((row for row in rows if row.published_on <= on), None)


def _read(row: DeflatorTableRow) -> DeflatorTable:
    return from_plain(row.name, row.published_on, row.source, row.indices)


def _columns(table: DeflatorTable) -> dict[str, object]:
    return {
        "name": table.name,
        "published_on": table.published_on,
        "source": table.source,
        "indices": to_plain(table),
    }
