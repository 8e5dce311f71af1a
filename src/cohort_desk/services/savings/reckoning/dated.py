"""What tables of rates and of deflators have in common: a name of their own, and being edited."""

from collections.abc import Mapping

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import DeflatorTableRow, RateTableRow
from cohort_desk.domain.errors import RuleBroken

Dated = type[RateTableRow] | type[DeflatorTableRow]


def refuse_same_name(work: UnitOfWork, kind: Dated, name: str, but_not: int | None) -> None:
    """Refuse a name that another table of the kind has, in whatever letters.

    Raises:
        RuleBroken: of "name".
    """
    twin = select(kind.id).where(func.lower(kind.name) == name.lower(), kind.id != (but_not or 0))
    if work.session.scalar(twin) is not None:
        raise RuleBroken("name", f"There is a table “{name}” already.")


def write(row: RateTableRow | DeflatorTableRow, columns: Mapping[str, object]) -> None:
    """Set the columns that differ, so that a step tells only what it changed."""
    for name, value in columns.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def remove(db: Database, kind: Dated, key: int, version: int) -> None:
    """Remove a table; what it was used for is reckoned with the one before it.

    Raises:
        EditedMeanwhile, NotFound: someone else was first.
    """
    with db.begin(f"removal of a {kind.noun}") as work:
        row = work.need(kind, key, version)
        work.call(f"removal of {row.name}", f"Removed {row.name}")
        work.session.delete(row)
