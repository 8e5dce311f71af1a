"""The form of one member: whom they rate by what, and what they themselves have said so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cohort_desk.db.database import Database
from cohort_desk.db.tables import AssessmentRow, PeerRoundRow
from cohort_desk.domain.peers.webpa import rated_by
from cohort_desk.services.peers.guards import group_of
from cohort_desk.services.peers.rated_groups import (
    Member,
    Returned,
    criteria_of,
    rated_groups,
    settings_of_row,
)


@dataclass(frozen=True, slots=True)
class FormCriterion:
    """What is rated from 0 to 5."""

    id: int
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class PeerForm:
    """All that one member gets to see; nothing of what others said.

    Attributes:
        people: whom the member rates, by name; themselves among them where `with_self`.
        given: the member's own ratings, of people who are still there.
        returned: the member's own return, None before they hand one in.
    """

    peer_round_id: int
    assessment_id: int
    assessment: str
    group_id: int
    group: str
    rater_id: int
    rater: str
    with_self: bool
    justify: bool
    opens_at: datetime | None
    closes_at: datetime | None
    closed: bool
    criteria: tuple[FormCriterion, ...]
    people: tuple[Member, ...]
    given: Mapping[int, Mapping[int, int]]
    justification: str
    returned: Returned | None


def form_of(db: Database, peer_round_id: int, rater_id: int) -> PeerForm:
    """Return the form of one member.

    Raises:
        NotFound: the round or the person has been deleted meanwhile.
        RuleBroken: the person is in no group that does this assessment.
    """
    with db.read() as work:
        row = work.need(PeerRoundRow, peer_round_id)
        (group,) = rated_groups(work, row, group_of(work, row, rater_id))
        to_rate = rated_by(settings_of_row(row), group.ids, rater_id)
        own = group.scores.get(rater_id, {})
        returned = group.returns.get(rater_id)
        return PeerForm(
            peer_round_id=row.id,
            assessment_id=row.assessment_id,
            assessment=work.need(AssessmentRow, row.assessment_id).title,
            group_id=group.id,
            group=group.name,
            rater_id=rater_id,
            rater=group.name_of(rater_id),
            with_self=rater_id in to_rate,
            justify=row.justify,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            closed=row.closed_at is not None,
            criteria=tuple(
                FormCriterion(one.id, one.title, one.description)
                for one in criteria_of(work, row.id)
            ),
            people=tuple(one for one in group.members if one.id in to_rate),
            given={person: own[person] for person in to_rate if person in own},
            justification=returned.justification if returned else "",
            returned=returned,
        )
