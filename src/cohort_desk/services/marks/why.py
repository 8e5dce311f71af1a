"""Why a mark is what it is: the ladder with what it belongs to and the clauses it cites."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    BoardRow,
    CohortRow,
    ModuleRow,
    ProgrammeRow,
    RegulationSetRow,
    SnapshotMarkRow,
)
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.regulations.clauses import Clause, clauses
from cohort_desk.domain.regulations.plain import from_plain
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.services.marks.ladders import CandidateLadder, ladder_of
from cohort_desk.services.marks.shown import shown_ladders
from cohort_desk.services.regulations import followed_by, titled


@dataclass(frozen=True, slots=True)
class WhyMark:
    """Everything that "Why this mark?" tells.

    `clauses` are those that the ladder cites, as they stood in the regulations it was climbed
    by; `regulations` is what these are called.
    """

    programme: str
    cohort: str
    module: str
    assessment: str
    mark: CandidateLadder
    regulations: str
    clauses: tuple[Clause, ...]
    at: datetime


def read_why(
    db: Database, participant_id: int, assessment_id: int, *, shown_only: bool = False
) -> WhyMark:
    """Return why a person has the mark they have for an assessment.

    Args:
        db: where the marks are.
        participant_id: the person.
        assessment_id: the assessment.
        shown_only: to tell of nothing but what the person may see themselves.

    Raises:
        NotFound: the assessment is gone, the person does not take it, or may not see the mark.
    """
    with db.read() as work:
        assessment = work.need(AssessmentRow, assessment_id)
        module = work.need(ModuleRow, assessment.module_id)
        mark = _mark(work, participant_id, assessment, shown_only=shown_only)
        title, regulations = _climbed_by(work, module.cohort_id, mark)
        cited = {rung.clause for rung in mark.ladder.rungs}
        return WhyMark(
            work.need(ProgrammeRow, 1).name,
            work.need(CohortRow, module.cohort_id).name,
            f"{module.code} {module.title}",
            assessment.title,
            mark,
            title,
            tuple(clause for clause in clauses(regulations) if clause.number in cited),
            datetime.now(UTC),
        )


def _mark(
    work: UnitOfWork, participant_id: int, assessment: AssessmentRow, *, shown_only: bool
) -> CandidateLadder:
    if not shown_only:
        return ladder_of(work, participant_id, assessment)
    shown = shown_ladders(work, participant_id, [assessment]).get(assessment.id)
    if shown is None:
        raise NotFound("That mark is not shown any more.")
    return shown


def _climbed_by(work: UnitOfWork, cohort_id: int, mark: CandidateLadder) -> tuple[str, Regulations]:
    """Return the regulations of the ladder: of a ratified mark those that its board went by."""
    query = (
        select(RegulationSetRow)
        .join(BoardRow, BoardRow.regulation_set_id == RegulationSetRow.id)
        .join(SnapshotMarkRow, SnapshotMarkRow.board_id == BoardRow.id)
        .where(
            SnapshotMarkRow.submission_id == mark.submission_id,
            SnapshotMarkRow.participant_id == mark.participant_id,
            BoardRow.ratified_at.is_not(None),
        )
        .order_by(BoardRow.ratified_at.desc(), BoardRow.id.desc())
    )
    row = work.session.scalars(query).first() if mark.ratified else None
    if row is not None:
        return titled(row.name, row.number), from_plain(row.rules)
    followed = followed_by(work, cohort_id)
    return followed.title, followed.rules
