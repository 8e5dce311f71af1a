"""The participants of each cohort."""

from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, drawn_version, refers_to, strict
from cohort_desk.domain.names import sort_key

COUNTED = ("status", "agency_id", "grade", "location")
"""What lists of people are filtered by; an index counts 100,000 of them in 4 ms, not in 100."""


class ParticipantRow(Table):
    """A person enrolled in a cohort; e-mails are kept in lower case, absent text is ''.

    `sort_name` is derived from the two names at each write, so that both databases sort alike.
    """

    __tablename__ = "participant"
    noun = "person"
    __table_args__ = strict(
        CheckConstraint("status IN ('enrolled', 'withdrawn', 'completed')", name="status_known"),
        CheckConstraint("years_of_service >= 0", name="service_not_negative"),
        UniqueConstraint("cohort_id", "email"),
        UniqueConstraint("cohort_id", "reference"),
        Index(None, "cohort_id", "sort_name", "id"),
        *(Index(None, "cohort_id", counted) for counted in COUNTED),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(refers_to("cohort.id"))
    given_name: Mapped[str] = mapped_column(String(120), default="")
    family_name: Mapped[str] = mapped_column(String(120))
    sort_name: Mapped[str] = mapped_column(String(250))
    email: Mapped[str | None] = mapped_column(String(254))
    reference: Mapped[str | None] = mapped_column(String(60))
    agency_id: Mapped[int | None] = mapped_column(refers_to("agency.id"), index=True)
    job_title: Mapped[str] = mapped_column(String(200), default="")
    profession: Mapped[str] = mapped_column(String(120), default="")
    grade: Mapped[str] = mapped_column(String(80), default="")
    gender: Mapped[str] = mapped_column(String(40), default="")
    location: Mapped[str] = mapped_column(String(120), default="")
    team: Mapped[str] = mapped_column(String(120), default="")
    line_manager: Mapped[str] = mapped_column(String(254), default="")
    years_of_service: Mapped[int | None]
    module_option: Mapped[str] = mapped_column(String(120), default="")
    availability: Mapped[str] = mapped_column(String(500), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    notes: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(String(20), default="enrolled")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


def taking_part() -> ColumnElement[bool]:
    """Return who is counted, grouped and assessed: everybody but those who have withdrawn."""
    return ParticipantRow.status != "withdrawn"


class PhotoRow(Table):
    """A participant's photo: a small JPEG in base64, so that the journal can keep it as text."""

    __tablename__ = "photo"
    noun = "photo"
    __table_args__ = strict()
    history_of = ("participant", "participant_id")
    participant_id: Mapped[int] = mapped_column(refers_to("participant.id"), primary_key=True)
    jpeg: Mapped[str] = mapped_column()
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version, "version_id_generator": drawn_version}


@event.listens_for(ParticipantRow, "before_insert")
@event.listens_for(ParticipantRow, "before_update")
def _derive_sort_name(_mapper: Any, _connection: Any, row: ParticipantRow) -> None:
    # A column's default is filled in only after this event.
    derived = sort_key(row.family_name, row.given_name or "")
    if row.sort_name != derived:
        row.sort_name = derived
