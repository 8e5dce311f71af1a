"""The start page: recent programmes, and a new one in three answers."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.start.page import StartPage
from cohort_desk.ui.start.presenter import MOST_RECENT, NewProgramme, RecentProgrammes


@pytest.fixture
def recent(tmp_path):
    return RecentProgrammes(
        SettingsStore(tmp_path / "settings.json"),
        now=lambda: datetime(2026, 11, 14, 9, 0),  # noqa: DTZ001
    )


def test_the_newest_come_first_each_once_and_not_too_many(recent):
    for number in range(MOST_RECENT + 3):
        recent.remember(f"{number}.cohort", "Leaders", "2026 intake")
    recent.remember("5.cohort", "Leaders", "2027 intake")
    listed = recent.all()
    assert [listed[0].source, listed[0].cohort, len(listed)] == ["5.cohort", "2027 intake", 10]
    recent.forget("5.cohort")
    assert "5.cohort" not in [each.source for each in recent.all()]


def test_settings_that_someone_has_spoilt_count_as_none(tmp_path):
    store = SettingsStore(tmp_path / "settings.json")
    store.set("recent", ["text", {"source": 1}, None])
    assert RecentProgrammes(store).all() == ()


def test_a_recent_programme_is_opened_and_taken_off_the_list(qtbot, recent, tmp_path):
    (tmp_path / "Leaders.cohort").touch()
    recent.remember(str(tmp_path / "Leaders.cohort"), "Leaders", "2026 intake")
    page = StartPage()
    qtbot.addWidget(page)
    page.show_recent(recent.all())
    page.show()
    (open_it,) = [b for b in page.findChildren(QPushButton) if "Leaders" in b.text()]
    assert open_it.accessibleName() == "Open Leaders, 2026 intake, last opened 14 November 2026"
    with qtbot.waitSignal(page.open_wanted) as opened:
        qtbot.mouseClick(open_it, Qt.MouseButton.LeftButton)
    assert opened.args == [str(tmp_path / "Leaders.cohort")]
    forget = page.findChild(QToolButton)
    with qtbot.waitSignal(page.forget_wanted) as forgotten:
        qtbot.mouseClick(forget, Qt.MouseButton.LeftButton)
    assert forgotten.args == opened.args


def test_a_new_programme_needs_a_name(qtbot):
    page = StartPage()
    qtbot.addWidget(page)
    page.show()
    with qtbot.assertNotEmitted(page.create_wanted):
        qtbot.mouseClick(page.create_button, Qt.MouseButton.LeftButton)
    assert "Give the programme a name." in page.new_form._fields["name"].error.text()
    name = page.new_form.editor("name")
    qtbot.keyClicks(name, "Leading Together")
    with qtbot.waitSignal(page.create_wanted) as made:
        qtbot.keyClick(name, Qt.Key.Key_Return)
    assert made.args == [NewProgramme("Leading Together", "", "")]
