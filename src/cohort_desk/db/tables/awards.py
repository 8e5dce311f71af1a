"""Boards, what they had before them and decided, and the certificates that follow from it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, refers_to, strict

_OUTCOMES = (
    "'pass', 'merit', 'distinction', 'fail', 'compensated', 'referred', 'deferred', 'withheld', "
    "'amended', 'not_yet'"
)
_RESPONSES = "'none', 'not_actioned', 'disagree', 'actioned'"


class BoardRow(Table):
    """A meeting that ratifies a cohort's marks and awards.

    `frozen_at` is when the snapshot before it was taken and `digest` is the snapshot's SHA-256;
    once `ratified_at` is set, what it had before it is locked.
    """

    __tablename__ = "board"
    noun = "board"
    __table_args__ = strict(UniqueConstraint("cohort_id", "name"))
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(refers_to("cohort.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    held_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    notes: Mapped[str] = mapped_column(default="")
    external_consulted: Mapped[bool] = mapped_column(default=False)
    frozen_at: Mapped[datetime | None] = mapped_column(UtcTime)
    regulation_set_id: Mapped[int | None] = mapped_column(
        refers_to("regulation_set.id"), index=True
    )
    digest: Mapped[str] = mapped_column(String(64), default="")
    ratified_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ratified_by: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class BoardMemberRow(Table):
    """Someone who sits on a board; only those present count for the quorum."""

    __tablename__ = "board_member"
    noun = "board member"
    __table_args__ = strict(
        CheckConstraint("role IN ('chair', 'member', 'external', 'secretary')", name="role_known")
    )
    history_of = ("board", "board_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(refers_to("board.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    present: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class SnapshotMarkRow(Table):
    """A candidate's mark for one assessment as a board had it before it: the whole ladder.

    `value` is the last rung in hundredths; None where there was no mark.
    """

    __tablename__ = "snapshot_mark"
    noun = "mark before the board"
    __table_args__ = strict(UniqueConstraint("board_id", "participant_id", "assessment_id"))
    history_of = ("board", "board_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(refers_to("board.id"))
    participant_id: Mapped[int] = mapped_column(refers_to("participant.id"), index=True)
    assessment_id: Mapped[int] = mapped_column(refers_to("assessment.id"), index=True)
    submission_id: Mapped[int | None] = mapped_column(refers_to("submission.id"), index=True)
    value: Mapped[int | None]
    ladder: Mapped[dict[str, Any]] = mapped_column(JSON)


class SnapshotResultRow(Table):
    """A candidate's module marks and the award the rules propose, as a board had them before it."""

    __tablename__ = "snapshot_result"
    noun = "result before the board"
    __table_args__ = strict(UniqueConstraint("board_id", "participant_id"))
    history_of = ("board", "board_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(refers_to("board.id"))
    participant_id: Mapped[int] = mapped_column(refers_to("participant.id"), index=True)
    result: Mapped[dict[str, Any]] = mapped_column(JSON)


class DecisionRow(Table):
    """What a board decided on a candidate: on the award, on a module, or on one mark.

    A chair's action is a decision that `supersedes_id` names the older one of; nothing is
    overwritten. `value` is an amended mark in hundredths.
    """

    __tablename__ = "decision"
    noun = "decision"
    __table_args__ = strict(
        CheckConstraint(f"outcome IN ({_OUTCOMES})", name="outcome_known"),
        CheckConstraint("module_id IS NULL OR assessment_id IS NULL", name="on_one_thing"),
        CheckConstraint("value BETWEEN 0 AND 10000", name="value_in_range"),
        Index(None, "board_id", "participant_id"),
    )
    history_of = ("participant", "participant_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(refers_to("board.id"))
    participant_id: Mapped[int] = mapped_column(refers_to("participant.id"), index=True)
    module_id: Mapped[int | None] = mapped_column(refers_to("module.id"), index=True)
    assessment_id: Mapped[int | None] = mapped_column(refers_to("assessment.id"), index=True)
    outcome: Mapped[str] = mapped_column(String(20))
    value: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(1000), default="")
    chairs_action: Mapped[bool] = mapped_column(default=False)
    supersedes_id: Mapped[int | None] = mapped_column(refers_to("decision.id"), unique=True)
    decided_at: Mapped[datetime] = mapped_column(UtcTime)
    decided_by: Mapped[str] = mapped_column(String(200))
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class ExaminerCommentRow(Table):
    """What the external examiner said, and the answer given."""

    __tablename__ = "examiner_comment"
    noun = "examiner's comment"
    __table_args__ = strict(CheckConstraint(f"response IN ({_RESPONSES})", name="response_known"))
    history_of = ("board", "board_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(refers_to("board.id"), index=True)
    submission_id: Mapped[int | None] = mapped_column(refers_to("submission.id"), index=True)
    examiner: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(64), default="")
    text: Mapped[str] = mapped_column()
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    response: Mapped[str] = mapped_column(String(20), default="none")
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class CertificateRow(Table):
    """A certificate as issued, bound to what was ratified; only its status ever changes.

    `snapshot` is what it says and how it was drawn, `statement` the same words signed (a JWS),
    `credential` the Open Badge (a JWT) and `pdf_sha256` the signed PDF in the store. Those of one
    run share a `batch`. `year` and `number` make the serial, counted over the whole programme.
    `reason` is one of a few that whoever asks is told, `note` is for the office alone.
    """

    __tablename__ = "certificate"
    noun = "certificate"
    for_good = True
    __table_args__ = strict(
        CheckConstraint("kind IN ('award', 'module', 'attendance')", name="kind_known"),
        CheckConstraint("status IN ('valid', 'revoked', 'superseded')", name="status_known"),
        CheckConstraint("number > 0", name="number_positive"),
        UniqueConstraint("year", "number"),
    )
    history_of = ("participant", "participant_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    number: Mapped[int]
    serial: Mapped[str] = mapped_column(String(60), unique=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    cohort_id: Mapped[int] = mapped_column(refers_to("cohort.id"), index=True)
    participant_id: Mapped[int] = mapped_column(refers_to("participant.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(refers_to("decision.id"), index=True)
    module_id: Mapped[int | None] = mapped_column(refers_to("module.id"), index=True)
    batch: Mapped[str] = mapped_column(String(40), index=True)
    issued_at: Mapped[datetime] = mapped_column(UtcTime)
    issued_by: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(250))
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    statement: Mapped[str] = mapped_column()
    credential: Mapped[str] = mapped_column()
    pdf_sha256: Mapped[str] = mapped_column(refers_to("stored_file.sha256"), index=True)
    signing_key_id: Mapped[int] = mapped_column(refers_to("signing_key.id"), index=True)
    status: Mapped[str] = mapped_column(String(20), default="valid")
    reason: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(String(500), default="", server_default="")
    status_at: Mapped[datetime | None] = mapped_column(UtcTime)
    status_by: Mapped[str] = mapped_column(String(200), default="")
    superseded_by_id: Mapped[int | None] = mapped_column(refers_to("certificate.id"), index=True)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class CertificateTemplateRow(Table):
    """How certificates of a kind look; editing it never touches what was issued."""

    __tablename__ = "certificate_template"
    noun = "design of certificates"
    __table_args__ = strict(UniqueConstraint("name"))
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    design: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}
