"""The Modules page of a cohort, as an administrator opens it."""

from types import SimpleNamespace

import pytest

from cohort_desk.services.modules import list_modules, set_up_standard
from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.modules.wiring import open_modules_page


@pytest.fixture
def session(qapp, db, answers, tmp_path):
    session = Session(db, TaskRunner(), SettingsStore(tmp_path / "settings.json"), answers())
    session.choose_cohort(1)
    session.heard = SimpleNamespace(warned=[], said=[])
    session.said.connect(session.heard.said.append)
    session.warned.connect(session.heard.warned.append)
    yield session
    assert session.runner.stop_all()
    session.news.stop()


@pytest.fixture
def standard(db):
    """The standard modules' assessments, by their titles."""
    set_up_standard(db, 1)
    return {one.title: one for module in list_modules(db, 1) for one in module.assessments}


@pytest.fixture
def page(qtbot, session):
    page = open_modules_page(session)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitExposed(page)
    return page
