"""The door of the former: a request in, the best groups found and their proof out."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from cohort_desk.domain.forming.conflicts.checks import check
from cohort_desk.domain.forming.conflicts.feasibility import find_arrangement
from cohort_desk.domain.forming.errors import Impossible
from cohort_desk.domain.forming.formulation import Formulation, formulate
from cohort_desk.domain.forming.request import FormingRequest
from cohort_desk.domain.forming.score import ScoreCard, score_card
from cohort_desk.domain.forming.words import distance, names
from cohort_desk.domain.optimiser import problem as optimiser
from cohort_desk.domain.optimiser.costs import HARD
from cohort_desk.domain.optimiser.dealing import NoRoomError, deal, keeps_rules
from cohort_desk.domain.optimiser.problem import Ints
from cohort_desk.domain.optimiser.solve import Solution, solve

DEFAULT_SECONDS = 5.0
_MOST_TO_FIT = 2_000
"""Up to how many people an arrangement that keeps the rules is looked for in good time."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a search stands: the best cost so far, its bound, and the share of the search done.

    The cost is the objective, with HARD on top for each two people who must be apart and are not.
    """

    best: int
    bound: int
    share: float

    @property
    def distance(self) -> str:
        """How far the best so far may lie from the best possible, in words."""
        if self.best - self.bound >= HARD:
            return "not all rules hold yet"
        return distance(self.best, self.bound)


Watch = Callable[[Standing], bool]
"""Called some 25 times a second; returns False to stop and keep the best so far."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best groups found.

    Attributes:
        groups: the ids of each group's members, in the order of the request.
        score: what they cost, and what no arrangement can go below.
        seed: the seed used.
        steps: the steps planned. The same request, seed and steps give the same groups, unless
            `stopped`.
        stopped: whether the watcher or the clock ended the search before the last step.
    """

    groups: tuple[tuple[int, ...], ...]
    score: ScoreCard
    seed: int
    steps: int
    stopped: bool

    @property
    def proven_best(self) -> bool:
        """Whether no arrangement that keeps the rules can be better."""
        return self.score.proven_best

    @property
    def gap(self) -> float:
        """The share of the bound by which the objective may lie above the best."""
        return self.score.gap


def keep_going(_standing: Standing) -> bool:
    """Let every search run to its end: the watcher of a search that nobody watches."""
    return True


def form(
    request: FormingRequest,
    *,
    seed: int = 1,
    seconds: float = DEFAULT_SECONDS,
    steps: int | None = None,
    watch: Watch = keep_going,
) -> Outcome:
    """Return the best groups found in the time, or in exactly so many steps.

    Stops early when the groups are proven best, for then nothing can be better. Pure, and safe
    off the UI thread. An exception that `watch` raises passes through and ends the search.

    Raises:
        RuleBroken: the sizes do not fit the number of people, or a rule names nobody known.
        Impossible: the rules contradict each other; says which and in what way.
    """
    check(request)
    formulation = formulate(request)

    def told(standing: optimiser.Standing) -> bool:
        return watch(Standing(standing.best, standing.bound, standing.share))

    problem = replace(formulation.problem, start=_start(formulation))
    solution = solve(problem, seed=seed, seconds=seconds, steps=steps, watch=told)
    return Outcome(
        groups=_as_ids(solution, formulation),
        score=_score(solution, formulation),
        seed=seed,
        steps=solution.steps,
        stopped=solution.stopped,
    )


def _start(formulation: Formulation) -> Ints:
    """Deal everybody out; where that breaks rules, begin with groups that are known to keep them.

    Raises:
        Impossible: people who must stay together find no group with room for all of them.
    """
    problem = formulation.problem
    few = problem.people <= _MOST_TO_FIT
    try:
        start = deal(problem)
    except NoRoomError as error:
        found = find_arrangement(formulation.request) if few else None
        if found is None:
            raise _no_room(formulation, error.unit) from error
    else:
        keeps = keeps_rules(problem, start)
        found = find_arrangement(formulation.request) if few and not keeps else None
        if found is None:
            return start
    return np.array([found[member.id] for member in formulation.request.members], np.int32)


def _score(solution: Solution, formulation: Formulation) -> ScoreCard:
    score = score_card(formulation, np.array(solution.place, np.int32))
    return replace(score, bound=max(score.bound, solution.bound))


def _as_ids(solution: Solution, formulation: Formulation) -> tuple[tuple[int, ...], ...]:
    groups: list[list[int]] = [[] for _ in range(formulation.problem.groups)]
    for member, group in zip(formulation.request.members, solution.place, strict=True):
        groups[group].append(member.id)
    return tuple(tuple(group) for group in groups)


def _no_room(formulation: Formulation, unit: tuple[int, ...]) -> Impossible:
    members = formulation.request.members
    who = names([members[person].name for person in unit])
    ids = {members[person].id for person in unit}
    return Impossible(
        f"No group has room left for {who} together. Allow larger groups, "
        "or let some of them be apart.",
        tuple(rule for rule in formulation.rules if ids & set(rule.member_ids)),
    )
