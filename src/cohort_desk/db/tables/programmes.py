"""The programme that a file holds, and its cohorts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, refers_to, strict


class ProgrammeRow(Table):
    """One row: a file, or a PostgreSQL database, holds one programme.

    `code` is the short name that serials begin with, such as "SCRLP"; `logo_sha256` names the
    logo in the store, as designs of certificates name their pictures.
    """

    __tablename__ = "programme"
    noun = "programme"
    __table_args__ = strict(CheckConstraint("id = 1", name="only_one"))
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    code: Mapped[str | None] = mapped_column(String(12))
    logo_sha256: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class CohortRow(Table):
    """An intake of the programme."""

    __tablename__ = "cohort"
    noun = "cohort"
    __table_args__ = strict()
    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(refers_to("programme.id"), default=1)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    starts_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}
