"""The board in the whole window: from key to toast, announcement and undo, without the mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cohort_desk.services.groups import lock_people
from cohort_desk.ui.groups.board.density import Density
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.shell.documents import Documents
from cohort_desk.ui.shell.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, tmp_path, answers, grouped):
    """The window with the programme open, at the board of its only round."""
    settings = SettingsStore(tmp_path / "settings.json")
    window = MainWindow(settings)
    qtbot.addWidget(window)
    # Kept by name: whoever opens documents answers the window's undo.
    documents = Documents(window, settings, answers(), tmp_path)
    window.show()
    documents.open(str(tmp_path / "Test.cohort"))
    window.go("groups")
    qtbot.waitUntil(lambda: not window.runner.tasks())
    yield window
    window.close()
    documents.close()


@pytest.fixture
def come_forward(qtbot, window):
    """Give the window the focus, as a desktop does by itself once a list over it has closed."""

    def come():
        QApplication.processEvents()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    return come


@pytest.fixture
def board_hand(window, make_hand, come_forward):
    come_forward()
    return make_hand(window.go("groups"))


def test_a_move_by_keys_is_told_announced_and_undone_by_its_name(
    qtbot, board, board_hand, come_forward, aloud
):
    window = board_hand.page.window()
    hand, person = board_hand, board().groups[0].cards[0]
    hand.pick(person.id)
    hand.press("m")
    qtbot.keyClicks(hand.page.board.group_choice.field, "Group 3")
    qtbot.keyClick(hand.page.board.group_choice.field, Qt.Key.Key_Return)
    said = f"Moved {person.name} to Group 3"
    qtbot.waitUntil(lambda: said in aloud)
    assert [toast.text for toast in window.toasts.toasts()] == [said]
    undo = window.commands.action("undo")
    qtbot.waitUntil(lambda: undo.text() == f"Undo move of {person.name} to Group 3")
    come_forward()
    assert hand.canvas.hasFocus()

    (toast,) = window.toasts.toasts()
    qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: hand.where(hand.model.board, person.id) == "Group 1")
    assert hand.where(board(), person.id) == "Group 1"
    assert hand.chosen() == [person.id]
    assert QApplication.focusWidget() is hand.canvas


def test_ctrl_z_takes_back_a_swap(qtbot, board, window, board_hand, come_forward):
    before = board()
    board_hand.pick(before.groups[0].cards[0].id)
    board_hand.press("s")
    qtbot.keyClick(board_hand.page.board.swap_choice.field, Qt.Key.Key_Return)
    undo = window.commands.action("undo")
    qtbot.waitUntil(lambda: undo.text().startswith("Undo swap of "))
    come_forward()
    qtbot.keyClick(board_hand.canvas, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: board().seats == before.seats)


def test_a_refused_move_is_told_as_a_warning_and_not_as_done(qtbot, db, grouped, board, board_hand):
    person, toasts = board().groups[0].cards[0], board_hand.page.window().toasts
    lock_people(db, grouped, [person.id], locked=True, seen={person.id: person.seat_version})
    qtbot.waitUntil(lambda: board_hand.model.board.groups[0].cards[0].locked)
    toasts.clear()
    board_hand.pick(person.id)
    board_hand.press(Qt.Key.Key_Delete)
    (toast,) = toasts.toasts()
    assert "is locked" in toast.text
    assert toast.tone == "warning"


def test_zoom_keys_are_the_boards_while_it_has_the_focus(qtbot, theme, window, board_hand):
    qtbot.keyClick(board_hand.canvas, Qt.Key.Key_Minus, CONTROL)
    assert (board_hand.canvas.density, theme.scale) == (Density.COMPACT, 100)
    board_hand.page.tabs.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Minus, CONTROL)
    assert (board_hand.canvas.density, theme.scale) == (Density.COMPACT, 90)


def test_the_palette_does_what_the_board_can(window, board_hand):
    window.go("home")
    window.commands.action("groups.Overview of all groups").trigger()
    assert window.current_key == "groups"
    assert board_hand.canvas.density is Density.OVERVIEW
