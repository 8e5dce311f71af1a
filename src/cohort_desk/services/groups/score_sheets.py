"""The score card as paper and workbooks show it: counts, proof, rules, and how it came about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import CohortRow, GroupRow, ProgrammeRow, ProposalRow, RoundRow
from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.forming.problem import all_rules
from cohort_desk.domain.forming.proof import Proof, prove
from cohort_desk.domain.forming.request import FormingRequest, Rule, RuleKind
from cohort_desk.domain.forming.score import ScoreCard
from cohort_desk.domain.forming.sizes import describe_split
from cohort_desk.domain.forming.words import describe_rule
from cohort_desk.services.groups.board import read_board
from cohort_desk.services.groups.proposals import Proposal, list_proposals


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
        proof: why there is no better, or how far from it these are at most.
        rules: every rule, those of columns and locks included.
        origin: the search, None where the groups were changed by hand since or never formed.
        note: what was noted on the proposal.
    """

    programme: str
    cohort: str
    round_name: str
    about: str
    stood_on: date
    groups: tuple[tuple[str, int], ...]
    sizes: str
    score: ScoreCard
    proof: Proof
    rules: tuple[SheetRule, ...]
    origin: Origin | None
    note: str = ""

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
    today = datetime.now().astimezone()
    if proposal_id is None:
        score, note = board.score, ""
        groups = tuple((group.name, group.size) for group in board.groups)
        about = f"The groups as they stand on {written_date(today.date())}"
        origin = _origin_of(db, board.seats, round_id)
    else:
        proposal = _proposal(db, round_id, proposal_id)
        score, note = proposal.score, proposal.note
        groups = tuple((group.name, len(group.members)) for group in proposal.groups)
        about = f"Proposal formed on {written_moment(proposal.formed_at)}"
        origin = Origin(proposal.formed_at, proposal.seed, proposal.steps, proposal.stopped)
    with db.read() as work:
        row = work.need(RoundRow, round_id)
        cohort = work.need(CohortRow, row.cohort_id).name
        programme = work.need(ProgrammeRow, 1).name
    return ScoreSheet(
        programme=programme,
        cohort=cohort,
        round_name=board.round_name,
        about=about,
        stood_on=today.date(),
        groups=groups,
        sizes=describe_split(tuple(sorted((people for _, people in groups), reverse=True))),
        score=score,
        proof=prove(board.request.members, score, _group_names(db, board.request)),
        rules=_rules(board.request, score, [name for name, _ in groups]),
        origin=origin,
        note=note,
    )


def _proposal(db: Database, round_id: int, proposal_id: int) -> Proposal:
    waiting = (one for one in list_proposals(db, round_id) if one.id == proposal_id)
    found = next(waiting, None)
    if found is None:
        raise NotFound("That proposal is no longer here: it has been discarded meanwhile.")
    return found


def _origin_of(db: Database, seats: Sequence[Sequence[int]], round_id: int) -> Origin | None:
    """Return the search whose accepted proposal has the very groups of the board."""
    now = {frozenset(ids) for ids in seats if ids}
    with db.read() as work:
        accepted = work.session.scalars(
            select(ProposalRow)
            .where(ProposalRow.round_id == round_id, ProposalRow.state == "accepted")
            .order_by(ProposalRow.id.desc())
        )
        for row in accepted:
            if {frozenset(group["members"]) for group in row.outcome["groups"]} == now:
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
        for rule in all_rules(request)
    )


def _key(rule: Rule, groups: Sequence[str]) -> tuple[RuleKind, tuple[int, ...], str]:
    group = "" if rule.group is None or rule.group >= len(groups) else groups[rule.group]
    return rule.kind, rule.member_ids, group
