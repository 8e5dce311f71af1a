"""What stands around the board: zoom, search and filters, the palette, and large cohorts."""

import pytest
from PySide6.QtCore import Qt

from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.groups import NewRule, add_round, add_rule, lock_people
from cohort_desk.ui.groups.board.commands import BOARD_COMMANDS
from cohort_desk.ui.groups.board.density import Density
from cohort_desk.ui.groups.presenter.board import BoardPresenter
from cohort_desk.ui.groups.wiring import open_groups_page
from cohort_desk.ui.shell.features import page_specs

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def search(qtbot, hand):
    """Search the board for a text."""

    def type_in(text):
        hand.page.start_search()
        qtbot.keyClicks(hand.page.board.search, text)
        qtbot.waitUntil(lambda: hand.model.found is not None)

    return type_in


def test_ctrl_plus_and_minus_change_the_cards_and_not_the_text(theme, aloud, hand, session):
    hand.press(Key.Key_Minus, held=CONTROL)
    assert hand.canvas.density is Density.COMPACT
    hand.press(Key.Key_Minus, held=CONTROL)
    assert hand.canvas.density is Density.OVERVIEW
    assert aloud[-1] == "Overview"
    hand.press(Key.Key_Plus, held=CONTROL)
    assert hand.canvas.density is Density.COMPACT
    hand.press(Key.Key_0, held=CONTROL)
    assert hand.canvas.density is Density.COMFORTABLE
    assert theme.scale == 100


def test_the_density_is_chosen_by_a_named_button_and_remembered(qtbot, hand, session):
    chosen = hand.page.board.tools.density_button(Density.OVERVIEW)
    assert chosen.accessibleName() == "Overview"
    chosen.click()
    assert hand.canvas.density is Density.OVERVIEW
    assert chosen.isChecked()
    assert not hand.page.rounds.isVisible()
    again = open_groups_page(session)
    qtbot.addWidget(again)
    assert again.board.canvas.density is Density.OVERVIEW


def test_a_search_tells_how_many_and_goes_from_one_to_the_next(qtbot, aloud, hand, search):
    search("person1")
    assert hand.page.board.finder.found.text() == "10 found"
    assert aloud[-1] == "10 found"
    assert hand.chosen() == [hand.model.card_at(hand.canvas.currentIndex().row()).id]
    qtbot.keyClick(hand.page.board.search, Key.Key_Return)
    first = hand.chosen()
    assert hand.canvas.hasFocus()
    assert first[0] in hand.model.found
    hand.page.start_search()
    qtbot.keyClick(hand.page.board.search, Key.Key_Return)
    assert hand.chosen() != first
    assert hand.chosen()[0] in hand.model.found


def test_a_search_that_finds_nobody_says_so_and_is_cleared(qtbot, hand, search):
    search("nobody of this name")
    assert hand.page.board.finder.found.text() == "Nobody found"
    hand.page.board.finder.clear.click()
    assert hand.model.found is None
    assert hand.page.board.finder.found.isHidden()


def test_chips_count_and_find_what_is_marked(qtbot, db, grouped, hand, board):
    one, other, third = (card for card in board().groups[0].cards[:3])
    add_rule(db, grouped, NewRule(RuleKind.APART, (one.id, other.id), "complaint"))
    lock_people(db, grouped, [third.id], locked=True, seen={third.id: third.seat_version})
    chips = hand.page.board.finder.marks
    qtbot.waitUntil(lambda: len(chips._chips) == 2)
    assert [chip.text() for chip in chips._chips.values()] == ["Broken rules  2", "Locked  1"]
    chips.choose(["broken"])
    assert hand.model.found == {one.id, other.id}
    chips.choose(["broken", "locked"])
    assert hand.model.found == {one.id, other.id, third.id}
    hand.page.board.finder.sector.choose(["fire"])
    wanted = {card.id for card in (one, other, third) if card.sector == "fire"}
    assert hand.model.found == wanted


def test_everything_the_palette_offers_of_the_board_can_be_done(session, hand, show_view):
    (spec,) = (spec for spec in page_specs(session) if spec.key == "groups")
    assert set(BOARD_COMMANDS) <= set(spec.actions)
    assert set(BOARD_COMMANDS.values()) <= set(hand.page.board.commands._commands)
    show_view(hand.page, "Set-up")
    hand.page.act("Overview of all groups")
    assert hand.page.board.isVisible()
    assert hand.canvas.density is Density.OVERVIEW


def test_the_palette_asks_to_choose_somebody_first(aloud, hand):
    hand.canvas.go_to(0)
    hand.page.act("Move the selected people…")
    assert aloud[-1].startswith("Choose somebody first")
    assert hand.page.board.told.isVisible()


@pytest.fixture
def show_large(session, grouped, hand):
    """Show the round by a presenter that reads elsewhere, as for thousands of people."""
    hand.page.board.show_no_groups()
    made = BoardPresenter(hand.page.board, session, read_at_once=0)
    for signal in ("moved", "lock_asked"):
        getattr(hand.page.board, signal).disconnect()
    hand.page.board.moved.connect(made.move)
    hand.page.board.lock_asked.connect(made.lock_toggled)
    return lambda: made.show_round(grouped) or made


def test_a_large_board_is_read_elsewhere(qtbot, show_large, hand):
    show_large()
    assert not hand.canvas.isVisible()
    qtbot.waitUntil(hand.canvas.isVisible)
    assert len(hand.model.board.groups) == 4


def test_a_move_is_shown_before_a_large_board_is_read_anew(qtbot, session, show_large, hand, board):
    large = show_large()
    qtbot.waitUntil(hand.canvas.isVisible)
    person = board().groups[0].cards[0].id
    hand.pick(person)
    large.refresh()
    hand.press("l", "l", Key.Key_Delete)
    assert [card.id for card in hand.model.board.tray] == [person]
    assert [card.id for card in board().tray] == [person]
    # The reading that was under way began before the change: it must not bring it back.
    qtbot.waitUntil(lambda: not session.runner.tasks())
    assert [card.id for card in hand.model.board.tray] == [person]
    assert hand.chosen() == [person]


def test_a_board_without_groups_offers_no_documents_and_says_why(
    qtbot, db, people, open_page, show_view
):
    add_round(db, 1, "Induction")
    page = open_page()
    show_view(page, "Board")
    for each in (page.publish, page.print_button, page.export):
        assert not each.isEnabled()
        assert each.toolTip().startswith("There are no groups yet")
    assert not page.board.badge.isVisible()
    assert not page.board.tools.score_button.isVisible()
    page.board.group_added.emit()
    qtbot.waitUntil(page.board.badge.isVisible)
    assert page.publish.isEnabled()
    assert not page.publish.toolTip()
