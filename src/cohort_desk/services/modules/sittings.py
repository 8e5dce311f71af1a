"""Sets when the sittings of an assessment open, are due and close; each function is one step."""

from dataclasses import asdict

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    BoardRow,
    CircumstancesRow,
    ExtensionRow,
    PeerRoundRow,
    SittingRow,
    SnapshotMarkRow,
    SubmissionRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.fields import MOST_SITTINGS, Moments, check_moments
from cohort_desk.domain.words import counted
from cohort_desk.services.evidence.locks import refuse_if_shown, submissions_to

_ON_SITTINGS = (SubmissionRow, ExtensionRow, CircumstancesRow, PeerRoundRow)


def put_sitting(
    db: Database, assessment_id: int, sitting: int, version: int, moments: Moments
) -> None:
    """Set when a sitting that is still as the user saw it opens, is due and closes.

    Raises:
        RuleBroken: they are in the wrong order, marks of the sitting have been ratified, or
            participants see them.
        NotFound: the sitting has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    check_moments(moments)
    title = _title(db, assessment_id)
    what = f"the dates of {title}" if sitting == 1 else f"the dates of sitting {sitting} of {title}"
    with db.begin(f"change of {what}", f"Changed {what}") as work:
        row = work.need(SittingRow, (assessment_id, sitting), version)
        wanted = asdict(moments)
        changed = {field: value for field, value in wanted.items() if getattr(row, field) != value}
        if changed:
            _refuse_if_ratified(work, assessment_id, sitting)
            refuse_if_shown(work, submissions_to(work, assessment_id, sitting))
        for field, value in changed.items():
            setattr(row, field, value)


def add_sitting(db: Database, assessment_id: int) -> int:
    """Add another sitting without dates after the last, and return its number.

    Raises:
        RuleBroken: it has as many as there can be.
        NotFound: the assessment has been deleted meanwhile.
    """
    title = _title(db, assessment_id)
    with db.begin(f"another sitting of {title}", f"Added a sitting of {title}") as work:
        work.need(AssessmentRow, assessment_id)
        number = _last(work, assessment_id) + 1
        if number > MOST_SITTINGS:
            raise RuleBroken("sitting", f"An assessment has at most {MOST_SITTINGS} sittings.")
        work.session.add(SittingRow(assessment_id=assessment_id, number=number))
        return number


def delete_sitting(db: Database, assessment_id: int, sitting: int, version: int) -> None:
    """Delete the last sitting of an assessment; the first one stays.

    Raises:
        RuleBroken: it is not the last, or is the first, or submissions stand on it.
        NotFound: the sitting has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    title = _title(db, assessment_id)
    with db.begin(
        f"deletion of sitting {sitting} of {title}", f"Deleted sitting {sitting} of {title}"
    ) as work:
        row = work.need(SittingRow, (assessment_id, sitting), version)
        if sitting == 1:
            raise RuleBroken("sitting", "An assessment keeps its first sitting.")
        if sitting != _last(work, assessment_id):
            raise RuleBroken("sitting", "Only the last sitting can be deleted.")
        standing = sum(
            work.session.scalar(
                select(func.count())
                .select_from(table)
                .where(table.assessment_id == assessment_id, table.sitting == sitting)
            )
            or 0
            for table in _ON_SITTINGS
        )
        if standing:
            records = counted(standing, "record stands", "records stand")
            raise RuleBroken(
                "sitting",
                f"{records} on sitting {sitting} of {title}: submissions, extensions, claims or "
                "peer rounds. Nothing was changed.",
            )
        work.session.delete(row)


def _title(db: Database, assessment_id: int) -> str:
    with db.read() as work:
        return work.need(AssessmentRow, assessment_id).title


def _last(work: UnitOfWork, assessment_id: int) -> int:
    of_assessment = select(func.max(SittingRow.number)).where(
        SittingRow.assessment_id == assessment_id
    )
    return work.session.scalar(of_assessment) or 0


def _refuse_if_ratified(work: UnitOfWork, assessment_id: int, sitting: int) -> None:
    """Refuse to move deadlines by which penalties of ratified marks were reckoned."""
    board = work.session.scalars(
        select(BoardRow.name)
        .join(SnapshotMarkRow, SnapshotMarkRow.board_id == BoardRow.id)
        .join(SubmissionRow, SubmissionRow.id == SnapshotMarkRow.submission_id)
        .where(
            SnapshotMarkRow.assessment_id == assessment_id,
            SubmissionRow.sitting == sitting,
            BoardRow.ratified_at.is_not(None),
        )
    ).first()
    if board is not None:
        raise RuleBroken(
            "deadline", f"These dates stay: marks of this sitting were ratified by {board}."
        )
