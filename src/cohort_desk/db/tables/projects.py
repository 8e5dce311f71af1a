"""The projects of the groups: the work problem, who is behind it, and how far it is."""

from datetime import date

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, refers_to, strict

_STATUSES = "'proposed', 'approved', 'under_way', 'reported', 'stopped'"
_OUTCOMES = "'money', 'strategy', 'service', 'network'"


class ProjectRow(Table):
    """A group's project; the sponsor is an agency, and may name a person there."""

    __tablename__ = "project"
    noun = "project"
    __table_args__ = strict(
        CheckConstraint(f"status IN ({_STATUSES})", name="status_known"),
        UniqueConstraint("group_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(refers_to("cohort.id"), index=True)
    group_id: Mapped[int] = mapped_column(refers_to("round_group.id"))
    title: Mapped[str] = mapped_column(String(200))
    problem: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    sponsor_agency_id: Mapped[int | None] = mapped_column(refers_to("agency.id"), index=True)
    sponsor_person: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[str] = mapped_column(String(20), default="proposed")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class ProjectPartnerRow(Table):
    """Someone outside the group who takes part: an agency of the list, or one by name only."""

    __tablename__ = "project_partner"
    noun = "partner"
    __table_args__ = strict()
    history_of = ("project", "project_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(refers_to("project.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(refers_to("agency.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class ProjectOutcomeRow(Table):
    """What a project is to bring, or has brought, of one kind.

    `status` and what confirms it are those of an outcome without money; money has benefits.
    `reason` says why it was dropped, or why its confirmation was taken back.
    """

    __tablename__ = "project_outcome"
    noun = "outcome"
    __table_args__ = strict(CheckConstraint(f"kind IN ({_OUTCOMES})", name="kind_known"))
    history_of = ("project", "project_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(refers_to("project.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    description: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(String(20), default="promised")
    measure: Mapped[str] = mapped_column(String(300), default="")
    evidence: Mapped[str] = mapped_column(String(1000), default="")
    due_on: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(refers_to("officer.id"), index=True)
    confirmed_by_id: Mapped[int | None] = mapped_column(refers_to("officer.id"), index=True)
    confirmed_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class MilestoneRow(Table):
    """A step on a project's way, due on one day and done on another."""

    __tablename__ = "milestone"
    noun = "milestone"
    __table_args__ = strict()
    history_of = ("project", "project_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(refers_to("project.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class ProjectFileRow(Table):
    """A file kept with a project (its content is in the store, by its SHA-256)."""

    __tablename__ = "project_file"
    noun = "file"
    __table_args__ = strict()
    history_of = ("project", "project_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(refers_to("project.id"), index=True)
    sha256: Mapped[str] = mapped_column(refers_to("stored_file.sha256"), index=True)
    name: Mapped[str] = mapped_column(String(250))
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}
