"""A programme's name and its cohorts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CohortRow, ParticipantRow, ProgrammeRow
from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.unseen import one_line

NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Cohort:
    """An intake."""

    id: int
    name: str
    starts_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class Programme:
    """What a file holds; the newest cohort comes first."""

    name: str
    organisation: str
    cohorts: tuple[Cohort, ...]
    version: int


def read_programme(db: Database) -> Programme:
    """Return the programme and its cohorts, the newest first.

    Raises:
        NotFound: the database holds no programme.
    """
    with db.read() as work:
        programme = work.session.get(ProgrammeRow, 1)
        if programme is None:
            raise NotFound("This database holds no programme.")
        cohorts = work.session.scalars(select(CohortRow).order_by(CohortRow.id.desc()))
        return Programme(
            programme.name,
            programme.organisation,
            tuple(Cohort(row.id, row.name, row.starts_on, row.version) for row in cohorts),
            programme.version,
        )


def count_people(db: Database) -> dict[int, int]:
    """Return how many people were ever enrolled in each cohort that has any, by cohort id."""
    with db.read() as work:
        each = select(ParticipantRow.cohort_id, func.count()).group_by(ParticipantRow.cohort_id)
        return dict(work.session.execute(each).all())


def edit_programme(db: Database, version: int, name: str, organisation: str) -> None:
    """Rename the programme or the organisation that runs it.

    Raises:
        RuleBroken: the name is missing or too long.
        EditedMeanwhile: someone else has changed it since that version.
    """
    name = checked_name("name", name, "Give the programme a name.")
    with db.begin("change of the programme’s name", f"Renamed the programme to {name}") as work:
        row = work.need(ProgrammeRow, 1, version)
        row.name, row.organisation = name, one_line(organisation)


def add_cohort(db: Database, name: str, starts_on: date | None = None) -> int:
    """Add an intake and return its id.

    Raises:
        RuleBroken: the name is missing, too long, or another cohort has it.
    """
    name = checked_name("name", name, "Give the cohort a name, such as “2027 intake”.")
    with db.begin(f"new cohort {name}", f"Added cohort {name}") as work:
        _refuse_taken(work, name, besides=None)
        row = CohortRow(name=name, starts_on=starts_on)
        work.session.add(row)
        work.session.flush()
        return row.id


def edit_cohort(
    db: Database, cohort_id: int, version: int, name: str, starts_on: date | None
) -> None:
    """Change a cohort's name or first day.

    Raises:
        RuleBroken: the name is missing, too long, or another cohort has it.
        EditedMeanwhile: someone else has changed it since that version.
    """
    name = checked_name("name", name, "Give the cohort a name, such as “2027 intake”.")
    with db.begin(f"change of cohort {name}", f"Changed cohort {name}") as work:
        row = work.need(CohortRow, cohort_id, version)
        _refuse_taken(work, name, besides=cohort_id)
        row.name, row.starts_on = name, starts_on


def checked_name(field: str, name: str, missing: str) -> str:
    """Return the name without stray spaces; `missing` is what to say if nothing is left.

    Raises:
        RuleBroken: the name is missing or too long.
    """
    name = one_line(name)
    if not name:
        raise RuleBroken(field, missing)
    if len(name) > NAME_LENGTH:
        raise RuleBroken(field, f"That name is longer than {NAME_LENGTH} characters. Shorten it.")
    return name


def _refuse_taken(work: UnitOfWork, name: str, besides: int | None) -> None:
    same = select(CohortRow.id).where(func.lower(CohortRow.name) == name.lower())
    if any(row_id != besides for row_id in work.session.scalars(same)):
        raise RuleBroken("name", f"There is already a cohort called {name}. Choose another name.")
