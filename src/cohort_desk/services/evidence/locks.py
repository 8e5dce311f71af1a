"""What may no longer be changed: marks that a board ratified.

Other services guard their own changes with this, so it knows nothing of theirs.
"""

from collections.abc import Collection

from sqlalchemy import func, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import BoardRow, MarkRow, SnapshotMarkRow
from cohort_desk.domain.errors import RuleBroken


def refuse_if_ratified(work: UnitOfWork, submission_id: int) -> None:
    """Refuse to change anything that a ratified mark rests on.

    Raises:
        RuleBroken: a board has ratified a mark for this submission.
    """
    for board in ratified_by(work, [submission_id]).values():
        raise RuleBroken(
            "submission",
            f"This work’s mark was ratified by the board “{board}”. It can be changed only by "
            "chair’s action. Nothing was changed.",
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
