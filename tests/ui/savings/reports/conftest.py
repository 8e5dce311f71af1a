"""The view of reports in a window, over an office whose savings stand on every rung."""

import pytest
from PySide6.QtCore import QCoreApplication

from cohort_desk.ui.savings.wiring import open_savings_page
from savings_reports import furnish_reports


@pytest.fixture
def office(db):
    return furnish_reports(db)


@pytest.fixture
def settle(qtbot, session):
    """Waits until everything that runs elsewhere has ended and was heard of."""

    def wait():
        QCoreApplication.processEvents()
        qtbot.waitUntil(lambda: not session.runner.tasks())
        QCoreApplication.processEvents()

    return wait


@pytest.fixture
def page(qtbot, session, office, settle):
    """The Savings page of all cohorts, at its reports."""
    made = open_savings_page(session, "reports")
    assert session.db is office.db
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    made.show_all_cohorts()
    made.turn_to("reports")
    settle()
    return made


@pytest.fixture
def view(page):
    return page.views["reports"].widget


@pytest.fixture
def save_as(session, tmp_path):
    """Answers where to save a file with a path, which it returns."""

    def answer(name):
        session.dialogs.ready["path_to_save"] = tmp_path / name
        return tmp_path / name

    return answer
