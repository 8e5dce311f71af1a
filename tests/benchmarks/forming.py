"""Measures the former: `python tests/benchmarks/forming.py [--sizes 24 60 …] [--draws 10]`.

Each line is synthetic cohorts of so many people, each drawn and formed with a seed of its own:
the time to the answer (median and worst), the largest gap over the bound, how many answers are
proven best, broken rules, and the peak of memory above what Python held before. The last columns
are the live board's: all moves of a person, and their best swaps.

With `--cp-sat 60` the same cohorts of up to 60 people are given to OR-Tools' CP-SAT for so many
seconds each, if it is installed.
"""

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time

from synthetic_cohort import AGENCIES, synthetic_request

from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.live import LiveBoard

SECONDS = {24: 10.0, 60: 20.0, 2000: 5.0, 10_000: 10.0}
HEADINGS = (
    *("people", "draws", "median s", "worst s", "gap %"),
    *("proven", "broken", "MB", "moves ms", "swaps ms"),
)
MOST_FOR_CP_SAT = 60


def measure(people: int, draws: int) -> list[str]:
    """Return one line of the table."""
    requests = [synthetic_request(people, draw) for draw in range(1, draws + 1)]
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times, outcomes = [], []
    for seed, request in enumerate(requests, start=1):
        began = time.perf_counter()
        outcomes.append(form(request, seed=seed, seconds=SECONDS.get(people, 3.0)))
        times.append(time.perf_counter() - began)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1024
    return [
        f"{people}",
        f"{draws}",
        f"{statistics.median(times):.3f}",
        f"{max(times):.3f}",
        f"{max(100 * outcome.gap for outcome in outcomes):.3f}",
        f"{sum(outcome.proven_best for outcome in outcomes)}/{draws}",
        f"{sum(len(outcome.score.broken) for outcome in outcomes)}",
        f"{grown:.0f}",
        *live_times(LiveBoard(requests[0], outcomes[0].groups), people),
    ]


def live_times(board: LiveBoard, people: int) -> list[str]:
    """Return the milliseconds of all moves of a person and of their best swaps."""
    taken = []
    for question in (board.changes_by_move, board.best_swaps):
        began = time.perf_counter()
        for member_id in range(0, people, people // 20):
            question(member_id)
        taken.append(f"{1000 * (time.perf_counter() - began) / 20:.2f}")
    return taken


def beside_cp_sat(people: int, draws: int, seconds: float) -> None:
    """Print what each finds for the same cohorts."""
    try:
        from cp_sat import solve_with_cp_sat  # noqa: PLC0415 - only where it is installed
    except ImportError:
        print("CP-SAT is not installed: pip install ortools")
        return
    for draw in range(1, draws + 1):
        request = synthetic_request(people, draw)
        ours = form(request, seed=draw, seconds=SECONDS.get(people, 3.0)).score
        theirs = solve_with_cp_sat(request, seconds)
        print(
            f"{people:>7} people, draw {draw}: ours {ours.objective} ({ours.distance}); "
            f"CP-SAT {theirs.objective}, bound {theirs.bound:.0f}, {theirs.seconds:.1f} s",
            flush=True,
        )


def main() -> None:
    """Print the table, each size measured in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(AGENCIES))
    parser.add_argument("--draws", type=int, default=10)
    parser.add_argument("--cp-sat", type=float, metavar="SECONDS")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print("  ".join(f"{cell:>9}" for cell in measure(options.one, options.draws)))
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print("  ".join(f"{heading:>9}" for heading in HEADINGS))
    for people in options.sizes:
        command = [sys.executable, __file__, "--one", str(people), "--draws", str(options.draws)]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")
    if options.cp_sat:
        for people in (size for size in options.sizes if size <= MOST_FOR_CP_SAT):
            beside_cp_sat(people, options.draws, options.cp_sat)


if __name__ == "__main__":
    main()
