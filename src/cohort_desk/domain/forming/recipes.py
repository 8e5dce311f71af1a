"""Recipes as plain values: JSON in the programme file, TOML on the command line.

A recipe in TOML::

    apart_by = ["line_manager", "team"]

    [sizes]
    smallest = 4
    largest = 7
    preferred = 6

    [[criteria]]
    kind = "mix"
    column = "agency"
    importance = "must"

    [[rules]]
    kind = "in_group"
    people = ["Aisha Khan"]
    group = 3
    reason = "chairs the group"

People are named by name, by e-mail or by number; groups count from 1. What is left out is as in
the default recipe.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar, cast

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.request import (
    EVERY_ROUND,
    MOST_SLOTS,
    Criterion,
    CriterionKind,
    Importance,
    Member,
    Recipe,
    Rule,
    RuleKind,
    default_recipe,
)
from cohort_desk.domain.forming.sizes import Sizes

_Choice = TypeVar("_Choice", bound=StrEnum)
_SIZES = ("smallest", "largest", "preferred", "groups")
_IDENTIFYING = ("email", "id", "number")


def recipe_to_plain(recipe: Recipe) -> dict[str, object]:
    """Return the recipe as dictionaries, lists, texts and numbers."""
    sizes = {key: getattr(recipe.sizes, key) for key in _SIZES}
    return {
        "apart_by": list(recipe.apart_by),
        "sizes": {key: value for key, value in sizes.items() if value is not None},
        "criteria": [_criterion_to_plain(criterion) for criterion in recipe.criteria],
        "rules": [_rule_to_plain(rule) for rule in recipe.rules],
    }


def recipe_from_plain(plain: Mapping[str, object], members: Sequence[Member] = ()) -> Recipe:
    """Return the recipe that plain values describe; `members` lets rules name people.

    Raises:
        RuleBroken: something is unknown or has a bad value; says where and what to do.
    """
    default = default_recipe()
    _known(plain, "the settings", ("apart_by", "sizes", "criteria", "rules"))
    criteria, rules = plain.get("criteria"), plain.get("rules", [])
    find = _finder(members)
    return Recipe(
        sizes=_sizes(_table(plain.get("sizes", {}), "sizes")),
        criteria=default.criteria
        if criteria is None
        else tuple(_criterion(item, place) for item, place in _tables(criteria, "criteria")),
        rules=tuple(_rule(item, place, find) for item, place in _tables(rules, "rules")),
        apart_by=_texts(plain.get("apart_by", list(default.apart_by)), "apart_by"),
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


def _criterion_to_plain(criterion: Criterion) -> dict[str, object]:
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


def _rule_to_plain(rule: Rule) -> dict[str, object]:
    plain: dict[str, object] = {"kind": rule.kind.value, "people": list(rule.member_ids)}
    if rule.group is not None:
        plain["group"] = rule.group + 1
    if rule.reason:
        plain["reason"] = rule.reason
    return plain


def _sizes(plain: Mapping[str, object]) -> Sizes:
    _known(plain, "sizes", _SIZES)
    default = Sizes()
    smallest = _number(plain.get("smallest", default.smallest), "sizes.smallest")
    largest = _number(plain.get("largest", max(smallest, default.largest)), "sizes.largest")
    nearest = min(max(default.preferred, smallest), largest)
    groups = plain.get("groups")
    return Sizes(
        smallest,
        largest,
        _number(plain.get("preferred", nearest), "sizes.preferred"),
        None if groups is None else _number(groups, "sizes.groups"),
    )


def _criterion(plain: Mapping[str, object], where: str) -> Criterion:
    _known(plain, where, ("kind", "column", "importance", "slots", "only"))
    kind = _choice(CriterionKind, plain.get("kind", "mix"), f"{where}.kind")
    column = plain.get("column", EVERY_ROUND)
    if not isinstance(column, str) or (column == "" and kind is not CriterionKind.NEW_FACES):
        raise RuleBroken(where, f'In {where} say which column counts, such as column = "agency".')
    importance = _choice(Importance, plain.get("importance", "medium"), f"{where}.importance")
    slots = _number(plain.get("slots", 1), f"{where}.slots")
    if not 1 <= slots <= MOST_SLOTS:
        raise RuleBroken(where, f"In {where} slots must be from 1 to {MOST_SLOTS}.")
    only = _texts(plain.get("only", []), f"{where}.only")
    return Criterion(kind, column, importance, slots, only)


def _rule(plain: Mapping[str, object], where: str, find: Callable[[object, str], int]) -> Rule:
    _known(plain, where, ("kind", "people", "group", "reason"))
    kind = _choice(RuleKind, plain.get("kind", ""), f"{where}.kind")
    people = _list(plain.get("people"), f"{where}.people")
    needs_group = kind in (RuleKind.IN_GROUP, RuleKind.NOT_IN_GROUP)
    if needs_group != ("group" in plain):
        verb = "needs a group, such as group = 3" if needs_group else "takes no group"
        raise RuleBroken(where, f"In {where} a rule of kind {kind.value} {verb}.")
    reason = plain.get("reason", "")
    if not isinstance(reason, str):
        raise RuleBroken(where, f"In {where} the reason must be a text in quotes.")
    group = _number(plain["group"], f"{where}.group") - 1 if needs_group else None
    ids = tuple(find(person, f"{where}.people") for person in people)
    return Rule(kind, ids, group, reason)


def _finder(members: Sequence[Member]) -> Callable[[object, str], int]:
    """Return what finds a person by id, name or e-mail."""
    bearers: dict[str, set[int]] = {}
    for member in members:
        for name in (member.name, *(member.values.get(key, "") for key in _IDENTIFYING)):
            bearers.setdefault(_folded(name), set()).add(member.id)

    def find(person: object, where: str) -> int:
        if isinstance(person, int) and not isinstance(person, bool):
            return person
        if not isinstance(person, str):
            raise RuleBroken(where, f"In {where} write names in quotes, not {person}.")
        ids = bearers.get(_folded(person), set()) if person.strip() else set[int]()
        if len(ids) != 1:
            how = "Several people are" if ids else "Nobody is"
            raise RuleBroken(where, f"{how} called “{person}” (in {where}). Use the e-mail.")
        return next(iter(ids))

    return find


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _known(plain: Mapping[str, object], where: str, keys: Sequence[str]) -> None:
    for key in plain:
        if key not in keys:
            raise RuleBroken(
                where, f"“{key}” in {where} is not known. What may stand there: {', '.join(keys)}."
            )


def _choice(kind: type[_Choice], value: object, where: str) -> _Choice:
    choices = [choice.value for choice in kind]
    if value not in choices:
        raise RuleBroken(where, f"“{value}” at {where} is not known. Use {', '.join(choices)}.")
    return kind(str(value))


def _number(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise RuleBroken(where, f"“{value}” at {where} is not a whole number.")
    return value


def _list(value: object, where: str) -> list[object]:
    if not isinstance(value, list) or not value:
        raise RuleBroken(where, f'At {where} give a list, such as ["Aisha Khan", "Tom Reed"].')
    return cast("list[object]", value)


def _texts(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(
        isinstance(v, str) for v in cast("list[object]", value)
    ):
        raise RuleBroken(where, f'At {where} give a list of columns, such as ["line_manager"].')
    return tuple(cast("list[str]", value))


def _table(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise RuleBroken(where, f"{where} must be a table of settings, not “{value}”.")
    return cast("Mapping[str, object]", value)


def _tables(value: object, where: str) -> list[tuple[Mapping[str, object], str]]:
    if not isinstance(value, list):
        raise RuleBroken(where, f"{where} must be a list of tables: begin each with [[{where}]].")
    items = cast("list[object]", value)
    return [
        (_table(item, f"{where} {number}"), f"{where} {number}")
        for number, item in enumerate(items, start=1)
    ]
