"""Who marks what, what each marker gave, and how their marks were agreed and moderated."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, drawn_version, refers_to, strict

_MARK = "BETWEEN 0 AND 10000"
_WITH = " + ".join(
    f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END"
    for column in ("participant_id", "group_id", "agency_id")
)


class TutorRow(Table):
    """Someone who marks or moderates; `agency_id` is where they work, if at an agency at all."""

    __tablename__ = "tutor"
    noun = "tutor"
    __table_args__ = strict(UniqueConstraint("email"))
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    agency_id: Mapped[int | None] = mapped_column(refers_to("agency.id"), index=True)
    active: Mapped[bool] = mapped_column(default=True)
    notes: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class TutorConflictRow(Table):
    """A conflict of interest that a tutor declared: with a person, a group or an agency."""

    __tablename__ = "tutor_conflict"
    noun = "conflict of interest"
    __table_args__ = strict(CheckConstraint(f"{_WITH} = 1", name="with_one"))
    history_of = ("tutor", "tutor_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    tutor_id: Mapped[int] = mapped_column(refers_to("tutor.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(refers_to("participant.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(refers_to("round_group.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(refers_to("agency.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class AllotmentRow(Table):
    """A tutor's task: to mark a submission as its first, second or third marker."""

    __tablename__ = "allotment"
    noun = "allotment"
    __table_args__ = strict(
        CheckConstraint("role IN ('first', 'second', 'third')", name="role_known"),
        UniqueConstraint("submission_id", "role"),
        UniqueConstraint("submission_id", "tutor_id"),
    )
    history_of = ("submission", "submission_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(refers_to("submission.id"), index=True)
    tutor_id: Mapped[int] = mapped_column(refers_to("tutor.id"), index=True)
    role: Mapped[str] = mapped_column(String(10))
    due_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class MarkRow(Table):
    """A tutor's marking of a submission: a draft until `final_at`.

    Its value is computed from the criterion marks; `direct` holds it, in hundredths, where the
    assessment has no marking guide.
    """

    __tablename__ = "mark"
    noun = "mark"
    __table_args__ = strict(
        CheckConstraint(f"direct {_MARK}", name="direct_in_range"),
        UniqueConstraint("submission_id", "tutor_id"),
    )
    history_of = ("submission", "submission_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(refers_to("submission.id"), index=True)
    tutor_id: Mapped[int] = mapped_column(refers_to("tutor.id"), index=True)
    direct: Mapped[int | None]
    feedback: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    final_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class CriterionMarkRow(Table):
    """What a tutor gave for one criterion, in hundredths, and the words that go with it."""

    __tablename__ = "criterion_mark"
    noun = "criterion's mark"
    __table_args__ = strict(CheckConstraint(f"value {_MARK}", name="value_in_range"))
    history_of = ("mark", "mark_id")
    mark_id: Mapped[int] = mapped_column(refers_to("mark.id"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(
        refers_to("criterion.id"), primary_key=True, index=True
    )
    value: Mapped[int | None]
    feedback: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version, "version_id_generator": drawn_version}


class AgreementRow(Table):
    """A mark, in hundredths, that the markers or their lead settled on where no rule decides."""

    __tablename__ = "agreement"
    noun = "agreement"
    __table_args__ = strict(CheckConstraint(f"value {_MARK}", name="value_in_range"))
    history_of = ("submission", "submission_id")
    submission_id: Mapped[int] = mapped_column(refers_to("submission.id"), primary_key=True)
    value: Mapped[int]
    reason: Mapped[str] = mapped_column(String(1000))
    agreed_by: Mapped[str] = mapped_column(String(200))
    agreed_at: Mapped[datetime] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version, "version_id_generator": drawn_version}


class ModerationRow(Table):
    """A sample drawn for a moderator; `policy` and `seed` draw the same one again."""

    __tablename__ = "moderation"
    noun = "moderation"
    __table_args__ = strict(
        CheckConstraint("outcome IN ('open', 'confirmed', 'sent_back')", name="outcome_known")
    )
    history_of = ("assessment", "assessment_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(refers_to("assessment.id"), index=True)
    sitting: Mapped[int] = mapped_column(default=1)
    tutor_id: Mapped[int | None] = mapped_column(refers_to("tutor.id"), index=True)
    seed: Mapped[int]
    policy: Mapped[dict[str, Any]] = mapped_column(JSON)
    drawn_at: Mapped[datetime] = mapped_column(UtcTime)
    outcome: Mapped[str] = mapped_column(String(20), default="open")
    reason: Mapped[str] = mapped_column(String(1000), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class SampledRow(Table):
    """A submission of a sample: why it was taken, and what the moderator said of it."""

    __tablename__ = "sampled"
    noun = "sampled submission"
    __table_args__ = strict(
        CheckConstraint("view IN ('open', 'supported', 'queried')", name="view_known")
    )
    history_of = ("submission", "submission_id")
    moderation_id: Mapped[int] = mapped_column(refers_to("moderation.id"), primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        refers_to("submission.id"), primary_key=True, index=True
    )
    reasons: Mapped[list[str]] = mapped_column(JSON)
    view: Mapped[str] = mapped_column(String(20), default="open")
    note: Mapped[str] = mapped_column(String(1000), default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version, "version_id_generator": drawn_version}
