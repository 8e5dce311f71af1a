"""What each hard rule, and each criterion, costs the rest of the mix.

Each is let go in turn and the groups are formed anew, from the same seed. What is then better is
what it costs: exactly, where both groupings are proven best; otherwise about.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from cohort_desk.domain.forming.conflicts.remedies import whom_it_keeps_apart
from cohort_desk.domain.forming.engine import Outcome, Standing, form
from cohort_desk.domain.forming.formulation import formulate
from cohort_desk.domain.forming.relations import relation_rules
from cohort_desk.domain.forming.request import (
    EVERY_ROUND,
    Criterion,
    CriterionKind,
    FormingRequest,
    Rule,
)
from cohort_desk.domain.forming.score import CriterionScore, ScoreCard, score_card
from cohort_desk.domain.forming.words import rule_text
from cohort_desk.domain.optimiser.problem import Ints
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted

_PERMILLE = 1000
_SHARE_OF_THE_FIRST = 4
_LEAST_S = 0.05


class LetGoKind(StrEnum):
    """What can be let go to see what it costs."""

    RULE = "rule"
    COLUMN = "column"
    LOCKS = "locks"
    CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class LetGo:
    """Something that is let go; `rule`, `column` or `criterion` is set as the kind says."""

    kind: LetGoKind
    words: str
    rule: Rule | None = None
    column: str = ""
    criterion: Criterion | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What one of the other criteria counts with what is let go, and without it."""

    criterion: Criterion
    kept: int
    let_go: int


@dataclass(frozen=True, slots=True)
class RuleCost:
    """What something costs the rest of the mix.

    Attributes:
        let_go: what it is.
        changes: what each of the other criteria counts with it and without it.
        points: how much better the others were in the groups found without it.
        least: how much better they can be at least, as far as is proven.
        most: how much better they can be at most.
    """

    let_go: LetGo
    changes: tuple[Change, ...]
    points: int
    least: int
    most: int

    @property
    def exact(self) -> bool:
        """Whether nothing better than the groups found exists, with it or without it."""
        return self.least == self.most

    @property
    def words(self) -> str:
        """The cost in a few words, which never claim more than is known.

        What a criterion costs the others may differ between groups that are equally good.
        """
        here = " in these groups" if self.let_go.kind is LetGoKind.CRITERION else ""
        if not self.most:
            return f"Costs nothing{here}"
        points = counted(self.points, "point", "points")
        if self.exact:
            return f"Costs exactly {points}{here}"
        if not self.least:
            return f"Costs no more than {counted(self.most, 'point', 'points')}{here}"
        return f"Costs about {points} ({self.least} to {self.most}){here}"


def what_rules_cost(
    request: FormingRequest,
    base: Outcome | None = None,
    *,
    seed: int = 1,
    seconds: float = 20.0,
    report: Progress = unwatched,
) -> tuple[RuleCost, ...]:
    """Return what each rule made by hand, column and criterion costs, and all locks, dearest first.

    Args:
        request: what is asked.
        base: the groups as formed with everything in force; None to form them first.
        seed: of every search.
        seconds: how long all searches may take together.
        report: hears how far it is; what it raises ends the work.

    Raises:
        RuleBroken: the sizes do not fit the number of people.
        Impossible: the rules contradict each other as they are.
    """
    return dearest_first(rule_costs(request, base, seed=seed, seconds=seconds, report=report))


def dearest_first(costs: Iterable[RuleCost]) -> tuple[RuleCost, ...]:
    """Return the costs in order: by what was found, then by what may be."""
    return tuple(sorted(costs, key=lambda cost: (-cost.points, -cost.most)))


def rule_costs(
    request: FormingRequest,
    base: Outcome | None = None,
    *,
    seed: int = 1,
    seconds: float = 20.0,
    report: Progress = unwatched,
) -> Iterator[RuleCost]:
    """Yield the costs as they are found; see `what_rules_cost`."""
    wanted = things_to_let_go(request)
    steps = len(wanted) + 1

    def watch_at(step: int) -> Callable[[Standing], bool]:
        def watch(standing: Standing) -> bool:
            share = min(1.0, standing.share)
            report(round((step + share) * _PERMILLE), steps * _PERMILLE)
            return True

        return watch

    report(0, steps * _PERMILLE)
    deadline = time.perf_counter() + seconds
    if base is None:
        first = max(seconds / _SHARE_OF_THE_FIRST, seconds / steps)
        base = form(request, seed=seed, seconds=first, watch=watch_at(0))
    for step, let_go in enumerate(wanted, start=1):
        report(step * _PERMILLE, steps * _PERMILLE)
        # Most are settled without a search; the time they leave goes to the others.
        share = max(_LEAST_S, (deadline - time.perf_counter()) / (steps - step))
        yield _cost(request, base, let_go, seed, share, watch_at(step))
    report(steps * _PERMILLE, steps * _PERMILLE)


def things_to_let_go(request: FormingRequest) -> tuple[LetGo, ...]:
    """Return all that is asked of the groups, one by one; locks count as one."""
    recipe = request.recipe
    rules = (
        LetGo(LetGoKind.RULE, rule_text(rule, request), rule=rule)
        for rule in dict.fromkeys(recipe.rules)
    )
    columns = (
        LetGo(LetGoKind.COLUMN, f"Keeping {whom_it_keeps_apart(column)} apart", column=column)
        for column in recipe.apart_by
        if relation_rules(request.members, (column,))
    )
    count = counted(len(request.locks), "locked person", "locked people")
    locks = (LetGo(LetGoKind.LOCKS, f"The {count}"),) if request.locks else ()
    criteria = (
        LetGo(LetGoKind.CRITERION, _criterion_words(criterion), criterion=criterion)
        for criterion in recipe.criteria
        if criterion.weight
        and any(one.weight for one in recipe.criteria if one != criterion)
        and (request.earlier or criterion.kind is not CriterionKind.NEW_FACES)
    )
    return (*rules, *columns, *locks, *criteria)


def _criterion_words(criterion: Criterion) -> str:
    """Return what it counts and how much that matters: "Same-agency pairs (must)"."""
    what = criterion.label
    if criterion.kind is CriterionKind.NEW_FACES and criterion.column == EVERY_ROUND:
        what = "Pairs who were together in earlier rounds"
    return f"{what} ({criterion.importance})"


def without(request: FormingRequest, let_go: LetGo) -> FormingRequest:
    """Return the request without one of the things it asks."""
    recipe = request.recipe
    if let_go.kind is LetGoKind.LOCKS:
        return replace(request, locks={})
    if let_go.kind is LetGoKind.RULE:
        kept = tuple(rule for rule in recipe.rules if rule != let_go.rule)
        return replace(request, recipe=replace(recipe, rules=kept))
    if let_go.kind is LetGoKind.COLUMN:
        columns = tuple(column for column in recipe.apart_by if column != let_go.column)
        return replace(request, recipe=replace(recipe, apart_by=columns))
    criteria = tuple(one for one in recipe.criteria if one != let_go.criterion)
    return replace(request, recipe=replace(recipe, criteria=criteria))


def _cost(  # noqa: PLR0913, PLR0917 - what a search needs
    request: FormingRequest,
    base: Outcome,
    let_go: LetGo,
    seed: int,
    seconds: float,
    watch: Callable[[Standing], bool],
) -> RuleCost:
    """Form the groups without it, unless what stands is already the best possible so."""
    freer = without(request, let_go)
    kept = _score_of(base.groups, freer)
    best, bound = kept, kept.bound
    if not kept.proven_best:
        found = form(freer, seed=seed, seconds=seconds, watch=watch).score
        best = min(kept, found, key=lambda score: (len(score.broken), score.objective))
        bound = max(bound, found.bound)
    changes = (
        Change(with_it.criterion, with_it.count, without_it.count)
        for with_it, without_it in _pairs(kept, best)
    )
    points = kept.objective - best.objective
    least = max(0, points - (base.score.objective - base.score.bound))
    return RuleCost(let_go, tuple(changes), points, least, kept.objective - bound)


def _score_of(groups: Sequence[Sequence[int]], request: FormingRequest) -> ScoreCard:
    formulation = formulate(request, [len(group) for group in groups])
    return score_card(formulation, _places(groups, formulation.index))


def _places(groups: Sequence[Sequence[int]], index: dict[int, int]) -> Ints:
    place = np.zeros(len(index), np.int32)
    for group, ids in enumerate(groups):
        place[[index[member_id] for member_id in ids]] = group
    return place


def _pairs(kept: ScoreCard, best: ScoreCard) -> Iterator[tuple[CriterionScore, CriterionScore]]:
    """Both cards score the same request, so their criteria stand in the same order."""
    return zip(kept.criteria, best.criteria, strict=True)
