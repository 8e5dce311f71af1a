"""Cards carried over the board by mouse: what a drop would do, and what it does."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.groups import NewRule, add_rule, lock_group
from cohort_desk.services.history import undo
from cohort_desk.services.people import withdraw_people
from cohort_desk.ui.groups.board.menu import board_menu

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_card_dropped_on_a_heading_moves(hand, board):
    person = board().groups[0].cards[0]
    hand.take(person.id)
    hand.let_go(hand.head(1))
    assert hand.where(board(), person.id) == "Group 2"
    assert hand.where(hand.model.board, person.id) == "Group 2"
    assert hand.chosen() == [person.id]


def test_a_card_dropped_on_a_card_changes_places_with_it(hand, board):
    one, other = board().groups[0].cards[0], board().groups[1].cards[0]
    hand.take(one.id)
    hand.carry_to(hand.card(other.id))
    effect = hand.canvas.drag.effect_on(1)
    assert effect.short.startswith("Swap: ")
    assert f"Swap with {other.name}" in hand.page.board.told.text()
    hand.let_go(hand.card(other.id))
    now = board()
    assert hand.where(now, one.id) == "Group 2"
    assert hand.where(now, other.id) == "Group 1"


def test_every_group_in_sight_says_at_once_what_a_drop_would_do(hand, board):
    person = board().groups[0].cards[0]
    hand.take(person.id)
    effects = hand.canvas.drag.effects
    assert set(effects) == {-1, 0, 1, 2, 3}
    assert effects[0].short == "Is here now"
    assert {effects[place].tone for place in (1, 2, 3)} == {"warning"}
    assert all(effects[place].short.startswith("Worse by ") for place in (1, 2, 3))
    hand.let_go(hand.card(person.id))
    assert hand.canvas.drag.effects == {}


def test_a_rule_that_would_break_is_told_in_words(qtbot, db, grouped, hand, board):
    one, other = board().groups[0].cards[0], board().groups[1].cards[0]
    add_rule(db, grouped, NewRule(RuleKind.APART, (one.id, other.id), "complaint"))
    qtbot.waitUntil(lambda: bool(hand.model.board.request.recipe.rules))
    hand.take(one.id)
    hand.carry_to(hand.head(1))
    effect = hand.canvas.drag.effect_on(1)
    assert effect.tone == "danger"
    assert effect.rule.endswith("must be apart (complaint)")
    assert "must be apart (complaint)" in hand.page.board.told.text()
    hand.let_go(hand.head(1))
    assert "must be apart (complaint)" in hand.spoken(one.id)


def test_a_locked_group_says_that_it_is(qtbot, db, hand, board):
    group, person = board().groups[1], board().groups[0].cards[0]
    lock_group(db, group.id, group.version, locked=True)
    qtbot.waitUntil(lambda: hand.model.board.groups[1].locked)
    hand.take(person.id)
    assert hand.canvas.drag.effects[1].rule == "Group 2 is locked"
    hand.let_go(hand.head(1))
    assert hand.where(board(), person.id) == "Group 1"


def test_several_clicked_with_ctrl_are_carried_together(db, hand, board):
    people = [card.id for card in board().groups[0].cards[:3]]
    hand.click(people[0])
    hand.click(people[1], CONTROL)
    hand.click(people[2], CONTROL)
    hand.take(people[1])
    assert hand.canvas.drag.people == people
    hand.let_go(hand.head(1))
    assert len(board().groups[1].cards) == 9
    undo(db)
    assert len(board().groups[1].cards) == 6


def test_esc_gives_the_cards_back(hand, board):
    person = board().groups[0].cards[0]
    hand.take(person.id)
    hand.carry_to(hand.head(1))
    hand.press(Qt.Key.Key_Escape)
    assert not hand.canvas.drag.active
    hand.let_go(hand.head(1))
    assert hand.where(board(), person.id) == "Group 1"


def test_a_drop_beside_the_groups_changes_nothing(hand, board):
    before = board()
    hand.take(before.groups[0].cards[0].id)
    hand.let_go(QPoint(hand.canvas.viewport().width() + 40, 5))
    assert board() == before


def test_while_nobody_is_in_the_tray_a_bar_takes_people_out(hand, board):
    person = board().groups[0].cards[0]
    assert not hand.canvas.drop_bar.isValid()
    hand.take(person.id)
    assert hand.canvas.drop_bar.isValid()
    hand.let_go(hand.canvas.drop_bar.center())
    assert [card.id for card in board().tray] == [person.id]


def test_the_bar_lies_over_no_card_and_a_drop_in_the_bottom_row_swaps(hand, board):
    hand.page.resize(1070, 420)
    bar = hand.canvas.verticalScrollBar()
    one, other = board().groups[2].cards[4], board().groups[3].cards[4]
    box = hand.canvas.visualRect(hand.model.index(hand.model.row_of(one.id)))
    bar.setValue(bar.value() + box.bottom() - hand.canvas.viewport().height() + 6)
    places, view = hand.canvas.places, hand.canvas.viewport()
    start = places.rect(hand.model.row_of(one.id), hand.canvas.scrolled).center()
    end = places.rect(hand.model.row_of(other.id), hand.canvas.scrolled).center()
    assert view.height() - 44 < end.y() < view.height()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start + QPoint(20, 5))
    assert hand.page.board.take_out.isVisible()
    assert not hand.canvas.drop_bar.intersects(view.rect())
    hand.let_go(end)
    now = board()
    assert not now.tray
    assert hand.where(now, one.id) == "Group 4"
    assert hand.where(now, other.id) == "Group 3"
    assert not hand.page.board.take_out.isVisible()


def test_a_card_from_the_tray_dropped_on_a_card_joins_its_group(hand, board):
    person, other = board().groups[0].cards[0], board().groups[1].cards[0]
    hand.pick(person.id)
    hand.press(Qt.Key.Key_Delete)
    hand.take(person.id)
    hand.let_go(hand.card(other.id))
    assert hand.where(board(), person.id) == "Group 2"
    assert hand.where(board(), other.id) == "Group 2"


def test_the_board_scrolls_while_a_card_is_held_at_its_edge(qtbot, hand, board):
    hand.page.resize(1070, 520)
    hand.take(board().groups[0].cards[0].id)
    bar = hand.canvas.verticalScrollBar()
    assert bar.maximum() > 0
    hand.carry_to(QPoint(100, hand.canvas.viewport().height() - 4))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    hand.press(Qt.Key.Key_Escape)


def test_a_reading_that_arrives_in_the_middle_of_a_drag_does_not_end_it(qtbot, db, hand, board):
    person, group = board().groups[0].cards[0], board().groups[3]
    hand.take(person.id)
    lock_group(db, group.id, group.version, locked=True)
    qtbot.waitUntil(lambda: hand.model.board.groups[3].locked)
    assert hand.canvas.drag.effects[3].rule == "Group 4 is locked"
    hand.let_go(hand.head(1))
    assert hand.where(board(), person.id) == "Group 2"


def test_a_rubber_band_selects_what_it_touches(hand, board):
    places, canvas = hand.canvas.places, hand.canvas
    box = places.group_rect(0, canvas.scrolled)
    view = canvas.viewport()
    start = QPoint(box.right() + 3, places.rect(1, canvas.scrolled).top() + 2)
    end = QPoint(box.left() + 30, places.rect(3, canvas.scrolled).center().y())
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start - QPoint(20, 0))
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert hand.chosen() == [card.id for card in board().groups[0].cards[:3]]


def test_take_out_on_a_withdrawn_card_is_clicked(qtbot, db, hand, board):
    person = board().groups[0].cards[0]
    withdraw_people(db, [person.id])
    qtbot.waitUntil(lambda: hand.model.board.groups[0].cards[0].withdrawn)
    box = hand.canvas.visualRect(hand.model.index(hand.model.row_of(person.id)))
    QTest.mouseClick(
        hand.canvas.viewport(),
        Qt.MouseButton.LeftButton,
        pos=box.bottomRight() - QPoint(20, 14),
    )
    assert person.id not in {card.id for card in board().groups[0].cards}


def test_all_who_have_withdrawn_are_taken_out_in_one_step(qtbot, db, hand, board):
    gone = [board().groups[0].cards[0].id, board().groups[2].cards[1].id]
    withdraw_people(db, gone)
    qtbot.waitUntil(lambda: sorted(hand.model.withdrawn) == sorted(gone))
    menu = board_menu(hand.page.board, on_card=True, withdrawn=len(hand.model.withdrawn))
    menu.chosen.connect(hand.page.board.run)
    (take_out,) = (act for act in menu.actions() if "all 2 who have withdrawn" in act.text())
    take_out.trigger()
    assert [len(group.cards) for group in board().groups] == [5, 6, 5, 6]
    undo(db)
    assert [len(group.cards) for group in board().groups] == [6, 6, 6, 6]
