"""How long it takes to find out that a request is impossible, and why: run it, it prints a table.

Each line is the worst of several seeds, by the clock and by the processor's time, which differ on
a busy machine. "set" is how many rules the answer names; "-" means that the request passed.

PYTHONPATH=src python tests/benchmarks/conflicts.py
"""

import argparse
import random
import time
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.forming.conflicts.checks import check
from cohort_desk.domain.forming.errors import Impossible
from cohort_desk.domain.forming.request import FormingRequest, Member, Recipe, Rule, RuleKind
from cohort_desk.domain.forming.sizes import Sizes

APART, TOGETHER, IN, NOT_IN = RuleKind
PEOPLE = (24, 120, 300)
Pairs = Iterable[tuple[int, int]]


def main() -> None:
    """Print one line for each kind of conflict and each number of people."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="*", default=PEOPLE)
    parser.add_argument("--seeds", type=int, default=5)
    chosen = parser.parse_args()
    print(
        f"{'people':>6}  {'kind of conflict':<46} {'rules':>5} {'set':>5} "
        f"{'clock ms':>9} {'cpu ms':>8}"
    )
    for people in chosen.people:
        for kind, _ in _kinds(people, random.Random(0)):  # noqa: S311 - a benchmark's dice
            _measure(people, kind, chosen.seeds)


def _measure(people: int, kind: str, seeds: int) -> None:
    worst, worked, conflicts, count = 0.0, 0.0, "", 0
    for seed in range(seeds):
        dice = random.Random(seed)  # noqa: S311 - a benchmark's dice
        asked = dict(_kinds(people, dice))[kind]
        began, working = time.perf_counter(), time.process_time()
        try:
            check(asked)
        except Impossible as error:
            conflicts = str(len(error.conflicts))
        except CohortDeskError as error:
            conflicts = type(error).__name__
        else:
            conflicts = "-"
        worst = max(worst, time.perf_counter() - began)
        worked = max(worked, time.process_time() - working)
        count = len(asked.recipe.rules) + len(asked.locks)
    print(
        f"{people:>6}  {kind:<46} {count:>5} {conflicts:>5} "
        f"{1000 * worst:>9.1f} {1000 * worked:>8.1f}"
    )


class _Kinds:
    """The requests of one size, each with what is at odds in it."""

    def __init__(self, people: int, dice: random.Random) -> None:
        self._people, self._groups, self._dice = people, people // 6, dice
        self._ids = list(range(people))
        dice.shuffle(self._ids)
        count = people * min(5, self._groups // 4)
        pairs = [tuple(dice.sample(range(people), 2)) for _ in range(count)]
        self._noise = [Rule(APART, pair) for pair in pairs]

    def _asked(
        self, rules: Iterable[Rule], locks: dict[int, int] | None = None, size: int = 6
    ) -> FormingRequest:
        shuffled = list(rules)
        self._dice.shuffle(shuffled)
        members = tuple(Member(n, f"Person {n}", {}) for n in range(self._people))
        sizes = Sizes(size, size, size) if self._people % size == 0 else Sizes(2, 9, size)
        return FormingRequest(members, Recipe(sizes, (), tuple(shuffled)), locks or {})

    def _apart(self, pairs: Pairs) -> list[Rule]:
        return [Rule(APART, (self._ids[a], self._ids[b])) for a, b in pairs]

    def possible(self) -> Iterator[tuple[str, FormingRequest]]:
        """Yield requests that can be met, or are too hard to settle."""
        yield "possible: hundreds of apart rules", self._asked(self._noise)
        teams = _teams(self._people, self._groups)
        yield "possible: everybody in teams and couples", self._asked(teams)
        every_pair = combinations(range(self._people), 2)
        most = [pair for pair in every_pair if self._dice.random() < 0.6]
        yield "three in five pairs apart: too hard, passes", self._asked(self._apart(most))

    def of_people_apart(self) -> Iterator[tuple[str, FormingRequest]]:
        """Yield requests in which too many must be apart, hidden among harmless rules."""
        ids, groups = self._ids, self._groups
        chain = [Rule(TOGETHER, (ids[n], ids[n + 1])) for n in range(4)]
        kinds: dict[str, list[Rule]] = {
            "apart and together: a chain of four": chain + self._apart([(0, 4)]),
            "clique of groups + 1 among apart rules": self._apart(
                combinations(range(groups + 1), 2)
            ),
            "odd wheel: no clique, one colour too many": self._apart(
                _joined(_cycle(5), groups - 2)
            ),
        }
        if groups >= 7:
            cycles = self._apart(_several(3, 5, groups - 8))
            kinds["three odd cycles, all apart of each other"] = cycles
        if self._people >= 23 + groups - 4 and groups >= 4:
            graph = self._apart(_joined(_mycielski(3), groups - 4))
            kinds["Mycielski graph of 23 and a clique"] = graph
        for kind, rules in kinds.items():
            yield kind, self._asked(rules + self._noise)

    def of_room(self) -> Iterator[tuple[str, FormingRequest]]:
        """Yield requests in which locks, sets or barred groups leave too little room."""
        ids, people, groups = self._ids, self._people, self._groups
        yield "over-full lock", self._asked(self._noise, dict.fromkeys(ids[:7], 1))
        locks = {ids[n]: n % groups for n in range(people - 1)}
        yield (
            "everybody but one locked, wrongly",
            self._asked(self._apart([(0, groups)]), locks),
        )
        couples = [Rule(TOGETHER, (ids[n], ids[n + 1])) for n in range(0, people - 1, 2)]
        yield "couples that do not pack into groups of 5", self._asked(couples, size=5)
        fours = [Rule(TOGETHER, tuple(ids[n : n + 4])) for n in range(0, people - people % 4, 4)]
        yield "fours that do not pack into groups of 6", self._asked(fours)
        shut = product(range(2 * 6 + 1), range(2, groups))
        barred = [Rule(NOT_IN, (ids[n],), group) for n, group in shut]
        yield (
            "thirteen people, all but two groups barred",
            self._asked(barred + self._noise),
        )


def _kinds(people: int, dice: random.Random) -> Iterator[tuple[str, FormingRequest]]:
    kinds = _Kinds(people, dice)
    yield from kinds.possible()
    yield from kinds.of_people_apart()
    yield from kinds.of_room()


def _teams(people: int, groups: int) -> list[Rule]:
    size = min(groups - 1, 12)
    teams = [Rule(APART, tuple(range(n, min(n + size, people)))) for n in range(0, people, size)]
    couples = [
        Rule(TOGETHER, (n, n + size))
        for n in range(0, people - 2 * size, 2 * size)
        if n + size < people
    ]
    return [rule for rule in (*teams, *couples) if len(rule.member_ids) > 1]


def _cycle(length: int) -> list[tuple[int, int]]:
    return [(n, (n + 1) % length) for n in range(length)]


def _joined(pairs: list[tuple[int, int]], others: int) -> list[tuple[int, int]]:
    """Join a graph with a clique: everybody of the one apart of everybody of the other."""
    size = 1 + max(max(pair) for pair in pairs)
    clique = range(size, size + others)
    return [*pairs, *combinations(clique, 2), *product(range(size), clique)]


def _several(count: int, length: int, others: int) -> list[tuple[int, int]]:
    cycles = [[(a + length * n, b + length * n) for a, b in _cycle(length)] for n in range(count)]
    across = [
        (a + length * n, b + length * m)
        for n, m in combinations(range(count), 2)
        for a, b in product(range(length), repeat=2)
    ]
    return _joined([*(pair for cycle in cycles for pair in cycle), *across], others)


def _mycielski(times: int) -> list[tuple[int, int]]:
    """A graph without triangles that needs `times` + 2 colours; 2, 5, 11, 23, … people."""
    pairs = [(0, 1)]
    for _ in range(times):
        size = 1 + max(max(pair) for pair in pairs)
        shadows = [(a, b + size) for a, b in pairs] + [(b, a + size) for a, b in pairs]
        pairs = [*pairs, *shadows, *((n + size, 2 * size) for n in range(size))]
    return pairs


if __name__ == "__main__":
    main()
