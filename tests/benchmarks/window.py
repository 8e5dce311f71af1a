"""How long the window is held up while groups are formed: `python tests/benchmarks/window.py`.

    python tests/benchmarks/window.py [--people 10000] [--proposals 2] [--seconds 15]

Opens the real window (on no display) with a programme of made-up people, forms groups on its page
and compares two proposals. A timer of 5 ms ticks on the window's thread all the while; what is
printed is how far apart its ticks lay, first while the search is on, then while its result is kept
and shown. With --stacks it also prints what the window's thread was doing in the longest gaps.
"""

import argparse
import gc
import os
import platform
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from crowd import fill
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from cohort_desk.services.programmes import create_programme
from cohort_desk.ui.kit.responsive import keep_responsive
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.shell.documents import Documents
from cohort_desk.ui.shell.look import install_look
from cohort_desk.ui.shell.window import MainWindow

TICK_MS, LOOK_MS = 5, 20
LONG_MS, TOO_LONG_MS = 50, 100
WINDOW = (1280, 800)
LATEST_S = 300
SHOWN_FRAMES, SHOWN_STACKS, SHOWN_LOOKS = 5, 6, 4


class Gaps:
    """Measures how far apart the ticks of a timer on the window's thread lie."""

    def __init__(self, *, stacks: bool) -> None:
        self.gaps: list[tuple[float, float]] = []
        self.held_by: dict[float, list[str]] = {}
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._thread, self._over = threading.get_ident(), threading.Event()
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        if stacks:
            threading.Thread(target=self._watch, daemon=True).start()

    def restart(self) -> None:
        """Forget what was measured so far."""
        self.gaps = []
        self._last, self._worked = time.perf_counter(), time.thread_time()

    def stop(self) -> None:
        """Measure no more."""
        self._timer.stop()
        self._over.set()

    def line(self, what: str) -> str:
        """Return what was measured since the last start."""
        longest, worked = max(self.gaps, default=(0.0, 0.0))
        over = [sum(gap > limit for gap, _ in self.gaps) for limit in (LONG_MS, TOO_LONG_MS)]
        return (
            f"{what:<34}{len(self.gaps):>7} ticks   longest {longest:6.1f} ms "
            f"({worked:.0f} of them at work)   "
            f"over {LONG_MS} ms: {over[0]:<4} over {TOO_LONG_MS} ms: {over[1]}"
        )

    def _tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.gaps.append((1000 * (now - self._last), 1000 * (worked - self._worked)))
        self._last, self._worked = now, worked

    def _watch(self) -> None:
        """Look at all threads again and again while the window's tick is late."""
        while not self._over.wait(0.01):
            began = self._last
            late = (time.perf_counter() - began) * 1000
            if late > LONG_MS / 2:
                seen = self.held_by.setdefault(began, [])
                seen.append(f"after {late:.0f} ms\n{self._stacks()}")

    def _stacks(self) -> str:
        """Return what every thread but this is doing."""
        here = threading.get_ident()
        return "".join(
            f"  {'window' if thread == self._thread else 'worker'}:\n"
            + "".join(traceback.format_stack(frame)[-SHOWN_FRAMES:])
            for thread, frame in sys._current_frames().items()
            if thread != here
        )


def wait(until: Callable[[], bool]) -> None:
    """Let the window live, in an event loop such as its own, until something holds."""
    loop, asked = QEventLoop(), QTimer()
    late = time.perf_counter() + LATEST_S

    def look() -> None:
        if until() or time.perf_counter() > late:
            loop.quit()

    asked.timeout.connect(look)
    asked.start(LOOK_MS)
    loop.exec()
    asked.stop()
    if time.perf_counter() > late:
        raise SystemExit("It took longer than five minutes.")


def measure(window: MainWindow, options: argparse.Namespace) -> None:
    """Form, keep and compare, and print how long the window was held up."""
    page = window.go("groups")
    panel = page.proposals
    wait(lambda: page.rounds.list.count() > 0)
    page.rounds.list.setCurrentRow(page.rounds.list.count() - 1)
    page.view_chosen.emit("proposals")
    wait(lambda: not titles(window))
    panel.search_changed.emit(options.proposals, options.seconds)
    gaps = Gaps(stacks=options.stacks)
    began = time.perf_counter()
    page.form.click()
    kept = len(panel.cards)
    wait(panel.progress.isVisible)
    wait(lambda: not any("Forming" in one for one in titles(window)))
    print(f"Formed in {time.perf_counter() - began:.1f} s")
    print(gaps.line("while forming"))
    gaps.restart()
    wait(lambda: len(panel.cards) > kept and not titles(window))
    print(gaps.line("while the result is kept and shown"))
    if len(panel.cards) > 1:
        gaps.restart()
        for card in panel.cards[:2]:
            card.tick.click()
        panel.options.compare.click()
        wait(lambda: panel.comparison.isVisible() and not titles(window))
        print(gaps.line("while two are compared"))
        panel.comparison.back.click()
    gaps.stop()
    for seen in sorted(gaps.held_by.values(), key=len, reverse=True)[:SHOWN_STACKS]:
        print("-" * 40, *seen[:: max(1, len(seen) // SHOWN_LOOKS)], sep="\n")


def titles(window: MainWindow) -> list[str]:
    """Return what runs in the background."""
    return [task.title for task in window.runner.tasks()]


def main() -> None:
    """Build the programme in a folder of its own, and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--proposals", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=15, choices=(2, 5, 15, 60, 300))
    parser.add_argument("--stacks", action="store_true", help="print what held the window up")
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        db = create_programme(place / "Crowd.cohort", "Crowd", "2026 intake", actor="Ann")
        fill(db, options.people)
        db.close()
        settings = SettingsStore(place / "settings.json")
        install_look(app, settings)
        window = MainWindow(settings)
        documents = Documents(window, settings, None, place)
        window.resize(*WINDOW)
        window.show()
        documents.open(str(place / "Crowd.cohort"))
        # As the program does once it has started.
        gc.freeze()
        keep_responsive(window.runner, window)
        print(
            f"{options.people:,} people, {options.proposals} proposals of {options.seconds} s each"
        )
        measure(window, options)
        window.close()


if __name__ == "__main__":
    main()
