"""Reads peer rounds: their terms and criteria, and who has returned ratings and who has not."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AssessmentRow, ModuleRow, PeerRoundRow, SittingRow
from cohort_desk.domain.peers.webpa import rated_by
from cohort_desk.services.peers.rated_groups import (
    Member,
    RatedGroup,
    Returned,
    criteria_of,
    rated_groups,
    settings_of_row,
)
from cohort_desk.services.peers.rounds import Terms


class RoundState(Enum):
    """Whether ratings can be handed in; the values are what people read."""

    WAITING = "Not open yet"
    OPEN = "Open"
    OVER = "Time is up"
    CLOSED = "Closed"


@dataclass(frozen=True, slots=True)
class PeerCriterion:
    """What is rated from 0 to 5, at one version."""

    id: int
    title: str
    description: str
    version: int


@dataclass(frozen=True, slots=True)
class MemberReturn:
    """A member, and what they handed in; `unrated` are members their return says nothing of."""

    member: Member
    returned: Returned | None
    unrated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupReturns:
    """Who of a group has rated; whoever has nobody to rate is not counted."""

    group_id: int
    name: str
    members: tuple[MemberReturn, ...]

    @property
    def returned(self) -> int:
        """How many have rated."""
        return sum(one.returned is not None for one in self.members)

    @property
    def silent(self) -> tuple[Member, ...]:
        """Who has not."""
        return tuple(one.member for one in self.members if one.returned is None)


@dataclass(frozen=True, slots=True)
class PeerRound:
    """The peer ratings of one sitting of an assessment."""

    id: int
    version: int
    assessment_id: int
    assessment: str
    module_code: str
    sitting: int
    terms: Terms
    closed_at: datetime | None
    state: RoundState
    criteria: tuple[PeerCriterion, ...]
    groups: tuple[GroupReturns, ...]

    @property
    def people(self) -> int:
        """How many are to rate."""
        return sum(len(group.members) for group in self.groups)

    @property
    def returned(self) -> int:
        """How many have rated."""
        return sum(group.returned for group in self.groups)

    @property
    def title(self) -> str:
        """The assessment, and its sitting beyond the first."""
        return round_title(self.assessment, self.sitting)


@dataclass(frozen=True, slots=True)
class Unopened:
    """A sitting of a group assessment that has no peer ratings."""

    assessment_id: int
    assessment: str
    module_code: str
    sitting: int


@dataclass(frozen=True, slots=True)
class PeerRounds:
    """The peer ratings of a cohort, and for what there are none."""

    rounds: tuple[PeerRound, ...]
    unopened: tuple[Unopened, ...]


def round_title(assessment: str, sitting: int) -> str:
    """Return what a peer round is called: its assessment, and the sitting beyond the first."""
    return assessment if sitting == 1 else f"{assessment}, sitting {sitting}"


def list_rounds(db: Database, cohort_id: int, *, now: datetime | None = None) -> PeerRounds:
    """Return the peer ratings of a cohort in the order of its modules."""
    with db.read() as work:
        query = (
            select(AssessmentRow, ModuleRow, SittingRow.number)
            .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
            .join(SittingRow, SittingRow.assessment_id == AssessmentRow.id)
            .where(ModuleRow.cohort_id == cohort_id, AssessmentRow.done_by == "group")
            .order_by(
                ModuleRow.position,
                ModuleRow.id,
                AssessmentRow.position,
                AssessmentRow.id,
                SittingRow.number,
            )
        )
        found = work.session.execute(query).all()
        ids = {assessment.id for assessment, _, _ in found}
        opened = select(PeerRoundRow).where(PeerRoundRow.assessment_id.in_(ids))
        rows = {(row.assessment_id, row.sitting): row for row in work.session.scalars(opened)}
        moment = now or datetime.now(UTC)
        rounds: list[PeerRound] = []
        unopened: list[Unopened] = []
        for assessment, module, sitting in found:
            row = rows.get((assessment.id, sitting))
            if row is None:
                unopened.append(Unopened(assessment.id, assessment.title, module.code, sitting))
            else:
                rounds.append(_round(work, row, assessment, module, moment))
        return PeerRounds(tuple(rounds), tuple(unopened))


def read_round(db: Database, peer_round_id: int, *, now: datetime | None = None) -> PeerRound:
    """Return one peer round.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    with db.read() as work:
        row = work.need(PeerRoundRow, peer_round_id)
        assessment = work.need(AssessmentRow, row.assessment_id)
        module = work.need(ModuleRow, assessment.module_id)
        return _round(work, row, assessment, module, now or datetime.now(UTC))


def terms_of(row: PeerRoundRow) -> Terms:
    """Return the terms of a peer round."""
    return Terms(settings_of_row(row), row.justify, row.opens_at, row.closes_at)


def _round(
    work: UnitOfWork,
    row: PeerRoundRow,
    assessment: AssessmentRow,
    module: ModuleRow,
    now: datetime,
) -> PeerRound:
    terms = terms_of(row)
    return PeerRound(
        id=row.id,
        version=row.version,
        assessment_id=assessment.id,
        assessment=assessment.title,
        module_code=module.code,
        sitting=row.sitting,
        terms=terms,
        closed_at=row.closed_at,
        state=state_of_round(row, now),
        criteria=tuple(
            PeerCriterion(one.id, one.title, one.description, one.version)
            for one in criteria_of(work, row.id)
        ),
        groups=tuple(_returns(terms, group) for group in rated_groups(work, row)),
    )


def state_of_round(row: PeerRoundRow, now: datetime) -> RoundState:
    """Return whether ratings can be handed in at a moment."""
    if row.closed_at is not None:
        return RoundState.CLOSED
    if row.opens_at is not None and now < row.opens_at:
        return RoundState.WAITING
    if row.closes_at is not None and now > row.closes_at:
        return RoundState.OVER
    return RoundState.OPEN


def _returns(terms: Terms, group: RatedGroup) -> GroupReturns:
    members: list[MemberReturn] = []
    for member in group.members:
        returned = group.returns.get(member.id)
        to_rate = rated_by(terms.settings, group.ids, member.id)
        if not to_rate:
            continue
        given = group.scores.get(member.id, {})
        unrated = tuple(
            group.name_of(one) for one in to_rate if returned is not None and one not in given
        )
        members.append(MemberReturn(member, returned, unrated))
    return GroupReturns(group.id, group.name, tuple(members))
