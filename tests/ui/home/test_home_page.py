"""The home page, as an administrator meets it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.dates import written_moment
from cohort_desk.services.home.standing import read_standing
from cohort_desk.ui.home.wiring import open_home_page


@pytest.fixture
def page(qtbot, session):
    page = open_home_page(session)
    qtbot.addWidget(page)
    page.show()
    return page


def words(page):
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def test_an_empty_cohort_leads_to_the_import(qtbot, page, session):
    with qtbot.waitSignal(session.shown) as gone:
        (begin,) = [b for b in page.findChildren(QPushButton) if "spreadsheet" in b.text()]
        qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)
    assert gone.args[0].page == "import"


def test_it_says_what_is_odd_as_soon_as_it_is(qtbot, page, session):
    with session.db.begin("arrival of Aisha Khan") as work:
        work.session.add(ParticipantRow(cohort_id=1, given_name="Aisha", family_name="Khan"))
    odd = "1 person has no agency, so groups cannot mix them."
    qtbot.waitUntil(lambda: odd in words(page))
    assert any("Arrival of Aisha Khan (Ann)" in line for line in words(page))
    (at,) = [step.at for step in read_standing(session.db, 1).recent]
    assert written_moment(at) in words(page)
    with qtbot.waitSignal(session.shown) as gone:
        (look,) = [b for b in page.findChildren(QPushButton) if odd in b.accessibleName()]
        look.setFocus()
        qtbot.keyClick(look, Qt.Key.Key_Space)
    assert gone.args[0].page == "people"
