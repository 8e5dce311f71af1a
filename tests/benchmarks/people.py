"""How quick the people's page is with 100,000 people; prints milliseconds, asserts nothing.

    python tests/benchmarks/people.py [number of people]

Run from the top of the project. The people are made up, and the file goes when the run ends.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from cohort_desk.db.tables import AgencyRow, ParticipantRow
from cohort_desk.domain.agencies import agency_key
from cohort_desk.domain.names import sort_key
from cohort_desk.services.agencies import read_register
from cohort_desk.services.people import (
    PeopleFilter,
    PeopleSort,
    edit_person,
    find_people,
    read_people,
    read_people_choices,
    set_for_people,
)
from cohort_desk.services.programmes import create_programme
from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.dialogs import QtDialogs
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.people.wiring import open_people_page

GIVEN = ("Amara", "Siobhán", "Priya", "Chloë", "Grace", "Łukasz", "Wei", "Fatima", "José", "Nia")
FAMILY = ("Okafor", "O’Neill", "Sharma", "Kowalski", "Hughes", "Nowak", "Chen", "Müller", "Evans")
SORTS = ("name", "agency", "sector", "grade", "email", "group", "years_of_service")
SEARCHES = ("s", "siobhan", "siobhan nowak", "lukasz", "city council", "evans77")
WINDOW = (1280, 800)
ROUNDS = 5


def fill(db, count):
    """Write agencies and people past the journal, for speed."""
    dice = random.Random(7)  # noqa: S311 - made-up people
    bodies = read_register()[::4]
    agencies = [
        {
            "id": number,
            "name": body.name,
            "name_key": agency_key(body.name),
            "sector": body.sector,
            "version": 1,
        }
        for number, body in enumerate(bodies, start=1)
    ]
    people = []
    for number in range(1, count + 1):
        given, family = dice.choice(GIVEN), dice.choice(FAMILY)
        people.append(
            {
                "id": number,
                "cohort_id": 1,
                "given_name": given,
                "family_name": family,
                "sort_name": sort_key(family, given),
                "email": f"{family}{number}@example.org".lower().replace("’", ""),
                "reference": f"C{number:06}",
                "agency_id": dice.choice([None, *range(1, len(bodies) + 1)]),
                "grade": dice.choice(["Band 7", "Band 8", "Grade 9", ""]),
                "location": dice.choice(["Sheffield", "Leeds", "York"]),
                "years_of_service": dice.choice([None, 1, 5, 9]),
                "status": "withdrawn" if number % 10 == 0 else "enrolled",
                "version": 1,
            }
        )
    with db.engine.begin() as connection:
        connection.execute(insert(AgencyRow), agencies)
        connection.execute(insert(ParticipantRow), people)


def timed(what, run, rounds=ROUNDS):
    """Print the median and the slowest of some runs."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    print(f"{what:44} median {statistics.median(times):7.1f} ms   slowest {max(times):7.1f} ms")


class PaintWatch(QObject):
    """Remembers when the table last finished a paint event."""

    def __init__(self, table):
        super().__init__(table)
        self.painted = False
        table.viewport().installEventFilter(self)

    def eventFilter(self, _watched, event):
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False

    def wait(self):
        """Let the table paint; a run in which it has nothing to paint counts as two seconds."""
        self.painted = False
        late = time.perf_counter() + 2
        while not self.painted and time.perf_counter() < late:
            QApplication.processEvents()


def services(db):
    """Time what the page asks of the services."""
    for column in SORTS:
        timed(f"all ids, sorted by {column}", partial(find_people, db, 1, sort=PeopleSort(column)))
    for text in SEARCHES:
        timed(f"search “{text}”", partial(find_people, db, 1, PeopleFilter(text=text)))
    ids = find_people(db, 1)
    middle = len(ids) // 2
    timed("a page of 128 people", lambda: read_people(db, ids[middle : middle + 128]))
    timed("what can be filtered by", lambda: read_people_choices(db, 1))
    some = list(ids[:10_000])
    timed("one field of 10,000 people", lambda: set_for_people(db, some, "team", "Red"), 1)


def screen(db, folder):
    """Time what the user sees."""
    app = QApplication.instance() or QApplication([])
    Theme.install(app, "light")
    session = Session(db, TaskRunner(), SettingsStore(folder / "settings.json"), None)
    session.dialogs = QtDialogs(None)
    session.choose_cohort(1)
    start = time.perf_counter()
    page = open_people_page(session)
    page.resize(*WINDOW)
    page.show()
    watch = PaintWatch(page.table.grid)
    watch.wait()
    shown_ms = (time.perf_counter() - start) * 1000
    print(f"{'first page of the list on the screen':44} {shown_ms:14.1f} ms")
    grid = page.table.grid

    def repainted(act):
        act()
        watch.wait()

    texts = iter("siobhan nowak")
    page.search._pause.setInterval(0)
    timed("key to rows", lambda: repainted(lambda: QTest.keyClicks(page.search, next(texts))), 8)
    repainted(lambda: (page.search.clear(), page.search._say()))
    grid.selectRow(0)
    down = Qt.Key.Key_PageDown
    timed("page down", lambda: repainted(lambda: QTest.keyClick(grid, down)), 60)
    timed("to the end", lambda: repainted(grid.scrollToBottom), 1)
    timed("to the beginning", lambda: repainted(grid.scrollToTop), 1)

    def edit():
        person = page.model.row_at(0)
        edit_person(db, person.id, person.version, {"team": str(time.perf_counter())})

    timed("someone's edit to a current list", lambda: repainted(edit))
    session.news.stop()


def main():
    """Make the file, then time services and screen."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "People.cohort"
        db = create_programme(path, "Benchmark", "Everyone", actor="Benchmark")
        fill(db, count)
        print(f"{count:,} people, {path.stat().st_size / 1e6:.0f} MB")
        services(db)
        screen(db, Path(folder))
        db.engine.dispose()


if __name__ == "__main__":
    main()
