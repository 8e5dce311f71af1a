"""Recipes of files: what one would change in a round, the change in one step, and the way out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgencyRow, ParticipantRow, RoundRow
from cohort_desk.domain.forming.request import Criterion, Member, Recipe, Rule
from cohort_desk.domain.forming.settings.columns import column_words
from cohort_desk.domain.forming.settings.recipes import recipe_from_plain, recipe_to_plain
from cohort_desk.domain.forming.settings.wishes import (
    Refusal,
    RuleWish,
    Wishes,
    find_rules,
    names_in_files,
)
from cohort_desk.domain.forming.words import names
from cohort_desk.domain.names import full_name
from cohort_desk.domain.words import counted
from cohort_desk.services.groups.columns import describe_columns
from cohort_desk.services.groups.material import StoredRule, read_groups, read_rules
from cohort_desk.services.groups.recipes import recipe_gaps, sizes_words
from cohort_desk.services.groups.rules import (
    REASON_LENGTH,
    NewRule,
    add_rule_row,
    rule_words,
)


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """A rule that a file asks for.

    Attributes:
        rule: what would be added.
        words: the rule in words, with its reason.
        where: its place in the file.
        present: whether the round has it already, or the file says it twice.
    """

    rule: NewRule
    words: str
    where: str
    present: bool


@dataclass(frozen=True, slots=True)
class RecipePlan:
    """What a file would change in a round; nothing has been changed yet.

    Attributes:
        round_id: the round.
        version: of the round, as the plan found it.
        recipe: the settings as they would become.
        changes: how they differ from those there are, in sentences.
        rules: the rules it asks for, in the order of the file.
        refused: what cannot be had, each with its place and why.
        gaps: what it speaks of and the round does not have, in sentences.
    """

    round_id: int
    version: int
    recipe: Recipe
    changes: tuple[str, ...]
    rules: tuple[PlannedRule, ...]
    refused: tuple[Refusal, ...]
    gaps: tuple[str, ...]

    @property
    def new_rules(self) -> tuple[PlannedRule, ...]:
        return tuple(rule for rule in self.rules if not rule.present)

    @property
    def present(self) -> int:
        """How many of the rules are there already."""
        return len(self.rules) - len(self.new_rules)

    @property
    def anything(self) -> bool:
        """Whether there is anything to change."""
        return bool(self.changes or self.new_rules)


def plan_recipe(db: Database, round_id: int, wishes: Wishes) -> RecipePlan:
    """Return what a file's wishes would change in a round.

    Raises:
        NotFound: the round has been deleted.
    """
    columns = describe_columns(db, round_id)
    with db.read() as work:
        row = work.need(RoundRow, round_id)
        now = recipe_from_plain(row.recipe)
        people = _everybody(work, row.cohort_id)
        groups = [(group.id, group.name) for group in read_groups(work, round_id)]
        kept = read_rules(work, row)
        version = row.version
    name_of = {member.id: member.name for member in people}
    found, refused = find_rules(wishes.rules, people, [name for _, name in groups])
    if not groups:
        found, refused = _without_groups(found, refused)
    rules, too_long = _planned(found, kept, name_of, dict(enumerate(groups)))
    recipe = wishes.recipe(now)
    return RecipePlan(
        round_id=round_id,
        version=version,
        recipe=recipe,
        changes=tuple(_changes(now, recipe)),
        rules=rules,
        refused=_in_row_order((*wishes.refused, *refused, *too_long)),
        gaps=recipe_gaps(recipe, columns),
    )


def apply_plan(db: Database, plan: RecipePlan, source: str) -> None:
    """Change the round as planned, in one step; `source` names the file in the step.

    Raises:
        NotFound: the round, a group or a person has been deleted meanwhile; nothing was changed.
        EditedMeanwhile: someone has changed the round's settings since the plan was made.
    """
    with db.read() as work:
        name = work.need(RoundRow, plan.round_id).name
    rules = counted(len(plan.new_rules), "rule", "rules")
    what = f"settings and {rules}" if plan.changes and plan.new_rules else rules
    what = what if plan.new_rules else "settings"
    said = f"Took {what} from {source} over into {name}"
    plain = recipe_to_plain(plan.recipe)
    with db.begin(f"import of {what} from {source}", said) as work:
        row = work.need(RoundRow, plan.round_id, plan.version)
        if plan.changes:
            row.recipe = plain
        for planned in plan.new_rules:
            add_rule_row(work, row, planned.rule)


def round_as_wishes(db: Database, round_id: int) -> Wishes:
    """Return a round's settings and the rules that hold in it, for a file.

    Raises:
        NotFound: the round has been deleted.
    """
    with db.read() as work:
        row = work.need(RoundRow, round_id)
        recipe = recipe_from_plain(row.recipe)
        name_of = names_in_files(_everybody(work, row.cohort_id))
        group_of = {group.id: group.name for group in read_groups(work, round_id)}
        return Wishes(
            sizes=recipe.sizes,
            criteria=recipe.criteria,
            apart_by=recipe.apart_by,
            rules=tuple(
                RuleWish(
                    kind=rule.kind,
                    people=tuple(name_of[person] for person in rule.member_ids),
                    where="",
                    group=group_of.get(rule.group_id or 0, ""),
                    reason=rule.reason,
                    every_round=rule.every_round,
                )
                for rule in read_rules(work, row)
            ),
        )


def _everybody(work: UnitOfWork, cohort_id: int) -> tuple[Member, ...]:
    """Return all people of a cohort, those who have withdrawn too: rules may name them."""
    query = (
        select(ParticipantRow, AgencyRow.name)
        .outerjoin(AgencyRow, AgencyRow.id == ParticipantRow.agency_id)
        .where(ParticipantRow.cohort_id == cohort_id)
        .order_by(ParticipantRow.sort_name, ParticipantRow.id)
    )
    return tuple(
        Member(
            row.id,
            full_name(row.given_name, row.family_name),
            {"email": row.email or "", "reference": row.reference or "", "agency": agency or ""},
        )
        for row, agency in work.session.execute(query)
    )


def _in_row_order(refusals: Sequence[Refusal]) -> tuple[Refusal, ...]:
    """Put what was refused into the order of the file: sheet by sheet, row by row."""
    numbers = [int(row[0]) if (row := re.search(r"\d+", one.where)) else 0 for one in refusals]
    sheets = [re.sub(r"\d+", "", one.where, count=1) for one in refusals]
    rank = {sheet: place for place, sheet in enumerate(dict.fromkeys(sheets))}
    places = zip((rank[sheet] for sheet in sheets), numbers, range(len(refusals)), strict=True)
    return tuple(refusals[at] for _, _, at in sorted(places))


_FoundRules = tuple[tuple[RuleWish, Rule], ...]


def _without_groups(
    found: _FoundRules, refused: Sequence[Refusal]
) -> tuple[_FoundRules, tuple[Refusal, ...]]:
    """A kept rule names a group that exists; in a round without groups it cannot be had."""
    why = "This round has no groups yet, so no rule can name one. Form groups first."
    about = tuple(Refusal(wish.where, why) for wish, rule in found if rule.group is not None)
    return tuple(one for one in found if one[1].group is None), (*refused, *about)


def _planned(
    found: _FoundRules,
    kept: Iterable[StoredRule],
    name_of: Mapping[int, str],
    groups: Mapping[int, tuple[int, str]],
) -> tuple[tuple[PlannedRule, ...], tuple[Refusal, ...]]:
    """Tell new rules from those there are; a reason that is too long is refused."""
    there = {(rule.kind, frozenset(rule.member_ids), rule.group_id): rule for rule in kept}
    everywhere = {key for key, rule in there.items() if rule.every_round}
    seen = set(there)
    planned: list[PlannedRule] = []
    refused: list[Refusal] = []
    for wish, rule in found:
        if len(rule.reason) > REASON_LENGTH:
            why = f"Its reason has more than {REASON_LENGTH} characters."
            refused.append(Refusal(wish.where, why))
            continue
        group_id, group = (None, "") if rule.group is None else groups[rule.group]
        key = (rule.kind, frozenset(rule.member_ids), group_id)
        present = key in (everywhere if wish.every_round else seen)
        seen.add(key)
        if wish.every_round:
            everywhere.add(key)
        new = NewRule(rule.kind, rule.member_ids, rule.reason, group_id, wish.every_round)
        words = rule_words(rule.kind, [name_of[person] for person in rule.member_ids], group)
        reason = f" ({rule.reason})" if rule.reason else ""
        planned.append(PlannedRule(new, f"{words}{reason}", wish.where, present))
    return tuple(planned), tuple(refused)


def _changes(now: Recipe, then: Recipe) -> Iterable[str]:
    if now.sizes != then.sizes:
        yield f"Groups of {sizes_words(then.sizes)}, instead of {sizes_words(now.sizes)}."
    if now.criteria != then.criteria:
        yield _criteria_change(now.criteria, then.criteria)
    if now.apart_by != then.apart_by:
        columns = names([column_words(column) for column in then.apart_by]) or "no column"
        before = names([column_words(column) for column in now.apart_by]) or "none"
        yield f"People are kept apart by {columns}, instead of {before}."


def _criteria_change(now: Sequence[Criterion], then: Sequence[Criterion]) -> str:
    """Return "2 criteria new, 1 changed, 3 gone", or that only their order differs."""
    before = {(one.kind, one.column): one for one in now}
    after = {(one.kind, one.column): one for one in then}
    counts = (
        (sum(key not in before for key in after), "new"),
        (sum(key in before and before[key] != one for key, one in after.items()), "changed"),
        (sum(key not in after for key in before), "gone"),
    )
    told = [f"{count} {what}" for count, what in counts if count]
    return f"Criteria: {', '.join(told)}." if told else "Criteria: the same in another order."
