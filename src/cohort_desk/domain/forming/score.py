"""The score card: what an arrangement costs, criterion by criterion, and how good it could be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from cohort_desk.domain.forming.formulation import Formulation
from cohort_desk.domain.forming.request import Criterion, CriterionKind, Rule, RuleKind
from cohort_desk.domain.forming.words import broken_text, distance, names
from cohort_desk.domain.optimiser.bounds.terms import cost_bound, term_bounds
from cohort_desk.domain.optimiser.problem import UNPLACED, Ints, counts_by_group
from cohort_desk.domain.words import counted


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """What one criterion counts, and the fewest that any arrangement can have."""

    criterion: Criterion
    count: int
    bound: int

    @property
    def best_known(self) -> bool:
        """Whether the bound says how few are possible, and not only that none can be below 0.

        No bound is known for what whole groups count, unless it is met.
        """
        of_groups = self.criterion.kind in (CriterionKind.MEET, CriterionKind.NO_LONE_ONE)
        return not of_groups or self.count <= self.bound

    @property
    def words(self) -> str:
        """The score in a sentence: "Same-agency pairs: 12; no arrangement can have fewer …"."""
        label = self.criterion.label
        if self.count == 0:
            return f"{label}: none"
        if self.count < self.bound:
            whole = "with everybody placed and every rule kept"
            return f"{label}: {self.count}; {whole} at least {self.bound}"
        if not self.best_known:
            return f"{label}: {self.count}; how few are possible is not known"
        if self.bound == 0:
            return f"{label}: {self.count}; none would be best"
        return f"{label}: {self.count}; no arrangement can have fewer than {self.bound}"


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that does not hold, and what is wrong in words."""

    rule: Rule
    words: str


@dataclass(frozen=True, slots=True)
class GroupScore:
    """One group's pairs, criterion by criterion, and what is worst in words ("" if nothing)."""

    counts: tuple[int, ...]
    worst: str


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """How good an arrangement is.

    Attributes:
        criteria: in the order of the recipe.
        groups: one for each group.
        objective: the weighted sum of the pairs.
        bound: what no arrangement's objective can go below.
        broken: the rules that do not hold.
        unplaced: how many people are in no group.
    """

    criteria: tuple[CriterionScore, ...]
    groups: tuple[GroupScore, ...]
    objective: int
    bound: int
    broken: tuple[Broken, ...]
    unplaced: int = 0

    @property
    def proven_best(self) -> bool:
        """Whether no arrangement that keeps the rules can be better."""
        return self.objective == self.bound and not self.broken and not self.unplaced

    @property
    def gap(self) -> float:
        """The share of the bound by which the objective may lie above the best; of 0 infinite."""
        above = self.objective - self.bound
        return above / self.bound if self.bound else inf if above else 0.0

    @property
    def distance(self) -> str:
        """The badge in words: "Proven best" or "at most 0.4 % from the best possible"."""
        if self.unplaced:
            return f"{counted(self.unplaced, 'person is', 'people are')} not in a group yet"
        if self.broken:
            return counted(len(self.broken), "rule is broken", "rules are broken")
        return distance(self.objective, self.bound)


def score_card(formulation: Formulation, place: Ints) -> ScoreCard:
    """Return the score of an arrangement.

    Args:
        formulation: what was asked.
        place: the group of each person, or UNPLACED; shape (people,).
    """
    problem = formulation.problem
    by_group = [counts_by_group(term, place, problem.groups) for term in problem.terms]
    bounds = term_bounds(problem)
    criteria = tuple(
        CriterionScore(measure.criterion, int(counts.sum()), bound)
        for measure, counts, bound in zip(formulation.measures, by_group, bounds, strict=True)
    )
    return ScoreCard(
        criteria=criteria,
        groups=_group_scores(criteria, by_group, problem.groups),
        objective=sum(score.criterion.weight * score.count for score in criteria),
        bound=cost_bound(problem, bounds),
        broken=broken_rules(formulation, formulation.rules, place),
        unplaced=int((place == UNPLACED).sum()),
    )


def broken_rules(
    formulation: Formulation, rules: Iterable[Rule], place: Ints
) -> tuple[Broken, ...]:
    """Return those of the rules that do not hold; people without a group break none."""
    return tuple(
        Broken(rule, words)
        for rule in rules
        for words in _breaches(
            formulation, rule, {i: int(place[formulation.index[i]]) for i in rule.member_ids}
        )
    )


def _breaches(formulation: Formulation, rule: Rule, at: Mapping[int, int]) -> list[str]:
    """Return what is wrong with one rule, in words: one sentence for each group concerned."""
    placed = {member_id: group for member_id, group in at.items() if group != UNPLACED}
    if rule.kind is RuleKind.TOGETHER:
        apart = len(set(placed.values())) > 1
        return [_words(formulation, rule, list(rule.member_ids), 0)] if apart else []
    if rule.kind is RuleKind.APART:
        sharing: dict[int, list[int]] = {}
        for member_id, group in placed.items():
            sharing.setdefault(group, []).append(member_id)
        return [_words(formulation, rule, ids, g) for g, ids in sharing.items() if len(ids) > 1]
    inside = rule.kind is RuleKind.IN_GROUP
    wrong = [member_id for member_id, group in placed.items() if (group == rule.group) != inside]
    return [_words(formulation, rule, wrong, rule.group or 0)] if wrong else []


def _words(formulation: Formulation, rule: Rule, ids: Sequence[int], group: int) -> str:
    request = formulation.request
    who = names([request.members[formulation.index[member_id]].name for member_id in ids])
    return broken_text(rule, who, request.group_name(group))


def _group_scores(
    criteria: Sequence[CriterionScore], by_group: Sequence[NDArray[np.int64]], groups: int
) -> tuple[GroupScore, ...]:
    """Name in each group the criterion that lies furthest above its fair share of the bound."""
    if not criteria:
        return (GroupScore((), ""),) * groups
    pairs = np.array(by_group)
    weights = np.array([score.criterion.weight for score in criteria])
    share = np.array([score.bound / groups for score in criteria])
    excess = weights[:, None] * (pairs - np.ceil(share)[:, None])
    worst: list[int] = excess.argmax(0).tolist()
    return tuple(
        GroupScore(
            tuple(pairs[:, group].tolist()),
            _count_in_words(criteria[k].criterion, int(pairs[k, group]))
            if excess[k, group] > 0
            else "",
        )
        for group, k in enumerate(worst)
    )


def _count_in_words(criterion: Criterion, pairs: int) -> str:
    label = criterion.label[0].lower() + criterion.label[1:]
    return f"{pairs} {label if pairs > 1 else label.replace('pairs', 'pair', 1)}"
