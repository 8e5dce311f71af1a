"""A project's summary as paper shows it."""

from dataclasses import dataclass
from datetime import date

from cohort_desk.db.database import Database
from cohort_desk.db.tables import CohortRow, ProgrammeRow, ProjectRow
from cohort_desk.services.projects.records import read_project
from cohort_desk.services.projects.shapes import ProjectLine


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """A project with its group, and the programme and cohort that it belongs to."""

    programme: str
    cohort: str
    line: ProjectLine
    on: date


def read_summary(db: Database, project_id: int, on: date) -> ProjectSummary:
    """Return what a project's summary tells on a day.

    Raises:
        NotFound: the project has been deleted meanwhile.
    """
    line = read_project(db, project_id)
    with db.read() as work:
        cohort = work.need(CohortRow, work.need(ProjectRow, project_id).cohort_id)
        return ProjectSummary(work.need(ProgrammeRow, 1).name, cohort.name, line, on)
