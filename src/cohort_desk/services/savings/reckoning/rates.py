"""Keeps the tables of discount rates; the newest that is in force counts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import RateTableRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.rates import STANDARD, RateTable, checked, from_plain, to_plain
from cohort_desk.services.savings.reckoning.dated import refuse_same_name, remove, write
from cohort_desk.services.savings.today import today_or


@dataclass(frozen=True, slots=True)
class StoredRates:
    """A table of discount rates; `id` and `version` are None of the one the app brings along.

    `in_force` marks the one that counts today.
    """

    id: int | None
    table: RateTable
    in_force: bool
    version: int | None


def list_rate_tables(db: Database, today: date | None = None) -> tuple[StoredRates, ...]:
    """Return all tables, the latest to come into force first, and the app's own last."""
    with db.read() as work:
        rows = _rows(work)
        found = _in_force(rows, today_or(today))
    stored = tuple(
        StoredRates(row.id, _read(row), found is not None and row.id == found.id, row.version)
        for row in rows
    )
    return (*stored, StoredRates(None, STANDARD, found is None, None))


def table_in_force(work: UnitOfWork, on: date) -> RateTable:
    """Return the table in force on a day: the newest not to come later, else the app's own."""
    row = _in_force(_rows(work), on)
    return _read(row) if row else STANDARD


def add_rate_table(db: Database, table: RateTable) -> int:
    """Add a table and return its id.

    Raises:
        RuleBroken: it breaks a rule of `domain.savings.rates.checked`, or its name is taken.
    """
    table = checked(table)
    with db.begin(f"addition of {table.name}", f"Added {table.name}") as work:
        _refuse_twin(work, table)
        row = RateTableRow(**_columns(table))
        work.session.add(row)
        work.session.flush()
        return row.id


def edit_rate_table(db: Database, table_id: int, version: int, table: RateTable) -> None:
    """Change a table; reports that were made with it keep what they said.

    Raises:
        RuleBroken: as for `add_rate_table`.
        EditedMeanwhile, NotFound: someone else was first.
    """
    table = checked(table)
    with db.begin(f"change of {table.name}", f"Changed {table.name}") as work:
        row = work.need(RateTableRow, table_id, version)
        _refuse_twin(work, table, but_not=table_id)
        write(row, _columns(table))


def remove_rate_table(db: Database, table_id: int, version: int) -> None:
    """Remove a table; what it was used for is reckoned with the one before it.

    Raises:
        EditedMeanwhile, NotFound: someone else was first.
    """
    remove(db, RateTableRow, table_id, version)


def _rows(work: UnitOfWork) -> list[RateTableRow]:
    order = RateTableRow.in_force_on.desc(), RateTableRow.id.desc()
    return list(work.session.scalars(select(RateTableRow).order_by(*order)))


def _in_force(rows: list[RateTableRow], on: date) -> RateTableRow | None:
    """Return the row that counts on a day, None where the app's own table is newer than any."""
    since = STANDARD.in_force_on
    return next((row for row in rows if since <= row.in_force_on <= on), None)


def _read(row: RateTableRow) -> RateTable:
    return from_plain(row.name, row.in_force_on, row.source, row.bands)


def _columns(table: RateTable) -> dict[str, object]:
    return {
        "name": table.name,
        "in_force_on": table.in_force_on,
        "source": table.source,
        "bands": to_plain(table),
    }


def _refuse_twin(work: UnitOfWork, table: RateTable, but_not: int | None = None) -> None:
    """Two tables of one name, or of one day, would leave open which of them counts."""
    refuse_same_name(work, RateTableRow, table.name, but_not)
    same_day = select(RateTableRow.name).where(RateTableRow.in_force_on == table.in_force_on)
    other = work.session.scalar(same_day.where(RateTableRow.id != (but_not or 0)))
    if other is not None:
        raise RuleBroken(
            "in_force_on", f"“{other}” comes into force on that day already: give another day."
        )
