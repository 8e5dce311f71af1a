"""The agencies that employ participants, and the other names they go by."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, refers_to, strict
from cohort_desk.domain.sectors import SECTORS

_SECTOR_KEYS = ", ".join(f"'{sector.key}'" for sector in SECTORS)


class AgencyRow(Table):
    """`name_key`, like an alias's `key`, is the spelling folded by `domain.agencies.agency_key`."""

    __tablename__ = "agency"
    noun = "agency"
    __table_args__ = strict(CheckConstraint(f"sector IN ({_SECTOR_KEYS})", name="sector_known"))
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), unique=True)
    short_name: Mapped[str] = mapped_column(String(80), default="")
    sector: Mapped[str] = mapped_column(String(30))
    kind: Mapped[str] = mapped_column(String(80), default="")
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    code_scheme: Mapped[str] = mapped_column(String(40), default="")
    region: Mapped[str] = mapped_column(String(80), default="")
    notes: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class AgencyAliasRow(Table):
    """Another spelling that offices use; each spelling means one agency."""

    __tablename__ = "agency_alias"
    noun = "spelling of an agency"
    __table_args__ = strict()
    history_of = ("agency", "agency_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(refers_to("agency.id"), index=True)
    alias: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200), unique=True)
