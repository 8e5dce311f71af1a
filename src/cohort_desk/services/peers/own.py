"""The peer ratings that one person has to give."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import AssessmentRow, MembershipRow, PeerRoundRow
from cohort_desk.domain.peers.webpa import rated_by
from cohort_desk.services.peers.rated_groups import rated_groups, settings_of_row
from cohort_desk.services.peers.reading import RoundState, round_title, state_of_round


@dataclass(frozen=True, slots=True)
class OwnRating:
    """An open peer round in which a person rates others, and whether they have."""

    peer_round_id: int
    assessment: str
    closes_at: datetime | None
    returned: bool


def ratings_to_give(work: UnitOfWork, participant_id: int) -> tuple[OwnRating, ...]:
    """Return the open peer rounds of a person's groups in which there is somebody to rate."""
    query = (
        select(PeerRoundRow, AssessmentRow.title, MembershipRow.group_id)
        .join(AssessmentRow, AssessmentRow.id == PeerRoundRow.assessment_id)
        .join(MembershipRow, MembershipRow.round_id == AssessmentRow.round_id)
        .where(MembershipRow.participant_id == participant_id, PeerRoundRow.closed_at.is_(None))
        .order_by(AssessmentRow.module_id, AssessmentRow.position, PeerRoundRow.sitting)
    )
    now, found = datetime.now(UTC), list[OwnRating]()
    for row, title, group_id in work.session.execute(query).all():
        if state_of_round(row, now) is not RoundState.OPEN:
            continue
        for group in rated_groups(work, row, group_id):
            to_rate = rated_by(settings_of_row(row), group.ids, participant_id)
            if participant_id in group.ids and to_rate:
                named = round_title(title, row.sitting)
                returned = participant_id in group.returns
                found.append(OwnRating(row.id, named, row.closes_at, returned))
    return tuple(found)
