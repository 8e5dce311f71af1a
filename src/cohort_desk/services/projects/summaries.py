"""A project's summary as paper shows it: to those who did it, and to the agency behind it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    AssessmentRow,
    CohortRow,
    MembershipRow,
    ModuleRow,
    ParticipantRow,
    ProgrammeRow,
    ProjectRow,
    SubmissionRow,
)
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.names import full_name
from cohort_desk.services.projects.records import read_project
from cohort_desk.services.projects.shapes import Project, ProjectLine
from cohort_desk.services.savings.snapshots.content import project_savings
from cohort_desk.services.savings.snapshots.shapes import ProjectContent


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A piece of the group's work, and the day on which it came."""

    assessment: str
    on: date


@dataclass(frozen=True, slots=True)
class OwnPart:
    """Whose copy of the summary it is: who they are, and what they did for the programme.

    `work` is what they have handed in by themselves, without marks.
    """

    participant_id: int
    name: str
    job_title: str
    agency: str
    work: tuple[HandedIn, ...]


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """A project with its group, and the programme and cohort that it belongs to.

    `handed_in` is what the group has handed in together; `own` is there on a participant's copy.
    `savings` is what has become of its benefits on that day.
    """

    programme: str
    organisation: str
    cohort: str
    line: ProjectLine
    project: Project
    handed_in: tuple[HandedIn, ...]
    own: OwnPart | None
    on: date
    savings: ProjectContent | None = None


def read_summary(
    db: Database, project_id: int, on: date, participant_id: int | None = None
) -> ProjectSummary:
    """Return what a project's summary tells on a day; no marks, and no e-mail addresses.

    Args:
        db: where the project is.
        project_id: the project.
        on: the day.
        participant_id: whose copy it is, for their own part in it; None for a copy for anybody.

    Raises:
        NotFound: the project, or the participant, has been deleted meanwhile.
    """
    line = read_project(db, project_id)
    if line.project is None:
        raise NotFound("This project is no longer here: it has been deleted meanwhile.")
    with db.read() as work:
        cohort = work.need(CohortRow, work.need(ProjectRow, project_id).cohort_id)
        programme = work.need(ProgrammeRow, 1)
        return ProjectSummary(
            programme=programme.name,
            organisation=programme.organisation,
            cohort=cohort.name,
            line=line,
            project=line.project,
            handed_in=_handed_in(work, group_id=line.group_id),
            own=None if participant_id is None else _own(work, participant_id),
            on=on,
            savings=project_savings(work, project_id, on),
        )


def project_of(work: UnitOfWork, participant_id: int) -> int | None:
    """Return the id of a participant's newest project; None while their groups have none."""
    query = (
        select(ProjectRow.id)
        .join(MembershipRow, MembershipRow.group_id == ProjectRow.group_id)
        .where(MembershipRow.participant_id == participant_id)
        .order_by(ProjectRow.id.desc())
    )
    return work.session.scalars(query).first()


def _own(work: UnitOfWork, participant_id: int) -> OwnPart:
    person = work.need(ParticipantRow, participant_id)
    agency = None if person.agency_id is None else work.need(AgencyRow, person.agency_id)
    return OwnPart(
        participant_id,
        full_name(person.given_name, person.family_name),
        person.job_title,
        agency.name if agency else "",
        _handed_in(work, participant_id=participant_id),
    )


def _handed_in(
    work: UnitOfWork, *, group_id: int | None = None, participant_id: int | None = None
) -> tuple[HandedIn, ...]:
    """Return what a group, or a person, has handed in: of several sittings the first."""
    owner = (
        SubmissionRow.participant_id == participant_id
        if group_id is None
        else SubmissionRow.group_id == group_id
    )
    query = (
        select(AssessmentRow.title, ModuleRow.code, SubmissionRow.submitted_at)
        .join(AssessmentRow, AssessmentRow.id == SubmissionRow.assessment_id)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .where(owner, SubmissionRow.submitted_at.is_not(None))
        .order_by(SubmissionRow.sitting, ModuleRow.position, AssessmentRow.position)
    )
    first: dict[str, HandedIn] = {}
    for title, code, at in work.session.execute(query):
        if at is not None:
            told = HandedIn(f"{title} ({code})", at.astimezone(LONDON).date())
            first.setdefault(told.assessment, told)
    return tuple(first.values())
