"""The door of the former: a request in, the best groups found and their proof out."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cohort_desk.domain.forming.bounds import objective_bound
from cohort_desk.domain.forming.checks import check
from cohort_desk.domain.forming.costs import HARD, pair_costs
from cohort_desk.domain.forming.dealing import deal
from cohort_desk.domain.forming.doors import doors_of
from cohort_desk.domain.forming.problem import Ints, Problem, build_problem
from cohort_desk.domain.forming.replicas import Replicas, Setting
from cohort_desk.domain.forming.request import FormingRequest
from cohort_desk.domain.forming.score import ScoreCard, score_card
from cohort_desk.domain.forming.search import Found, Plan, replicas_for, search
from cohort_desk.domain.forming.words import distance

DEFAULT_SECONDS = 5.0
_HOT, _COLD, _FEVER = 0.8, 0.15, 2.0
_WARM_UP, _TRIAL_S = 4, 0.05
_PLANNED_SHARE = 0.8
_WATCH_EVERY_S = 0.04


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

    Stops early when the objective meets its bound, for then nothing can be better. Pure, and safe
    off the UI thread. An exception that `watch` raises passes through and ends the search.

    Raises:
        RuleBroken: the sizes do not fit the number of people, or a rule names nobody known.
        Impossible: the rules contradict each other; says which and in what way.
    """
    check(request)
    problem = build_problem(request)
    place = deal(problem)
    setting = _setting(problem)
    start = _seat(place, problem)
    deadline = time.perf_counter() + seconds if steps is None else None
    steps = steps if steps is not None else _steps_within(seconds, setting, start)
    plan = _plan(problem, steps)
    found = search(setting, start, plan, seed, _Watcher(plan, watch, deadline))
    place = _places(found, problem)
    return Outcome(
        groups=_as_ids(place, problem),
        score=score_card(problem, place),
        seed=seed,
        steps=steps,
        stopped=found.steps < steps and found.cost > plan.goal,
    )


class _Watcher:
    """Reports now and then, and says when to stop."""

    def __init__(self, plan: Plan, watch: Watch, deadline: float | None) -> None:
        self._plan, self._watch, self._deadline = plan, watch, deadline
        self._next_report = 0.0

    def __call__(self, done: int, cost: float) -> bool:
        now = time.perf_counter()
        if self._deadline is not None and now >= self._deadline:
            return False
        if now < self._next_report:
            return True
        self._next_report = now + _WATCH_EVERY_S
        share = done / max(1, self._plan.steps)
        return self._watch(Standing(round(cost), round(self._plan.goal), share))


def _setting(problem: Problem) -> Setting:
    return Setting(
        costs=pair_costs(problem),
        doors=doors_of(problem),
        unit_of=np.append(problem.unit_of, np.int32(-1)),
        sizes_may_move=max(problem.sizes) - min(problem.sizes) <= 1,
        groups=problem.groups,
        people=problem.people,
    )


def _plan(problem: Problem, steps: int) -> Plan:
    """Heat is measured in the smallest weight: at the end not even one such pair is let in."""
    weights = [term.weight for term in problem.terms] or [1]
    return Plan(
        steps=steps,
        hot=_HOT * min(weights),
        cold=_COLD * min(weights),
        goal=objective_bound(problem),
        fever=_FEVER * max(weights),
    )


def _steps_within(seconds: float, setting: Setting, start: Ints) -> int:
    """Measure a few steps on a copy, and return how many fill the time."""
    if setting.groups == 1:
        return 1
    trial = Replicas(setting, start, replicas_for(setting.groups), seed=0)
    taken, spent = -_WARM_UP, 0.0
    while taken < 1 or spent < min(_TRIAL_S, seconds / 10):
        began = time.perf_counter()
        trial.step(taken, _HOT)
        spent = spent + time.perf_counter() - began if taken >= 0 else 0.0
        taken += 1
    return max(1, int(_PLANNED_SHARE * seconds * taken / spent))


def _seat(place: Ints, problem: Problem) -> Ints:
    """Return who sits where, (seats, groups), the phantom in every empty seat."""
    seated = np.full((max(problem.sizes), problem.groups), problem.people, np.int32)
    order = np.argsort(place, kind="stable")
    counts = np.bincount(place, minlength=problem.groups)
    first = np.cumsum(counts) - counts
    seat = np.arange(problem.people) - first[place[order]]
    seated[seat, place[order]] = order
    return seated


def _places(found: Found, problem: Problem) -> Ints:
    place = np.empty(problem.people + 1, np.int32)
    place[found.seated] = np.arange(problem.groups, dtype=np.int32)
    return place[:-1]


def _as_ids(place: Ints, problem: Problem) -> tuple[tuple[int, ...], ...]:
    groups: list[list[int]] = [[] for _ in range(problem.groups)]
    for member, group in zip(problem.request.members, map(int, place), strict=True):
        groups[group].append(member.id)
    return tuple(tuple(group) for group in groups)
