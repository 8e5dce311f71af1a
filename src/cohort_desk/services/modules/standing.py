"""What stands on modules and assessments, and so keeps them from being changed or deleted."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    BoardRow,
    CircumstancesRow,
    CriterionMarkRow,
    CriterionRow,
    DecisionRow,
    ExtensionRow,
    MarkRow,
    ModerationRow,
    PeerRoundRow,
    SnapshotMarkRow,
    SubmissionRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.words import counted

_ON_ASSESSMENTS = (
    (SubmissionRow, "submission", "submissions"),
    (ExtensionRow, "extension", "extensions"),
    (CircumstancesRow, "claim of circumstances", "claims of circumstances"),
    (PeerRoundRow, "peer round", "peer rounds"),
    (ModerationRow, "moderation", "moderations"),
    (SnapshotMarkRow, "mark before a board", "marks before a board"),
    (DecisionRow, "decision of a board", "decisions of a board"),
)


def refuse_if_anything_stands(
    work: UnitOfWork, title: str, assessment_ids: Sequence[int], module_id: int | None = None
) -> None:
    """Refuse to delete assessments, or the module they make up, with work or decisions on them.

    Raises:
        RuleBroken: names what stands on them, with counts.
    """
    found: list[str] = []
    for table, one, many in _ON_ASSESSMENTS:
        where = table.assessment_id.in_(assessment_ids)
        if table is DecisionRow and module_id is not None:
            where |= DecisionRow.module_id == module_id
        count = work.session.scalar(select(func.count()).select_from(table).where(where)) or 0
        if count:
            found.append(counted(count, one, many))
    if found:
        raise RuleBroken(
            "title",
            f"{title} cannot be deleted, because this stands on it: {', '.join(found)}. "
            "Nothing was changed.",
        )


def refuse_if_ratified(work: UnitOfWork, what: str, assessment_ids: Sequence[int]) -> None:
    """Refuse to change how marks count that a board has ratified.

    Raises:
        RuleBroken: names the board.
    """
    board = work.session.scalars(
        select(BoardRow.name)
        .join(SnapshotMarkRow, SnapshotMarkRow.board_id == BoardRow.id)
        .where(SnapshotMarkRow.assessment_id.in_(assessment_ids), BoardRow.ratified_at.is_not(None))
        .order_by(BoardRow.id)
    ).first()
    if board is not None:
        raise RuleBroken(
            "ratified",
            f"{what} cannot change any more: marks were ratified by {board}. A single mark can be "
            "amended by chair’s action.",
        )


def assessments_of(work: UnitOfWork, module_id: int) -> list[int]:
    """Return the ids of a module's assessments."""
    of_module = select(AssessmentRow.id).where(AssessmentRow.module_id == module_id)
    return list(work.session.scalars(of_module))


def submissions_of(work: UnitOfWork, assessment_id: int, sitting: int | None = None) -> int:
    """Return how many submissions an assessment, or one sitting of it, has."""
    query: Select[int] = select(func.count()).where(SubmissionRow.assessment_id == assessment_id)
    if sitting is not None:
        query = query.where(SubmissionRow.sitting == sitting)
    return work.session.scalar(query) or 0


def markings_of(work: UnitOfWork, assessment: AssessmentRow) -> int:
    """Return how many markings of an assessment there are: by its guide, or with one number."""
    of_assessment = (
        select(func.count(MarkRow.id.distinct()))
        .join(SubmissionRow, SubmissionRow.id == MarkRow.submission_id)
        .where(SubmissionRow.assessment_id == assessment.id)
    )
    if assessment.guide_id is None:
        by_it = of_assessment.where(MarkRow.direct.is_not(None))
    else:
        by_it = (
            of_assessment.join(CriterionMarkRow, CriterionMarkRow.mark_id == MarkRow.id)
            .join(CriterionRow, CriterionRow.id == CriterionMarkRow.criterion_id)
            .where(CriterionRow.guide_id == assessment.guide_id)
        )
    return work.session.scalar(by_it) or 0
