"""A groups page on a programme with 24 people of six agencies."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest

from cohort_desk.db.tables import AgencyRow, ParticipantRow
from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.progress import unwatched
from cohort_desk.services.groups import (
    accept_proposal,
    add_round,
    keep_proposal,
    list_proposals,
    prepare_forming,
    read_board,
)
from cohort_desk.ui.groups.board import speech
from cohort_desk.ui.groups.wiring import open_groups_page

SECTORS = ("police", "fire", "health", "local_government", "education", "housing")


@pytest.fixture
def people(db):
    """Twenty-four people, four of each agency; their ids."""
    with db.begin("sample") as work:
        for number, sector in enumerate(SECTORS, start=1):
            name = f"{sector.title()} agency"
            work.session.add(
                AgencyRow(id=number, name=name, name_key=name.casefold(), sector=sector)
            )
        for number in range(24):
            work.session.add(
                ParticipantRow(
                    id=number + 1,
                    cohort_id=1,
                    given_name=f"Person{number:02}",
                    family_name="Sample",
                    agency_id=number % len(SECTORS) + 1,
                    grade=str(3 + number % 3),
                )
            )
    return list(range(1, 25))


@pytest.fixture
def heard(session):
    """What has been said, and to which pages the user was led."""
    heard = SimpleNamespace(said=[], shown=[])
    session.said.connect(heard.said.append)
    session.warned.connect(heard.said.append)
    session.shown.connect(heard.shown.append)
    return heard


@pytest.fixture
def grouped(db, people):
    """A round whose four groups of six are as good as can be; its id."""
    round_id = add_round(db, 1, "Induction")
    preparation = prepare_forming(db, round_id)
    keep_proposal(db, preparation, form(preparation.request, steps=100))
    proposal = list_proposals(db, round_id)[0]
    accept_proposal(db, proposal.id, proposal.version)
    return round_id


@pytest.fixture
def open_page(qtbot, session):
    """Open the page; it is shown at the size of a small laptop's window."""

    def open_now():
        page = open_groups_page(session)
        qtbot.addWidget(page)
        page.resize(1070, 700)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        return page

    return open_now


class LateRunner:
    """Does work only when it is told to, in any order."""

    def __init__(self) -> None:
        self.work = []

    def run(self, title, work, *, done, failed=None, **_):
        def finish():
            try:
                answer = work(unwatched)
            except CohortDeskError as error:
                failed(error)
            else:
                done(answer)

        self.work.append(SimpleNamespace(title=title, finish=finish))
        return lambda: None


@pytest.fixture
def late_runner():
    """A runner that does its `work` when a test finishes it."""
    return LateRunner()


@pytest.fixture
def board(db, grouped):
    """Read the board as it is kept now."""
    return lambda: read_board(db, grouped)


@pytest.fixture
def aloud(monkeypatch):
    """The sentences that screen readers are given to say."""
    said = []
    pass_on = QAccessible.updateAccessibility

    def hear(event):
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())
        pass_on(event)

    monkeypatch.setattr(speech.QAccessible, "updateAccessibility", hear)
    return said


class Hand:
    """Works the board of a page by mouse and keyboard, as a person does."""

    def __init__(self, page) -> None:
        self.page, self.canvas, self.model = page, page.board.canvas, page.board.model
        self.canvas.setFocus()

    def pick(self, *people):
        """Select people's cards and put the focus on the first."""
        self.canvas.setFocus()
        self.canvas.choose_rows(self.model.rows_of(list(people)))

    def press(self, *keys, held=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.canvas, key)
            else:
                QTest.keyClick(self.canvas, key, held)

    def at(self, row):
        """Return the middle of an item, in the viewport."""
        index = self.model.index(row)
        self.canvas.scrollTo(index)
        return self.canvas.visualRect(index).center()

    def card(self, person):
        return self.at(self.model.row_of(person))

    def head(self, place):
        return self.at(self.canvas.places.row_of(place, -1))

    def click(self, person, held=Qt.KeyboardModifier.NoModifier):
        QTest.mouseClick(self.canvas.viewport(), Qt.MouseButton.LeftButton, held, self.card(person))

    def take(self, person, held=Qt.KeyboardModifier.NoModifier):
        """Press the button on a card and begin to carry it."""
        start = self.card(person)
        QTest.mousePress(self.canvas.viewport(), Qt.MouseButton.LeftButton, held, start)
        QTest.mouseMove(self.canvas.viewport(), start + QPoint(20, 5))

    def carry_to(self, point):
        QTest.mouseMove(self.canvas.viewport(), point)

    def let_go(self, point):
        self.carry_to(point)
        QTest.mouseRelease(
            self.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point
        )

    def chosen(self):
        return self.canvas.chosen_people()

    @staticmethod
    def where(board, person):
        """Return the name of the group where somebody is, "" for the tray."""
        at = (g.name for g in board.groups if person in {card.id for card in g.cards})
        return next(at, "")

    def spoken(self, person):
        """Return how a card is read aloud."""
        return self.model.index(self.model.row_of(person)).data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def make_hand():
    """Make a hand on the board of a page."""
    return Hand


@pytest.fixture
def hand(grouped, open_page):
    """A hand on the board of the opened page, `hand.page`."""
    return Hand(open_page())


@pytest.fixture
def show_view():
    """Go to one of the page's views by its tab's name."""

    def show(page, name):
        names = [page.tabs.tabText(at) for at in range(page.tabs.count())]
        page.tabs.setCurrentIndex(names.index(name))

    return show
