"""The view of claims in a window, over an office with two projects and one pot."""

import pytest

from cohort_desk.ui.savings.wiring import open_savings_page
from savings_office import furnish


@pytest.fixture
def office(db):
    return furnish(db)


@pytest.fixture
def page(qtbot, office, session):
    """The Savings page; each test enters its claims and then turns to the view."""
    made = open_savings_page(session, "claims")
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show_all_cohorts()
    made.show()
    qtbot.waitActive(made)
    assert session.db is office.db
    return made


@pytest.fixture
def inbox(qtbot, page):
    """Turns to the view once there are so many claims in sight."""

    def turn(count):
        page.turn_to("claims")
        view = page.views["claims"].widget
        qtbot.waitUntil(lambda: view.model.rowCount() == count)
        return view

    return turn


@pytest.fixture
def panel(page):
    """The panel of one claim, once the view is there."""
    return lambda: page.views["claims"].side.panel


@pytest.fixture
def save_as(session, tmp_path):
    """Answers where to save a file with a path, which it returns."""

    def answer(name):
        session.dialogs.ready["path_to_save"] = tmp_path / name
        return tmp_path / name

    return answer


@pytest.fixture(params=["light", "dark"])
def problems(request, page, theme, accessibility):
    """Returns what is wrong with the page for whoever hears it or works it by keys."""
    theme.set_mode(request.param)
    return lambda: accessibility.problems(page)
