"""Reads what the members of groups said of each other, as the groups are now."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    GroupRow,
    MembershipRow,
    ParticipantRow,
    PeerCriterionRow,
    PeerOverrideRow,
    PeerRatingRow,
    PeerReturnRow,
    PeerRoundRow,
    taking_part,
)
from cohort_desk.domain.marks.numbers import from_hundredths
from cohort_desk.domain.names import full_name
from cohort_desk.domain.peers.webpa import PeerSettings
from cohort_desk.domain.regulations.rules import PeerMode, PenaltyKind, Silence

Scores = Mapping[int, Mapping[int, Mapping[int, int]]]
"""By rater, by who was rated, by criterion: 0 to 5."""


@dataclass(frozen=True, slots=True)
class Member:
    """Someone who sits in a group now."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Returned:
    """That a member handed in a whole set of ratings; `came_by` is desk or file."""

    at: datetime
    justification: str
    came_by: str
    version: int


@dataclass(frozen=True, slots=True)
class Override:
    """A tutor's own figure for a member, beside the computed one."""

    value: Decimal
    reason: str
    made_by: str
    version: int


@dataclass(frozen=True, slots=True)
class RatedGroup:
    """A group with what its members said; of people who have left the group there is no return.

    Attributes:
        scores: of the members' returns; it may name people who have left since.
    """

    id: int
    name: str
    members: tuple[Member, ...]
    returns: Mapping[int, Returned]
    scores: Scores
    overrides: Mapping[int, Override]

    @property
    def ids(self) -> tuple[int, ...]:
        """The members, by name."""
        return tuple(member.id for member in self.members)

    @property
    def sums(self) -> dict[int, dict[int, int]]:
        """By rater and rated, the sum over all criteria."""
        return {
            rater: {rated: sum(given.values()) for rated, given in ratings.items()}
            for rater, ratings in self.scores.items()
        }

    def name_of(self, member_id: int) -> str:
        """Return a member's name."""
        return next(member.name for member in self.members if member.id == member_id)


def settings_of_row(row: PeerRoundRow) -> PeerSettings:
    """Return how ratings count in a peer round."""
    kind = PenaltyKind(row.penalty_kind)
    kept = from_hundredths(row.penalty)
    return PeerSettings(
        PeerMode(row.mode),
        Silence(row.silence),
        from_hundredths(row.weighting) / 100,
        kind,
        kept / 100 if kind is PenaltyKind.PERCENT else kept,
    )


def criteria_of(work: UnitOfWork, peer_round_id: int) -> tuple[PeerCriterionRow, ...]:
    """Return the criteria of a peer round in their order."""
    query = select(PeerCriterionRow).where(PeerCriterionRow.peer_round_id == peer_round_id)
    in_order = query.order_by(PeerCriterionRow.position, PeerCriterionRow.id)
    return tuple(work.session.scalars(in_order))


def rated_groups(
    work: UnitOfWork, row: PeerRoundRow, group_id: int | None = None
) -> tuple[RatedGroup, ...]:
    """Return the groups of a peer round, or one of them, in their order.

    Raises:
        NotFound: the assessment has been deleted meanwhile.
    """
    round_id = work.need(AssessmentRow, row.assessment_id).round_id
    query = select(GroupRow).where(GroupRow.round_id == round_id)
    if group_id is not None:
        query = query.where(GroupRow.id == group_id)
    groups = work.session.scalars(query.order_by(GroupRow.position, GroupRow.id)).all()
    members = _members(work, [group.id for group in groups])
    handed_in = select(PeerReturnRow).where(PeerReturnRow.peer_round_id == row.id)
    returns = {one.rater_id: one for one in work.session.scalars(handed_in)}
    scores = _scores(work, row.id)
    own_figures = select(PeerOverrideRow).where(PeerOverrideRow.peer_round_id == row.id)
    overrides = {one.participant_id: one for one in work.session.scalars(own_figures)}

    def rated(group: GroupRow) -> RatedGroup:
        people = tuple(members[group.id])
        raters = [one.id for one in people if one.id in returns]
        return RatedGroup(
            group.id,
            group.name,
            people,
            {rater: _returned(returns[rater]) for rater in raters},
            {rater: scores[rater] for rater in raters},
            {one.id: _override(overrides[one.id]) for one in people if one.id in overrides},
        )

    return tuple(rated(group) for group in groups)


def _members(work: UnitOfWork, group_ids: Sequence[int]) -> defaultdict[int, list[Member]]:
    query = (
        select(
            MembershipRow.group_id,
            ParticipantRow.id,
            ParticipantRow.given_name,
            ParticipantRow.family_name,
        )
        .join(ParticipantRow, ParticipantRow.id == MembershipRow.participant_id)
        .where(MembershipRow.group_id.in_(group_ids), taking_part())
        .order_by(ParticipantRow.sort_name, ParticipantRow.id)
    )
    found: defaultdict[int, list[Member]] = defaultdict(list)
    for group_id, person, given, family in work.session.execute(query):
        found[group_id].append(Member(person, full_name(given, family)))
    return found


def _scores(work: UnitOfWork, peer_round_id: int) -> defaultdict[int, dict[int, dict[int, int]]]:
    query = (
        select(
            PeerRatingRow.rater_id,
            PeerRatingRow.ratee_id,
            PeerRatingRow.criterion_id,
            PeerRatingRow.score,
        )
        .join(PeerCriterionRow, PeerCriterionRow.id == PeerRatingRow.criterion_id)
        .where(PeerCriterionRow.peer_round_id == peer_round_id)
    )
    found: defaultdict[int, dict[int, dict[int, int]]] = defaultdict(dict)
    for rater, rated, criterion, score in work.session.execute(query):
        found[rater].setdefault(rated, {})[criterion] = score
    return found


def _returned(row: PeerReturnRow) -> Returned:
    return Returned(row.returned_at, row.justification, row.came_by, row.version)


def _override(row: PeerOverrideRow) -> Override:
    return Override(from_hundredths(row.value), row.reason, row.made_by, row.version)
