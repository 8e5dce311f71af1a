"""Reads projects: every group that should have one, with or without it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    AssessmentRow,
    GroupRow,
    MembershipRow,
    MilestoneRow,
    ParticipantRow,
    ProjectFileRow,
    ProjectOutcomeRow,
    ProjectPartnerRow,
    ProjectRow,
    RoundRow,
    StoredFileRow,
    taking_part,
)
from cohort_desk.domain.agencies import abbreviation
from cohort_desk.domain.names import full_name
from cohort_desk.services.projects.shapes import (
    AgencyName,
    GroupMember,
    Milestone,
    Outcome,
    Partner,
    Project,
    ProjectFile,
    ProjectLine,
)

_One = TypeVar("_One")


def list_projects(db: Database, cohort_id: int) -> tuple[ProjectLine, ...]:
    """Return every group of a cohort that has people or a project, by round and position."""
    with db.read() as work:
        rounds = select(RoundRow).where(RoundRow.cohort_id == cohort_id)
        by_id = {row.id: row for row in work.session.scalars(rounds)}
        groups = work.session.scalars(
            select(GroupRow)
            .join(RoundRow, RoundRow.id == GroupRow.round_id)
            .where(RoundRow.cohort_id == cohort_id)
            .order_by(RoundRow.position, RoundRow.id, GroupRow.position, GroupRow.id)
        ).all()
        return _lines(work, groups, by_id)


def read_project(db: Database, project_id: int) -> ProjectLine:
    """Return a project with its group.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    with db.read() as work:
        group = work.need(GroupRow, work.need(ProjectRow, project_id).group_id)
        round_row = work.need(RoundRow, group.round_id)
        return _lines(work, [group], {round_row.id: round_row})[0]


def _lines(
    work: UnitOfWork, groups: Sequence[GroupRow], rounds: dict[int, RoundRow]
) -> tuple[ProjectLine, ...]:
    ids = [group.id for group in groups]
    agencies = _agencies(work)
    members = _members(work, ids, agencies)
    projects = _projects(work, ids, agencies)
    in_play = _in_play(work, groups, projects)
    return tuple(
        ProjectLine(
            group.id,
            group.name,
            group.round_id,
            rounds[group.round_id].name,
            members.get(group.id, ()),
            projects.get(group.id),
            group.round_id in in_play,
        )
        for group in groups
        if group.id in members or group.id in projects
    )


def _in_play(
    work: UnitOfWork, groups: Sequence[GroupRow], projects: dict[int, Project]
) -> set[int]:
    rounds = [group.round_id for group in groups]
    assessed = select(AssessmentRow.round_id).where(AssessmentRow.round_id.in_(rounds))
    found = {group.round_id for group in groups if group.id in projects}
    found |= {round_id for round_id in work.session.scalars(assessed) if round_id is not None}
    return found or set(rounds[-1:])


def _agencies(work: UnitOfWork) -> dict[int, AgencyName]:
    return {
        row.id: AgencyName(row.id, row.name, row.short_name or abbreviation(row.name))
        for row in work.session.scalars(select(AgencyRow))
    }


def _members(
    work: UnitOfWork, groups: Sequence[int], agencies: dict[int, AgencyName]
) -> dict[int, tuple[GroupMember, ...]]:
    query = (
        select(MembershipRow.group_id, ParticipantRow)
        .join(ParticipantRow, ParticipantRow.id == MembershipRow.participant_id)
        .where(MembershipRow.group_id.in_(groups), taking_part())
        .order_by(ParticipantRow.sort_name, ParticipantRow.id)
    )
    return _gathered(
        (
            group_id,
            GroupMember(
                row.id,
                full_name(row.given_name, row.family_name),
                agencies.get(row.agency_id or 0),
            ),
        )
        for group_id, row in work.session.execute(query)
    )


def _projects(
    work: UnitOfWork, groups: Sequence[int], agencies: dict[int, AgencyName]
) -> dict[int, Project]:
    rows = work.session.scalars(select(ProjectRow).where(ProjectRow.group_id.in_(groups))).all()
    ids = [row.id for row in rows]
    partners, outcomes = _partners(work, ids, agencies), _outcomes(work, ids)
    milestones, files = _milestones(work, ids), _files(work, ids)
    return {
        row.group_id: Project(
            row.id,
            row.title,
            row.problem,
            row.summary,
            agencies.get(row.sponsor_agency_id or 0),
            row.sponsor_person,
            row.status,
            partners.get(row.id, ()),
            outcomes.get(row.id, ()),
            milestones.get(row.id, ()),
            files.get(row.id, ()),
            row.version,
        )
        for row in rows
    }


def _partners(
    work: UnitOfWork, ids: Sequence[int], agencies: dict[int, AgencyName]
) -> dict[int, tuple[Partner, ...]]:
    query = select(ProjectPartnerRow).where(ProjectPartnerRow.project_id.in_(ids))
    rows = work.session.scalars(query.order_by(ProjectPartnerRow.id))
    return _gathered(
        (row.project_id, _partner(row, agencies.get(row.agency_id or 0))) for row in rows
    )


def _partner(row: ProjectPartnerRow, agency: AgencyName | None) -> Partner:
    return Partner(row.id, agency, agency.name if agency else row.name, row.role, row.version)


def _outcomes(work: UnitOfWork, ids: Sequence[int]) -> dict[int, tuple[Outcome, ...]]:
    query = select(ProjectOutcomeRow).where(ProjectOutcomeRow.project_id.in_(ids))
    rows = work.session.scalars(query.order_by(ProjectOutcomeRow.id))
    return _gathered(
        (row.project_id, Outcome(row.id, row.kind, row.description, row.version, row.status))
        for row in rows
    )


def _milestones(work: UnitOfWork, ids: Sequence[int]) -> dict[int, tuple[Milestone, ...]]:
    query = select(MilestoneRow).where(MilestoneRow.project_id.in_(ids))
    rows = sorted(
        work.session.scalars(query),
        key=lambda row: (row.due_on is None, row.due_on or date.max, row.id),
    )
    return _gathered(
        (row.project_id, Milestone(row.id, row.title, row.due_on, row.done_on, row.version))
        for row in rows
    )


def _files(work: UnitOfWork, ids: Sequence[int]) -> dict[int, tuple[ProjectFile, ...]]:
    query = (
        select(ProjectFileRow, StoredFileRow.size)
        .join(StoredFileRow, StoredFileRow.sha256 == ProjectFileRow.sha256)
        .where(ProjectFileRow.project_id.in_(ids))
        .order_by(ProjectFileRow.name, ProjectFileRow.id)
    )
    return _gathered(
        (row.project_id, ProjectFile(row.id, row.name, row.sha256, size, row.version))
        for row, size in work.session.execute(query)
    )


def _gathered(pairs: Iterable[tuple[int, _One]]) -> dict[int, tuple[_One, ...]]:
    found: dict[int, list[_One]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return {key: tuple(some) for key, some in found.items()}
