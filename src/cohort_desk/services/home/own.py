"""What a participant's own view shows: their project, ratings to give, marks and result."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    CohortRow,
    ModuleRow,
    ParticipantRow,
)
from cohort_desk.domain.awards.facts import NAMES
from cohort_desk.domain.names import full_name
from cohort_desk.services.boards.results import ratified_results
from cohort_desk.services.marks.shown import shown_ladders
from cohort_desk.services.peers.own import OwnRating, ratings_to_give
from cohort_desk.services.projects import ProjectLine, read_project
from cohort_desk.services.projects.summaries import project_of


@dataclass(frozen=True, slots=True)
class OwnMark:
    """A mark that its owner may see: `confirmed` once a board has ratified it."""

    module: str
    assessment: str
    assessment_id: int
    mark: Decimal
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Own:
    """One participant's own page.

    `project` is None while the group has none; `award` is the confirmed award in words, '' before
    a board has ratified one.
    """

    participant_id: int
    name: str
    cohort: str
    cohort_id: int
    project: ProjectLine | None
    ratings: tuple[OwnRating, ...]
    marks: tuple[OwnMark, ...]
    award: str
    board: str


def read_own(db: Database, participant_id: int) -> Own:
    """Return what a participant may see of their own work.

    Raises:
        NotFound: the participant has been deleted meanwhile.
    """
    with db.read() as work:
        person = work.need(ParticipantRow, participant_id)
        cohort = work.need(CohortRow, person.cohort_id)
        project_id = project_of(work, participant_id)
        marks = _marks(work, cohort.id, participant_id)
        ratings = ratings_to_give(work, participant_id)
        confirmed = ratified_results(work, cohort.id, participant_id).get(participant_id)
        name = full_name(person.given_name, person.family_name)
    return Own(
        participant_id,
        name,
        cohort.name,
        cohort.id,
        None if project_id is None else read_project(db, project_id),
        ratings,
        marks,
        NAMES[confirmed.award] if confirmed else "",
        confirmed.board if confirmed else "",
    )


def _marks(work: UnitOfWork, cohort_id: int, participant_id: int) -> tuple[OwnMark, ...]:
    query = (
        select(AssessmentRow, ModuleRow.code)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .where(ModuleRow.cohort_id == cohort_id)
        .order_by(ModuleRow.position, ModuleRow.id, AssessmentRow.position, AssessmentRow.id)
    )
    found = work.session.execute(query).all()
    shown = shown_ladders(work, participant_id, [assessment for assessment, _module in found])
    return tuple(
        OwnMark(module, assessment.title, assessment.id, own.ladder.final, own.ratified)
        for assessment, module in found
        if (own := shown.get(assessment.id)) is not None and own.ladder.final is not None
    )
