"""What is handed in: submissions, their files, and what changes when they are due."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, refers_to, strict

_ONE_OWNER = "(group_id IS NULL) <> (participant_id IS NULL)"


class StoredFileRow(Table):
    """A file's content under its own digest; never changed, so the journal need not keep it."""

    __tablename__ = "stored_file"
    noun = "file"
    journalled = False
    __table_args__ = strict(CheckConstraint("size >= 0", name="size_not_negative"))
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    stored_at: Mapped[datetime] = mapped_column(UtcTime)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class CandidateRow(Table):
    """The number by which the board and blind markers know a participant; drawn by lot."""

    __tablename__ = "candidate"
    noun = "candidate number"
    __table_args__ = strict(UniqueConstraint("cohort_id", "number"))
    history_of = ("participant", "participant_id")
    participant_id: Mapped[int] = mapped_column(refers_to("participant.id"), primary_key=True)
    cohort_id: Mapped[int] = mapped_column(refers_to("cohort.id"))
    number: Mapped[str] = mapped_column(String(20))


class SubmissionRow(Table):
    """A group's or a person's work for one sitting; its state follows from what is recorded.

    `code` is what blind markers see of group work. `basis` says why there is another sitting: a
    referral is capped, a deferral is not. `submitted_at` decides about lateness; `finalised_at`
    is empty also where the deadline has closed the submission, unless `reopened_at` opened it.
    """

    __tablename__ = "submission"
    noun = "submission"
    __table_args__ = strict(
        CheckConstraint(_ONE_OWNER, name="of_group_or_person"),
        CheckConstraint("basis IN ('first', 'referral', 'deferral')", name="basis_known"),
        UniqueConstraint("assessment_id", "sitting", "group_id"),
        UniqueConstraint("assessment_id", "sitting", "participant_id"),
        ForeignKeyConstraint(
            ["assessment_id", "sitting"],
            ["sitting.assessment_id", "sitting.number"],
            name="fk_submission_sitting",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(index=True)
    sitting: Mapped[int] = mapped_column(default=1)
    group_id: Mapped[int | None] = mapped_column(refers_to("round_group.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(refers_to("participant.id"), index=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    basis: Mapped[str] = mapped_column(String(20), default="first")
    submitted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    submitted_by: Mapped[str] = mapped_column(String(200), default="")
    finalised_at: Mapped[datetime | None] = mapped_column(UtcTime)
    reopened_at: Mapped[datetime | None] = mapped_column(UtcTime)
    reopened_why: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class SubmissionFileRow(Table):
    """A file of a submission; handing in another of the same name makes the next `number`."""

    __tablename__ = "submission_file"
    noun = "file"
    __table_args__ = strict(UniqueConstraint("submission_id", "name", "number"))
    history_of = ("submission", "submission_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(refers_to("submission.id"), index=True)
    sha256: Mapped[str] = mapped_column(refers_to("stored_file.sha256"), index=True)
    name: Mapped[str] = mapped_column(String(250))
    number: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(UtcTime)
    added_by: Mapped[str] = mapped_column(String(200))
    withdrawn: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class ExtensionRow(Table):
    """A later deadline for one group or one person at one sitting."""

    __tablename__ = "extension"
    noun = "extension"
    __table_args__ = strict(
        CheckConstraint(_ONE_OWNER, name="of_group_or_person"),
        UniqueConstraint("assessment_id", "sitting", "group_id"),
        UniqueConstraint("assessment_id", "sitting", "participant_id"),
    )
    history_of = ("assessment", "assessment_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(refers_to("assessment.id"), index=True)
    sitting: Mapped[int] = mapped_column(default=1)
    group_id: Mapped[int | None] = mapped_column(refers_to("round_group.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(refers_to("participant.id"), index=True)
    until: Mapped[datetime] = mapped_column(UtcTime)
    reason: Mapped[str] = mapped_column(String(500))
    granted_by: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class CircumstancesRow(Table):
    """A claim of extenuating circumstances for one assessment, and what was decided on it."""

    __tablename__ = "circumstances"
    noun = "claim of extenuating circumstances"
    __table_args__ = strict(
        CheckConstraint(
            "outcome IN ('open', 'rejected', 'penalty_waived', 'deferred')", name="outcome_known"
        )
    )
    history_of = ("participant", "participant_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(refers_to("participant.id"), index=True)
    assessment_id: Mapped[int] = mapped_column(refers_to("assessment.id"), index=True)
    sitting: Mapped[int] = mapped_column(default=1)
    claim: Mapped[str] = mapped_column()
    evidence: Mapped[str] = mapped_column(default="")
    claimed_at: Mapped[datetime] = mapped_column(UtcTime)
    outcome: Mapped[str] = mapped_column(String(20), default="open")
    decided_why: Mapped[str] = mapped_column(String(500), default="")
    decided_by: Mapped[str] = mapped_column(String(120), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class HoldRow(Table):
    """A reason not to release a mark: of a whole submission, or of one member's share."""

    __tablename__ = "hold"
    noun = "hold"
    __table_args__ = strict(
        CheckConstraint(
            "kind IN ('investigation', 'evidence_pending', 'withheld')", name="kind_known"
        )
    )
    history_of = ("submission", "submission_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(refers_to("submission.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(refers_to("participant.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(500))
    placed_at: Mapped[datetime] = mapped_column(UtcTime)
    placed_by: Mapped[str] = mapped_column(String(120))
    cleared_at: Mapped[datetime | None] = mapped_column(UtcTime)
    cleared_why: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}
