"""Measures the former: `python tests/benchmarks/forming.py [--sizes 24 60 …] [--seeds 3]`.

Each line is one synthetic cohort of so many people, formed from several seeds: the time to the
answer (median and worst), the gap over the bound, how many answers are proven best, broken rules,
and the peak of memory above what Python held before. The last columns are the live board's.
"""

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time

import numpy as np

from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    FormingRequest,
    Importance,
    Member,
    Recipe,
    Rule,
    RuleKind,
)
from cohort_desk.domain.forming.sizes import Sizes

AGENCIES = {24: 6, 60: 10, 120: 14, 300: 24, 2000: 60, 10_000: 150}
SECONDS = {24: 2.0, 60: 3.0, 120: 3.0, 300: 3.0, 2000: 5.0, 10_000: 10.0}
SECTORS = 7
CRITERIA = (
    Criterion(CriterionKind.MIX, "agency", Importance.MUST),
    Criterion(CriterionKind.MIX, "sector", Importance.HIGH),
    Criterion(CriterionKind.BALANCE, "gender", Importance.MEDIUM),
    Criterion(CriterionKind.BALANCE, "grade", Importance.MEDIUM),
    Criterion(CriterionKind.MIX, "location", Importance.LOW),
    Criterion(CriterionKind.NEW_FACES, "", Importance.HIGH),
)
ROUNDS = ("Round 1", "Round 2")
HEADINGS = ("people", "seeds", "median s", "worst s", "gap %", "proven", "broken", "MB", "move ms")


def synthetic_request(people: int, draw: int = 1) -> FormingRequest:
    """Return a cohort as offices have them: few large agencies, many small, teams within."""
    rng = np.random.default_rng(draw * 1000 + people)
    agencies = AGENCIES.get(people, max(SECTORS, int(1.3 * people**0.5)))
    share = np.arange(1, agencies + 1) ** -0.9
    sector_of = rng.choice(SECTORS, agencies, p=[0.28, 0.12, 0.08, 0.2, 0.1, 0.12, 0.1])
    agency = rng.permutation(
        [*range(agencies), *rng.choice(agencies, people - agencies, p=share / share.sum())]
    )
    earlier = [rng.permutation(people) // 6 for _ in ROUNDS]
    columns = {
        "agency": agency,
        "sector": sector_of[agency],
        "gender": rng.choice(3, people, p=[0.52, 0.46, 0.02]),
        "grade": rng.choice(4, people, p=[0.35, 0.35, 0.2, 0.1]),
        "location": rng.choice(6, people, p=[0.3, 0.22, 0.18, 0.14, 0.1, 0.06]),
        **dict(zip(ROUNDS, earlier, strict=True)),
        "team": agency * people + rng.integers(0, 1 + np.bincount(agency)[agency] // 3),
    }
    members = tuple(
        Member(n, f"Person {n}", {name: f"{name} {values[n]}" for name, values in columns.items()})
        for n in range(people)
    )
    together = rng.permutation(people)[: people // 40 * 2].reshape(-1, 2).tolist()
    rules = tuple(
        Rule(RuleKind.TOGETHER, (one, other))
        for one, other in together
        if columns["team"][one] != columns["team"][other]
    )
    recipe = Recipe(Sizes(4, 7, 6), CRITERIA, rules, apart_by=("team",))
    return FormingRequest(members, recipe, earlier=ROUNDS)


def measure(people: int, seeds: int) -> list[str]:
    """Return one line of the table."""
    request = synthetic_request(people)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times, outcomes = [], []
    for seed in range(1, seeds + 1):
        began = time.perf_counter()
        outcomes.append(form(request, seed=seed, seconds=SECONDS.get(people, 5.0)))
        times.append(time.perf_counter() - began)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1024
    gaps = [100 * outcome.gap for outcome in outcomes]
    proven = sum(outcome.proven_best for outcome in outcomes)
    broken = sum(len(outcome.score.broken) for outcome in outcomes)
    return [
        f"{people}",
        f"{seeds}",
        f"{statistics.median(times):.2f}",
        f"{max(times):.2f}",
        f"{max(gaps):.3f}",
        f"{proven}/{seeds}",
        f"{broken}",
        f"{grown:.0f}",
        live_times(request, outcomes[0].groups),
    ]


def live_times(request: FormingRequest, groups: tuple[tuple[int, ...], ...]) -> str:
    """Return the milliseconds of all moves of a person and of their best swaps."""
    board = LiveBoard(request, groups)
    taken = []
    for question in (board.changes_by_move, board.best_swaps):
        began = time.perf_counter()
        for member in request.members[:20]:
            question(member.id)
        taken.append(1000 * (time.perf_counter() - began) / 20)
    return f"{taken[0]:.2f} / {taken[1]:.2f}"


def main() -> None:
    """Print the table, each size measured in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(AGENCIES))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print("  ".join(f"{cell:>9}" for cell in measure(options.one, options.seeds)))
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print("  ".join(f"{heading:>9}" for heading in HEADINGS), "(all moves / best swaps)")
    for people in options.sizes:
        command = [sys.executable, __file__, "--one", str(people), "--seeds", str(options.seeds)]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")


if __name__ == "__main__":
    main()
