"""A proposal as it is shown: its groups and how good they are in the round as it stands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import ProposalRow
from cohort_desk.domain.forming.request import Member
from cohort_desk.domain.forming.score import GroupScore, ScoreCard
from cohort_desk.domain.forming.words import names
from cohort_desk.domain.sectors import SECTORS
from cohort_desk.services.groups.acceptance import (
    PlacedGroup,
    Placement,
    groups_named_by_rules,
    placement_of,
)
from cohort_desk.services.groups.material import Material, read_material
from cohort_desk.services.groups.rescoring import ProvenCost, rescored
from cohort_desk.services.groups.since import other_settings, what_changed
from cohort_desk.services.groups.standing import groups_with_work

Mix = tuple[tuple[str, int], ...]
"""How many people of each sector (stored key, "" without an agency), in the sectors' order."""
_SECTOR_KEYS = {sector.label: sector.key for sector in SECTORS}


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """A group as accepting would make it.

    Attributes:
        members: as (id, name), in the order of their names; nobody who has withdrawn.
        worst: what is worst in it, in words, "" if nothing is.
    """

    name: str
    members: tuple[tuple[int, str], ...]
    sectors: Mix = ()
    worst: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was formed: the groups, how good they are as things stand, and how they came about.

    Attributes:
        number: counts the proposals of the round from 1, those that were discarded too.
        state: "open", "accepted" or "discarded".
        groups: those that the search filled.
        left_as_is: the groups that are locked, and others that stay as they are.
        score: of the whole round if it were accepted now; where groups are locked, its bound is
            that of arrangements which leave them as they are.
        rank: 1 for the best of the proposals listed with it; equally good ones share a rank. None
            of one that cannot be measured against them: it was formed under other settings, or
            breaks a rule or the sizes allowed.
        size_problems: which groups would be smaller or larger than the settings allow, in
            sentences.
        other_settings: whether it was formed under other settings than those of the round now.
        changed: what is no longer as it was when it was formed, in sentences.
        moves: how many people would change groups, or get one, if it were accepted now.
        nobody_placed: whether nobody sits in a group yet.
        seed: of the search.
        steps: planned of the search.
        stopped: whether the search was stopped; if not, seed and steps give the same groups again.
        searches: how many searches there were at that time.
        ended_here: how many of them ended at these groups, or close by.
    """

    id: int
    round_id: int
    number: int
    formed_at: datetime
    state: str
    note: str
    groups: tuple[ProposedGroup, ...]
    left_as_is: tuple[ProposedGroup, ...]
    score: ScoreCard
    rank: int | None
    size_problems: tuple[str, ...]
    other_settings: bool
    changed: tuple[str, ...]
    moves: int
    nobody_placed: bool
    seed: int
    steps: int
    stopped: bool
    searches: int
    ended_here: int
    version: int

    @property
    def broken(self) -> tuple[str, ...]:
        """The rules that these groups do not keep, in words; of such groups none is proven best."""
        return tuple(one.words for one in self.score.broken)

    @property
    def leaving(self) -> str:
        """What the score takes as given: "leaving Group 3 as it is", "" if nothing."""
        if not self.left_as_is:
            return ""
        which = names([group.name for group in self.left_as_is])
        return f"leaving {which} as {'it is' if len(self.left_as_is) == 1 else 'they are'}"

    @property
    def complete(self) -> bool:
        """Whether it keeps the rules and the sizes allowed."""
        return not self.score.broken and not self.size_problems

    @property
    def distance(self) -> str:
        """How good it is, in words."""
        return how_good(self.score, self.size_problems)

    @property
    def badge(self) -> str:
        """How good it is in a few words: "Proven best, leaving Group 3 as it is"."""
        bare = not self.leaving or not self.complete or self.score.unplaced
        return self.distance if bare else f"{self.distance}, {self.leaving}"

    @property
    def agreement(self) -> str:
        """How many searches ended at these groups, in words, "" if no two did."""
        if self.ended_here == 1:
            return ""
        return f"{self.ended_here} of {self.searches} searches ended at these groups"


def how_good(score: ScoreCard, size_problems: Sequence[str]) -> str:
    """Return the distance from the best, in words; of groups that may not be so, only that."""
    return "Group sizes do not fit" if size_problems else score.distance


class RoundReading:
    """A round read once, for all its proposals."""

    def __init__(self, work: UnitOfWork, round_id: int) -> None:
        self.material: Material = read_material(work, round_id)
        self._named = groups_named_by_rules(work, round_id)
        self._working = groups_with_work(work, round_id)
        self._anybody_placed = any(one.id in self.material.seats for one in self.material.members)
        self._place = {member.id: at for at, member in enumerate(self.material.members)}
        ids = select(ProposalRow.id).where(ProposalRow.round_id == round_id)
        self._ids = work.session.scalars(ids.order_by(ProposalRow.id)).all()

    def number(self, row: ProposalRow) -> int:
        """Return the number that a proposal bears: those that were discarded count too."""
        return 1 + self._ids.index(row.id)

    def placement(self, row: ProposalRow) -> Placement:
        """Return where accepting a proposal would put everybody."""
        return placement_of(self.material, self._named, row.outcome["groups"], self._working)

    def score(self, row: ProposalRow, placement: Placement, changed: Sequence[str]) -> ScoreCard:
        """Return how good a proposal is; what its search proved holds until something changes."""
        known, basis = row.outcome["score"], row.outcome.get("basis")
        groups = len(row.outcome["groups"])
        proven = ProvenCost(known["objective"], known["bound"], groups)
        return rescored(self.material, placement, proven if basis and not changed else None)

    def changed(self, row: ProposalRow) -> tuple[str, ...]:
        """Return what is no longer as it was when a proposal was formed."""
        planned = (i for group in row.outcome["groups"] for i in group["members"])
        return what_changed(row.outcome.get("basis"), planned, self.material)

    def groups(self, placement: Placement, score: ScoreCard) -> tuple[ProposedGroup, ...]:
        """Return all groups of a placement as they are shown."""
        both = zip(placement.groups, score.groups, strict=False)
        return tuple(self._group(group, one) for group, one in both)

    def proposal(self, row: ProposalRow) -> Proposal:
        """Return a proposal; its rank is not known yet."""
        placement, changed = self.placement(row), self.changed(row)
        score = self.score(row, placement, changed)
        shown = list(zip(placement.groups, self.groups(placement, score), strict=True))
        return Proposal(
            id=row.id,
            round_id=row.round_id,
            number=self.number(row),
            formed_at=row.formed_at,
            state=row.state,
            note=row.note,
            groups=tuple(one for group, one in shown if group.planned is not None),
            left_as_is=tuple(one for group, one in shown if group.planned is None),
            score=score,
            rank=None,
            size_problems=placement.size_problems(self.material.recipe.sizes),
            other_settings=other_settings(row.outcome.get("basis"), self.material),
            changed=changed,
            moves=placement.moves,
            nobody_placed=not self._anybody_placed,
            seed=row.outcome["seed"],
            steps=row.outcome["steps"],
            stopped=row.outcome["stopped"],
            searches=row.outcome.get("searches", 1),
            ended_here=row.outcome.get("ended_here", 1),
            version=row.version,
        )

    def _group(self, group: PlacedGroup, score: GroupScore) -> ProposedGroup:
        places = sorted(self._place[i] for i in group.members)
        members = [self.material.members[place] for place in places]
        return ProposedGroup(
            group.name,
            tuple((member.id, member.name) for member in members),
            _sectors(members),
            score.worst,
        )


def _sectors(members: Sequence[Member]) -> Mix:
    count = Counter(_SECTOR_KEYS.get(member.values["sector"], "") for member in members)
    keys = (*(sector.key for sector in SECTORS), "")
    return tuple((key, count[key]) for key in keys if count[key])
