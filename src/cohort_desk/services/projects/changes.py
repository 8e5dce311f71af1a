"""Registers projects and changes them; each function is one step that can be undone."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    GroupRow,
    MilestoneRow,
    ProjectFileRow,
    ProjectOutcomeRow,
    ProjectPartnerRow,
    ProjectRow,
    RoundRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.projects import FIELD_LABELS, STATUSES, clean_project
from cohort_desk.domain.words import counted
from cohort_desk.services.agencies.choosing import settle_agency
from cohort_desk.services.projects.parts import delete_part
from cohort_desk.services.savings.benefits.dependants import refuse_if_project_stands

_PARTS = (ProjectPartnerRow, ProjectOutcomeRow, MilestoneRow, ProjectFileRow)


def add_projects(db: Database, group_ids: Sequence[int]) -> tuple[int, ...]:
    """Register a project for each group that has none, in one step, and return their ids.

    Each is called after its group until it has a title of its own.

    Raises:
        NotFound: a group has been removed meanwhile.
        RuleBroken: every one of the groups has a project.
    """
    with db.begin("registration of projects") as work:
        groups = [work.need(GroupRow, group_id) for group_id in group_ids]
        have = select(ProjectRow.group_id).where(ProjectRow.group_id.in_(group_ids))
        taken = set(work.session.scalars(have))
        missing = [group for group in groups if group.id not in taken]
        if not missing:
            raise RuleBroken("group", "Every group chosen has a project already.")
        made = [_insert(work, group, f"Project of {group.name}") for group in missing]
        names = missing[0].name if len(missing) == 1 else counted(len(missing), "group", "groups")
        what = "a project" if len(missing) == 1 else "projects"
        work.call(f"registration of {what} for {names}", f"Registered {what} for {names}")
        return tuple(row.id for row in made)


def edit_project(db: Database, project_id: int, version: int, changes: Mapping[str, str]) -> None:
    """Change fields of a project that is still as the user saw it.

    `changes` has texts by field; "sponsor_agency_id" is an agency's name, "" for none.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: a field breaks a rule, or there is no such agency.
    """
    with db.read() as work:
        name = work.need(ProjectRow, project_id, version).title
    what = ", ".join(FIELD_LABELS[field].lower() for field in changes)
    clean = clean_project({f: v for f, v in changes.items() if f != "sponsor_agency_id"})
    name = clean.get("title", name)
    with db.begin(f"change of {what} of {name}", f"Changed {what} of {name}") as work:
        row = work.need(ProjectRow, project_id, version)
        if "sponsor_agency_id" in changes:
            _set(row, "sponsor_agency_id", _sponsor(work, changes["sponsor_agency_id"]))
        for field, value in clean.items():
            _set(row, field, value)


def set_status(db: Database, project_ids: Sequence[int], status: str) -> int:
    """Give several projects the same status in one step; return how many had another.

    Raises:
        RuleBroken: there is no such status.
    """
    clean_project({"status": status})
    what = counted(len(project_ids), "project", "projects")
    step = f"status of {what}"
    with db.begin(step, f"{what}: {STATUSES[status].lower()}") as work:
        found = select(ProjectRow).where(ProjectRow.id.in_(project_ids))
        rows = [row for row in work.session.scalars(found) if row.status != status]
        for row in rows:
            row.status = status
        return len(rows)


def delete_projects(db: Database, project_ids: Sequence[int]) -> None:
    """Delete projects with their partners, outcomes, milestones and files, in one step.

    What the groups have handed in stays. A project deleted meanwhile is passed over.

    Raises:
        RuleBroken: one has benefits, or an outcome of one was confirmed; nothing was deleted.
    """
    with db.begin("deletion of projects") as work:
        found = select(ProjectRow).where(ProjectRow.id.in_(project_ids))
        rows = work.session.scalars(found).all()
        for row in rows:
            refuse_if_project_stands(work, row.id, row.title)
            for table in _PARTS:
                parts = select(table).where(table.project_id == row.id)
                for part in work.session.scalars(parts).all():
                    delete_part(work, part)
            work.session.delete(row)
        what = rows[0].title if len(rows) == 1 else counted(len(rows), "project", "projects")
        work.call(f"deletion of {what}", f"Deleted {what}")


def _insert(work: UnitOfWork, group: GroupRow, title: str) -> ProjectRow:
    cohort_id = work.need(RoundRow, group.round_id).cohort_id
    row = ProjectRow(cohort_id=cohort_id, group_id=group.id, title=title)
    work.session.add(row)
    work.session.flush()
    return row


def _sponsor(work: UnitOfWork, typed: str) -> int | None:
    try:
        return settle_agency(work, typed)
    except RuleBroken as error:
        raise RuleBroken("sponsor_agency_id", str(error)) from error


def _set(row: ProjectRow, field: str, value: object) -> None:
    """Set what differs, so that the history names no field that stayed as it was."""
    if getattr(row, field) != value:
        setattr(row, field, value)
