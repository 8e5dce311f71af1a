"""A people's page on a programme with four people and two agencies."""

from types import SimpleNamespace

import pytest

from cohort_desk.services.agencies import add_agency
from cohort_desk.services.people import add_person
from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.people.wiring import open_people_page

PEOPLE = [
    ("Aisha", "Khan", "a.khan@example.org", 1, "Band 7"),
    ("Ben", "Lee", "b.lee@example.org", 2, "Band 8"),
    ("Cara", "Mason", "c.mason@example.org", 1, "Band 8"),
    ("Dev", "Nair", "d.nair@example.org", None, ""),
]


@pytest.fixture
def session(db, answers, tmp_path):
    session = Session(db, TaskRunner(), SettingsStore(tmp_path / "settings.json"), answers())
    session.choose_cohort(1)
    session.heard = SimpleNamespace(said=[], shown=[])
    session.said.connect(session.heard.said.append)
    session.warned.connect(session.heard.said.append)
    session.shown.connect(session.heard.shown.append)
    yield session
    assert session.runner.stop_all()
    session.news.stop()


@pytest.fixture
def people(db):
    add_agency(db, {"name": "South Yorkshire Police", "sector": "police"})
    add_agency(db, {"name": "Barnsley Metropolitan Borough Council", "sector": "local_government"})
    fields = ("given_name", "family_name", "email", "agency_id", "grade")
    return [add_person(db, 1, dict(zip(fields, values, strict=True))) for values in PEOPLE]


@pytest.fixture
def page(qtbot, session, people):
    return open_page(qtbot, session)


def open_page(qtbot, session):
    page = open_people_page(session)
    qtbot.addWidget(page)
    page.resize(1400, 900)
    page.show()
    qtbot.waitExposed(page)
    return page
