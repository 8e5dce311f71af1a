"""Everybody's marks, climbed anew from what is recorded.

A mark that a board has ratified comes from that board's snapshot instead, and no change of
regulations or of anything else alters it; only a chair's action adds a rung.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AssessmentRow, ModuleRow
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.services.evidence.ratified import read_ratified
from cohort_desk.services.evidence.recorded import Recorded, read_recorded, recorded_of_person
from cohort_desk.services.marks.climbing import (
    DEFERRED,
    NOTHING_YET,
    CandidateLadder,
    Climber,
    Evidence,
    people_of,
)
from cohort_desk.services.regulations import regulations_of

__all__ = [
    "DEFERRED",
    "NOTHING_YET",
    "CandidateLadder",
    "Evidence",
    "ladder_of",
    "ladders_of",
    "ladders_of_cohort",
    "ladders_of_person",
    "read_ladder",
    "read_ladders",
]


Narrowing = Callable[[UnitOfWork, int, Evidence], Recorded]
"""From a person and what their marks rest on to what of it they are to be climbed from."""


def read_ladders(
    db: Database, assessment_id: int, regulations: Regulations | None = None
) -> tuple[CandidateLadder, ...]:
    """Return the mark of everyone who is assessed, in the order of their names.

    Args:
        db: where the marks are.
        assessment_id: which assessment.
        regulations: to climb by instead of those that the cohort follows.

    Raises:
        NotFound: the assessment has been deleted meanwhile.
    """
    with db.read() as work:
        assessment = work.need(AssessmentRow, assessment_id)
        cohort_id = work.need(ModuleRow, assessment.module_id).cohort_id
        found = ladders_of(work, cohort_id, [assessment], regulations)
    return found[assessment_id]


def read_ladder(db: Database, participant_id: int, assessment_id: int) -> CandidateLadder:
    """Return one person's mark for one assessment.

    Raises:
        NotFound: the assessment is gone, or the person does not take it.
    """
    with db.read() as work:
        return ladder_of(work, participant_id, work.need(AssessmentRow, assessment_id))


def ladder_of(work: UnitOfWork, participant_id: int, assessment: AssessmentRow) -> CandidateLadder:
    """Return what `read_ladder` does, within a transaction.

    Raises:
        NotFound: the person does not take the assessment.
    """
    found = ladders_of_person(work, participant_id, [assessment]).get(assessment.id)
    if found is None:
        raise NotFound("That person does not take this assessment.")
    return found


def ladders_of_cohort(
    work: UnitOfWork,
    cohort_id: int,
    regulations: Regulations | None = None,
    *,
    frozen: bool = True,
) -> dict[int, tuple[CandidateLadder, ...]]:
    """Return every mark of a cohort by assessment, in the order of its modules.

    With `frozen` off, ratified marks are climbed anew as well, to be compared with the snapshot.
    """
    query = (
        select(AssessmentRow)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .where(ModuleRow.cohort_id == cohort_id)
        .order_by(ModuleRow.position, ModuleRow.id, AssessmentRow.position, AssessmentRow.id)
    )
    assessments = work.session.scalars(query).all()
    return ladders_of(work, cohort_id, assessments, regulations, frozen=frozen)


def ladders_of(
    work: UnitOfWork,
    cohort_id: int,
    assessments: Sequence[AssessmentRow],
    regulations: Regulations | None = None,
    *,
    frozen: bool = True,
) -> dict[int, tuple[CandidateLadder, ...]]:
    """Return the marks for some assessments of one cohort, as `ladders_of_cohort` does."""
    ids = [assessment.id for assessment in assessments]
    climber = Climber(
        work,
        regulations or regulations_of(work, cohort_id),
        Evidence(read_recorded(work, ids), read_ratified(work, ids)),
        frozen=frozen,
    )
    people = people_of(work, cohort_id)
    return {each.id: climber.of_assessment(each, people) for each in assessments}


def ladders_of_person(
    work: UnitOfWork,
    participant_id: int,
    assessments: Sequence[AssessmentRow],
    *,
    narrowed: Narrowing | None = None,
) -> dict[int, CandidateLadder]:
    """Return one person's marks for some assessments of one cohort; nobody else's are climbed.

    Args:
        work: the transaction.
        participant_id: the person.
        assessments: those to look at; left out of the answer where the person does not take them.
        narrowed: leaves of what is recorded only what is to be climbed from.
    """
    if not assessments:
        return {}
    cohort_id = work.need(ModuleRow, assessments[0].module_id).cohort_id
    ids = [assessment.id for assessment in assessments]
    ratified = read_ratified(work, ids, participant_id)
    kept = ratified.submissions(participant_id)
    evidence = Evidence(recorded_of_person(work, ids, participant_id, kept.keys()), ratified)
    if narrowed is not None:
        evidence = evidence._replace(recorded=narrowed(work, participant_id, evidence))
    climber = Climber(work, regulations_of(work, cohort_id), evidence, whole=False)
    people = people_of(work, cohort_id, participant_id)
    return {
        each.id: ladder for each in assessments for ladder in climber.of_assessment(each, people)
    }
