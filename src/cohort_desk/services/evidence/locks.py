"""What may not be changed: marks that a board ratified, and marks while participants see them.

Other services guard their own changes with this, so it knows nothing of theirs.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import func, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    BoardRow,
    MarkRow,
    ModuleRow,
    SittingRow,
    SnapshotMarkRow,
    SubmissionRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.submissions.words import assessment_name


def refuse_if_ratified(work: UnitOfWork, submission_id: int) -> None:
    """Refuse to change anything that a ratified mark rests on.

    Raises:
        RuleBroken: a board has ratified a mark for this submission.
    """
    for board in ratified_by(work, [submission_id]).values():
        raise RuleBroken(
            "submission",
            f"This submission’s mark was ratified by the board “{board}”. It can be changed only "
            "by chair’s action. Nothing was changed.",
        )


def ratified_by(work: UnitOfWork, submission_ids: Collection[int]) -> dict[int, str]:
    """Return by submission the name of the board that ratified a mark for it, if one has."""
    query = (
        select(SnapshotMarkRow.submission_id, BoardRow.name)
        .join(BoardRow, BoardRow.id == SnapshotMarkRow.board_id)
        .where(SnapshotMarkRow.submission_id.in_(submission_ids), BoardRow.ratified_at.is_not(None))
        .order_by(BoardRow.ratified_at, BoardRow.id)
    )
    return {
        submission_id: name
        for submission_id, name in work.session.execute(query)
        if submission_id is not None
    }


def refuse_if_shown(work: UnitOfWork, submission_ids: Iterable[int | None]) -> None:
    """Refuse to change what marks rest on that participants see: these are hidden first.

    Ratified marks do not change, so they are no reason to refuse. None stands for a submission
    that has not been made.

    Raises:
        RuleBroken: participants see a mark of one of the submissions; names the assessments.
    """
    ids = {each for each in submission_ids if each is not None}
    ids -= ratified_by(work, ids).keys()
    query = (
        select(ModuleRow.code, AssessmentRow.title, SittingRow.number)
        .join(AssessmentRow, AssessmentRow.module_id == ModuleRow.id)
        .join(SittingRow, SittingRow.assessment_id == AssessmentRow.id)
        .join(
            SubmissionRow,
            (SubmissionRow.assessment_id == SittingRow.assessment_id)
            & (SubmissionRow.sitting == SittingRow.number),
        )
        .join(MarkRow, MarkRow.submission_id == SubmissionRow.id)
        .where(
            SubmissionRow.id.in_(ids),
            SittingRow.visibility != "hidden",
            MarkRow.final_at.is_not(None),
        )
        .order_by(ModuleRow.position, AssessmentRow.position, SittingRow.number)
    )
    shown = dict.fromkeys(assessment_name(*found) for found in work.session.execute(query))
    if shown:
        raise RuleBroken(
            "visibility",
            f"Participants can see the marks of {', '.join(shown)}, which this would change. "
            "Hide them first. Nothing was changed.",
        )


def submissions_to(
    work: UnitOfWork, assessment_id: int, sitting: int | None = None
) -> tuple[int, ...]:
    """Return the ids of the submissions to an assessment, or to one sitting of it."""
    query = select(SubmissionRow.id).where(SubmissionRow.assessment_id == assessment_id)
    if sitting is not None:
        query = query.where(SubmissionRow.sitting == sitting)
    return tuple(work.session.scalars(query))


def before_board(work: UnitOfWork, submission_ids: Collection[int]) -> frozenset[int]:
    """Return those submissions whose marks are before a board that has not ratified them yet."""
    query = (
        select(SnapshotMarkRow.submission_id)
        .join(BoardRow, BoardRow.id == SnapshotMarkRow.board_id)
        .where(
            SnapshotMarkRow.submission_id.in_(submission_ids),
            SnapshotMarkRow.value.is_not(None),
            BoardRow.frozen_at.is_not(None),
            BoardRow.ratified_at.is_(None),
        )
    )
    return frozenset(found for found in work.session.scalars(query) if found is not None)


def has_final_mark(work: UnitOfWork, submission_id: int) -> bool:
    """Whether a marker has finished with the submission."""
    final = select(func.count()).where(
        MarkRow.submission_id == submission_id, MarkRow.final_at.is_not(None)
    )
    return bool(work.session.scalar(final))
