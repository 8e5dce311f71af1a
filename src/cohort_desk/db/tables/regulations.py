"""The regulation sets, each version kept as it was written, and which one a cohort follows."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, refers_to, strict


class RegulationSetRow(Table):
    """One version of a regulation set, never changed; `rules` is `domain.regulations` data."""

    __tablename__ = "regulation_set"
    noun = "regulation set"
    __table_args__ = strict(UniqueConstraint("name", "number"))
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    number: Mapped[int]
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    made_by: Mapped[str] = mapped_column(String(120))


class CohortRegulationsRow(Table):
    """Which version of which regulation set a cohort follows."""

    __tablename__ = "cohort_regulations"
    noun = "cohort's regulations"
    __table_args__ = strict()
    history_of = ("cohort", "cohort_id")
    cohort_id: Mapped[int] = mapped_column(refers_to("cohort.id"), primary_key=True)
    regulation_set_id: Mapped[int] = mapped_column(refers_to("regulation_set.id"), index=True)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}
