"""Tells a working file, made from a pack away from the office, from an office's programme."""

from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import PackRow


@dataclass(frozen=True, slots=True)
class WorkingFile:
    """For whom the pack was that the file was made from."""

    reader: str
    tutor_id: int | None


def working_file(db: Database) -> WorkingFile | None:
    """Return whose pack the file was made from, None of an office's programme."""
    with db.read() as work:
        row = work.session.scalars(select(PackRow).where(PackRow.side == "away")).first()
        return None if row is None else WorkingFile(row.reader, row.tutor_id)
