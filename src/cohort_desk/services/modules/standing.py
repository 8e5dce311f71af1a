"""What stands on modules and assessments, and so keeps them from being changed or deleted."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    BoardRow,
    CertificateRow,
    CircumstancesRow,
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

MARKED_BY = frozenset({"markers", "anonymous", "guide_id", "done_by", "round_id"})
"""The fields of an assessment that stay once anybody has begun to mark it."""
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
    issued = select(func.count()).select_from(CertificateRow)
    count = work.session.scalar(issued.where(CertificateRow.module_id == module_id)) or 0
    if module_id is not None and count:
        found.append(counted(count, "certificate", "certificates"))
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


def refuse_if_marking(work: UnitOfWork, row: AssessmentRow, changed: Collection[str]) -> None:
    """Refuse to change how an assessment is marked once somebody has begun to mark it.

    Args:
        work: the transaction.
        row: the assessment.
        changed: the fields that would change.

    Raises:
        RuleBroken: there is a marking, and a field is one that markings rest on.
    """
    fields = MARKED_BY & set(changed)
    if not fields:
        return
    of_assessment = (
        select(func.count())
        .join(SubmissionRow, SubmissionRow.id == MarkRow.submission_id)
        .where(SubmissionRow.assessment_id == row.id)
    )
    begun = work.session.scalar(of_assessment.select_from(MarkRow)) or 0
    if begun:
        raise RuleBroken(
            min(fields),
            f"Marking of {row.title} has begun ({counted(begun, 'marking', 'markings')}), so who "
            "does it, its guide, the number of its markers and whether they see names stay as "
            "they are.",
        )
