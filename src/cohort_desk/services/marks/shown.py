"""What a participant may see of their own marks: each submission by itself, sitting by sitting.

A sitting is shown to everybody at once, but somebody may come to it later: a mark given after
that is theirs to see only once it could have been shown with the others.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import AssessmentRow, ModerationRow, SubmissionRow
from cohort_desk.domain.marks.refusals import against_release
from cohort_desk.domain.marks.states import Facts, Moderation, Visibility
from cohort_desk.services.evidence.ratified import Ratified
from cohort_desk.services.evidence.recorded import Recorded, Sitting
from cohort_desk.services.marks.climbing import CandidateLadder
from cohort_desk.services.marks.ladders import Evidence, ladders_of_person

_MODERATIONS = {"open": Moderation.OPEN, "sent_back": Moderation.SENT_BACK}


def shown_ladders(
    work: UnitOfWork, participant_id: int, assessments: Sequence[AssessmentRow]
) -> dict[int, CandidateLadder]:
    """Return by assessment the marks that a person may see; of several attempts, of those shown.

    Raises:
        NotFound: the participant has been deleted meanwhile.
    """
    found = ladders_of_person(work, participant_id, assessments, narrowed=_only_shown)
    return {key: own for key, own in found.items() if own.ladder.final is not None}


def _only_shown(work: UnitOfWork, participant_id: int, evidence: Evidence) -> Recorded:
    recorded, ratified = evidence
    moderations = _moderations(work, list(recorded.assessments))
    return replace(
        recorded,
        submissions=tuple(
            row
            for row in recorded.submissions
            if _is_shown(row, participant_id, recorded, ratified, moderations)
        ),
    )


def _is_shown(
    row: SubmissionRow,
    participant_id: int,
    recorded: Recorded,
    ratified: Ratified,
    moderations: dict[Sitting, Moderation],
) -> bool:
    key = row.assessment_id, row.sitting
    visibility = Visibility(recorded.sittings[key].visibility)
    held = recorded.held(row.id, participant_id)
    if visibility is Visibility.HIDDEN or held:
        return False
    if ratified.ladder(participant_id, row.id) is not None:
        return True
    if visibility is Visibility.CONFIRMED:
        return False
    # Whether there is a mark that is agreed on is seen by climbing to it.
    facts = Facts(
        finalised_at=row.submitted_at,
        files=1,
        final=1,
        agreed=True,
        moderation=moderations.get(key, Moderation.NONE),
        peer_open=row.group_id is not None and key in recorded.peers_open,
    )
    return not against_release(facts, datetime.now(UTC))


def _moderations(work: UnitOfWork, assessment_ids: Sequence[int]) -> dict[Sitting, Moderation]:
    """Return how the newest sample of each sitting stands, where it is not confirmed."""
    query = (
        select(ModerationRow)
        .where(ModerationRow.assessment_id.in_(assessment_ids))
        .order_by(ModerationRow.id)
    )
    newest = {(row.assessment_id, row.sitting): row for row in work.session.scalars(query)}
    return {
        key: _MODERATIONS[row.outcome] for key, row in newest.items() if row.outcome in _MODERATIONS
    }
