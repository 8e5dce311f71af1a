"""The rules of forming groups that name a person."""

from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import GroupRow, ParticipantRow, RoundRow, RuleMemberRow, RuleRow
from cohort_desk.domain.names import full_name

_WORDS = {
    "apart": "Apart from",
    "together": "Together with",
    "in_group": "In",
    "not_in_group": "Not in",
}


@dataclass(frozen=True, slots=True)
class PersonRule:
    """A rule as it concerns one person; `round` is "" where it holds in every round."""

    words: str
    round: str
    reason: str


def rules_of(work: UnitOfWork, person_id: int) -> tuple[PersonRule, ...]:
    """Return the rules that name the person, in the order in which they were made."""
    query = (
        select(RuleRow, RoundRow.name, GroupRow.name)
        .join(RuleMemberRow, RuleMemberRow.rule_id == RuleRow.id)
        .outerjoin(RoundRow, RoundRow.id == RuleRow.round_id)
        .outerjoin(GroupRow, GroupRow.id == RuleRow.group_id)
        .where(RuleMemberRow.participant_id == person_id)
        .order_by(RuleRow.id)
    )
    return tuple(
        PersonRule(
            f"{_WORDS[rule.kind]} {group or _others(work, rule.id, person_id)}",
            round_name or "",
            rule.reason,
        )
        for rule, round_name, group in work.session.execute(query)
    )


def _others(work: UnitOfWork, rule_id: int, person_id: int) -> str:
    query = (
        select(ParticipantRow.given_name, ParticipantRow.family_name)
        .join(RuleMemberRow, RuleMemberRow.participant_id == ParticipantRow.id)
        .where(RuleMemberRow.rule_id == rule_id, ParticipantRow.id != person_id)
        .order_by(ParticipantRow.sort_name)
    )
    return ", ".join(full_name(*name) for name in work.session.execute(query))
