"""The journal: every step a user took, and what it did to every row it touched."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, refers_to, strict


class StepRow(Table):
    """One action of one user; an undo or a redo is a step too, and `target_id` says of which."""

    __tablename__ = "step"
    __table_args__ = strict(
        CheckConstraint("kind IN ('do', 'undo', 'redo')", name="kind_known"),
        CheckConstraint("(kind = 'do') = (target_id IS NULL)", name="target_when_not_do"),
        Index(None, "actor", "id"),
    )
    journalled = False
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    actor: Mapped[str] = mapped_column(String(120))
    client: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UtcTime)
    kind: Mapped[str] = mapped_column(String(10))
    target_id: Mapped[int | None] = mapped_column(refers_to("step.id"))
    digest: Mapped[str] = mapped_column(String(64))


class StepChangeRow(Table):
    """One row that a step changed: of an update only the columns that differ, before and after."""

    __tablename__ = "step_change"
    __table_args__ = strict(
        CheckConstraint("operation IN ('insert', 'update', 'delete')", name="operation_known"),
        Index(None, "subject", "id"),
    )
    journalled = False
    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(refers_to("step.id"), index=True)
    table_name: Mapped[str] = mapped_column(String(60))
    row_key: Mapped[list[Any]] = mapped_column(JSON)
    subject: Mapped[str] = mapped_column(String(80))
    operation: Mapped[str] = mapped_column(String(10))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
