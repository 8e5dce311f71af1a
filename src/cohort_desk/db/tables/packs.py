"""What was sent round to be filled in elsewhere, and the key that signs it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, refers_to, strict


class PackRow(Table):
    """A pack: one that the office sent out, or (`side` "away") the one this file was made from.

    `base` holds the cells as they were when the pack was made, by the pack's own keys, and what
    each key stands for; the three-way merge starts from them.
    """

    __tablename__ = "pack"
    noun = "pack"
    __table_args__ = strict(
        CheckConstraint("kind IN ('marking', 'peers', 'examiner', 'savings')", name="kind_known"),
        CheckConstraint("side IN ('office', 'away')", name="side_known"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    side: Mapped[str] = mapped_column(String(10), default="office")
    cohort_id: Mapped[int | None] = mapped_column(refers_to("cohort.id"), index=True)
    tutor_id: Mapped[int | None] = mapped_column(refers_to("tutor.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(refers_to("participant.id"), index=True)
    officer_id: Mapped[int | None] = mapped_column(refers_to("officer.id"), index=True)
    reader: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    base: Mapped[dict[str, Any]] = mapped_column(JSON)
    returned_at: Mapped[datetime | None] = mapped_column(UtcTime)
    returned_digest: Mapped[str] = mapped_column(String(64), default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class SigningKeyRow(Table):
    """A key of the programme's own, by its purpose; `secret` is PEM, under a passphrase or not.

    `chain` holds the X.509 certificates that vouch for it, its own first, as PEM.
    It is not journalled: undo must not bring a discarded secret back.
    """

    __tablename__ = "signing_key"
    noun = "signing key"
    journalled = False
    __table_args__ = strict(
        CheckConstraint("purpose IN ('packs', 'documents')", name="purpose_known")
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20))
    algorithm: Mapped[str] = mapped_column(String(20))
    public: Mapped[str] = mapped_column()
    secret: Mapped[str] = mapped_column()
    chain: Mapped[str | None] = mapped_column()
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcTime)
