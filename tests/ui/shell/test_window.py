"""The frame, worked by mouse and keys, with plain pages in it."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.ui.kit.commands import Found
from cohort_desk.ui.kit.filters import SearchField
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.shell.pages import PageSpec
from cohort_desk.ui.shell.sheets import HelpSheet, ShortcutsSheet
from cohort_desk.ui.shell.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


class Office:
    """Builds plain pages, and remembers which."""

    def __init__(self):
        self.built = []
        self.fails = False

    def people(self):
        self.built.append("people")
        page = Page("People", help_text="Everyone who is enrolled in this cohort.")
        page.add_filter(SearchField("Search people"), stretch=1)
        return page

    def groups(self):
        if self.fails:
            raise CohortDeskError("The file is in use by another program. Nothing was lost.")
        self.built.append("groups")
        return Page("Groups")

    def specs(self):
        return [
            PageSpec("people", "People", "users", self.people),
            PageSpec("groups", "Groups", "kanban", self.groups),
            PageSpec("imports", "Import", "upload", lambda: Page("Import"), listed=False),
            PageSpec("settings", "Settings", "settings", lambda: Page("Settings"), section=""),
        ]


@pytest.fixture
def settings(tmp_path):
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def window(qtbot, settings, office):
    window = opened(qtbot, settings)
    window.set_pages(office.specs())
    window.go("people")
    return window


def opened(qtbot, settings):
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    return window


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def sheet(window, kind):
    return next(each for each in window.findChildren(kind) if each.isVisible())


def test_pages_are_built_when_first_gone_to(qtbot, window, office):
    assert office.built == ["people"]
    with qtbot.waitSignal(window.page_shown) as told:
        press(qtbot, window, Qt.Key.Key_2, CTRL)
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    assert told.args == ["groups"]
    assert office.built == ["people", "groups"]
    assert window.current_key == "people"


def test_the_list_of_pages_is_walked_with_the_arrows(qtbot, window):
    pages = window.navigation.list
    pages.setFocus()
    qtbot.keyClick(pages, Qt.Key.Key_Down)
    assert window.current_key == "groups"
    qtbot.keyClick(pages, Qt.Key.Key_Down)
    assert window.current_key == "settings"
    qtbot.keyClick(pages, Qt.Key.Key_Home)
    assert window.current_key == "people"


def test_a_page_that_is_not_listed_is_gone_to_from_elsewhere_and_left_for_the_last(qtbot, window):
    window.go("imports")
    assert window.current_key == "imports"
    assert window.navigation.list.currentItem() is None
    assert not any(action.text() == "Import" for action in window.commands.actions())
    pages = window.navigation.list
    people = pages.visualItemRect(pages.item(1)).center()
    qtbot.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=people)
    assert window.current_key == "people"


def test_a_page_that_cannot_be_built_says_why_and_is_tried_again(qtbot, window, office):
    office.fails = True
    page = window.go("groups")
    shown = [each.text() for each in page.findChildren(QLabel)]
    assert "The file is in use by another program. Nothing was lost." in shown
    office.fails = False
    again = page._state.action
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert office.built == ["people", "groups"]
    assert window.current_key == "groups"


def test_find_leads_to_the_search_of_the_page(qtbot, window):
    press(qtbot, window, Qt.Key.Key_F, CTRL)
    assert QApplication.focusWidget() is window.go("people").findChild(SearchField)


def test_the_palette_runs_actions_and_opens_records(qtbot, window):
    opened_records = []
    aisha = Found("Aisha Khan", "Harbour Police", lambda: opened_records.append("Aisha"))
    window.commands.add_finder("People", lambda text, limit: [aisha] if text in "aisha" else [])
    palette = window.palette_box
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    assert palette.isVisible()
    qtbot.keyClicks(palette.field, "groups")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.current_key == "groups"
    assert not palette.isVisible()
    palette.open()
    qtbot.keyClicks(palette.field, "ais")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert opened_records == ["Aisha"]


def test_an_action_of_a_page_is_done_from_any_other(window, office):
    pressed = []

    def build():
        page = office.people()
        page.set_primary("Add person").clicked.connect(lambda: pressed.append("Add person"))
        return page

    specs = [PageSpec("people", "People", "users", build, actions=("Add person",))]
    window.set_pages([*office.specs()[1:], *specs])
    window.go("groups")
    window.commands.action("people.Add person").trigger()
    assert pressed == ["Add person"]
    assert window.current_key == "people"
    window.set_pages(office.specs())
    assert "people.Add person" not in window.commands


def test_the_palette_leaves_out_what_cannot_be_done_now(qtbot, window):
    palette = window.palette_box
    palette.open()
    palette.field.setText("undo")
    palette.refresh()
    assert palette.list.item(0).text() == "Nothing goes by that name."
    window.show_undo("move of Aisha Khan to Group 3", None)
    palette.refresh()
    assert palette.list.currentItem().text() == "Undo move of Aisha Khan to Group 3"
    with qtbot.waitSignal(window.undo_asked):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)


def test_steps_are_named_in_the_edit_menu(qtbot, window):
    undo, redo = window.commands.action("undo"), window.commands.action("redo")
    assert not undo.isEnabled()
    window.show_undo("import of 60 people", "withdrawal of Bo Chen")
    assert (undo.text(), redo.text()) == (
        "Undo import of 60 people",
        "Redo withdrawal of Bo Chen",
    )
    with qtbot.waitSignal(window.redo_asked):
        press(qtbot, window, Qt.Key.Key_Y, CTRL)


def test_the_cohort_is_chosen_for_every_page(qtbot, window):
    window.show_programme("Innovation", [(4, "Autumn"), (7, "Spring")], 4, "Innovation.cohort")
    assert window.windowTitle() == "Innovation – Cohort Desk"
    assert window.top.cohorts.currentText() == "Autumn"
    with qtbot.waitSignal(window.cohort_chosen) as told:
        qtbot.keyClick(window.top.cohorts, Qt.Key.Key_Down)
    assert told.args == [7]


def test_long_work_shows_how_far_it_is_and_stops(qtbot, window):
    go_on, ended = threading.Event(), []

    def work(report):
        while not go_on.wait(0.001):
            report(30, 100)

    run = window.runner.run
    run("Forming groups", work, done=lambda _: None, ended=lambda: ended.append(1), writes=False)
    run("Importing people", work, done=lambda _: None, ended=lambda: ended.append(2))
    bar = window.work_bar
    rows = {task.title: row for task, row in bar._rows.items()}
    qtbot.waitUntil(lambda: rows["Importing people"].words.text() == "Importing people: 30 %")
    assert bar.more.text() == "1 other task"
    qtbot.mouseClick(bar.more, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(rows["Forming groups"].stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ended == [1])
    assert not bar.more.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: ended == [1, 2])
    assert not bar.isVisible()


def test_the_look_changes_at_once_and_is_remembered(qtbot, window, settings, theme):
    window.commands.action("theme.dark").trigger()
    assert theme.is_dark
    press(qtbot, window, Qt.Key.Key_Plus, CTRL)
    assert theme.scale == 110
    press(qtbot, window, Qt.Key.Key_Minus, CTRL)
    press(qtbot, window, Qt.Key.Key_Minus, CTRL)
    assert theme.scale == 90
    window.commands.action("rows.compact").trigger()
    kept = [settings.get(key) for key in ("theme", "text_size", "compact_rows")]
    assert kept == ["dark", 90, True]
    assert not window.commands.action("theme.light").isChecked()


def test_the_window_comes_back_as_it_was_left(qtbot, window, settings, office):
    window.resize(900, 666)
    press(qtbot, window, Qt.Key.Key_B, CTRL)
    window.go("groups")
    window.close()
    again = opened(qtbot, settings)
    again.set_pages(office.specs())
    assert again.height() == 666
    assert again.navigation.collapsed
    assert again.last_page("people") == "groups"


def test_help_tells_of_the_page_and_the_sheet_of_every_shortcut(qtbot, window):
    press(qtbot, window, Qt.Key.Key_F1)
    assert "Everyone who is enrolled" in sheet(window, HelpSheet).words.text()
    sheet(window, HelpSheet).accept()
    press(qtbot, window, Qt.Key.Key_Slash, CTRL)
    told = {each.text() for each in sheet(window, ShortcutsSheet).findChildren(QLabel)}
    for action in window.commands.actions():
        assert action.shortcut().toString() in told | {""}


def test_the_sheet_of_shortcuts_lists_what_the_page_that_is_shown_does_with_keys(qtbot, window):
    class Desk(Page):
        shortcuts = (("Next criterion", "Enter"),)

    window.set_pages([PageSpec("desk", "Desk", "star", lambda: Desk("Desk"))])
    window.go("desk")
    window.show_shortcuts()
    told = [each.text() for each in sheet(window, ShortcutsSheet).findChildren(QLabel)]
    assert told.index("Next criterion") == told.index("On this page") + 1


def test_the_start_page_fills_the_window_until_there_are_pages(qtbot, settings, office):
    window, start = opened(qtbot, settings), Page("Start")
    window.show_start(start)
    assert start.isVisible()
    assert not window.navigation.isVisible()
    window.set_pages(office.specs())
    window.go("people")
    assert window.navigation.isVisible()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_everything_has_a_name_is_reached_by_keys_and_is_readable(
    window, theme, accessibility, mode
):
    theme.set_mode(mode)
    window.show_programme("Innovation", [(1, "Autumn")], 1, "Innovation.cohort")
    window.say("Moved Aisha Khan to Group 3", undo=True)
    assert accessibility.problems(window) == []


def test_typing_in_a_field_undoes_there_and_not_in_the_programme(qtbot, window):
    window.show_undo("import of 60 people", None)
    field = window.go("people").findChild(QLineEdit)
    field.setFocus()
    qtbot.keyClicks(field, "khan")
    with qtbot.assertNotEmitted(window.undo_asked):
        qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() != "khan"


@pytest.mark.parametrize(
    ("size", "finds"),
    [
        ((1600, 100), "Find or do anything…   Ctrl+K"),
        ((1280, 150), "Find…"),
        ((900, 150), ""),
    ],
)
def test_the_bar_at_the_top_says_less_where_it_is_narrow_and_cuts_nothing(
    qtbot, window, theme, size, finds
):
    width, scale = size
    theme.set_scale(scale)
    top = window.top
    top.show_programme("Leading across South Yorkshire (sample)", [(1, "2026 intake")], 1)
    top.show_view("Administrator")
    window.resize(width, 800)
    qtbot.waitUntil(lambda: window.width() == width)
    qtbot.waitUntil(lambda: top.palette_button.text() == finds)
    for each in (top.cohorts, top.view_button, top.palette_button):
        qtbot.waitUntil(lambda each=each: each.width() >= each.sizeHint().width())
        assert top.rect().contains(each.geometry())
    assert top.palette_button.accessibleName() == "Find or do anything"


def test_a_serial_at_the_head_of_a_panel_is_read_whole(qtbot, theme):
    theme.set_scale(150)
    page = Page("Certificates")
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.detail.show_widget("SAMPLEPROGR-2026-0090", QLabel("Valid"))
    title = page.detail.title
    assert title.text() == "SAMPLEPROGR-2026-0090"
    qtbot.waitUntil(lambda: title.height() >= title.heightForWidth(title.width()) > 0)
    assert title.minimumSizeHint().width() <= title.width()
