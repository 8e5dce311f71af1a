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


def _kinds(people: int, dice: random.Random) -> Iterator[tuple[str, FormingRequest]]:
    groups = people // 6
    ids = list(range(people))
    dice.shuffle(ids)

    def asked(
        rules: Iterable[Rule], locks: dict[int, int] | None = None, size: int = 6
    ) -> FormingRequest:
        shuffled = list(rules)
        dice.shuffle(shuffled)
        members = tuple(Member(n, f"Person {n}", {}) for n in range(people))
        sizes = Sizes(size, size, size) if people % size == 0 else Sizes(2, 9, size)
        return FormingRequest(members, Recipe(sizes, (), tuple(shuffled)), locks or {})

    def apart(pairs: Pairs) -> list[Rule]:
        return [Rule(APART, (ids[a], ids[b])) for a, b in pairs]

    noise = [tuple(dice.sample(range(people), 2)) for _ in range(people * min(5, groups // 4))]
    noise_rules = [Rule(APART, pair) for pair in noise]
    yield "possible: hundreds of apart rules", asked(noise_rules)
    yield "possible: everybody in teams and couples", asked(_teams(people, groups))
    yield (
        "three in five pairs apart: too hard, passes",
        asked(apart(pair for pair in combinations(range(people), 2) if dice.random() < 0.6)),
    )
    yield (
        "apart and together: a chain of four",
        asked(
            [Rule(TOGETHER, (ids[n], ids[n + 1])) for n in range(4)] + apart([(0, 4)]) + noise_rules
        ),
    )
    yield (
        "clique of groups + 1 among apart rules",
        asked(apart(combinations(range(groups + 1), 2)) + noise_rules),
    )
    yield (
        "odd wheel: no clique, one colour too many",
        asked(apart(_joined(_cycle(5), groups - 2)) + noise_rules),
    )
    if groups >= 7:
        yield (
            "three odd cycles, all apart of each other",
            asked(apart(_several(3, 5, groups - 8)) + noise_rules),
        )
    if people >= 23 + groups - 4 and groups >= 4:
        yield (
            "Mycielski graph of 23 and a clique",
            asked(apart(_joined(_mycielski(3), groups - 4)) + noise_rules),
        )
    yield "over-full lock", asked(noise_rules, dict.fromkeys(ids[:7], 1))
    yield (
        "everybody but one locked, wrongly",
        asked(apart([(0, groups)]), {ids[n]: n % groups for n in range(people - 1)}),
    )
    yield (
        "couples that do not pack into groups of 5",
        asked(
            [Rule(TOGETHER, (ids[n], ids[n + 1])) for n in range(0, people - 1, 2)],
            size=5,
        ),
    )
    yield (
        "fours that do not pack into groups of 6",
        asked(
            [Rule(TOGETHER, tuple(ids[n : n + 4])) for n in range(0, people - people % 4, 4)],
        ),
    )
    crowded = range(2 * 6 + 1)
    yield (
        "thirteen people, all but two groups barred",
        asked(
            [Rule(NOT_IN, (ids[n],), g) for n, g in product(crowded, range(2, groups))]
            + noise_rules
        ),
    )


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
