"""A round takes over what it is about to be formed under, so that it goes on saying so.

A rule about a group needs the group. In a round that has none yet such a rule shapes what is formed
and waits; once the groups exist, `take_over_waiting` has the round keep it.
"""

from argparse import Namespace
from dataclasses import dataclass, replace

from cohort_desk.cli.forming_options import wishes_of
from cohort_desk.db.database import Database
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.request import Recipe, RuleKind
from cohort_desk.domain.forming.settings.wishes import (
    RuleWish,
    Wishes,
    find_rules,
    recipe_asked_for,
)
from cohort_desk.services.groups import (
    RecipePlan,
    apply_plan,
    check_settings,
    plan_recipe,
    prepare_forming,
    read_settings,
)

_ABOUT_GROUPS = (RuleKind.IN_GROUP, RuleKind.NOT_IN_GROUP)


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
    waiting = () if settings.groups else tuple(w for w in wishes.rules if w.kind in _ABOUT_GROUPS)
    kept = replace(wishes, rules=tuple(wish for wish in wishes.rules if wish not in waiting))
    plan = _planned(db, round_id, kept)
    known = prepare_forming(db, round_id, plan.recipe).request
    asked = recipe_asked_for(Wishes(rules=waiting), plan.recipe, known.members, known.group_names)
    # Rules on people who are not to be placed, having withdrawn or being locked, are kept too.
    found, _ = find_rules(kept.rules, known.members, known.group_names)
    everything = (*asked.rules, *(rule for _, rule in found))
    check_settings(db, round_id, replace(asked, rules=everything))
    if plan.anything:
        apply_plan(db, plan, source)
    return TakenOver(asked, waiting, source)


def take_over_waiting(db: Database, round_id: int, taken: TakenOver) -> None:
    """Have a round whose groups now exist keep the rules that waited for them, in one step.

    Raises:
        CohortDeskError: the groups have changed meanwhile; the round was not changed.
    """
    if taken.waiting:
        plan = _planned(db, round_id, Wishes(rules=taken.waiting))
        apply_plan(db, plan, taken.source)


def _planned(db: Database, round_id: int, wishes: Wishes) -> RecipePlan:
    """Return what the wishes would change in the round, if all of them can be had."""
    plan = plan_recipe(db, round_id, wishes)
    for refused in plan.refused:
        more = f" (and {len(plan.refused) - 1} more)" if len(plan.refused) > 1 else ""
        raise RuleBroken("rules", f"In {refused.where}: {refused.why}{more}")
    return plan
