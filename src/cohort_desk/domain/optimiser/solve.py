"""The door of the optimiser: a problem in, the best arrangement found and its proof out.

Four means, the quick ones first: a deal, exchanges that begin where it costs too much, a search
under a falling temperature, and for small problems a search that leaves nothing out. Each ends at
once when the cost meets the bound.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cohort_desk.domain.optimiser.bounds.terms import cost_bound
from cohort_desk.domain.optimiser.costs import HARD
from cohort_desk.domain.optimiser.dealing import deal
from cohort_desk.domain.optimiser.exact.candidate_groups import Case
from cohort_desk.domain.optimiser.exact.settling import MOST_PEOPLE, settle
from cohort_desk.domain.optimiser.focus import FairShare, Focus
from cohort_desk.domain.optimiser.problem import Ints, Problem, Progress, Standing
from cohort_desk.domain.optimiser.replicas import Replicas, Setting, setting_of
from cohort_desk.domain.optimiser.search import Plan, replicas_for, search

_HOT, _COLD, _FEVER = 0.8, 0.15, 2.0
_MATRIX_HOT, _MATRIX_COLD, _MATRIX_TOUCH = 0.3, 0.05, 1e-4
_FOCUS_HEATS, _PATIENCE = (0.3, 0.6, 1.0, 0.6), 1_500
_FRESH_HEATS = (0.6, 0.6)
_PATIENCE_WITH_FEW, _MORE_PATIENT = 150, 6
_SEEDS = 1_000
_FIRST_STEPS = 2_000
_WARM_UP, _TRIAL_S = 4, 0.05
_PLANNED_SHARE = 0.8
_WATCH_EVERY_S = 0.04
_TOUCH = 0.5


@dataclass(frozen=True, slots=True)
class Solution:
    """The best arrangement found.

    Attributes:
        place: the group of each person.
        cost: what it costs; each rule that does not hold adds `costs.HARD`.
        bound: what no arrangement that keeps the rules can cost less than.
        steps: the steps of the search planned: with the same seed they find the same, unless
            `stopped`.
        stopped: whether the watcher or the clock ended it before its time.
    """

    place: tuple[int, ...]
    cost: float
    bound: int
    steps: int
    stopped: bool


def keep_going(_standing: Standing) -> bool:
    """Let every search run to its end: the watcher of a search that nobody watches."""
    return True


def solve(
    problem: Problem,
    *,
    seed: int = 1,
    seconds: float = 5.0,
    steps: int | None = None,
    watch: Progress = keep_going,
) -> Solution:
    """Return the best arrangement found in the time, or in exactly so many steps of the search.

    Raises:
        NoRoomError: there is no start, and when dealt one by one, people who must stay together
            found no group with room for all of them.
    """
    deadline = time.perf_counter() + seconds if steps is None else None
    run = _Run(problem, seed, _Watcher(watch, deadline))
    run.focus()
    run.focus_afresh()
    planned = steps or 0
    if not run.over:
        planned = _steps_within(seconds, run.setting, run.seated) if steps is None else steps
        first = min(planned, _FIRST_STEPS)
        run.search(first, 0, planned)
        run.focus()
        run.settle()
        run.search(planned - first, first, planned)
        run.focus()
    return run.solution(planned)


class _Watcher:
    """Reports now and then, and says when to stop."""

    def __init__(self, watch: Progress, deadline: float | None) -> None:
        self._watch, self._deadline = watch, deadline
        self._next_report = 0.0
        self.stopped = False

    def __call__(self, standing: Callable[[], Standing]) -> bool:
        now = time.perf_counter()
        if self._deadline is not None and now >= self._deadline:
            self.stopped = True
        elif now >= self._next_report:
            self._next_report = now + _WATCH_EVERY_S
            self.stopped = not self._watch(standing())
        return not self.stopped


class _Run:
    """One solving: the best so far, and what is proven of it.

    Attributes:
        seated: who sits where in the best arrangement so far, (seats, groups).
        cost: what it costs.
        bound: what none can cost less than.
    """

    def __init__(self, problem: Problem, seed: int, watcher: _Watcher) -> None:
        self._problem, self._seed, self._watcher = problem, seed, watcher
        self.setting = setting_of(problem)
        self._share = FairShare.of(problem)
        start = deal(problem) if problem.start is None else problem.start
        self.seated = _seats(start, problem)
        self.cost, _ = Replicas(self.setting, self.seated, 1, seed).best()
        self.bound = cost_bound(problem) if problem.matrix is None else -np.inf
        if problem.groups == 1 and not self.breaks_rules:
            self.bound = self.cost
        self._dealt = self.seated, self.cost
        self._share_done, self._tried = 0.0, 0

    @property
    def breaks_rules(self) -> bool:
        """Whether some rule does not hold; honest points never lie so far above the bound."""
        return self._problem.matrix is None and self.cost - self.bound >= HARD

    @property
    def over(self) -> bool:
        """Whether nothing is left to do: the best is proven, the search stopped, or one group."""
        proven = self.cost < self.bound + _TOUCH
        return proven or self._watcher.stopped or self._problem.groups == 1

    def focus(self) -> None:
        """Improve the best where it costs too much, at several heats."""
        for heat in _FOCUS_HEATS:
            self._focus(heat, _PATIENCE, afresh=False)

    def focus_afresh(self) -> None:
        """Begin at the deal again, with more patience: what the best lacks may be far from it."""
        for heat in _FRESH_HEATS:
            self._focus(heat, _PATIENCE * _MORE_PATIENT, afresh=True)

    def _focus(self, heat: float, patience: int, *, afresh: bool) -> None:
        """Go on until nothing has been gained for so many tries; keep what is better."""
        if self.over or self._problem.matrix is not None or self.breaks_rules:
            return
        if self._problem.people <= MOST_PEOPLE:
            # So few are settled without leaving anything out; this need not be thorough.
            patience = _PATIENCE_WITH_FEW
        self._tried += 1
        seated, begun = self._dealt if afresh else (self.seated, self.cost)
        focus = Focus(self.setting, self._share, seated, self._seed * _SEEDS + self._tried)
        gained, left = 0.0, patience
        while left and self.cost >= self.bound + _TOUCH:
            if not self._go_on(self._share_done, self.cost) or not focus.step(heat):
                return
            left -= 1
            if focus.gained > gained + _TOUCH:
                gained, left = focus.gained, patience
                if begun - gained < self.cost:
                    self.seated, self.cost = focus.seated.copy(), begun - gained

    def search(self, steps: int, done: int, planned: int) -> None:
        """Search the steps under a falling temperature, and keep what is better."""
        if self.over or steps <= 0:
            return
        plan = _plan(self._problem, steps, self.bound)

        def go_on(taken: int, cost: float) -> bool:
            self._share_done = (done + taken) / planned
            return self._go_on(self._share_done, cost)

        found = search(self.setting, self.seated, plan, self._seed, go_on)
        if found.cost < self.cost:
            self.seated, self.cost = found.seated, found.cost

    def settle(self) -> None:
        """Leave nothing out, if there is little enough to look at: then the best is proven."""
        if self.over or self._problem.matrix is not None or self.breaks_rules:
            return
        settled = settle(
            Case(self._problem, self.setting, self._share),
            (round(self.cost), round(self.bound)),
            lambda: self._go_on(self._share_done, self.cost),
        )
        self.bound = settled.bound
        if settled.seated is not None:
            self.seated, self.cost = settled.seated, settled.cost

    def _go_on(self, share: float, cost: float) -> bool:
        return self._watcher(lambda: Standing(round(cost), max(0, self._known_bound()), share))

    def _known_bound(self) -> int:
        return 0 if self._problem.matrix is not None else round(self.bound)

    def solution(self, planned: int) -> Solution:
        place = np.empty(self._problem.people + 1, np.int32)
        place[self.seated] = np.arange(self._problem.groups, dtype=np.int32)
        proven = self.cost < self.bound + _TOUCH
        return Solution(
            place=tuple(place[:-1].tolist()),
            cost=self.cost if self._problem.matrix is None else _recounted(self._problem, place),
            bound=self._known_bound(),
            steps=planned,
            stopped=self._watcher.stopped and not proven,
        )


def _recounted(problem: Problem, place: Ints) -> float:
    """Return the cost by a matrix: single precision has lost some of it on the way."""
    one, other = np.triu_indices(problem.people, 1)
    met = place[one] == place[other]
    return 0.0 if problem.matrix is None else float(problem.matrix[one[met], other[met]].sum())


def _plan(problem: Problem, steps: int, goal: float) -> Plan:
    """Heat is measured in the smallest weight: at the end not even one such pair is let in."""
    if problem.matrix is not None:
        spread = float(np.std(problem.matrix)) * max(problem.sizes) ** 0.5
        return Plan(
            steps=steps,
            hot=_MATRIX_HOT * spread,
            cold=_MATRIX_COLD * spread,
            goal=goal,
            fever=spread,
            touch=_MATRIX_TOUCH * spread,
        )
    weights = [term.weight for term in problem.terms] or [1]
    return Plan(
        steps=steps,
        hot=_HOT * min(weights),
        cold=_COLD * min(weights),
        goal=goal,
        fever=_FEVER * max(weights),
    )


def _steps_within(seconds: float, setting: Setting, start: Ints) -> int:
    """Measure a few steps on a copy, and return how many fill the time."""
    trial = Replicas(setting, start, replicas_for(setting.groups), seed=0)
    taken, spent = -_WARM_UP, 0.0
    while taken < 1 or spent < min(_TRIAL_S, seconds / 10):
        began = time.perf_counter()
        trial.step(taken, _HOT)
        spent = spent + time.perf_counter() - began if taken >= 0 else 0.0
        taken += 1
    return max(1, int(_PLANNED_SHARE * seconds * taken / spent))


def _seats(place: Ints, problem: Problem) -> Ints:
    """Return who sits where, (seats, groups), the phantom in every empty seat."""
    seated = np.full((max(problem.sizes), problem.groups), problem.people, np.int32)
    order = np.argsort(place, kind="stable")
    counts = np.bincount(place, minlength=problem.groups)
    first = np.cumsum(counts) - counts
    seat = np.arange(problem.people) - first[place[order]]
    seated[seat, place[order]] = order
    return seated
