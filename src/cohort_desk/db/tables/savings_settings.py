"""What savings are reckoned with, and what reports on them have said."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, refers_to, strict


class RateTableRow(Table):
    """Yearly discount rates, in force from a day; `bands` are [first year, last or null, rate]."""

    __tablename__ = "rate_table"
    noun = "table of discount rates"
    __table_args__ = strict()
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    in_force_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(300), default="")
    bands: Mapped[list[Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class DeflatorTableRow(Table):
    """Price indices by financial year, published on a day; `indices` are decimals as text."""

    __tablename__ = "deflator_table"
    noun = "table of deflators"
    __table_args__ = strict()
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    published_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(300), default="")
    indices: Mapped[dict[str, str]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class SavingsSettingsRow(Table):
    """How the programme follows its savings, one row at most; without it, the defaults hold.

    `settings` is what `domain.savings.settings` writes and checks.
    """

    __tablename__ = "savings_settings"
    noun = "settings of savings"
    __table_args__ = strict(CheckConstraint("id = 1", name="only_one"))
    id: Mapped[int] = mapped_column(primary_key=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class SavingsSnapshotRow(Table):
    """What a report on savings said, so that it can be printed again byte for byte.

    The content is JSON in the store; `kind` says which report, `about_id` of which cohort, agency
    or project (none: of the whole programme).
    """

    __tablename__ = "savings_snapshot"
    noun = "report on savings"
    append_only = True
    __table_args__ = strict(
        CheckConstraint("kind IN ('portfolio', 'agency', 'project')", name="kind_known")
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    about_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(250))
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    made_by: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(refers_to("stored_file.sha256"), index=True)
