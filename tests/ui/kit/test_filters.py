"""Search as you type, and chips."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from cohort_desk.ui.kit.filters import FilterChips, FilterMenu, SearchField
from cohort_desk.ui.kit.flow import FlowLayout

AGENCIES = [(n, f"Agency {n}") for n in range(1, 13)]


@pytest.fixture
def search(qtbot):
    field = SearchField("Search people")
    qtbot.addWidget(field)
    field.show()
    return field


def test_typing_is_said_once_the_user_pauses(qtbot, search):
    heard = []
    search.searched.connect(heard.append)
    qtbot.keyClicks(search, "khan")
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["khan"])


def test_enter_says_it_at_once_and_escape_empties(qtbot, search):
    heard = []
    search.searched.connect(heard.append)
    qtbot.keyClicks(search, " khan ")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert heard == ["khan", ""]


def test_down_leads_into_the_list(qtbot, search):
    with qtbot.waitSignal(search.left_downwards):
        qtbot.keyClick(search, Qt.Key.Key_Down)


def test_a_field_that_is_gone_says_nothing_more(qtbot, search):
    qtbot.keyClicks(search, "khan")
    with qtbot.assertNotEmitted(search.searched, wait=200):
        search.hide()


def test_chips_add_up_and_keep_their_choice_when_offered_anew(qtbot):
    chips = FilterChips("Status", [("active", "Active"), ("withdrawn", "Withdrawn")])
    qtbot.addWidget(chips)
    chips.show()
    for chip in chips.findChildren(QToolButton):
        with qtbot.waitSignal(chips.chosen_changed) as told:
            qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert told.args == [("active", "withdrawn")]
    chips.set_choices([("withdrawn", "Withdrawn"), ("late", "Late")])
    assert chips.chosen() == ("withdrawn",)


def test_only_one_of_exclusive_chips_is_on(qtbot):
    chips = FilterChips("Show", [("new", "New"), ("refused", "Refused")], exclusive=True)
    qtbot.addWidget(chips)
    new, refused = chips.findChildren(QToolButton)
    new.click()
    refused.click()
    assert chips.chosen() == ("refused",)
    refused.click()
    assert chips.chosen() == ()


def test_many_choices_are_searched_and_ticked(qtbot, accessibility):
    menu = FilterMenu("Agency", AGENCIES)
    qtbot.addWidget(menu)
    menu.show()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton)
    assert not menu.isChecked()
    qtbot.keyClicks(menu.narrow_field, "agency 12")
    shown = [at for at in range(12) if not menu.list.item(at).isHidden()]
    assert shown == [11]
    with qtbot.waitSignal(menu.chosen_changed) as told:
        menu.list.setCurrentRow(11)
        qtbot.keyClick(menu.list, Qt.Key.Key_Space)
    assert told.args == [(12,)]
    assert menu.text() == "Agency: 1"
    assert accessibility.unnamed(menu.narrow_field.window()) == []


def test_chips_go_on_in_a_second_row_where_the_first_is_full(qtbot):
    shell = QWidget()
    row = FlowLayout(shell)
    chips = FilterChips("Show", [(number, f"Choice {number}") for number in range(6)])
    row.add(chips)
    qtbot.addWidget(shell)
    shell.resize(chips.sizeHint().width() // 2 + 20, 200)
    shell.show()
    made = chips.findChildren(QToolButton)
    qtbot.waitUntil(lambda: made[-1].y() > made[0].geometry().bottom())
    assert all(chip.width() >= chip.sizeHint().width() for chip in made)
    assert all(chips.rect().contains(chip.geometry()) for chip in made)
