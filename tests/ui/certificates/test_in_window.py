"""Certificates from anywhere in the main window."""

import shutil

import pytest

from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.shell.documents import Documents
from cohort_desk.ui.shell.window import MainWindow


@pytest.fixture
def window(qtbot, tmp_path, answers, stages):
    settings = SettingsStore(tmp_path / "settings.json")
    made = MainWindow(settings)
    qtbot.addWidget(made)
    documents = Documents(made, settings, answers(), tmp_path)
    made.show()
    documents.open(str(shutil.copy(stages["issued"], tmp_path)))
    yield made
    made.close()


@pytest.mark.parametrize("typed", ["0002", "ben sam"])
def test_a_certificate_is_found_by_serial_or_name(qtbot, window, typed):
    found = window.commands.find_records(typed)["Certificates"]
    (ben,) = [each for each in found if each.name.endswith("Ben Sample2")]
    assert ben.note == "Valid"
    ben.open()
    qtbot.waitUntil(lambda: not window.runner.tasks(), timeout=20_000)
    page = window.go("certificates")
    assert page.view == "register"
    assert page.detail.title.text() == ben.name.split()[0]


def test_actions_of_the_page_are_offered_from_anywhere(qtbot, window):
    window.go("home")
    (make,) = [each for each in window.commands.actions() if each.text() == "Make a key…"]
    make.trigger()
    qtbot.waitUntil(lambda: not window.runner.tasks(), timeout=20_000)
    page = window.go("certificates")
    assert page.view == "keys"
    assert page.key_form.isVisible()
