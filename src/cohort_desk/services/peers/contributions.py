"""What a group's ratings come to: matrix, factors, marks, flags, and what a reader must know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AssessmentRow, ModuleRow, ParticipantRow, PeerRoundRow
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.marks.ladder import agreed_rungs
from cohort_desk.domain.names import full_name
from cohort_desk.domain.peers.flags import Flag, flags_of, means_of
from cohort_desk.domain.peers.webpa import (
    Contributions,
    PeerSettings,
    contributions,
    rated_by,
)
from cohort_desk.services.evidence.locks import ratified_by
from cohort_desk.services.evidence.recorded import read_recorded
from cohort_desk.services.peers.criteria import titles_of
from cohort_desk.services.peers.rated_groups import (
    Member,
    Override,
    RatedGroup,
    Returned,
    rated_groups,
    settings_of_row,
)
from cohort_desk.services.regulations import regulations_of


@dataclass(frozen=True, slots=True)
class GroupContributions:
    """All that a tutor sees of one group's ratings.

    Attributes:
        agreed: the group's agreed mark; None before there is one.
        result: what the ratings make of the agreed mark; None without one.
        scores: by rater, rated and criterion; of people who are in the group now.
        sums: by rater and rated, over all criteria, of leavers too.
        notes: what a change of members did to the ratings, in sentences.
        ratified: the board that ratified the marks, '' if none has.
    """

    peer_round_id: int
    group_id: int
    group: str
    assessment: str
    settings: PeerSettings
    closed: bool
    criteria: Mapping[int, str]
    members: tuple[Member, ...]
    returns: Mapping[int, Returned]
    overrides: Mapping[int, Override]
    scores: Mapping[int, Mapping[int, Mapping[int, int]]]
    sums: Mapping[int, Mapping[int, int]]
    agreed: Decimal | None
    result: Contributions | None
    flags: tuple[Flag, ...]
    notes: tuple[str, ...]
    ratified: str

    @property
    def ids(self) -> tuple[int, ...]:
        """The members, by name."""
        return tuple(member.id for member in self.members)

    def final(self, member_id: int) -> Decimal | None:
        """Return a member's mark after ratings: a tutor's own figure, else the computed one."""
        if member_id in self.overrides:
            return self.overrides[member_id].value
        return None if self.result is None else self.result.shares[member_id].penalised


def read_contributions(db: Database, peer_round_id: int, group_id: int) -> GroupContributions:
    """Return what the ratings of one group come to.

    Raises:
        NotFound: the round or the group has been deleted meanwhile.
    """
    with db.read() as work:
        row = work.need(PeerRoundRow, peer_round_id)
        groups = rated_groups(work, row, group_id)
        if not groups:
            raise NotFound("That group is no longer here: it has been deleted meanwhile.")
        return _contributions(work, row, groups)[0]


def list_contributions(db: Database, peer_round_id: int) -> tuple[GroupContributions, ...]:
    """Return what the ratings of every group come to.

    Raises:
        NotFound: the round has been deleted meanwhile.
    """
    with db.read() as work:
        row = work.need(PeerRoundRow, peer_round_id)
        return _contributions(work, row, rated_groups(work, row))


def _contributions(
    work: UnitOfWork, row: PeerRoundRow, groups: Sequence[RatedGroup]
) -> tuple[GroupContributions, ...]:
    assessment = work.need(AssessmentRow, row.assessment_id)
    criteria = titles_of(work, row.id)
    settings = settings_of_row(row)
    marks = _agreed_marks(work, row, assessment)
    left = _names(work, _strangers(groups))

    def of(group: RatedGroup) -> GroupContributions:
        agreed, ratified = marks.get(group.id, (None, ""))
        sums = group.sums
        present = set(group.ids)
        return GroupContributions(
            peer_round_id=row.id,
            group_id=group.id,
            group=group.name,
            assessment=assessment.title,
            settings=settings,
            closed=row.closed_at is not None,
            criteria=criteria,
            members=group.members,
            returns=group.returns,
            overrides=group.overrides,
            scores={
                rater: {rated: given for rated, given in ratings.items() if rated in present}
                for rater, ratings in group.scores.items()
            },
            sums=sums,
            agreed=agreed,
            result=None if agreed is None else contributions(settings, group.ids, sums, agreed),
            flags=flags_of({one.id: one.name for one in group.members}, means_of(group.scores)),
            notes=_notes(settings, group, left),
            ratified=ratified,
        )

    return tuple(of(group) for group in groups)


def _agreed_marks(
    work: UnitOfWork, row: PeerRoundRow, assessment: AssessmentRow
) -> dict[int, tuple[Decimal | None, str]]:
    """Return by group the agreed mark, and the board that ratified what followed from it."""
    cohort_id = work.need(ModuleRow, assessment.module_id).cohort_id
    regulations = regulations_of(work, cohort_id)
    recorded = read_recorded(work, [assessment.id])
    works = [
        one
        for one in recorded.submissions
        if one.group_id is not None and one.sitting == row.sitting
    ]
    boards = ratified_by(work, [one.id for one in works])
    found: dict[int, tuple[Decimal | None, str]] = {}
    for one in works:
        inputs = recorded.inputs(one.id, assessment.id)
        _rungs, agreed, _waiting = agreed_rungs(inputs, regulations)
        if one.group_id is not None:
            found[one.group_id] = agreed, boards.get(one.id, "")
    return found


def _strangers(groups: Iterable[RatedGroup]) -> set[int]:
    return {
        rated
        for group in groups
        for ratings in group.scores.values()
        for rated in ratings
        if rated not in group.ids
    }


def _names(work: UnitOfWork, ids: Iterable[int]) -> dict[int, str]:
    query = select(ParticipantRow).where(ParticipantRow.id.in_(sorted(ids)))
    in_order = query.order_by(ParticipantRow.sort_name, ParticipantRow.id)
    return {
        row.id: full_name(row.given_name, row.family_name) for row in work.session.scalars(in_order)
    }


def _notes(settings: PeerSettings, group: RatedGroup, left: Mapping[int, str]) -> tuple[str, ...]:
    rated = {one for ratings in group.scores.values() for one in ratings}
    notes = [
        f"Ratings of {name} do not count: they are not in {group.name} now."
        for one, name in left.items()
        if one in rated
    ]
    for member in group.members:
        before = [
            group.name_of(rater)
            for rater, given in group.scores.items()
            if member.id in rated_by(settings, group.ids, rater) and member.id not in given
        ]
        if before:
            notes.append(
                f"{member.name} is not rated by {_listed(before)}, who rated before. From them "
                f"{member.name} gets the mean of what they gave the others, unless they rate again."
            )
    return tuple(notes)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
