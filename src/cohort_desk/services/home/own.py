"""What a participant's own view shows: their project, ratings to give, marks and result."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CohortRow, MembershipRow, ParticipantRow, ProjectRow, SittingRow
from cohort_desk.domain.awards.facts import NAMES
from cohort_desk.domain.names import full_name
from cohort_desk.services.boards.results import ratified_results
from cohort_desk.services.marks.ladders import ladders_of_cohort
from cohort_desk.services.modules import modules_of
from cohort_desk.services.peers import RoundState, list_rounds
from cohort_desk.services.projects import ProjectLine, read_project


@dataclass(frozen=True, slots=True)
class OwnMark:
    """A mark that its owner may see: `confirmed` once a board has ratified it."""

    module: str
    assessment: str
    assessment_id: int
    mark: Decimal
    confirmed: bool


@dataclass(frozen=True, slots=True)
class OwnRating:
    """Peer ratings that are open to the participant, and whether they have been handed in."""

    peer_round_id: int
    assessment: str
    closes_at: datetime | None
    returned: bool


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
        project_id = _project_of(work, participant_id)
        marks = _marks(work, cohort.id, participant_id)
        confirmed = ratified_results(work, cohort.id).get(participant_id)
        name = full_name(person.given_name, person.family_name)
    return Own(
        participant_id,
        name,
        cohort.name,
        cohort.id,
        None if project_id is None else read_project(db, project_id),
        _ratings(db, cohort.id, participant_id),
        marks,
        NAMES[confirmed.award] if confirmed else "",
        confirmed.board if confirmed else "",
    )


def _project_of(work: UnitOfWork, participant_id: int) -> int | None:
    query = (
        select(ProjectRow.id)
        .join(MembershipRow, MembershipRow.group_id == ProjectRow.group_id)
        .where(MembershipRow.participant_id == participant_id)
        .order_by(ProjectRow.id.desc())
    )
    return work.session.scalars(query).first()


def _marks(work: UnitOfWork, cohort_id: int, participant_id: int) -> tuple[OwnMark, ...]:
    shown = {
        (row.assessment_id, row.number)
        for row in work.session.scalars(select(SittingRow).where(SittingRow.visibility != "hidden"))
    }
    titles = {
        part.id: (module.title, part.title)
        for module in modules_of(work, cohort_id)
        for part in module.assessments
    }
    found: list[OwnMark] = []
    for assessment_id, ladders in ladders_of_cohort(work, cohort_id).items():
        own = next((each for each in ladders if each.participant_id == participant_id), None)
        if own is None or own.held or own.ladder.final is None:
            continue
        if (assessment_id, own.sitting) in shown:
            module, assessment = titles[assessment_id]
            mark = own.ladder.final
            found.append(OwnMark(module, assessment, assessment_id, mark, own.ratified))
    return tuple(found)


def _ratings(db: Database, cohort_id: int, participant_id: int) -> tuple[OwnRating, ...]:
    found: list[OwnRating] = []
    for each in list_rounds(db, cohort_id).rounds:
        if each.state is not RoundState.OPEN:
            continue
        for group in each.groups:
            for one in group.members:
                if one.member.id == participant_id:
                    returned = one.returned is not None
                    closes_at = each.terms.closes_at
                    found.append(OwnRating(each.id, each.title, closes_at, returned))
    return tuple(found)
