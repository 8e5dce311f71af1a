"""The board by keyboard and by dragging: moves, swaps, locks, names, and what they would do."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent

from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.groups import NewRule, add_rule, lock_people, read_board
from cohort_desk.services.history import undo


@pytest.fixture
def page(grouped, open_page):
    return open_page()


@pytest.fixture
def board(db, grouped):
    """Read the board as it is kept now."""
    return lambda: read_board(db, grouped)


def pick(page, person_id):
    canvas = page.board.canvas
    canvas.setFocus()
    canvas.choose_rows([page.board.model.row_of(person_id)])


def group_of(board, person_id):
    for group in board.groups:
        if person_id in (card.id for card in group.cards):
            return group.name
    return ""


def drop(page, people, row):
    """Drop people's cards onto the middle of a row of the board."""
    canvas, model = page.board.canvas, page.board.model
    canvas.scrollTo(model.index(row))
    data = model.mimeData([model.index(model.row_of(one)) for one in people])
    place = canvas.visualRect(model.index(row)).center()
    canvas.dropEvent(
        QDropEvent(
            QPointF(place),
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_m_offers_every_other_group_with_its_effect_and_enter_moves(qtbot, db, page, board):
    person = board().groups[0].cards[0]
    pick(page, person.id)
    qtbot.keyClick(page.board.canvas, Qt.Key.Key_M)
    choice = page.board.group_choice
    spoken = [
        choice.list.item(at).data(Qt.ItemDataRole.AccessibleTextRole)
        for at in range(choice.list.count())
    ]
    assert len(spoken) == 4
    assert all("worse by" in words.casefold() for words in spoken[:3])

    first = choice.list.item(0).text()
    qtbot.keyClick(choice.field, Qt.Key.Key_Return)
    assert group_of(board(), person.id) == first
    qtbot.waitUntil(lambda: page.board.badge.accessibleName() != "Proven best")

    undo(db)
    assert group_of(board(), person.id) == "Group 1"


def test_s_offers_the_best_swaps_first(qtbot, page, board):
    person = board().groups[0].cards[0]
    pick(page, person.id)
    best = board().live().best_swaps(person.id, 1)[0]
    qtbot.keyClick(page.board.canvas, Qt.Key.Key_S)
    qtbot.keyClick(page.board.swap_choice.field, Qt.Key.Key_Return)
    assert group_of(board(), best.member_id) == "Group 1"
    assert group_of(board(), person.id) != "Group 1"


def test_delete_takes_out_of_the_group(qtbot, page, board):
    person = board().groups[1].cards[2]
    pick(page, person.id)
    qtbot.keyClick(page.board.canvas, Qt.Key.Key_Delete)
    assert [card.id for card in board().tray] == [person.id]
    qtbot.waitUntil(lambda: "1 person is not in a group yet" in page.board.badge.accessibleName())


def test_a_locked_person_stays_and_the_reason_is_told(qtbot, heard, page, board):
    person = board().groups[0].cards[0]
    pick(page, person.id)
    qtbot.keyClick(page.board.canvas, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: page.board.model.board.groups[0].cards[0].locked)
    qtbot.keyClick(page.board.canvas, Qt.Key.Key_Delete)
    assert heard.said[-1].startswith(f"{person.name} is locked in Group 1.")
    assert board().tray == ()


def test_f2_renames_a_group_where_it_stands(qtbot, page, board):
    pick(page, board().groups[0].cards[0].id)
    qtbot.keyClick(page.board.canvas, Qt.Key.Key_F2)
    field = next(
        one
        for one in page.board.canvas.viewport().children()
        if getattr(one, "accessibleName", str)() == "New name of Group 1"
    )
    qtbot.keyClicks(field, "Sheffield")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert board().groups[0].name == "Sheffield"


def test_a_card_dropped_on_a_heading_moves(page, board):
    person = board().groups[0].cards[0]
    drop(page, [person.id], page.board.canvas.places.row_of(1, -1))
    assert group_of(board(), person.id) == "Group 2"


def test_a_card_dropped_on_a_card_changes_places_with_it(page, board):
    one, other = board().groups[0].cards[0], board().groups[1].cards[0]
    drop(page, [one.id], page.board.model.row_of(other.id))
    now = board()
    assert group_of(now, one.id) == "Group 2"
    assert group_of(now, other.id) == "Group 1"


def test_several_cards_move_as_one_step(db, page, board):
    people = [card.id for card in board().groups[0].cards[:3]]
    drop(page, people, page.board.canvas.places.row_of(1, -1))
    assert len(board().groups[1].cards) == 9
    undo(db)
    assert len(board().groups[1].cards) == 6


def test_a_drag_foretells_what_every_group_in_sight_would_gain(page, board):
    person = board().groups[0].cards[0]
    page.board.effects_wanted.emit([person.id], [1, 2])
    effects = page.board.canvas.effects
    assert {effect.tone for effect in effects.values()} == {"warning"}
    assert all(effect.short.startswith("Worse by ") for effect in effects.values())


def test_a_move_that_breaks_a_rule_is_foretold_and_marked(qtbot, db, grouped, page, board):
    one, other = board().groups[0].cards[0], board().groups[1].cards[0]
    add_rule(db, grouped, NewRule(RuleKind.APART, (one.id, other.id), "complaint"))
    page.round_chosen.emit(grouped)
    page.board.effects_wanted.emit([one.id], [1])
    assert page.board.canvas.effects[1].tone == "danger"
    assert "must be apart (complaint)" in page.board.canvas.effects[1].sentence

    page.board.moved.emit([one.id], 1)
    qtbot.waitUntil(page.board.rules.isVisible)
    index = page.board.model.index(page.board.model.row_of(one.id))
    assert "must be apart (complaint)" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "must be apart (complaint)" in page.board.rules_text.text()


def test_nobody_is_moved_over_somebody_elses_change(db, grouped, heard, page, board):
    person = board().groups[0].cards[0]
    lock_people(db, grouped, [person.id], locked=True, seen={person.id: person.seat_version})
    page.board.moved.emit([person.id], 1)
    assert heard.said[-1].startswith(f"Someone else has moved {person.name} meanwhile.")
    assert group_of(board(), person.id) == "Group 1"
    assert page.board.model.board.groups[0].cards[0].locked


def test_arrows_go_within_a_group_and_from_group_to_group(qtbot, page, board):
    first, second = board().groups[:2]
    pick(page, first.cards[0].id)
    canvas = page.board.canvas
    for key, expected in (
        (Qt.Key.Key_Down, first.cards[1]),
        (Qt.Key.Key_Right, second.cards[1]),
        (Qt.Key.Key_Up, second.cards[0]),
        (Qt.Key.Key_Left, first.cards[0]),
    ):
        qtbot.keyClick(canvas, key)
        assert canvas.chosen_people() == [expected.id]


def test_a_card_is_read_aloud_with_agency_grade_and_group(page, board):
    card = board().groups[2].cards[0]
    index = page.board.model.index(page.board.model.row_of(card.id))
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    for part in (card.name, card.agency, f"grade {card.grade}", "Group 3"):
        assert part in words
