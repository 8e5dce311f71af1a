"""The settings page: what belongs to the file, and what to this computer."""

import pytest
from PySide6.QtCore import Qt

from cohort_desk.services import programmes
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.settings.wiring import open_settings_page


@pytest.fixture
def page(qtbot, session):
    page = open_settings_page(session)
    qtbot.addWidget(page)
    page.show()
    return page


def retype(qtbot, form, name, text):
    field = form.editor(name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def test_the_programme_is_renamed_as_the_field_is_left(qtbot, page, session):
    retype(qtbot, page.programme, "name", "Leading Together")
    qtbot.waitUntil(lambda: programmes.read_programme(session.db).name == "Leading Together")


def test_a_cohort_is_added_and_a_taken_name_refused(qtbot, page, session):
    retype(qtbot, page.cohorts, "new_cohort", "2027 intake")
    page._add_cohort()
    qtbot.waitUntil(lambda: "cohort 2" in page.cohorts.values())
    assert page.cohorts.values()["cohort 2"] == "2027 intake"
    retype(qtbot, page.cohorts, "cohort 1", "2027 Intake")
    error = page.cohorts._fields["cohort 1"].error
    assert "already a cohort called 2027 Intake" in error.text()
    assert [c.name for c in programmes.read_programme(session.db).cohorts] == [
        "2027 intake",
        "2026 intake",
    ]


def test_the_theme_changes_at_once(qtbot, page):
    choice = page.computer.editor("theme")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_End)
    page.computer._leave("theme")
    assert Theme.current().is_dark
    Theme.current().set_mode("light")
    assert page.computer.values()["theme"] == "light"
