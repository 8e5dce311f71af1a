"""How quick the board is with 10,000 people in groups of six; prints milliseconds, asserts nothing.

    python tests/benchmarks/board.py [number of people]

Run from the top of the project. Each line is one thing that the user does: the longest time for
which the window did not answer, as a timer in its event loop sees it; the most that its thread
worked between two beats of that timer, which a busy machine does not lengthen; and how long it took
until what was wanted could be seen. The people are made up, and the file goes when the run ends.
"""

import argparse
import gc
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parent))

from people import fill
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert, update

from cohort_desk.db.tables import GroupRow, MembershipRow, ParticipantRow
from cohort_desk.services.groups import add_round
from cohort_desk.services.history import undo
from cohort_desk.services.programmes import create_programme
from cohort_desk.ui.groups.board.density import Density
from cohort_desk.ui.groups.wiring import open_groups_page
from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.dialogs import QtDialogs
from cohort_desk.ui.kit.responsive import keep_responsive
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.kit.theme import Theme

SIZES = ((1280, 800), (1920, 1080))
GROUP_SIZE = 6
LATEST_S = 20
SETTLE_S = 1.5
LEFT = Qt.MouseButton.LeftButton


def seat(db, people):
    """Write a round whose groups are dealt out, past the journal, for speed."""
    round_id = add_round(db, 1, "Induction")
    groups = -(-people // GROUP_SIZE)
    with db.engine.begin() as connection:
        connection.execute(update(ParticipantRow).values(status="enrolled"))
        connection.execute(
            insert(GroupRow),
            [
                {
                    "id": number,
                    "round_id": round_id,
                    "name": f"Group {number}",
                    "position": number,
                    "version": 1,
                }
                for number in range(1, groups + 1)
            ],
        )
        connection.execute(
            insert(MembershipRow),
            [
                {
                    "round_id": round_id,
                    "participant_id": person,
                    "group_id": person % groups + 1,
                    "version": 1,
                }
                for person in range(1, people + 1)
            ],
        )


class Heartbeat(QObject):
    """Beats in the event loop; the longest time between two beats is how long the window hung."""

    def __init__(self):
        super().__init__()
        self._begin()
        self._timer = QTimer(self)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def watch(self, what, act, seen=lambda: True):
        """Do something, wait until it is seen and a little longer, and print the two times."""
        self._spin(SETTLE_S)
        self._begin()
        began = time.perf_counter()
        act()
        while not seen() and time.perf_counter() - began < LATEST_S:
            QApplication.processEvents()
        took = time.perf_counter() - began
        self._spin(SETTLE_S)
        times = (f"{1000 * each:7.1f} ms" for each in (self.longest, self.busiest, took))
        print("  {:50} longest {}   working {}   seen {}".format(what, *times))

    def _spin(self, seconds):
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            QApplication.processEvents()

    def _begin(self):
        self.longest, self._last = 0.0, time.perf_counter()
        self.busiest, self._worked = 0.0, time.thread_time()

    def _beat(self):
        now, worked = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self.busiest = max(self.busiest, worked - self._worked)
        self._last, self._worked = now, worked


class Work:
    """What somebody does on the board of an open page."""

    def __init__(self, page):
        self.page, self.board = page, page.board
        self.canvas, self.model = page.board.canvas, page.board.model

    def is_shown(self):
        return self.model.board is not None and self.canvas.isVisible()

    def pick(self, place, card=0):
        self.canvas.setFocus()
        self.canvas.choose_rows([self.canvas.places.row_of(place, card)])

    def ask_groups(self):
        QTest.keyClick(self.canvas, Qt.Key.Key_M)

    def move(self):
        QTest.keyClick(self.board.group_choice.field, Qt.Key.Key_Return)

    def group_size(self, place):
        return self.model.board.groups[place].size

    def take(self):
        at = self.canvas.visualRect(self.canvas.currentIndex()).center()
        QTest.mousePress(self.canvas.viewport(), LEFT, pos=at)
        QTest.mouseMove(self.canvas.viewport(), at + QPoint(30, 4))

    def carry(self):
        view = self.canvas.viewport()
        for step in range(60):
            QTest.mouseMove(view, QPoint(80 + 10 * step, 120 + 3 * (step % 20)))
            QApplication.processEvents()

    def give_back(self):
        QTest.keyClick(self.canvas, Qt.Key.Key_Escape)
        QTest.mouseRelease(self.canvas.viewport(), LEFT)

    def scroll(self):
        bar = self.canvas.verticalScrollBar()
        for _ in range(80):
            bar.setValue(bar.value() + 97)
            QApplication.processEvents()

    def search(self):
        QTest.keyClicks(self.board.search, "hughes")


def measure(db, folder, size):
    """Time what the user sees at one size of the window."""
    session = Session(db, TaskRunner(), SettingsStore(folder / f"{size[0]}.json"), QtDialogs(None))
    # As the program itself does: left to itself Python looks for garbage wherever it likes.
    gc.freeze()
    keep_responsive(session.runner, session)
    beat = Heartbeat()
    opened = []

    def build_page():
        session.choose_cohort(0)
        opened.append(open_groups_page(session))
        opened[0].resize(*size)
        opened[0].show()

    print(f"{size[0]} × {size[1]}")
    beat.watch("building the page, once in a session", build_page)
    beat.watch(
        "opening the board", lambda: session.choose_cohort(1), lambda: Work(opened[0]).is_shown()
    )
    work = Work(opened[0])
    for density in Density:
        beat.watch(f"{density.words}", lambda shown=density: work.board.set_density(shown))
        beat.watch(f"{density.words}: scrolling 80 steps", work.scroll)
        work.canvas.verticalScrollBar().setValue(0)
    work.board.set_density(Density.COMPACT)
    work.pick(0)
    beat.watch("M: every group with its effect", work.ask_groups)
    before = work.group_size(0)
    beat.watch("a move by key", work.move, lambda: work.group_size(0) < before)
    beat.watch("its undo", lambda: undo(db), lambda: work.group_size(0) == before)
    work.pick(1)
    beat.watch("taking a card: effects of groups in sight", work.take)
    beat.watch("carrying it over the board", work.carry)
    beat.watch("carrying it while the board scrolls", work.scroll)
    work.give_back()
    beat.watch("S: the best swaps", lambda: QTest.keyClick(work.canvas, Qt.Key.Key_S))
    work.board.swap_choice.hide()
    beat.watch("Enter: details with best swaps and moves", lambda: work.board.run("open"))
    beat.watch("search as it is typed", work.search, lambda: work.model.found is not None)
    opened[0].close()
    session.runner.stop_all()
    session.news.stop()


def main():
    """Make the file, then time the screen at two sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", type=int, nargs="?", default=10_000)
    people = parser.parse_args().people
    app = QApplication([])
    Theme.install(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        db = create_programme(Path(folder) / "Board.cohort", "Benchmark", "All", actor="Benchmark")
        fill(db, people)
        seat(db, people)
        print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
        print(f"{people:,} people in {-(-people // GROUP_SIZE):,} groups")
        for size in SIZES:
            measure(db, Path(folder), size)
        db.close()


if __name__ == "__main__":
    main()
