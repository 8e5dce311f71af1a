"""Turns a request into the arrays that the bounds, the search and the board share."""

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cohort_desk.domain.forming.relations import relation_rules
from cohort_desk.domain.forming.request import (
    EVERY_ROUND,
    Criterion,
    CriterionKind,
    FormingRequest,
    Member,
    Rule,
    RuleKind,
)
from cohort_desk.domain.forming.sizes import split

BLANK = -1
_QUARTILES = 4
_FEW_NUMBERS = 8

Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Term:
    """A criterion as the search counts it: pairs in one group whose codes are equal.

    Attributes:
        criterion: what the administrator asked for.
        codes: one per person, from 0; BLANK matches nobody.
        values: the text behind each code.
    """

    criterion: Criterion
    codes: Ints
    values: tuple[str, ...]

    @property
    def weight(self) -> int:
        return self.criterion.weight


@dataclass(frozen=True)
class Problem:
    """A request in numbers; people are counted from 0 in the order of `request.members`.

    Attributes:
        request: what was asked.
        sizes: the size of each group.
        rules: the rules asked for, the locks, and those that columns make.
        terms: the criteria that count.
        apart: pairs of people who must not meet, shape (pairs, 2), each pair once.
        units: sets of two or more people who must stay together.
        unit_of: the unit of each person, or -1.
        barred: the groups that a person may not be in, for the people who have any.
    """

    request: FormingRequest
    sizes: tuple[int, ...]
    rules: tuple[Rule, ...]
    terms: tuple[Term, ...]
    apart: Ints
    units: tuple[tuple[int, ...], ...]
    unit_of: Ints
    barred: dict[int, Flags]

    @property
    def people(self) -> int:
        return len(self.request.members)

    @property
    def groups(self) -> int:
        return len(self.sizes)

    @functools.cached_property
    def index(self) -> dict[int, int]:
        """Where each member id stands among the people."""
        return {member.id: place for place, member in enumerate(self.request.members)}


def build_problem(request: FormingRequest, sizes: Sequence[int] | None = None) -> Problem:
    """Return the request in numbers; `sizes` overrides the split that its recipe proposes.

    Raises:
        RuleBroken: the sizes do not fit the number of people.
    """
    rules = all_rules(request)
    if sizes is None:
        sizes = _sizes_by_demand(split(request.recipe.sizes, len(request.members)), rules)
    index = {member.id: place for place, member in enumerate(request.members)}
    units = together_sets(rules, index)
    unit_of = np.full(len(request.members), -1, np.int32)
    for number, unit in enumerate(units):
        unit_of[list(unit)] = number
    return Problem(
        request=request,
        sizes=tuple(sizes),
        rules=rules,
        terms=_terms(request),
        apart=_apart_pairs(rules, index),
        units=units,
        unit_of=unit_of,
        barred=_barred_groups(rules, index, units, len(sizes)),
    )


def all_rules(request: FormingRequest) -> tuple[Rule, ...]:
    """Return the rules asked for, those that columns make, and the locks as rules."""
    locks = tuple(
        Rule(RuleKind.IN_GROUP, (member_id,), group, "locked")
        for member_id, group in sorted(request.locks.items())
    )
    made = relation_rules(request.members, request.recipe.apart_by)
    return (*request.recipe.rules, *made, *locks)


def _sizes_by_demand(sizes: tuple[int, ...], rules: Iterable[Rule]) -> tuple[int, ...]:
    """Give the larger sizes to the groups in which most people must be."""
    wanted = Counter(
        rule.group for rule in rules if rule.kind is RuleKind.IN_GROUP for _ in rule.member_ids
    )
    order = sorted(range(len(sizes)), key=lambda group: -wanted[group])
    size_of = dict(zip(order, sizes, strict=True))
    return tuple(size_of[group] for group in range(len(sizes)))


def together_sets(rules: Iterable[Rule], index: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    """Return the sets that must stay together, chains of rules joined (union-find)."""
    parent: dict[int, int] = {}

    def root(person: int) -> int:
        while parent.setdefault(person, person) != person:
            parent[person] = parent[parent[person]]
            person = parent[person]
        return person

    for rule in rules:
        if rule.kind is RuleKind.TOGETHER:
            first, *others = (index[member_id] for member_id in rule.member_ids)
            for other in others:
                parent[root(other)] = root(first)
    sets: dict[int, list[int]] = {}
    for person in sorted(parent):
        sets.setdefault(root(person), []).append(person)
    return tuple(tuple(members) for members in sets.values() if len(members) > 1)


def pairs_within(rule: Rule) -> Iterable[tuple[int, int]]:
    """Return every pair of the people that a rule names."""
    ids = rule.member_ids
    return ((a, b) for place, a in enumerate(ids) for b in ids[place + 1 :])


def _apart_pairs(rules: Iterable[Rule], index: dict[int, int]) -> Ints:
    pairs = {
        (min(index[a], index[b]), max(index[a], index[b]))
        for rule in rules
        if rule.kind is RuleKind.APART
        for a, b in pairs_within(rule)
    }
    return np.array(sorted(pairs), np.int32).reshape(-1, 2)


def _barred_groups(
    rules: Iterable[Rule], index: dict[int, int], units: Sequence[tuple[int, ...]], groups: int
) -> dict[int, Flags]:
    """Locks, "in this group" and "not in that group" alike; a unit shares what bars any of it."""
    barred: dict[int, Flags] = {}
    for rule in rules:
        if rule.group is None or rule.kind in (RuleKind.APART, RuleKind.TOGETHER):
            continue
        here = np.arange(groups) == rule.group
        for member_id in rule.member_ids:
            person = index[member_id]
            bars = here if rule.kind is RuleKind.NOT_IN_GROUP else ~here
            barred[person] = barred.get(person, np.zeros(groups, bool)) | bars
    for unit in units:
        shared = [barred[person] for person in unit if person in barred]
        if shared:
            anywhere = np.zeros(groups, bool)
            for bars in shared:
                anywhere |= bars
            barred |= dict.fromkeys(unit, anywhere)
    return barred


def _terms(request: FormingRequest) -> tuple[Term, ...]:
    wanted: list[Criterion] = []
    for criterion in request.recipe.criteria:
        if criterion.kind is CriterionKind.NEW_FACES and criterion.column == EVERY_ROUND:
            wanted += [replace(criterion, column=column) for column in request.earlier]
        else:
            wanted.append(criterion)
    return tuple(_term(criterion, request.members) for criterion in wanted if criterion.weight > 0)


def _term(criterion: Criterion, members: Sequence[Member]) -> Term:
    texts = [member.values.get(criterion.column, "").strip() for member in members]
    if criterion.kind is CriterionKind.BALANCE:
        texts = _binned(texts)
    values = tuple(sorted(set(texts) - {""}))
    code = {value: place for place, value in enumerate(values)} | {"": BLANK}
    return Term(criterion, np.array([code[text] for text in texts], np.int32), values)


def _binned(texts: list[str]) -> list[str]:
    """Replace many different numbers by their quartiles; leave words and few numbers alone."""
    try:
        numbers = [float(text) for text in texts if text]
    except ValueError:
        return texts
    if len(set(numbers)) <= _FEW_NUMBERS:
        return texts
    edges = np.quantile(numbers, [part / _QUARTILES for part in range(1, _QUARTILES)])
    return [f"quarter {np.searchsorted(edges, float(t)) + 1}" if t else "" for t in texts]
