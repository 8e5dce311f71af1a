"""What a file asks of groups: a recipe whose rules name people in words, not yet looked up.

In TOML::

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
    group = "Group 3"
    reason = "chairs the group"

People are named by name, by e-mail or by reference; groups by name or by number, from 1. What a
file leaves out stays as it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.relations import IDENTIFYING
from cohort_desk.domain.forming.request import Criterion, Member, Recipe, Rule, RuleKind
from cohort_desk.domain.forming.settings import plain_values as read
from cohort_desk.domain.forming.settings.recipes import (
    criteria_from_plain,
    criterion_to_plain,
    sizes_from_plain,
    sizes_to_plain,
)
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.domain.names import folded

_ABOUT_GROUPS = (RuleKind.IN_GROUP, RuleKind.NOT_IN_GROUP)
_A_COUPLE = 2
_NEAR = 0.8


@dataclass(frozen=True, slots=True)
class RuleWish:
    """A rule as a file puts it.

    Attributes:
        kind: what it demands.
        people: whom it names, as they are written.
        where: its place in words, such as "row 5 of “Rules”".
        group: the group's name or number, "" where the rule has none.
        reason: why, if that was said.
        every_round: whether it is to hold in every round of the cohort.
    """

    kind: RuleKind
    people: tuple[str, ...]
    where: str
    group: str = ""
    reason: str = ""
    every_round: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that a file asks for and cannot have: its place in words, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """All that a file asks for; None is what it does not speak of."""

    sizes: Sizes | None = None
    criteria: tuple[Criterion, ...] | None = None
    apart_by: tuple[str, ...] | None = None
    rules: tuple[RuleWish, ...] = ()
    refused: tuple[Refusal, ...] = ()

    def recipe(self, base: Recipe) -> Recipe:
        """Return the settings asked for, on top of those there are; rules stay as they are."""
        return replace(
            base,
            sizes=base.sizes if self.sizes is None else self.sizes,
            criteria=base.criteria if self.criteria is None else self.criteria,
            apart_by=base.apart_by if self.apart_by is None else self.apart_by,
        )


def wishes_from_plain(plain: Mapping[str, object]) -> Wishes:
    """Return what plain values, such as those of a TOML file, ask for.

    Raises:
        RuleBroken: something is unknown or has a bad value; says where and what to do.
    """
    read.check_keys(plain, "the settings", ("apart_by", "sizes", "criteria", "rules"))
    sizes, criteria, apart_by = (plain.get(key) for key in ("sizes", "criteria", "apart_by"))
    rules = read.tables(plain.get("rules", []), "rules")
    return Wishes(
        sizes=None if sizes is None else sizes_from_plain(read.table(sizes, "sizes")),
        criteria=None if criteria is None else criteria_from_plain(criteria),
        apart_by=None if apart_by is None else read.texts(apart_by, "apart_by"),
        rules=tuple(_wish(item, where) for item, where in rules),
    )


def wishes_to_plain(wishes: Wishes) -> dict[str, object]:
    """Return wishes as dictionaries, lists, texts and numbers; refusals are left out."""
    plain: dict[str, object] = {}
    if wishes.apart_by is not None:
        plain["apart_by"] = list(wishes.apart_by)
    if wishes.sizes is not None:
        plain["sizes"] = sizes_to_plain(wishes.sizes)
    if wishes.criteria is not None:
        plain["criteria"] = [criterion_to_plain(criterion) for criterion in wishes.criteria]
    if wishes.rules:
        plain["rules"] = [_wish_to_plain(wish) for wish in wishes.rules]
    return plain


def find_rules(
    wishes: Sequence[RuleWish], members: Sequence[Member], group_names: Sequence[str] = ()
) -> tuple[tuple[tuple[RuleWish, Rule], ...], tuple[Refusal, ...]]:
    """Look up whom and which group each rule names.

    Args:
        wishes: the rules as they are written.
        members: the people who may be named.
        group_names: the groups there are, in their order; where there are none, any number from 1
            names a group that is still to be formed.

    Returns:
        The rules that can be made, each with its wish, and why the others cannot.
    """
    register = Register(members)
    found: list[tuple[RuleWish, Rule]] = []
    refused: list[Refusal] = []
    for wish in wishes:
        try:
            people = dict.fromkeys(register.find(name) for name in wish.people)
            found.append((wish, _rule(wish, tuple(people), group_names)))
        except RuleBroken as error:
            refused.append(Refusal(wish.where, str(error)))
    return tuple(found), tuple(refused)


def recipe_asked_for(
    wishes: Wishes, base: Recipe, members: Sequence[Member], group_names: Sequence[str] = ()
) -> Recipe:
    """Return the settings with all the rules that a file asks for, on top of those there are.

    Raises:
        RuleBroken: any of them cannot be had; says which, and why.
    """
    found, refused = find_rules(wishes.rules, members, group_names)
    missing = (*wishes.refused, *refused)
    for one in missing:
        more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
        raise RuleBroken("rules", f"In {one.where}: {one.why}{more}")
    return replace(wishes.recipe(base), rules=tuple(rule for _, rule in found))


def names_in_files(members: Sequence[Member]) -> dict[int, str]:
    """Return what to call each person in a file, so that `find_rules` finds them again.

    The name, or where others share it the e-mail or reference, or else the agency behind it.
    """
    shared = Counter(key for member in members for key in {folded(one) for one in _marks(member)})
    names: dict[int, str] = {}
    for member in members:
        marks = [mark for mark in _marks(member) if mark]
        names[member.id] = next((one for one in marks if shared[folded(one)] == 1), member.name)
    return names


def _wish(plain: Mapping[str, object], where: str) -> RuleWish:
    read.check_keys(plain, where, ("kind", "people", "group", "reason", "every_round"))
    kind = read.choice(RuleKind, plain.get("kind", ""), f"{where}.kind")
    people = tuple(
        read.text(one, where, "a name") for one in read.some(plain.get("people"), f"{where}.people")
    )
    if (kind in _ABOUT_GROUPS) != ("group" in plain):
        verb = "takes no group" if "group" in plain else "needs a group, such as group = 3"
        raise RuleBroken(where, f"In {where} a rule of kind {kind.value} {verb}.")
    group = plain.get("group", "")
    if isinstance(group, int) and not isinstance(group, bool):
        group = str(group)
    every_round = plain.get("every_round", False)
    if not isinstance(every_round, bool):
        raise RuleBroken(where, f"In {where} every_round must be true or false.")
    return RuleWish(
        kind=kind,
        people=people,
        where=where,
        group=read.text(group, where, "the group"),
        reason=read.text(plain.get("reason", ""), where, "the reason"),
        every_round=every_round,
    )


def _wish_to_plain(wish: RuleWish) -> dict[str, object]:
    plain: dict[str, object] = {"kind": wish.kind.value, "people": list(wish.people)}
    if wish.group:
        plain["group"] = wish.group
    if wish.reason:
        plain["reason"] = wish.reason
    if wish.every_round:
        plain["every_round"] = True
    return plain


def _rule(wish: RuleWish, people: tuple[int, ...], group_names: Sequence[str]) -> Rule:
    if not people:
        raise RuleBroken("people", "It names nobody.")
    if wish.kind not in _ABOUT_GROUPS:
        if len(people) < _A_COUPLE:
            raise RuleBroken("people", "It names only one person, and takes at least two.")
        if wish.group:
            raise RuleBroken("group", "A rule to be apart or together names no group.")
        return Rule(wish.kind, people, reason=wish.reason)
    if wish.every_round:
        raise RuleBroken("group", "A rule about a group belongs to the group's own round.")
    return Rule(wish.kind, people, _group(wish.group, group_names), wish.reason)


def _group(text: str, group_names: Sequence[str]) -> int:
    """Return the place of the group of that name or number."""
    if not text.strip():
        raise RuleBroken("group", "It does not say which group.")
    for spelling in (str, folded):
        named = [spelling(name) for name in group_names]
        if spelling(text) in named:
            return named.index(spelling(text))
    number = int(text) if text.strip().isascii() and text.strip().isdecimal() else 0
    if number and (not group_names or number <= len(group_names)):
        return number - 1
    if not group_names:
        raise RuleBroken("group", f"There is no group “{text}”: no groups have been formed yet.")
    raise RuleBroken("group", f"There is no group “{text}”. There is: {', '.join(group_names)}.")


class Register:
    """Finds people by whatever they may be called."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._bearers: dict[str, set[int]] = {}
        self._spelling: dict[str, str] = {}
        for member in members:
            self._spelling[folded(member.name)] = member.name
            for mark in _marks(member):
                if mark:
                    self._bearers.setdefault(folded(mark), set()).add(member.id)

    def find(self, name: str) -> int:
        """Return the only person who is called so; "Khan, Aisha" is Aisha Khan too."""
        key = folded(name)
        family, _, given = key.partition(",")
        turned = f"{given.strip()} {family.strip()}".strip()
        ids = self._bearers.get(key) or self._bearers.get(turned) or set[int]()
        if len(ids) == 1:
            return next(iter(ids))
        if ids:
            raise RuleBroken(
                "people",
                f"{len(ids)} people are called “{name}”. Use the e-mail of the one you mean.",
            )
        near = get_close_matches(key, self._spelling, 1, _NEAR)
        maybe = f" Did you mean {self._spelling[near[0]]}?" if near else ""
        raise RuleBroken("people", f"Nobody in this cohort is called “{name}”.{maybe}")


def _marks(member: Member) -> tuple[str, ...]:
    """Return all that a person may be called by, the best first."""
    marks = (member.values.get(key, "") for key in IDENTIFYING)
    agency = member.values.get("agency", "")
    return (member.name, *marks, f"{member.name} ({agency})" if agency else "")
