"""Opens a finished marking again outside of moderation, to put an error right, with a reason."""

from collections.abc import Sequence

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgreementRow, MarkRow, TutorRow
from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.marks.refusals import refuse_reopening_mark
from cohort_desk.domain.marks.tutors import clean_reason
from cohort_desk.services.marks.batches import batch_of
from cohort_desk.services.marks.tasks import TaskKey

MOST_IN_REASON = 180
"""The reason becomes part of the step's name, which the history keeps."""


def reopen_mark(db: Database, key: TaskKey, reason: str) -> None:
    """Make a final marking a draft again; what was settled on it is taken back with it.

    Raises:
        NotFound: the submission or the marking is gone.
        RuleBroken: there is no reason, the marking is not final, or a moderator, the participants
            or a board have the mark before them.
    """
    reason = clean_reason(reason, MOST_IN_REASON)
    with db.begin("opening a mark again") as work:
        tutor = work.need(TutorRow, key.tutor_id)
        batch = batch_of(work, key.submission_id)
        found = batch.work(key.submission_id)
        work.call(
            f"opening {tutor.name}’s mark of {found.identity} again: {reason}"[:300],
            f"{tutor.name} can change the marks of {found.identity} again",
        )
        refuse_reopening_mark(found.facts, reason)
        mark = work.session.scalar(
            select(MarkRow).where(
                MarkRow.submission_id == key.submission_id, MarkRow.tutor_id == key.tutor_id
            )
        )
        if mark is None:
            raise NotFound("That mark is no longer here.")
        if mark.final_at is None:
            raise RuleBroken("mark", "This mark is not final, so it is open already.")
        reopen(work, [mark])


def reopen(work: UnitOfWork, marks: Sequence[MarkRow]) -> None:
    """Make markings drafts again as a part of a step, and take back what was settled on them."""
    for mark in marks:
        if mark.final_at is not None:
            mark.final_at = None
    ids = {mark.submission_id for mark in marks}
    for row in work.session.scalars(
        select(AgreementRow).where(AgreementRow.submission_id.in_(ids))
    ):
        work.session.delete(row)
