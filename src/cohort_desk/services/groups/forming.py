"""Forming proposals: what is read before the search. What is kept after is in `keeping`.

The search runs between a read and a save, in the task runner::

    preparation = prepare_forming(db, round_id)
    several = form_several(preparation.request, 3, seed=preparation.seed, watch=watch)
    proposal_ids = keep_proposals(db, preparation, several)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import ProposalRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.conflicts.checks import check
from cohort_desk.domain.forming.request import FormingRequest, Recipe, RuleKind
from cohort_desk.domain.forming.sizes import split
from cohort_desk.domain.forming.words import names
from cohort_desk.domain.names import numbered_names
from cohort_desk.services.groups.material import Material, StoredRule, read_material
from cohort_desk.services.groups.since import Basis, basis_of


@dataclass(frozen=True, slots=True)
class Slot:
    """A group to be filled: one that exists, or with no id a new one."""

    group_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Preparation:
    """A request that is ready to be formed.

    Attributes:
        slots: which groups its answer fills.
        seed: one that no proposal of the round has been formed with, nor any seed after it.
        basis: what the request rests on, to tell later what has changed since.
    """

    round_id: int
    request: FormingRequest
    slots: tuple[Slot, ...]
    seed: int
    basis: Basis


class IntoLockedGroup(RuleBroken):
    """A rule wants people in a group that is locked; carries the ids of both."""

    def __init__(self, message: str, rule_id: int, group_id: int) -> None:
        super().__init__("rules", message)
        self.rule_id, self.group_id = rule_id, group_id


def prepare_forming(db: Database, round_id: int, recipe: Recipe | None = None) -> Preparation:
    """Return what the former needs; groups that are locked, and their people, are left out.

    Args:
        db: the programme.
        round_id: the round.
        recipe: settings to try instead of those kept; its rules come on top of the round's.

    Raises:
        NotFound: the round has been deleted.
        RuleBroken: the sizes do not fit the people, or everybody is locked.
        IntoLockedGroup: a rule reaches into a locked group.
    """
    with db.read() as work:
        material = read_material(work, round_id)
        chosen = material.recipe if recipe is None else recipe
        closed = {group.id: group.name for group in material.groups if group.locked}
        settled = {
            person: closed[seat.group_id]
            for person, seat in material.seats.items()
            if seat.group_id in closed
        }
        members = tuple(m for m in material.members if m.id not in settled)
        locks = {
            member.id: material.seats[member.id].group_id
            for member in members
            if member.id in material.seats and material.seats[member.id].locked
        }
        if material.members and len(locks) == len(members):
            raise RuleBroken(
                "locks",
                "Everybody is locked where they are, so there is nobody to place. Unlock a group "
                "or some people first.",
            )
        sizes = _sizes_besides(chosen, len(closed))
        slots = _slots(material, len(split(sizes.sizes, len(members))), locks)
        places = {slot.group_id: n for n, slot in enumerate(slots) if slot.group_id is not None}
        open_rules = _open_rules(material, settled, closed)
        rules = (*chosen.rules, *(rule.as_rule(places) for rule in open_rules))
        request = FormingRequest(
            members=members,
            recipe=replace(sizes, rules=rules),
            locks={person: places[group] for person, group in locks.items()},
            earlier=material.earlier,
            group_names=tuple(slot.name for slot in slots),
        )
        seed = _next_seed(work, round_id)
        return Preparation(round_id, request, slots, seed, basis_of(material, chosen))


def groups_asked_for(material: Material) -> int | None:
    """Return how many groups the settings ask for, locked ones too; None if sizes do not fit."""
    closed = {group.id for group in material.groups if group.locked}
    open_people = sum(
        member.id not in material.seats or material.seats[member.id].group_id not in closed
        for member in material.members
    )
    sizes = _sizes_besides(material.recipe, len(closed)).sizes
    try:
        return len(closed) + len(split(sizes, open_people)) if open_people else len(closed)
    except RuleBroken:
        return None


def check_settings(db: Database, round_id: int, recipe: Recipe | None = None) -> None:
    """Check whether groups can be formed: the running "possible" or "impossible because …".

    Raises:
        RuleBroken: the sizes do not fit the people.
        Impossible: the rules contradict each other.
        NotFound: the round has been deleted.
    """
    check(prepare_forming(db, round_id, recipe).request)


def _sizes_besides(recipe: Recipe, locked_groups: int) -> Recipe:
    """A number of groups counts the locked ones too."""
    if recipe.sizes.groups is None or not locked_groups:
        return recipe
    left = max(1, recipe.sizes.groups - locked_groups)
    return replace(recipe, sizes=replace(recipe.sizes, groups=left))


def _slots(material: Material, count: int, locks: Mapping[int, int]) -> tuple[Slot, ...]:
    """Choose the groups to fill: those that locks and rules name, then others, then new ones."""
    named = {*locks.values(), *(rule.group_id for rule in material.rules)}
    groups = [group for group in material.groups if not group.locked]
    first = sorted(groups, key=lambda group: (group.id not in named, group.position, group.id))
    if len([group for group in groups if group.id in named]) > count:
        wanted = names([group.name for group in groups if group.id in named])
        raise RuleBroken(
            "sizes",
            f"There are to be {count} groups, but rules and locked people name more: {wanted}. "
            "Form more groups, or remove some of those rules and locks.",
        )
    kept = sorted(first[:count], key=lambda group: (group.position, group.id))
    taken = {group.name.casefold() for group in material.groups if group.locked}
    taken |= {group.name.casefold() for group in kept}
    names_left = islice(numbered_names("Group", taken), count - len(kept))
    return (
        *(Slot(group.id, group.name) for group in kept),
        *(Slot(None, name) for name in names_left),
    )


def _open_rules(
    material: Material, settled: Mapping[int, str], closed: Mapping[int, str]
) -> Sequence[StoredRule]:
    """Return the rules without the people of locked groups; refuse those that cannot hold so."""
    name_of = {member.id: member.name for member in material.members}
    kept: list[StoredRule] = []
    for rule in material.rules:
        free = tuple(i for i in rule.member_ids if i not in settled)
        reaches_in = rule.kind is RuleKind.TOGETHER and 0 < len(free) < len(rule.member_ids)
        into_locked = rule.kind is RuleKind.IN_GROUP and rule.group_id in closed and free
        if reaches_in or into_locked:
            where = next((settled[i] for i in rule.member_ids if i in settled), "")
            group = closed.get(rule.group_id or 0, where)
            seats = (material.seats[i].group_id for i in rule.member_ids if i in settled)
            raise IntoLockedGroup(
                f"{names([name_of[i] for i in free])} must be in {group}, which is locked. "
                "Unlock the group or remove the rule.",
                rule.id,
                next(seats) if reaches_in else rule.group_id or 0,
            )
        if rule.group_id not in closed and len(free) >= (2 if rule.group_id is None else 1):
            kept.append(replace(rule, member_ids=free))
    return kept


def _next_seed(work: UnitOfWork, round_id: int) -> int:
    """Return the first seed after all that the round's proposals were formed with."""
    used = select(func.max(ProposalRow.outcome["seed"].as_integer()))
    return (work.session.scalar(used.where(ProposalRow.round_id == round_id)) or 0) + 1
