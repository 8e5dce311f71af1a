"""The board by keyboard: moves, swaps, locks and names, what is read aloud, and the way back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.groups import (
    NewRule,
    add_rule,
    lock_people,
    move_people,
    swap_people,
)
from cohort_desk.services.history import undo
from cohort_desk.services.people import withdraw_people

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def seen(board):
    cards = [card for group in board.groups for card in group.cards]
    return {card.id: card.seat_version for card in (*cards, *board.tray)}


@pytest.fixture
def rule_broken(db, grouped, board):
    """Two of group 1 must be apart, and are not."""
    one, other = (card.id for card in board().groups[0].cards[:2])
    add_rule(db, grouped, NewRule(RuleKind.APART, (one, other), "complaint"))
    return one, other


def test_m_offers_every_other_group_with_its_effect_and_enter_moves(qtbot, db, hand, board):
    person = board().groups[0].cards[0]
    hand.pick(person.id)
    hand.press("m")
    choice = hand.page.board.group_choice
    spoken = [
        choice.list.item(at).data(Qt.ItemDataRole.AccessibleTextRole)
        for at in range(choice.list.count())
    ]
    assert len(spoken) == 4
    assert all("worse by" in words.casefold() for words in spoken[:3])

    first = choice.list.item(0).text()
    qtbot.keyClick(choice.field, Key.Key_Return)
    assert hand.where(board(), person.id) == first
    assert hand.page.board.badge.accessibleName() != "Proven best"
    undo(db)
    assert hand.where(board(), person.id) == "Group 1"


def test_several_move_by_key_as_one_step(qtbot, db, hand, board):
    people = [card.id for card in board().groups[0].cards[:3]]
    hand.pick(people[0])
    hand.press(Key.Key_Down, Key.Key_Down, held=SHIFT)
    assert hand.chosen() == people
    hand.press("m")
    assert hand.page.board.group_choice.title.text() == "Move 3 people to"
    qtbot.keyClicks(hand.page.board.group_choice.field, "Group 3")
    qtbot.keyClick(hand.page.board.group_choice.field, Key.Key_Return)
    assert len(board().groups[2].cards) == 9
    undo(db)
    assert len(board().groups[2].cards) == 6


def test_s_offers_the_best_swaps_first(qtbot, hand, board):
    person = board().groups[0].cards[0]
    hand.pick(person.id)
    best = board().live().best_swaps(person.id, 1)[0]
    hand.press("s")
    qtbot.keyClick(hand.page.board.swap_choice.field, Key.Key_Return)
    assert hand.where(board(), best.member_id) == "Group 1"
    assert hand.where(board(), person.id) != "Group 1"


def test_delete_takes_out_and_the_tray_comes_into_sight(hand, board):
    person = board().groups[1].cards[2]
    assert not hand.canvas.places.tray_box.isValid()
    hand.pick(person.id)
    hand.press(Key.Key_Delete)
    assert [card.id for card in board().tray] == [person.id]
    assert hand.canvas.places.tray_box.isValid()
    assert "not in a group yet" in hand.page.board.badge.accessibleName()
    assert hand.chosen() == [person.id]
    assert "in no group yet" in hand.spoken(person.id)


def test_a_locked_person_stays_and_the_reason_is_told(hand, heard, board):
    person = board().groups[0].cards[0]
    hand.pick(person.id)
    hand.press("l")
    assert hand.model.board.groups[0].cards[0].locked
    assert "locked" in hand.spoken(person.id)
    hand.press(Key.Key_Delete)
    assert heard.said[-1].startswith(f"{person.name} is locked in Group 1.")
    hand.press("l")
    assert not board().groups[0].cards[0].locked


def test_l_on_a_heading_locks_the_group(qtbot, hand, board):
    hand.pick(board().groups[0].cards[0].id)
    hand.press(Key.Key_Up, "l")
    assert board().groups[0].locked
    qtbot.waitUntil(lambda: hand.model.board.groups[0].locked)
    head = hand.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert head.startswith("Group 1: 6 people")
    assert head.endswith("locked")


def test_f2_renames_a_group_where_it_stands(qtbot, hand, board):
    hand.pick(board().groups[0].cards[0].id)
    hand.press(Key.Key_F2)
    field = QApplication.focusWidget()
    assert field.accessibleName() == "New name of Group 1"
    qtbot.keyClicks(field, "Sheffield")
    qtbot.keyClick(field, Key.Key_Return)
    assert board().groups[0].name == "Sheffield"


def test_a_group_is_added_and_removed(qtbot, session, hand, board):
    hand.page.board.tools.add_group.click()
    assert board().groups[-1].name == "Group 5"
    qtbot.waitUntil(lambda: len(hand.model.board.groups) == 5)
    session.dialogs.ready["confirm"] = True
    hand.canvas.go_to(hand.canvas.places.row_of(0, -1))
    hand.press(Key.Key_Delete)
    assert [group.name for group in board().groups] == ["Group 2", "Group 3", "Group 4", "Group 5"]
    assert len(board().tray) == 6


def test_nobody_is_moved_over_somebody_elses_change(db, grouped, heard, hand, board):
    person = board().groups[0].cards[0]
    target = board().groups[1].id
    lock_people(db, grouped, [person.id], locked=True, seen={person.id: person.seat_version})
    hand.page.board.moved.emit([person.id], target)
    assert heard.said[-1].startswith(f"Someone else has moved {person.name} meanwhile.")
    assert hand.where(board(), person.id) == "Group 1"
    assert hand.model.board.groups[0].cards[0].locked


def test_arrows_go_within_a_group_and_from_group_to_group(hand, board):
    first, second = board().groups[:2]
    hand.pick(first.cards[0].id)
    for key, expected in (
        (Key.Key_Down, first.cards[1]),
        (Key.Key_Right, second.cards[1]),
        (Key.Key_Up, second.cards[0]),
        (Key.Key_Left, first.cards[0]),
        (Key.Key_End, first.cards[5]),
        (Key.Key_Home, first.cards[0]),
    ):
        hand.press(key)
        assert hand.chosen() == [expected.id]


def test_space_and_ctrl_a_select(hand, board):
    cards = [card.id for card in board().groups[1].cards]
    hand.pick(cards[0])
    hand.press(Key.Key_Down, Key.Key_Down, held=CONTROL)
    hand.press(Key.Key_Space)
    assert hand.chosen() == [cards[0], cards[2]]
    hand.press(Key.Key_Space)
    assert hand.chosen() == [cards[0]]
    hand.press(Key.Key_A, held=CONTROL)
    assert hand.chosen() == cards


def test_typing_goes_to_a_name_and_a_capital_begins_one_that_is_a_command(hand, board):
    hand.pick(board().groups[0].cards[0].id)
    hand.press("Person17")
    assert [hand.model.card_at(hand.canvas.currentIndex().row()).name] == ["Person17 Sample"]
    hand.canvas._typing._at = 0
    hand.press("S")
    assert hand.page.board.swap_choice.isHidden()
    assert len(hand.chosen()) == 1


def test_b_goes_from_one_broken_rule_to_the_next(rule_broken, hand):
    hand.canvas.go_to(hand.canvas.places.row_of(3, -1))
    hand.press("b")
    assert hand.chosen() == [rule_broken[0]]
    hand.press("b")
    assert hand.chosen() == [rule_broken[1]]
    hand.page.board.broken.next.click()
    assert hand.chosen() == [rule_broken[0]]


def test_where_nothing_is_broken_b_says_so(aloud, hand):
    hand.press("b")
    assert aloud[-1] == "Nothing on the board is broken."


def test_a_broken_rule_is_told_in_words(rule_broken, hand):
    assert "Rule broken" in hand.spoken(rule_broken[0])
    assert "must be apart (complaint)" in hand.spoken(rule_broken[0])
    tip = hand.model.index(hand.model.row_of(rule_broken[1])).data(Qt.ItemDataRole.ToolTipRole)
    assert "must be apart (complaint)" in tip
    assert hand.page.board.broken.count.text() == "1 rule is broken"
    assert "must be apart (complaint)" in hand.page.board.broken.text.accessibleName()


def test_a_screen_reader_finds_every_card_as_an_item_of_the_list(hand, board):
    card = board().groups[2].cards[0]
    listed = QAccessible.queryAccessibleInterface(hand.canvas)
    assert listed.role() == QAccessible.Role.List
    assert listed.childCount() == 28
    item = listed.child(hand.model.row_of(card.id))
    assert item.role() == QAccessible.Role.ListItem
    words = item.text(QAccessible.Text.Name)
    for part in (card.name, card.agency, f"grade {card.grade}", "in Group 3"):
        assert part in words


def test_the_option_that_arrows_mark_is_read_aloud(qtbot, aloud, hand, board):
    hand.pick(board().groups[0].cards[0].id)
    hand.press("m")
    choice = hand.page.board.group_choice
    assert aloud[-1].startswith(choice.list.item(0).text())
    qtbot.keyClick(choice.field, Key.Key_Down)
    assert aloud[-1].startswith(choice.list.item(1).text())
    assert "Worse by" in aloud[-1]


def test_undo_leaves_focus_and_selection_where_they_were(qtbot, db, grouped, hand, board):
    person = board().groups[0].cards[0]
    hand.pick(person.id)
    versions = move_people(db, grouped, [person.id], board().groups[2].id, seen(board()))
    assert versions
    qtbot.waitUntil(lambda: hand.where(hand.model.board, person.id) == "Group 3")
    assert hand.chosen() == [person.id]
    undo(db)
    qtbot.waitUntil(lambda: hand.where(hand.model.board, person.id) == "Group 1")
    assert hand.chosen() == [person.id]
    assert hand.canvas.hasFocus()
    assert hand.canvas.currentIndex().row() == hand.model.row_of(person.id)


def test_another_windows_change_leaves_several_selected(qtbot, db, grouped, hand, board):
    people = [card.id for card in board().groups[0].cards[:2]]
    one, other = board().groups[1].cards[0].id, board().groups[2].cards[0].id
    hand.pick(*people)
    swap_people(db, grouped, one, other, seen(board()))
    qtbot.waitUntil(lambda: one in {card.id for card in hand.model.board.groups[2].cards})
    assert sorted(hand.chosen()) == sorted(people)


def test_who_withdrew_is_told_in_words_and_taken_out(qtbot, db, hand, board):
    person = board().groups[0].cards[0]
    withdraw_people(db, [person.id])
    qtbot.waitUntil(lambda: hand.model.board.groups[0].cards[0].withdrawn)
    assert "withdrawn, Delete takes out" in hand.spoken(person.id)
    hand.pick(person.id)
    hand.press(Key.Key_Return)
    words = hand.page.detail.findChild(type(hand.page.publish), "take_out")
    words.click()
    assert person.id not in {card.id for card in board().groups[0].cards}
    assert board().tray == ()


def test_the_details_offer_swaps_and_moves_done_by_enter(qtbot, hand, board):
    person = board().groups[0].cards[0]
    hand.pick(person.id)
    hand.press(Key.Key_Return)
    swaps, moves = hand.page.detail._scroll.widget().lists
    assert swaps.accessibleName().startswith("Best swaps")
    assert moves.count() == 3
    wanted = swaps.item(1).text()
    swaps.setFocus()
    qtbot.keyClick(swaps, Key.Key_Down)
    qtbot.keyClick(swaps, Key.Key_Return)
    assert wanted in {card.name for card in board().groups[0].cards}
    assert hand.where(board(), person.id) != "Group 1"
    assert hand.page.detail.isAncestorOf(QApplication.focusWidget())
