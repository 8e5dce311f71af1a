"""Why somebody is here, why two are together: asked by key, answered beside the board."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.groups import NewRule, add_rule, move_people, read_board
from cohort_desk.services.people import withdraw_people

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shown(hand):
    """The title and the words of the panel on the right."""

    def read():
        detail = hand.page.detail
        labels = [each.text() for each in detail.findChildren(QLabel) if each.isVisibleTo(detail)]
        return "\n".join(labels)

    return read


def links(page, text):
    found = page.detail.findChildren(QPushButton)
    return [each for each in found if each.text() == text and each.isVisibleTo(page.detail)]


def test_w_tells_what_every_other_group_would_cost(hand, board, shown, aloud):
    person = board().groups[0].cards[0]
    hand.pick(person.id)
    hand.press("w")
    assert hand.page.detail.title.text() == f"Why {person.name} is in Group 1"
    told = shown()
    assert "No other place is better: " in told
    for name in ("Group 2", "Group 3", "Group 4"):
        assert f"\n{name}\n" in told
    assert "1 more same-agency pair" in told
    assert aloud[-1].startswith("No other place is better: ")
    assert hand.canvas.hasFocus()


def test_the_answer_can_be_acted_on_and_follows_the_board(hand, board):
    person = board().groups[0].cards[0]
    hand.pick(person.id)
    hand.press("w")
    go = links(hand.page, "Move there")[0]
    target = go.accessibleName().partition(":")[0].removeprefix("Move to ")
    go.click()
    assert hand.where(board(), person.id) == target
    assert hand.page.detail.title.text() == f"Why {person.name} is in {target}"


def test_a_swap_is_carried_out_from_the_answer(hand, board):
    person = board().groups[0].cards[0]
    hand.pick(person.id)
    hand.press("w")
    links(hand.page, "Swap")[0].click()
    assert hand.where(board(), person.id) != "Group 1"
    assert len(board().groups[0].cards) == 6


def test_two_selected_are_explained_as_a_pair(hand, board, shown):
    one, other = board().groups[0].cards[:2]
    hand.pick(one.id)
    hand.press(Qt.Key.Key_Down, held=SHIFT)
    hand.press("w")
    assert hand.page.detail.title.text() == f"Why {one.name} and {other.name} are together"
    assert "Parting them would " in shown()
    assert "What would part them" in shown()


def test_a_rule_that_keeps_two_apart_is_the_answer(db, grouped, hand, shown):
    groups = read_board(db, grouped).groups
    one, other = groups[0].cards[0], groups[1].cards[0]
    add_rule(db, grouped, NewRule(RuleKind.APART, (one.id, other.id), "complaint"))
    hand.page.round_chosen.emit(grouped)
    hand.pick(one.id, other.id)
    hand.press("w")
    assert hand.page.detail.title.text() == f"Why {one.name} and {other.name} are not together"
    assert f"A rule keeps them apart: {one.name} and {other.name} apart (complaint)." in shown()


def test_the_panel_of_a_person_leads_to_the_answer(hand, board):
    person = board().groups[1].cards[3]
    hand.pick(person.id)
    hand.press(Qt.Key.Key_Return)
    links(hand.page, "Why here?")[0].click()
    assert hand.page.detail.title.text() == f"Why {person.name} is in Group 2"


def test_who_has_no_group_is_told_the_best_one(db, grouped, hand, board, shown):
    person = board().groups[0].cards[0]
    move_people(db, grouped, [person.id], None, {person.id: person.seat_version})
    hand.page.round_chosen.emit(grouped)
    hand.pick(person.id)
    hand.press("w")
    assert hand.page.detail.title.text() == f"Where {person.name} could go"
    assert "Group 1 would be best." in shown()


def test_three_are_not_explained(hand, board, aloud):
    hand.pick(*(card.id for card in board().groups[0].cards[:3]))
    hand.press("w")
    assert aloud[-1] == "Select one person, or two, to ask why."
    assert not hand.page.detail.isVisible()


def test_nor_is_somebody_who_has_withdrawn(qtbot, db, hand, board, heard):
    card = board().groups[0].cards[0]
    withdraw_people(db, [card.id])
    qtbot.waitUntil(lambda: hand.model.card_at(hand.model.row_of(card.id)).withdrawn)
    hand.pick(card.id)
    hand.press("w")
    assert heard.said[-1] == f"{card.name} has withdrawn and counts for nothing here."


def test_the_answers_can_be_worked_by_tab_and_read_aloud(hand, board, accessibility):
    cards = board().groups[0].cards
    for people in (cards[:1], cards[:2]):
        hand.pick(*(card.id for card in people))
        hand.press("w")
        assert accessibility.problems(hand.page) == []
