"""Of which cohorts the Savings page tells, and what it remembers of that."""

import pytest

from cohort_desk.ui.savings.wiring import open_savings_page
from savings_office import FLEET, VETTING


@pytest.fixture
def opened(qtbot, session, office):
    """Opens the page anew, as when the programme is opened again."""

    def open_page(view="benefits"):
        page = open_savings_page(session, view)
        qtbot.addWidget(page)
        page.resize(1280, 800)
        page.show()
        qtbot.waitExposed(page)
        return page

    return open_page


@pytest.fixture
def lists(qtbot, session):
    """Tells whether the list of benefits comes to show just these."""

    def wait(page, *benefits):
        listed = page.views["benefits"].stack.list.model
        qtbot.waitUntil(lambda: not session.runner.tasks())
        qtbot.waitUntil(lambda: set(listed.ids()) == set(benefits))
        return True

    return wait


def choose(page, words):
    at = page.scope.findText(words)
    page.scope.setCurrentIndex(at)
    page.scope.activated.emit(at)


def test_all_cohorts_are_told_of_until_one_is_chosen_and_that_is_remembered(opened, lists):
    page = opened()
    assert page.scope.currentText() == "All cohorts"
    assert lists(page, VETTING, FLEET)
    choose(page, "Only 2026 intake")
    assert lists(page, VETTING)
    again = opened()
    assert again.scope.currentText() == "Only 2026 intake"
    assert lists(again, VETTING)
    choose(again, "All cohorts")
    assert opened().cohort_id is None


def test_the_choice_says_which_cohort_is_chosen_at_the_top(opened, lists, session):
    page = opened()
    choose(page, "Only 2026 intake")
    session.choose_cohort(2)
    assert page.scope.currentText() == "Only 2027 intake"
    assert lists(page, FLEET)


def test_no_cohort_is_offered_where_it_has_no_effect(opened):
    page = opened()
    assert page.scope.isVisible()
    tabs = page.bar.tabs.geometry()
    for view in ("settings", "import"):
        page.turn_to(view)
        assert not page.scope.isVisible(), view
        assert page.bar.tabs.geometry() == tabs
    page.turn_to("claims")
    assert page.scope.isVisible()
