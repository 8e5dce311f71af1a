"""The sessions of a cohort, and who was there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, drawn_version, refers_to, strict


class TaughtSessionRow(Table):
    """A session of the programme; only those that are `required` count for attendance."""

    __tablename__ = "taught_session"
    noun = "session"
    __table_args__ = strict(CheckConstraint("ends_at > starts_at", name="ends_after_start"))
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(refers_to("cohort.id"), index=True)
    module_id: Mapped[int | None] = mapped_column(refers_to("module.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime] = mapped_column(UtcTime)
    ends_at: Mapped[datetime] = mapped_column(UtcTime)
    place: Mapped[str] = mapped_column(String(200), default="")
    required: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class AttendanceRow(Table):
    """How one person attended one session; no row means not recorded."""

    __tablename__ = "attendance"
    noun = "attendance"
    __table_args__ = strict(
        CheckConstraint("status IN ('present', 'late', 'excused', 'absent')", name="status_known")
    )
    history_of = ("participant", "participant_id")
    session_id: Mapped[int] = mapped_column(refers_to("taught_session.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        refers_to("participant.id"), primary_key=True, index=True
    )
    status: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version, "version_id_generator": drawn_version}
