"""Rules on named people: apart, together, in a group, not in a group, each with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import GroupRow, ParticipantRow, RoundRow, RuleMemberRow, RuleRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.relations import relation_rules
from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.domain.forming.words import names
from cohort_desk.domain.names import full_name
from cohort_desk.domain.unseen import many_lines
from cohort_desk.domain.words import counted
from cohort_desk.services.groups.material import read_material, read_rules
from cohort_desk.services.groups.rounds import delete_rule_row

REASON_LENGTH = 300
_WORDS = {
    RuleKind.APART: "apart",
    RuleKind.TOGETHER: "together",
    RuleKind.IN_GROUP: "in",
    RuleKind.NOT_IN_GROUP: "not in",
}


@dataclass(frozen=True, slots=True)
class RoundRule:
    """A rule as the set-up page shows it.

    Attributes:
        id: of the rule, None of one that a column makes by itself.
        people: who it names, as (id, name).
        group: the group's name, "" where the rule has none.
        every_round: whether it holds in every round of the cohort.
        version: of the row, for editing; 0 of a rule that a column makes.
    """

    id: int | None
    kind: RuleKind
    people: tuple[tuple[int, str], ...]
    group_id: int | None
    group: str
    reason: str
    every_round: bool
    version: int = field(default=0, compare=False)

    @property
    def words(self) -> str:
        """The rule in words: "Aisha Khan and Tom Reed apart"."""
        return rule_words(self.kind, [name for _, name in self.people], self.group)


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule to add; `every_round` makes it hold in all rounds of the cohort."""

    kind: RuleKind
    people: tuple[int, ...]
    reason: str = ""
    group_id: int | None = None
    every_round: bool = False


def list_rules(db: Database, round_id: int) -> tuple[RoundRule, ...]:
    """Return the rules that hold in a round: those made by hand, then those made by columns.

    Raises:
        NotFound: the round has been deleted.
    """
    with db.read() as work:
        material = read_material(work, round_id)
        name_of = {member.id: member.name for member in material.members}
        group_names = {group.id: group.name for group in material.groups}
        by_hand = [
            RoundRule(
                id=rule.id,
                kind=rule.kind,
                people=tuple((i, name_of.get(i) or _name(work, i)) for i in rule.member_ids),
                group_id=rule.group_id,
                group=group_names.get(rule.group_id or 0, ""),
                reason=rule.reason,
                every_round=rule.every_round,
                version=rule.version,
            )
            for rule in read_rules(work, material.round)
        ]
        by_column = [
            RoundRule(
                id=None,
                kind=rule.kind,
                people=tuple((i, name_of[i]) for i in rule.member_ids),
                group_id=None,
                group="",
                reason=rule.reason,
                every_round=True,
            )
            for rule in relation_rules(material.members, material.recipe.apart_by)
        ]
        return (*by_hand, *by_column)


def add_rule(db: Database, round_id: int, rule: NewRule) -> int:
    """Add a rule and return its id.

    Raises:
        NotFound: the round, the group or a person has been deleted.
        RuleBroken: there are too few people, or a group is missing or too many.
    """
    what = _described(db, rule)
    with db.begin(f"rule: {what}", f"Added the rule: {what}") as work:
        return add_rule_row(work, work.need(RoundRow, round_id), rule).id


def change_rule(db: Database, round_id: int, rule_id: int, version: int, rule: NewRule) -> None:
    """Change a rule: what it demands, of whom, in which rounds, and why.

    Raises:
        NotFound: the rule, the round, the group or a person has been deleted.
        EditedMeanwhile: someone has changed the rule since that version.
        RuleBroken: there are too few people, or a group is missing or too many.
    """
    what = _described(db, rule)
    with db.begin(f"change of rule: {what}", f"Changed the rule: {what}") as work:
        row = work.need(RuleRow, rule_id, version)
        work.need(RoundRow, round_id)
        wanted = {
            "round_id": None if rule.every_round else round_id,
            "kind": rule.kind.value,
            "reason": many_lines(rule.reason),
            "group_id": rule.group_id,
        }
        for field, value in wanted.items():
            if getattr(row, field) != value:
                setattr(row, field, value)
        named = {
            one.participant_id: one
            for one in work.session.scalars(
                select(RuleMemberRow).where(RuleMemberRow.rule_id == rule_id)
            )
        }
        for person_id in named.keys() - set(rule.people):
            work.session.delete(named[person_id])
        _name_people(work, row, [one for one in rule.people if one not in named])


def add_rule_row(work: UnitOfWork, round_row: RoundRow, rule: NewRule) -> RuleRow:
    """Add a rule that has been checked, as part of a step.

    Raises:
        NotFound: the group or a person has been deleted.
    """
    if rule.group_id is not None:
        work.need(GroupRow, rule.group_id)
    row = RuleRow(
        cohort_id=round_row.cohort_id,
        round_id=None if rule.every_round else round_row.id,
        kind=rule.kind.value,
        reason=many_lines(rule.reason),
        group_id=rule.group_id,
    )
    work.session.add(row)
    work.session.flush()
    _name_people(work, row, rule.people)
    return row


def rule_words(kind: RuleKind, people: Sequence[str], group: str = "") -> str:
    """Return a rule in words: "Aisha Khan and Tom Reed apart"."""
    return f"{names(people)} {_WORDS[kind]} {group}".rstrip()


def remove_rules(db: Database, rule_ids: Sequence[int]) -> None:
    """Remove rules in one step.

    Raises:
        NotFound: one of them has been removed meanwhile; then none is.
    """
    what = "a rule" if len(rule_ids) == 1 else counted(len(rule_ids), "rule", "rules")
    with db.begin(f"removal of {what}", f"Removed {what}") as work:
        for rule_id in rule_ids:
            delete_rule_row(work, work.need(RuleRow, rule_id))


def _described(db: Database, rule: NewRule) -> str:
    """Return a new rule in words, once it has been checked."""
    people = tuple(dict.fromkeys(rule.people))
    _check(rule, people)
    with db.read() as work:
        group = "" if rule.group_id is None else work.need(GroupRow, rule.group_id).name
        return rule_words(rule.kind, [_name(work, person_id) for person_id in people], group)


def _name_people(work: UnitOfWork, row: RuleRow, people: Sequence[int]) -> None:
    for person_id in dict.fromkeys(people):
        work.need(ParticipantRow, person_id)
        work.session.add(RuleMemberRow(rule_id=row.id, participant_id=person_id))


def _check(rule: NewRule, people: Sequence[int]) -> None:
    if rule.kind in (RuleKind.APART, RuleKind.TOGETHER):
        if len(people) < 2:  # noqa: PLR2004 - a couple
            raise RuleBroken("people", "Choose at least two people for this rule.")
        if rule.group_id is not None:
            raise RuleBroken("group", "A rule to be apart or together names no group.")
    elif not people:
        raise RuleBroken("people", "Choose at least one person for this rule.")
    elif rule.group_id is None:
        raise RuleBroken("group", "Choose the group that this rule is about.")
    elif rule.every_round:
        raise RuleBroken("group", "A rule about a group belongs to the group's own round.")
    if len(many_lines(rule.reason)) > REASON_LENGTH:
        raise RuleBroken("reason", f"A reason has at most {REASON_LENGTH} characters.")


def _name(work: UnitOfWork, person_id: int) -> str:
    row = work.need(ParticipantRow, person_id)
    return full_name(row.given_name, row.family_name)
