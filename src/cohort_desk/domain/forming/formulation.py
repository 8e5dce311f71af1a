"""Puts a request into the numbers that the optimiser works on."""

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cohort_desk.domain.forming.hard_rules import hard_rules, pairs_within, together_sets
from cohort_desk.domain.forming.quartiles import binned
from cohort_desk.domain.forming.request import (
    EVERY_ROUND,
    Criterion,
    CriterionKind,
    FormingRequest,
    Member,
    Rule,
    RuleKind,
)
from cohort_desk.domain.forming.settings.availability import slot_table
from cohort_desk.domain.forming.sizes import split
from cohort_desk.domain.optimiser.problem import BLANK, Flags, Ints, Problem, Term, TermKind

_KINDS = {
    CriterionKind.MIX: TermKind.SAME,
    CriterionKind.BALANCE: TermKind.SAME,
    CriterionKind.NEW_FACES: TermKind.SAME,
    CriterionKind.GATHER: TermKind.DIFFERENT,
    CriterionKind.NO_LONE_ONE: TermKind.LONE,
    CriterionKind.MEET: TermKind.MEET,
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A criterion and the term that counts it; `values` is the text behind each code or slot."""

    criterion: Criterion
    term: Term
    values: tuple[str, ...]


@dataclass(frozen=True)
class Formulation:
    """A request in numbers; people are counted from 0 in the order of `request.members`.

    Attributes:
        request: what was asked.
        rules: the rules asked for, the locks, and those that columns make.
        measures: the criteria that count, in the order of the recipe.
        problem: what the optimiser solves; its terms are those of `measures`.
    """

    request: FormingRequest
    rules: tuple[Rule, ...]
    measures: tuple[Measure, ...]
    problem: Problem

    @functools.cached_property
    def index(self) -> dict[int, int]:
        """Where each member id stands among the people."""
        return {member.id: place for place, member in enumerate(self.request.members)}


def formulate(request: FormingRequest, sizes: Sequence[int] | None = None) -> Formulation:
    """Return the request in numbers; `sizes` overrides the split that its recipe proposes.

    Raises:
        RuleBroken: the sizes do not fit the number of people, or availability names too many
            different times.
    """
    rules = hard_rules(request)
    if sizes is None:
        sizes = _sizes_by_demand(split(request.recipe.sizes, len(request.members)), rules)
    index = {member.id: place for place, member in enumerate(request.members)}
    units = together_sets(rules, index)
    measures = measures_of(request)
    problem = Problem(
        people=len(request.members),
        sizes=tuple(sizes),
        terms=tuple(measure.term for measure in measures),
        apart=_apart_pairs(rules, index),
        units=units,
        barred=_barred_groups(rules, index, units, len(sizes)),
    )
    return Formulation(request, rules, measures, problem)


def measures_of(request: FormingRequest) -> tuple[Measure, ...]:
    """Return what counts; a criterion of one earlier round stands before that of every round.

    Raises:
        RuleBroken: availability names too many different times.
    """
    criteria = request.recipe.criteria
    new_faces = {c.column for c in criteria if c.kind is CriterionKind.NEW_FACES}
    wanted: list[Criterion] = []
    for criterion in criteria:
        if criterion.kind is CriterionKind.NEW_FACES and criterion.column == EVERY_ROUND:
            others = (column for column in request.earlier if column not in new_faces)
            wanted += [replace(criterion, column=column) for column in others]
        else:
            wanted.append(criterion)
    return tuple(_measure(one, request.members) for one in wanted if one.weight > 0)


def _measure(criterion: Criterion, members: Sequence[Member]) -> Measure:
    texts = [member.values.get(criterion.column, "").strip() for member in members]
    if criterion.kind is CriterionKind.MEET:
        return _meeting(criterion, texts)
    if criterion.kind is CriterionKind.BALANCE:
        texts = binned(texts)
    values = tuple(sorted(set(texts) - {""}))
    code = {value: place for place, value in enumerate(values)} | {"": BLANK}
    if criterion.kind is CriterionKind.NO_LONE_ONE and criterion.only:
        code = {value: at if value in criterion.only else BLANK for value, at in code.items()}
    codes = np.array([code[text] for text in texts], np.int32)
    term = Term(_KINDS[criterion.kind], codes, len(values), criterion.weight)
    return Measure(criterion, term, values)


def _meeting(criterion: Criterion, texts: Sequence[str]) -> Measure:
    slots, free = slot_table(texts)
    every = (1 << len(slots)) - 1
    lacking = [0 if mask is None else every & ~mask for mask in free]
    codes = np.array(lacking, np.int64)
    # Where nobody's time is restricted there is nothing that a group could lack.
    needed = criterion.slots if slots else 0
    term = Term(TermKind.MEET, codes, len(slots), criterion.weight, needed)
    return Measure(criterion, term, slots)


def _sizes_by_demand(sizes: tuple[int, ...], rules: Iterable[Rule]) -> tuple[int, ...]:
    """Give the larger sizes to the groups in which most people must be."""
    wanted = Counter(
        rule.group for rule in rules if rule.kind is RuleKind.IN_GROUP for _ in rule.member_ids
    )
    order = sorted(range(len(sizes)), key=lambda group: -wanted[group])
    size_of = dict(zip(order, sizes, strict=True))
    return tuple(size_of[group] for group in range(len(sizes)))


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
