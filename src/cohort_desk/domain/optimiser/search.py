"""The search: heat-bath exchanges under a falling temperature, in cycles that double in length.

Each step pairs the groups at random, prices every exchange of two people within each pair, and
picks one per pair: the cheaper an exchange, the likelier, and "stay" is a choice too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cohort_desk.domain.optimiser.costs import HARD
from cohort_desk.domain.optimiser.problem import Ints
from cohort_desk.domain.optimiser.replicas import Replicas, Setting

_PAIRS_AT_ONCE = 320
_MOST_REPLICAS = 48
_SHORTEST_CYCLE = 200
_STEPS_PER_GROUP = 4
_TOUCH = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how hot to search.

    Attributes:
        steps: how many.
        hot: the temperature at which a cycle begins.
        cold: the temperature at which it ends.
        goal: the cost at which nothing is left to gain.
        fever: the temperature while rules are broken, for the first half of the steps.
        touch: the least difference of costs that counts.
    """

    steps: int
    hot: float
    cold: float
    goal: float
    fever: float
    touch: float = _TOUCH


@dataclass(frozen=True, slots=True)
class Found:
    """The best arrangement met: who sits where, (seats, groups), its cost, and the steps taken."""

    seated: Ints
    cost: float
    steps: int


def replicas_for(groups: int) -> int:
    """Return how many replicas keep numpy busy without slowing a step much."""
    return max(1, min(_MOST_REPLICAS, 2 * _PAIRS_AT_ONCE // groups))


def cycles(steps: int, groups: int) -> list[int]:
    """Return the lengths of the cycles that fill the steps; each doubles, the last takes the rest.

    So a small cohort soon meets a cold end, and a long search spends half its time or more on one
    slow cooling.
    """
    lengths: list[int] = []
    length = max(_SHORTEST_CYCLE, _STEPS_PER_GROUP * groups)
    while steps >= 3 * length:
        lengths.append(length)
        steps -= length
        length *= 2
    return [*lengths, steps]


def _heats(plan: Plan, groups: int) -> Iterator[tuple[float, bool]]:
    """Yield each step's temperature, and whether a later cycle begins with it."""
    for number, length in enumerate(cycles(plan.steps, groups)):
        fall = (plan.cold / plan.hot) ** (1 / max(1, length - 1))
        for step in range(length):
            yield plan.hot * fall**step, step == 0 and number > 0


def search(
    setting: Setting, start: Ints, plan: Plan, seed: int, go_on: Callable[[int, float], bool]
) -> Found:
    """Search from a first arrangement until the goal, the last step, or a "no" from `go_on`.

    Args:
        setting: prices and rules.
        start: who sits where at first, (seats, groups).
        plan: how long and how hot.
        seed: decides every choice; the same plan and seed find the same.
        go_on: called before each step with the steps done and the lowest cost so far.
    """
    replicas = Replicas(setting, start, replicas_for(setting.groups), seed)
    cost, seated = replicas.best()
    done = 0
    if setting.groups > 1:
        for heat, fresh in _heats(plan, setting.groups):
            if cost <= plan.goal + plan.touch or not go_on(done, cost):
                break
            if fresh:
                replicas.copy_best_half()
            unruly = cost >= max(plan.goal, 0) + HARD and 2 * done < plan.steps
            replicas.step(done, plan.fever if unruly else heat)
            done += 1
            if replicas.totals.min() < cost - plan.touch:
                cost, seated = replicas.best()
    return Found(seated, cost, done)
