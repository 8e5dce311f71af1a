"""A round takes over what it is about to be formed under, so that it goes on saying so.

A rule about a group needs the group. In a round that has none yet such a rule shapes what is formed
and waits; once the groups exist, `take_over_waiting` has the round keep it.
"""

from argparse import Namespace
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from cohort_desk.cli.forming_options import wishes_of
from cohort_desk.db.database import Database
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.request import Recipe
from cohort_desk.domain.forming.settings.wishes import RuleWish, Wishes, recipe_asked_for
from cohort_desk.services.groups import (
    apply_plan,
    check_settings,
    plan_recipe,
    prepare_forming,
    read_settings,
)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What a round is formed under.

    Attributes:
        recipe: its settings as they are now, and of the rules only those that wait.
        waiting: the rules about groups that are still to be formed.
        source: what asked for all this, in the names of steps.
    """

    recipe: Recipe
    waiting: tuple[RuleWish, ...]
    source: str


def take_over(db: Database, round_id: int, options: Namespace) -> TakenOver:
    """Have a round keep the sizes, criteria and rules asked for, in one step.

    Raises:
        CohortDeskError: the file cannot be read, something in it cannot be had, or no groups can
            be formed so; the round was not changed.
    """
    settings = read_settings(db, round_id)
    source = options.recipe.name if options.recipe else "the command line"
    wishes = wishes_of(options, settings.recipe)
    if wishes == Wishes():
        return TakenOver(settings.recipe, (), source)
    known = prepare_forming(db, round_id, wishes.recipe(settings.recipe)).request
    wanted = recipe_asked_for(wishes, settings.recipe, known.members, known.group_names)
    check_settings(db, round_id, wanted)
    pairs = zip(wishes.rules, wanted.rules, strict=True)
    waits = {} if settings.groups else {w: rule for w, rule in pairs if rule.group is not None}
    _keep(db, round_id, replace(wishes, rules=_without(wishes.rules, waits)), source)
    recipe = replace(wanted, rules=tuple(waits.values()))
    return TakenOver(recipe, tuple(waits), source)


def take_over_waiting(db: Database, round_id: int, taken: TakenOver) -> None:
    """Have a round whose groups now exist keep the rules that waited for them, in one step.

    Raises:
        CohortDeskError: the groups have changed meanwhile; the round was not changed.
    """
    if taken.waiting:
        _keep(db, round_id, Wishes(rules=taken.waiting), taken.source)


def _without(wishes: Sequence[RuleWish], others: Container[RuleWish]) -> tuple[RuleWish, ...]:
    return tuple(wish for wish in wishes if wish not in others)


def _keep(db: Database, round_id: int, wishes: Wishes, source: str) -> None:
    plan = plan_recipe(db, round_id, wishes)
    for refused in plan.refused:
        raise RuleBroken("rules", f"In {refused.where}: {refused.why}")
    if plan.anything:
        apply_plan(db, plan, source)
