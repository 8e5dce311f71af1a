"""Holds: why a mark is not to be released yet; each function is one step."""

from datetime import UTC, datetime

from cohort_desk.db.database import Database
from cohort_desk.db.tables import HoldRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.submissions.words import HOLDS
from cohort_desk.services.evidence.locks import refuse_if_ratified
from cohort_desk.services.submissions.handing_in import checked_reason
from cohort_desk.services.submissions.making import (
    Due,
    Owner,
    members_of,
    need_submission,
    owner_name,
    submission_of,
)


def place_hold(
    db: Database, due: Due, kind: str, reason: str, participant_id: int | None = None
) -> int:
    """Hold the mark of a submission, or of one member only, and return the hold's id.

    Raises:
        NotFound: the assessment, sitting or owner has been deleted meanwhile.
        RuleBroken: the kind is unknown, there is no reason, the person is not a member, or a board
            has ratified the mark.
    """
    if kind not in HOLDS:
        raise RuleBroken("kind", "Choose why the mark is held.")
    with db.read() as work:
        member = None if participant_id is None else Owner(participant_id=participant_id)
        whose = owner_name(work, member or due.owner)
    with db.begin(f"hold on {whose}", f"{whose}: {HOLDS[kind].lower()}") as work:
        row = submission_of(work, due.assessment_id, due.sitting, due.owner)
        refuse_if_ratified(work, row.id)
        if participant_id is not None and participant_id not in members_of(work, due.owner):
            raise RuleBroken("participant_id", f"{whose} is not a member of this group.")
        hold = HoldRow(
            submission_id=row.id,
            participant_id=participant_id,
            kind=kind,
            reason=checked_reason(reason),
            placed_at=datetime.now(UTC),
            placed_by=db.actor,
        )
        work.session.add(hold)
        work.session.flush()
        return hold.id


def clear_hold(db: Database, hold_id: int, version: int, reason: str) -> None:
    """Clear a hold; it stays in the record with the reason.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: there is no reason, or it was cleared before.
    """
    with db.read() as work:
        found = work.need(HoldRow, hold_id)
        _, whose = need_submission(work, found.submission_id)
    with db.begin(f"clearing of the hold on {whose}", f"Cleared the hold on {whose}") as work:
        row = work.need(HoldRow, hold_id, version)
        if row.cleared_at is not None:
            raise RuleBroken("reason", "This hold has been cleared already.")
        row.cleared_at, row.cleared_why = datetime.now(UTC), checked_reason(reason)
