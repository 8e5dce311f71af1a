"""What there can be a report on: the agencies and projects of which there is something to tell."""

from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgencyRow, ProjectOutcomeRow, ProjectPartnerRow, ProjectRow
from cohort_desk.services.savings.portfolio.reading import read_lines

_MONEY, _REMOVED = "money", "removed"


@dataclass(frozen=True, slots=True)
class Subject:
    """An agency or a project by its id, and what it is called."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Subjects:
    """What of some cohorts there can be a report on, each by name.

    `any` says whether there is anything for the board.
    """

    any: bool
    agencies: tuple[Subject, ...]
    projects: tuple[Subject, ...]


def read_subjects(db: Database, cohort_id: int | None) -> Subjects:
    """Return what there can be a report on, of a cohort's projects (None: of all)."""
    with db.read() as work:
        every = read_lines(work, cohort_id)
        lines = [each.line for each in every if each.closing != _REMOVED]
        with_outcomes = _with_outcomes(work, cohort_id)
        projects = {line.project_id for line in lines} | with_outcomes
        agencies = {agency_id for line in lines for agency_id, _part in line.shares}
        agencies |= {claim.agency_id for line in lines for claim in line.claims}
        agencies |= {cost.agency_id for line in lines for cost in line.costs}
        agencies |= _behind(work, with_outcomes)
        agency_names = work.session.execute(select(AgencyRow.id, AgencyRow.name))
        project_names = work.session.execute(select(ProjectRow.id, ProjectRow.title))
        return Subjects(
            bool(every or with_outcomes),
            _named(dict(agency_names.all()), agencies),
            _named(dict(project_names.all()), projects),
        )


def _named(names: dict[int, str], ids: set[int]) -> tuple[Subject, ...]:
    found = (Subject(key, name) for key, name in names.items() if key in ids)
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.id)))


def _with_outcomes(work: UnitOfWork, cohort_id: int | None) -> set[int]:
    """Return the projects that have an outcome without money."""
    query = (
        select(ProjectRow.id)
        .join(ProjectOutcomeRow, ProjectOutcomeRow.project_id == ProjectRow.id)
        .where(ProjectOutcomeRow.kind != _MONEY)
    )
    if cohort_id is not None:
        query = query.where(ProjectRow.cohort_id == cohort_id)
    return set(work.session.scalars(query))


def _behind(work: UnitOfWork, projects: set[int]) -> set[int]:
    """Return the agencies that sponsor some projects or are partners in them."""
    sponsors = work.session.execute(select(ProjectRow.id, ProjectRow.sponsor_agency_id)).all()
    partners = work.session.execute(
        select(ProjectPartnerRow.project_id, ProjectPartnerRow.agency_id)
    ).all()
    return {agency for project, agency in (*sponsors, *partners) if agency and project in projects}
