"""Two proposals side by side, or the board and a proposal: what differs, for screen and paper."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cohort_desk.db.database import Database
from cohort_desk.db.tables import ProposalRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.proposals.comparing import (
    CriterionDifference,
    Side,
    compare,
    compare_scores,
)
from cohort_desk.domain.forming.score import ScoreCard
from cohort_desk.services.groups.acceptance import PlacedGroup, placement_as_it_stands
from cohort_desk.services.groups.proposed import (
    Mix,
    ProposedGroup,
    RoundReading,
    how_good,
)
from cohort_desk.services.groups.rescoring import score_of


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One side of a comparison.

    Attributes:
        proposal_id: of the proposal, None of the board.
        name: "Proposal 2" or "The board".
        groups: in the order of the board.
        size_problems: which groups are smaller or larger than the settings allow, in sentences.
    """

    proposal_id: int | None
    name: str
    score: ScoreCard
    groups: tuple[ProposedGroup, ...]
    size_problems: tuple[str, ...]

    @property
    def distance(self) -> str:
        """How good it is, in words."""
        return how_good(self.score, self.size_problems)


@dataclass(frozen=True, slots=True)
class SitsElsewhere:
    """A person whose group differs; a group is "" on the side where they have none."""

    person_id: int
    name: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class GroupPair:
    """Two groups that stand for each other; a name is "" where there is none on that side.

    Attributes:
        staying: how many people are in both.
        left_mix: how many people of each sector, as in ProposedGroup.
        right_mix: likewise.
    """

    left: str
    right: str
    staying: int
    identical: bool
    left_mix: Mix
    right_mix: Mix


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """What differs between two groupings of a round.

    Groups that stand for each other are those that share most people; against the board they are
    those that the proposal would fill.

    Attributes:
        criteria: what each criterion counts on both sides.
        elsewhere: who sits in another group, or in one on one side only, in the order of names.
        pairs: all groups of both sides.
        people: how many are in a group on either side.
    """

    left: ComparedSide
    right: ComparedSide
    criteria: tuple[CriterionDifference, ...]
    elsewhere: tuple[SitsElsewhere, ...]
    pairs: tuple[GroupPair, ...]
    people: int

    @property
    def better(self) -> Side:
        """Which side is better: by sizes that fit, rules kept, people placed, and then by cost."""
        left, right = (
            (
                bool(side.size_problems),
                len(side.score.broken),
                side.score.unplaced,
                side.score.objective,
            )
            for side in (self.left, self.right)
        )
        return "neither" if left == right else "left" if left < right else "right"


@dataclass(frozen=True, slots=True)
class _Half:
    """One side as it is worked on; both halves list their groups as placed."""

    side: ComparedSide
    groups: Sequence[PlacedGroup]

    @property
    def ids(self) -> list[Collection[int]]:
        return [group.members for group in self.groups]


def compare_proposals(db: Database, one_id: int, other_id: int) -> GroupComparison:
    """Return what differs between two proposals of one round.

    Raises:
        NotFound: one of them has been deleted.
        RuleBroken: they belong to different rounds.
    """
    with db.read() as work:
        one, other = work.need(ProposalRow, one_id), work.need(ProposalRow, other_id)
        if one.round_id != other.round_id:
            raise RuleBroken("proposals", "Choose two proposals of the same round.")
        reading = RoundReading(work, one.round_id)
        left, right = (_of_proposal(reading, row) for row in (one, other))
        return _comparison(reading, left, right, None)


def compare_with_board(db: Database, proposal_id: int) -> GroupComparison:
    """Return what accepting a proposal would change: the board at the left, the proposal right.

    Raises:
        NotFound: it has been deleted.
    """
    with db.read() as work:
        row = work.need(ProposalRow, proposal_id)
        reading = RoundReading(work, row.round_id)
        board, proposal = _of_board(reading), _of_proposal(reading, row)
        place_of = {group.group_id: at for at, group in enumerate(proposal.groups)}
        matched = [
            (at, place_of[group.group_id])
            for at, group in enumerate(board.groups)
            if group.group_id in place_of
        ]
        return _comparison(reading, board, proposal, matched)


def _of_proposal(reading: RoundReading, row: ProposalRow) -> _Half:
    placement = reading.placement(row)
    score = reading.score(row, placement, reading.changed(row))
    name = f"Proposal {reading.number(row)}"
    groups = reading.groups(placement, score)
    sizes = placement.size_problems(reading.material.recipe.sizes)
    return _Half(ComparedSide(row.id, name, score, groups, sizes), placement.groups)


def _of_board(reading: RoundReading) -> _Half:
    placement = placement_as_it_stands(reading.material)
    score = score_of(reading.material, placement)
    sizes = placement.size_problems(reading.material.recipe.sizes)
    side = ComparedSide(None, "The board", score, reading.groups(placement, score), sizes)
    return _Half(side, placement.groups)


def _comparison(
    reading: RoundReading, left: _Half, right: _Half, matched: Sequence[tuple[int, int]] | None
) -> GroupComparison:
    found = compare(left.ids, right.ids, matched)
    names = {member.id: member.name for member in reading.material.members}
    left_of, right_of = _group_names(left), _group_names(right)
    elsewhere = {move.member_id for move in found.moved} | {*found.only_left, *found.only_right}
    return GroupComparison(
        left=left.side,
        right=right.side,
        criteria=compare_scores(left.side.score, right.side.score),
        elsewhere=tuple(
            SitsElsewhere(i, name, left_of.get(i, ""), right_of.get(i, ""))
            for i, name in names.items()
            if i in elsewhere
        ),
        pairs=_pairs(left, right, found.matched, set(found.identical)),
        people=found.people,
    )


def _group_names(half: _Half) -> dict[int, str]:
    return {i: group.name for group in half.groups for i in group.members}


def _pairs(
    left: _Half,
    right: _Half,
    matched: Sequence[tuple[int, int]],
    identical: Collection[tuple[int, int]],
) -> tuple[GroupPair, ...]:
    """Pair the groups of both sides; those that nothing stands for come last."""
    stands_for = dict(matched)
    lonely = (at for at in range(len(right.groups)) if at not in stands_for.values())
    both = [(at, stands_for.get(at)) for at in range(len(left.groups))]
    return tuple(
        _pair(left, right, one, other, same=(one, other) in identical)
        for one, other in (*both, *((None, at) for at in lonely))
    )


def _pair(
    left: _Half, right: _Half, one: int | None, other: int | None, *, same: bool
) -> GroupPair:
    ours = None if one is None else left.side.groups[one]
    theirs = None if other is None else right.side.groups[other]
    here, there = (
        set(group.members) if group else set[tuple[int, str]]() for group in (ours, theirs)
    )
    return GroupPair(
        ours.name if ours else "",
        theirs.name if theirs else "",
        len(here & there),
        same,
        ours.sectors if ours else (),
        theirs.sectors if theirs else (),
    )
