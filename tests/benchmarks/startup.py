"""How long until there is something to see: a bare window against Cohort Desk's.

    python tests/benchmarks/startup.py [--runs 9]

Prints the medians of starts taken in turn, and their ratios to the bare window, in one run on
one machine: the first paint on the sample programme (at most 1.6 times the bare window's) and
the first paint of a table of 100,000 people (at most 5 times). A bare window is the least that
PySide6 can show someone: a QMainWindow with one word in it. Every start is a process of its own,
timed from before it is launched. Without a display it brings one of its own: offscreen, Qt skips
what a window costs on any screen.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.services.agencies.changes import add_agency
from cohort_desk.services.programmes import create_programme

CROWD = 100_000
AGENCIES = 50
BARE = "a bare window"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder, display() as screen:
        sample = make_sample(Path(folder))
        crowd = make_crowd(Path(folder))
        starts = {
            BARE: ("bare",),
            "the sample programme": ("home", str(sample)),
            f"{CROWD:,} people": ("people", str(crowd)),
        }
        surroundings = {**os.environ, **screen, "HOME": folder, "XDG_CONFIG_HOME": folder}
        times = measure(starts, runs, surroundings)
    bare = statistics.median(times[BARE])
    for what, taken in times.items():
        middle = statistics.median(taken)
        spread = f"{min(taken):.0f} to {max(taken):.0f}"
        print(f"{what:22} {middle:6.0f} ms ({spread})  {middle / bare:.2f} ×")
    return 0


def make_sample(folder: Path) -> Path:
    """Write the sample programme with the app's own command."""
    command = [sys.executable, "-m", "cohort_desk", "demo", folder / "demo"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (file,) = (folder / "demo").glob("*.cohort")
    return file


def make_crowd(folder: Path) -> Path:
    """Write a programme with as many people as the table must stay quick with."""
    file = folder / "Crowd.cohort"
    db = create_programme(file, "Crowd", "2026 intake", actor="Benchmark")
    agencies = [add_agency(db, {"name": f"Agency {n + 1}"}) for n in range(AGENCIES)]
    with db.begin("arrival of a crowd") as work:
        work.session.add_all(
            ParticipantRow(
                cohort_id=1,
                agency_id=agencies[n % AGENCIES],
                given_name=f"Given{n % 977}",
                family_name=f"Family{n % 5003}",
                email=f"person{n}@example.org",
            )
            for n in range(CROWD)
        )
    db.engine.dispose()
    return file


@contextmanager
def display() -> Generator[dict[str, str]]:
    """Yield what a process must be told to show its window, on a screen of our own if need be."""
    there = {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
    if there or not sys.platform.startswith("linux"):
        yield {}
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            yield {"DISPLAY": f":{answer.readline().strip()}"}
        server.terminate()


def measure(
    starts: dict[str, tuple[str, ...]], runs: int, surroundings: dict[str, str]
) -> dict[str, list[float]]:
    """Return each start's times in milliseconds; the first round, with cold caches, is left out."""
    times: dict[str, list[float]] = {what: [] for what in starts}
    for turn in range(runs + 1):
        for what, arguments in starts.items():
            taken = start(arguments, surroundings)
            if turn:
                times[what].append(taken)
    return times


def start(arguments: tuple[str, ...], surroundings: dict[str, str]) -> float:
    """Start one process and return the milliseconds until it has painted what it should."""
    script = Path(__file__).with_name("startup_watched.py")
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, script, *arguments],
        env=surroundings,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120,
    )
    return (float(done.stdout) - began) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
