"""The score card as paper and workbooks show it: counts, proof, rules, and how it came about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import CohortRow, GroupRow, ProgrammeRow, ProposalRow, RoundRow
from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.forming.hard_rules import hard_rules
from cohort_desk.domain.forming.reasons.proof import Proof, prove
from cohort_desk.domain.forming.request import FormingRequest, Rule, RuleKind
from cohort_desk.domain.forming.score import ScoreCard
from cohort_desk.domain.forming.sizes import Sizes, describe_split
from cohort_desk.domain.forming.words import describe_rule
from cohort_desk.domain.words import counted
from cohort_desk.services.groups.board import Board, read_board
from cohort_desk.services.groups.mixes import GroupMix, mixes_of_board, mixes_of_proposed
from cohort_desk.services.groups.proposed import RoundReading


@dataclass(frozen=True, slots=True)
class SheetRule:
    """A rule in words, and what is wrong with it: "" if it is kept."""

    words: str
    broken: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The search that found the groups; unless it was stopped, the same again finds the same."""

    formed_at: datetime
    seed: int
    steps: int
    stopped: bool


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A score card with all that is needed to check it, or to come to it again.

    Attributes:
        about: which groups these are: "Proposal of 14 November 2026, 10:32", "As they stand …".
        stood_on: the day.
        groups: name and number of people of each group, in the order of `score.groups`.
        sizes: the split in words.
        sizes_asked: what the settings say of sizes.
        badge: how good they are in a few words: "Proven best".
        proof: why there is no better, or how far from it these are at most.
        rules: every rule, those of columns and locks included.
        origin: the search, None where the groups were changed by hand since or never formed.
        note: what was noted on the proposal.
        changed: what is no longer as it was when the proposal was formed, in sentences.
        mixes: how each group is mixed; of a proposal by sector alone.
    """

    programme: str
    cohort: str
    round_name: str
    about: str
    stood_on: date
    groups: tuple[tuple[str, int], ...]
    sizes: str
    sizes_asked: str
    badge: str
    score: ScoreCard
    proof: Proof
    rules: tuple[SheetRule, ...]
    origin: Origin | None
    note: str = ""
    changed: tuple[str, ...] = ()
    mixes: tuple[GroupMix, ...] = ()

    @property
    def people(self) -> int:
        """How many people are in the groups."""
        return sum(people for _, people in self.groups)


def read_score_sheet(db: Database, round_id: int, proposal_id: int | None = None) -> ScoreSheet:
    """Return the score card of the groups as they stand, or of a proposal.

    Raises:
        NotFound: the round has been deleted, or the proposal deleted or discarded.
    """
    board = read_board(db, round_id)
    scored = _of_board(db, board) if proposal_id is None else _of_proposal(db, proposal_id)
    with db.read() as work:
        row = work.need(RoundRow, round_id)
        cohort = work.need(CohortRow, row.cohort_id).name
        programme = work.need(ProgrammeRow, 1).name
    request, names = board.request, [name for name, _ in scored.groups]
    sizes = sorted((people for _, people in scored.groups), reverse=True)
    return ScoreSheet(
        programme=programme,
        cohort=cohort,
        round_name=board.round_name,
        about=scored.about,
        stood_on=_today(),
        groups=scored.groups,
        sizes=describe_split(tuple(sizes)),
        sizes_asked=_asked(request.recipe.sizes),
        badge=scored.badge,
        score=scored.score,
        proof=prove(request.members, scored.score, _group_names(db, request), scored.left_as_is),
        rules=_rules(request, scored.score, names),
        origin=scored.origin,
        note=scored.note,
        changed=scored.changed,
        mixes=scored.mixes,
    )


@dataclass(frozen=True, slots=True)
class _Scored:
    """Groups with their score, and what is said of them."""

    about: str
    groups: tuple[tuple[str, int], ...]
    score: ScoreCard
    badge: str
    origin: Origin | None
    note: str = ""
    changed: tuple[str, ...] = ()
    left_as_is: tuple[str, ...] = ()
    mixes: tuple[GroupMix, ...] = ()


def _of_board(db: Database, board: Board) -> _Scored:
    return _Scored(
        about=f"The groups as they stand on {written_date(_today())}",
        groups=tuple((group.name, group.size) for group in board.groups),
        score=board.score,
        badge=board.score.distance,
        origin=_origin_of(db, board),
        mixes=mixes_of_board(board),
    )


def _of_proposal(db: Database, proposal_id: int) -> _Scored:
    with db.read() as work:
        row = work.need(ProposalRow, proposal_id)
        if row.state == "discarded":
            raise NotFound("That proposal is no longer here: it has been discarded meanwhile.")
        reading = RoundReading(work, row.round_id)
        proposal = reading.proposal(row)
        # In the order of the score, which groups that stay as they are may interrupt.
        groups = reading.groups(reading.placement(row), proposal.score)
    moment = written_moment(proposal.formed_at)
    return _Scored(
        about=f"Proposal {proposal.number}, formed on {moment}",
        groups=tuple((group.name, len(group.members)) for group in groups),
        score=proposal.score,
        badge=proposal.badge,
        origin=Origin(proposal.formed_at, proposal.seed, proposal.steps, proposal.stopped),
        note=proposal.note,
        changed=proposal.changed,
        left_as_is=tuple(group.name for group in proposal.left_as_is),
        mixes=mixes_of_proposed(groups),
    )


def _today() -> date:
    return datetime.now().astimezone().date()


def _origin_of(db: Database, board: Board) -> Origin | None:
    """Return the search whose accepted proposal has the very groups of the board."""
    now = {frozenset(ids) for ids in board.seats}
    with db.read() as work:
        accepted = work.session.scalars(
            select(ProposalRow)
            .where(ProposalRow.round_id == board.round_id, ProposalRow.state == "accepted")
            .order_by(ProposalRow.id.desc())
        )
        for row in accepted:
            if {frozenset(group["members"]) for group in row.outcome["groups"]} <= now:
                found = row.outcome
                return Origin(row.formed_at, found["seed"], found["steps"], found["stopped"])
    return None


def _group_names(db: Database, request: FormingRequest) -> dict[str, str]:
    """Return the names of the groups of earlier rounds, which members know by their ids."""
    values = {m.values.get(column, "") for m in request.members for column in request.earlier}
    ids = {int(value) for value in values if value.isdigit()}
    if not ids:
        return {}
    with db.read() as work:
        rows = work.session.execute(select(GroupRow.id, GroupRow.name).where(GroupRow.id.in_(ids)))
        return {str(group_id): name for group_id, name in rows}


def _asked(sizes: Sizes) -> str:
    span = f"{sizes.smallest} to {sizes.largest} people in a group"
    if sizes.groups is None:
        return f"{span}, {sizes.preferred} preferred"
    return f"{counted(sizes.groups, 'group', 'groups')}, {span}"


def _rules(
    request: FormingRequest, score: ScoreCard, groups: Sequence[str]
) -> tuple[SheetRule, ...]:
    """Return the rules; a proposal numbers its groups otherwise than the board does."""
    name_of = {member.id: member.name for member in request.members}
    broken = {_key(one.rule, groups): one.words for one in score.broken}
    return tuple(
        SheetRule(
            describe_rule(rule, request, name_of),
            broken.get(_key(rule, request.group_names), ""),
        )
        for rule in hard_rules(request)
    )


def _key(rule: Rule, groups: Sequence[str]) -> tuple[RuleKind, tuple[int, ...], str]:
    group = "" if rule.group is None or rule.group >= len(groups) else groups[rule.group]
    return rule.kind, rule.member_ids, group
