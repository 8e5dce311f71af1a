"""Recipes as plain values, as the programme file keeps them; `wishes` reads those of files."""

import re
from collections.abc import Mapping

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.request import (
    EVERY_ROUND,
    MOST_SLOTS,
    Criterion,
    CriterionKind,
    Importance,
    Recipe,
    Rule,
    RuleKind,
    default_recipe,
)
from cohort_desk.domain.forming.settings import plain_values as read
from cohort_desk.domain.forming.sizes import Sizes

_SIZES = ("smallest", "largest", "preferred", "groups")


def recipe_to_plain(recipe: Recipe) -> dict[str, object]:
    """Return the recipe as dictionaries, lists, texts and numbers; rules name people by id."""
    return {
        "apart_by": list(recipe.apart_by),
        "sizes": sizes_to_plain(recipe.sizes),
        "criteria": [criterion_to_plain(criterion) for criterion in recipe.criteria],
        "rules": [_rule_to_plain(rule) for rule in recipe.rules],
    }


def recipe_from_plain(plain: Mapping[str, object]) -> Recipe:
    """Return the recipe that plain values describe; what is left out is as in the default recipe.

    Raises:
        RuleBroken: something is unknown or has a bad value; says where and what to do.
    """
    default = default_recipe()
    read.check_keys(plain, "the settings", ("apart_by", "sizes", "criteria", "rules"))
    criteria, rules = plain.get("criteria"), plain.get("rules", [])
    return Recipe(
        sizes=sizes_from_plain(read.table(plain.get("sizes", {}), "sizes")),
        criteria=default.criteria if criteria is None else criteria_from_plain(criteria),
        rules=tuple(_rule(item, place) for item, place in read.tables(rules, "rules")),
        apart_by=read.texts(plain.get("apart_by", list(default.apart_by)), "apart_by"),
    )


def sizes_from_text(text: str) -> Sizes:
    """Return the sizes that "4-7" or "6" asks for, preferring the second largest of a range.

    Raises:
        RuleBroken: the text is neither.
    """
    match = re.fullmatch(r"\s*(\d{1,4})\s*(?:(?:-|–|to)\s*(\d{1,4})\s*)?", text)
    if match is None:
        raise RuleBroken("sizes", f"“{text}” is not a size. Write a range such as 4-7, or 6.")
    smallest = int(match[1])
    largest = int(match[2] or match[1])
    return Sizes(smallest, largest, preferred=max(smallest, largest - 1))


def sizes_to_plain(sizes: Sizes) -> dict[str, object]:
    """Return the sizes as plain values; no number of groups is left out."""
    values = {key: getattr(sizes, key) for key in _SIZES}
    return {key: value for key, value in values.items() if value is not None}


def sizes_from_plain(plain: Mapping[str, object], where: str = "sizes") -> Sizes:
    """Return the sizes that plain values describe; those left out follow from the others.

    Raises:
        RuleBroken: something is unknown or no whole number.
    """
    read.check_keys(plain, where, _SIZES)
    default = Sizes()
    wanted = {key: read.whole_number(value, f"{where}.{key}") for key, value in plain.items()}
    largest = wanted.get("largest", max(wanted.get("smallest", 0), default.largest))
    smallest = wanted.get("smallest", min(default.smallest, largest))
    nearest = min(max(default.preferred, smallest), largest)
    return Sizes(smallest, largest, wanted.get("preferred", nearest), wanted.get("groups"))


def criterion_to_plain(criterion: Criterion) -> dict[str, object]:
    """Return a criterion as plain values; what only some kinds have is left out of the others."""
    plain: dict[str, object] = {
        "kind": criterion.kind.value,
        "column": criterion.column,
        "importance": criterion.importance.value,
    }
    if criterion.kind is CriterionKind.MEET:
        plain["slots"] = criterion.slots
    if criterion.only:
        plain["only"] = list(criterion.only)
    return plain


def criteria_from_plain(plain: object) -> tuple[Criterion, ...]:
    """Return the criteria that a list of tables describes.

    Raises:
        RuleBroken: something is unknown or has a bad value.
    """
    return tuple(criterion_from_plain(item, at) for item, at in read.tables(plain, "criteria"))


def criterion_from_plain(plain: Mapping[str, object], where: str) -> Criterion:
    """Return the criterion that plain values describe.

    Raises:
        RuleBroken: something is unknown or has a bad value; says so of `where`.
    """
    read.check_keys(plain, where, ("kind", "column", "importance", "slots", "only"))
    kind = read.choice(CriterionKind, plain.get("kind", "mix"), f"{where}.kind")
    column = plain.get("column", EVERY_ROUND)
    if not isinstance(column, str) or (column == "" and kind is not CriterionKind.NEW_FACES):
        raise RuleBroken(where, f'In {where} say which column counts, such as column = "agency".')
    importance = read.choice(Importance, plain.get("importance", "medium"), f"{where}.importance")
    slots = read.whole_number(plain.get("slots", 1), f"{where}.slots")
    if not 1 <= slots <= MOST_SLOTS:
        raise RuleBroken(where, f"In {where} slots must be from 1 to {MOST_SLOTS}.")
    only = read.texts(plain.get("only", []), f"{where}.only")
    return Criterion(kind, column, importance, slots, only)


def _rule_to_plain(rule: Rule) -> dict[str, object]:
    plain: dict[str, object] = {"kind": rule.kind.value, "people": list(rule.member_ids)}
    if rule.group is not None:
        plain["group"] = rule.group + 1
    if rule.reason:
        plain["reason"] = rule.reason
    return plain


def _rule(plain: Mapping[str, object], where: str) -> Rule:
    read.check_keys(plain, where, ("kind", "people", "group", "reason"))
    kind = read.choice(RuleKind, plain.get("kind"), f"{where}.kind")
    people = read.some(plain.get("people"), f"{where}.people")
    group = read.whole_number(plain["group"], f"{where}.group") - 1 if "group" in plain else None
    ids = tuple(read.whole_number(person, f"{where}.people") for person in people)
    return Rule(kind, ids, group, read.text(plain.get("reason", ""), where, "the reason"))
