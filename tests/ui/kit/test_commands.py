"""Actions that are registered once."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cohort_desk.ui.kit.commands import CommandRegistry, Found, group_of, spoken


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.setLayout(QVBoxLayout())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    return window


@pytest.fixture
def commands(window):
    return CommandRegistry(window)


def test_a_shortcut_runs_its_action(qtbot, window, commands):
    ran = []
    action = commands.add(
        "import", "&Import…", lambda: ran.append(1), group="File", shortcut="Ctrl+I"
    )
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert ran == [1]
    assert (spoken(action), group_of(action)) == ("Import…", "File")
    action.setEnabled(False)
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert ran == [1]


def test_a_page_owns_its_actions_and_takes_them_along(qtbot, window, commands):
    page, ran = QWidget(), []
    page.setLayout(QVBoxLayout())
    field = QLineEdit()
    page.layout().addWidget(field)
    window.layout().addWidget(page)
    page.show()
    commands.add(
        "withdraw",
        "Withdraw",
        lambda: ran.append(1),
        group="People",
        shortcut="Ctrl+W",
        owner=page,
    )
    qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert ran == []
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert ran == [1]
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert commands.actions() == ()
    assert "withdraw" not in commands


def test_a_key_is_replaced_and_the_change_is_told(qtbot, commands):
    commands.add("undo", "Undo", lambda: None, group="Edit")
    with qtbot.waitSignal(commands.changed):
        commands.add("undo", "Undo move", lambda: None, group="Edit")
    assert [action.text() for action in commands.groups()["Edit"]] == ["Undo move"]


def test_records_are_found_under_their_heading(commands):
    def find(text, limit):
        return [Found("Aisha Khan", "Harbour Police", lambda: None)][:limit] if text else []

    commands.add_finder("People", find)
    commands.add_finder("Rounds", lambda text, limit: [])
    assert [each.name for each in commands.find_records("kha")["People"]] == ["Aisha Khan"]
    assert list(commands.find_records("kha")) == ["People"]
    commands.clear_finders()
    assert commands.find_records("kha") == {}
