"""Certificates from anywhere in the main window."""

import re
import shutil

import pytest

from cohort_desk.services.certificates.status import revoke
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.shell.documents import Documents
from cohort_desk.ui.shell.window import MainWindow


@pytest.fixture
def documents(qtbot, tmp_path, answers, stages):
    settings = SettingsStore(tmp_path / "settings.json")
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    made = Documents(window, settings, answers(), tmp_path)
    made.open(str(shutil.copy(stages["issued"], tmp_path)))
    yield made
    window.close()


@pytest.fixture
def window(documents):
    return documents.open_programme.parent()


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


def test_neither_the_menu_nor_a_message_offers_to_undo_what_was_issued(qtbot, window, documents):
    undo, toasts = window.commands.action("undo"), window.toasts.toasts
    assert not re.search("issue|certificate", undo.text())
    revoke(documents.open_programme.db, 2, 1, "error", "By mistake")
    qtbot.waitUntil(lambda: any("Revoked" in each.text for each in toasts()))
    assert [each.action for each in toasts() if "Revoked" in each.text] == [None]
    assert not re.search("issue|revoc", undo.text())


def test_a_page_with_what_cannot_be_saved_is_left_only_when_that_is_given_up(
    qtbot, window, documents
):
    def settle():
        qtbot.waitUntil(lambda: not window.runner.tasks(), timeout=20_000)

    page = window.go("certificates")
    page.open_record("designs")
    settle()
    page.designs.opened.emit(page.designs.chosen())
    settle()
    editor = page.designer.fields.wording.editor("subject")
    answers = documents.open_programme.session.dialogs
    for leave in (lambda: window.go("home"), documents.close, window.close):
        editor.setText("{awrd}")
        answers.ready["confirm"] = False
        leave()
        assert window.current_key == "certificates"
        assert window.isVisible()
        assert editor.text() == "{awrd}"
    answers.ready["confirm"] = True
    window.go("home")
    assert window.current_key == "home"
