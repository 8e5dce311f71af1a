"""Which sittings somebody has had of an assessment, and so which attempts they have used."""

from collections.abc import Sequence
from datetime import datetime

from cohort_desk.db.tables import SubmissionRow
from cohort_desk.domain.submissions.attempts import SittingUse
from cohort_desk.services.evidence.recorded import Recorded, Taker


def sittings_had(
    recorded: Recorded, taker: Taker, rows: Sequence[SubmissionRow], now: datetime
) -> tuple[SittingUse, ...]:
    """Return the sittings of one assessment that somebody had: the first, and those given since.

    Args:
        recorded: what is recorded of the assessment.
        taker: who takes it.
        rows: their submissions for it, and their group's.
        now: what decides whether a window has closed.
    """
    by_number: dict[int, list[SubmissionRow]] = {1: []}
    for row in rows:
        by_number.setdefault(row.sitting, []).append(row)
    return tuple(
        SittingUse(
            number=number,
            basis=some[0].basis if some else "first",
            handed_in=any(row.submitted_at is not None for row in some),
            over=recorded.is_over(taker, number, now),
            deferred=taker.participant_id is not None
            and recorded.deferred(taker.participant_id, taker.assessment_id, number),
        )
        for number, some in by_number.items()
    )
