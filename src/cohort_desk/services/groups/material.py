"""Reads what forming and the board work on: people with their values, groups, rules and locks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import and_, or_, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    GroupRow,
    MembershipRow,
    ParticipantRow,
    RoundRow,
    RuleMemberRow,
    RuleRow,
    taking_part,
)
from cohort_desk.domain.forming.request import Member, Recipe, Rule, RuleKind
from cohort_desk.domain.forming.settings.columns import VALUE_COLUMNS, round_column
from cohort_desk.domain.forming.settings.recipes import recipe_from_plain
from cohort_desk.domain.names import full_name
from cohort_desk.domain.sectors import sector_label


@dataclass(frozen=True, slots=True)
class StoredRule:
    """A rule as it is kept; `group_id` rather than the group's place on the board."""

    id: int
    kind: RuleKind
    member_ids: tuple[int, ...]
    group_id: int | None
    reason: str
    every_round: bool
    version: int = field(default=0, compare=False)

    def as_rule(self, places: Mapping[int, int]) -> Rule:
        """Return the rule as the former sees it; `places` tells where each group stands."""
        group = None if self.group_id is None else places[self.group_id]
        return Rule(self.kind, self.member_ids, group, self.reason)


@dataclass(frozen=True, slots=True)
class Material:
    """A round and all that decides its groups.

    Attributes:
        round: the row of the round.
        recipe: its settings, without rules.
        members: the people who have not withdrawn, with their values, in the order of their names;
            those who have completed the programme still belong to their groups.
        earlier: the value columns that hold a member's group in earlier rounds.
        groups: the groups in their order on the board.
        seats: who sits where, people who have withdrawn included.
        rules: the rules of the round and those of every round; nobody in them who has withdrawn.
    """

    round: RoundRow
    recipe: Recipe
    members: tuple[Member, ...]
    earlier: tuple[str, ...]
    groups: tuple[GroupRow, ...]
    seats: Mapping[int, MembershipRow]
    rules: tuple[StoredRule, ...]


def read_material(work: UnitOfWork, round_id: int) -> Material:
    """Return the round and all that decides its groups.

    Raises:
        NotFound: the round has been deleted.
    """
    row = work.need(RoundRow, round_id)
    before = _earlier_rounds(work, row)
    columns = {earlier.id: round_column(earlier.name) for earlier in before}
    members = _members(work, row.cohort_id, columns)
    return Material(
        round=row,
        recipe=recipe_from_plain(row.recipe),
        members=members,
        earlier=tuple(columns.values()),
        groups=read_groups(work, round_id),
        seats=read_seats(work, round_id),
        rules=_rules(work, row, {member.id for member in members}),
    )


def read_groups(work: UnitOfWork, round_id: int) -> tuple[GroupRow, ...]:
    """Return the groups of a round in their order on the board."""
    in_round = select(GroupRow).where(GroupRow.round_id == round_id)
    return tuple(work.session.scalars(in_round.order_by(GroupRow.position, GroupRow.id)))


def read_seats(work: UnitOfWork, round_id: int) -> dict[int, MembershipRow]:
    """Return the membership of everybody who sits in a group of the round."""
    rows = work.session.scalars(select(MembershipRow).where(MembershipRow.round_id == round_id))
    return {row.participant_id: row for row in rows}


def read_rules(work: UnitOfWork, row: RoundRow) -> list[StoredRule]:
    """Return the rules that hold in a round, in the order in which they were made."""
    holds = and_(
        RuleRow.cohort_id == row.cohort_id,
        or_(RuleRow.round_id == row.id, RuleRow.round_id.is_(None)),
    )
    named: dict[int, list[int]] = defaultdict(list)
    pairs = (
        select(RuleMemberRow.rule_id, RuleMemberRow.participant_id)
        .join(RuleRow, RuleRow.id == RuleMemberRow.rule_id)
        .where(holds)
        .order_by(RuleMemberRow.participant_id)
    )
    for rule_id, participant_id in work.session.execute(pairs):
        named[rule_id].append(participant_id)
    return [
        StoredRule(
            id=rule.id,
            kind=RuleKind(rule.kind),
            member_ids=tuple(named[rule.id]),
            group_id=rule.group_id,
            reason=rule.reason,
            every_round=rule.round_id is None,
            version=rule.version,
        )
        for rule in work.session.scalars(select(RuleRow).where(holds).order_by(RuleRow.id))
    ]


def _rules(work: UnitOfWork, row: RoundRow, present: set[int]) -> tuple[StoredRule, ...]:
    """Leave out people who have withdrawn, and rules that then say nothing any more."""
    kept: list[StoredRule] = []
    for rule in read_rules(work, row):
        ids = tuple(member_id for member_id in rule.member_ids if member_id in present)
        if len(ids) >= (2 if rule.group_id is None else 1):
            kept.append(replace(rule, member_ids=ids))
    return tuple(kept)


def _earlier_rounds(work: UnitOfWork, row: RoundRow) -> Sequence[RoundRow]:
    before = or_(
        RoundRow.position < row.position,
        and_(RoundRow.position == row.position, RoundRow.id < row.id),
    )
    of_cohort = select(RoundRow).where(RoundRow.cohort_id == row.cohort_id, before)
    seated = select(MembershipRow.round_id)
    return work.session.scalars(
        of_cohort.where(RoundRow.id.in_(seated)).order_by(RoundRow.position, RoundRow.id)
    ).all()


def _members(work: UnitOfWork, cohort_id: int, columns: Mapping[int, str]) -> tuple[Member, ...]:
    own = [getattr(ParticipantRow, column) for column in VALUE_COLUMNS]
    query = (
        select(
            ParticipantRow.id,
            ParticipantRow.given_name,
            ParticipantRow.family_name,
            AgencyRow.name,
            AgencyRow.sector,
            *own,
        )
        .outerjoin(AgencyRow, AgencyRow.id == ParticipantRow.agency_id)
        .where(ParticipantRow.cohort_id == cohort_id, taking_part())
        .order_by(ParticipantRow.sort_name, ParticipantRow.id)
    )
    earlier = _earlier_groups(work, columns)
    members: list[Member] = []
    for person_id, given, family, agency, sector, *values in work.session.execute(query):
        texts: dict[str, str] = {
            "agency": agency or "",
            "sector": sector_label(sector) if sector else "",
            **dict(zip(VALUE_COLUMNS, map(_text, values), strict=True)),
            **earlier.get(person_id, {}),
        }
        members.append(Member(person_id, full_name(given, family), texts))
    return tuple(members)


def _earlier_groups(work: UnitOfWork, columns: Mapping[int, str]) -> dict[int, dict[str, str]]:
    """Return, for each person, the group (as text) in each of the earlier rounds."""
    groups: dict[int, dict[str, str]] = defaultdict(dict)
    if columns:
        rows = select(
            MembershipRow.participant_id, MembershipRow.round_id, MembershipRow.group_id
        ).where(MembershipRow.round_id.in_(list(columns)))
        for participant_id, round_id, group_id in work.session.execute(rows):
            groups[participant_id][columns[round_id]] = str(group_id)
    return groups


def _text(value: Any) -> str:
    return "" if value is None else str(value)
