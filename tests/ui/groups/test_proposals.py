"""Proposals side by side, compared, noted, discarded, used and published, as one at the page."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cohort_desk.domain.forming.proposals.several import (
    SearchStanding,
    SeveralStanding,
    form_several,
)
from cohort_desk.domain.forming.request import Criterion, CriterionKind, Importance, RuleKind
from cohort_desk.domain.forming.score import CriterionScore
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.services.groups import (
    NewRule,
    add_round,
    add_rule,
    keep_proposals,
    list_proposals,
    list_versions,
    prepare_forming,
    read_board,
    read_settings,
    save_settings,
)
from cohort_desk.services.history import undo
from cohort_desk.ui.groups.presenter.proposal_words import (
    figure_words,
    forming_state,
    what_publishing_does,
)


@pytest.fixture
def three(db, grouped):
    """Three more proposals for the round; the one accepted before is listed too."""
    preparation = prepare_forming(db, grouped)
    several = form_several(preparation.request, 3, seed=preparation.seed, steps=60)
    keep_proposals(db, preparation, several)
    return grouped


@pytest.fixture
def panel(qtbot, three, open_page, show_view):
    page = open_page()
    show_view(page, "Proposals")
    QCoreApplication.processEvents()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    page.proposals.page = page
    return page.proposals


def card_of(panel, number):
    return next(card for card in panel.cards if card.proposal.number == number)


def texts_in(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_the_best_comes_first_and_each_says_how_good_it_is(panel):
    ranks = [card.proposal.rank for card in panel.cards]
    assert ranks == sorted(ranks)
    card = card_of(panel, 2)
    assert "Equal best" in [tag.accessibleName() for tag in card.children() if tag.isWidgetType()]
    assert any(text.startswith("Seed 2") for text in texts_in(card))
    assert "4 groups of 6 · the same as the board" in texts_in(card_of(panel, 1))


def test_two_that_are_ticked_are_compared_and_searched(qtbot, panel):
    options, comparison = panel.options, panel.comparison
    assert not options.compare.isEnabled()
    for number in (2, 3, 4):
        qtbot.mouseClick(card_of(panel, number).tick, Qt.MouseButton.LeftButton)
    assert [card_of(panel, n).tick.isChecked() for n in (2, 3, 4)] == [False, True, True]
    qtbot.mouseClick(options.compare, Qt.MouseButton.LeftButton)
    assert comparison.isVisible()
    assert "proposal" in comparison.title.text()
    assert "people of 24 sit in another group" in comparison.summary.text()
    everybody = comparison.people.model.rowCount()
    assert f"{everybody} people" in comparison.summary.text()
    name = comparison.people.model.row_at(0).name
    QTest.keyClicks(comparison.search, name)
    QTest.keyClick(comparison.search, Qt.Key.Key_Return)
    assert [comparison.people.model.row_at(0).name] == [name]
    assert comparison.people.model.rowCount() == 1
    assert comparison.pairs.model.rowCount() == 4


def test_a_comparison_is_left_by_the_keyboard_and_the_focus_comes_back(qtbot, panel):
    link = card_of(panel, 2).beside_board
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert panel.comparison.isVisible()
    assert panel.comparison.back.hasFocus()
    assert panel.comparison.title.text() == "The board and proposal 2"
    assert not panel.comparison.use_left.isVisible()
    QTest.keyClick(panel.comparison.back, Qt.Key.Key_Escape)
    assert not panel.comparison.isVisible()
    assert link.hasFocus()


def test_the_better_one_is_used_from_the_comparison(qtbot, db, panel):
    qtbot.mouseClick(card_of(panel, 3).beside_board, Qt.MouseButton.LeftButton)
    moves = panel.comparison.people.model.rowCount()
    assert moves == card_of(panel, 3).proposal.moves
    before = read_board(db, 1).seats
    qtbot.mouseClick(panel.comparison.use_right, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: read_board(db, 1).seats != before)
    home = {i: at for at, ids in enumerate(before) for i in ids}
    after = {i: at for at, ids in enumerate(read_board(db, 1).seats) for i in ids}
    assert sum(home[i] != after[i] for i in home) == moves


def test_an_open_comparison_follows_what_happens_elsewhere(qtbot, db, panel):
    qtbot.mouseClick(card_of(panel, 2).beside_board, Qt.MouseButton.LeftButton)
    board = read_board(db, 1)
    two = [card.id for card in board.groups[0].cards[:2]]
    add_rule(db, 1, NewRule(RuleKind.APART, tuple(two)))
    qtbot.waitUntil(lambda: "1 rule is broken" in texts_in(panel.comparison))


def test_a_proposal_is_published_at_once_and_undone_at_once(qtbot, db, session, panel):
    session.dialogs.ready["confirm"] = True
    qtbot.mouseClick(card_of(panel, 3).publish, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.page.published.isVisible)
    assert session.dialogs.asked == [
        ("confirm", "Publish proposal 3 as version 1 of Induction?"),
    ]
    assert len(list_versions(db, 1)) == 1
    undo(db)
    assert list_versions(db, 1) == ()
    assert {one.number: one.state for one in list_proposals(db, 1)}[3] == "open"


def test_publishing_can_be_thought_better_of(qtbot, db, panel):
    qtbot.mouseClick(card_of(panel, 3).publish, Qt.MouseButton.LeftButton)
    assert list_versions(db, 1) == ()


def test_the_others_are_discarded_together_and_come_back_by_undo(qtbot, db, panel):
    qtbot.mouseClick(panel.options.discard, Qt.MouseButton.LeftButton)
    assert [card.proposal.number for card in panel.cards] == [1]
    assert not panel.options.discard.isVisible()
    undo(db)
    qtbot.waitUntil(lambda: len(panel.cards) == 4)


def test_one_is_discarded(qtbot, db, panel):
    qtbot.mouseClick(card_of(panel, 4).discard, Qt.MouseButton.LeftButton)
    assert sorted(card.proposal.number for card in panel.cards) == [1, 2, 3]


def test_what_has_changed_since_is_said_on_the_card(qtbot, db, panel):
    members = card_of(panel, 2).proposal.groups[0].members
    add_rule(db, 1, NewRule(RuleKind.APART, (members[0][0], members[1][0])))
    qtbot.waitUntil(lambda: "1 rule has been added since" in texts_in(card_of(panel, 2)))
    broken = card_of(panel, 2).proposal.broken
    assert broken[0] in texts_in(card_of(panel, 2))


def test_how_many_and_how_long_are_asked_for(qtbot, db, people, open_page):
    page = open_page()
    page._state.action.click()
    page.proposals.options.number.setValue(2)
    page.proposals.options.time.setCurrentIndex(0)
    qtbot.mouseClick(page.form, Qt.MouseButton.LeftButton)
    assert page.proposals.progress.isVisible()
    qtbot.waitUntil(lambda: len(page.proposals.cards) == 2)
    assert not page.proposals.progress.isVisible()
    assert [one.seed for one in list_proposals(db, 1)] == [2, 1]


def test_each_search_is_shown_while_it_goes_on(panel):
    standing = SeveralStanding(
        (
            SearchStanding(1, "Proven best", 1.0, ended=True),
            SearchStanding(2, "at most 0.4 % from the best possible", 0.5),
        ),
        3,
    )
    panel.show_forming("Forming groups for Induction")
    panel.show_state(forming_state(standing))
    assert panel.progress.lines() == [
        "Proven best",
        "Best so far: at most 0.4 % from the best possible",
        "Waiting for its turn",
    ]
    assert panel.progress.words.text() == "Search 2 of 3"


def test_the_groups_of_a_proposal_are_listed_beside(qtbot, panel):
    card = card_of(panel, 2)
    card.opened.emit(2)
    detail = panel.page.detail
    assert detail.title.text() == "Groups of proposal 2"
    name = card.proposal.groups[0].members[0][1]
    assert any(name in text for text in texts_in(detail))


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_cards_and_comparison_can_be_read_aloud_and_reached(
    qtbot, theme, panel, accessibility, mode
):
    theme.set_mode(mode)
    assert accessibility.problems(panel.page) == []
    qtbot.mouseClick(card_of(panel, 2).beside_board, Qt.MouseButton.LeftButton)
    assert accessibility.problems(panel.page) == []


def test_sizes_that_do_not_fit_are_marked_and_agreed_to_first(qtbot, db, session, panel):
    settings = read_settings(db, 1)
    recipe = replace(settings.recipe, sizes=Sizes(7, 9, 8))
    save_settings(db, 1, settings.version, recipe)
    sentence = "4 groups would have 6 people; the fewest is 7"
    qtbot.waitUntil(lambda: any(sentence in text for text in texts_in(card_of(panel, 3))))
    card, before = card_of(panel, 3), read_board(db, 1).seats
    tags = [one.accessibleName() for one in card.children() if one.isWidgetType()]
    assert "Broken" in tags
    assert not any("best" in tag.lower() for tag in tags)
    qtbot.mouseClick(card.accept, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.publish, Qt.MouseButton.LeftButton)
    assert session.dialogs.asked == [
        ("confirm", "Use the groups of proposal 3?"),
        ("confirm", "Publish proposal 3 as version 1 of Induction?"),
    ]
    assert sentence in what_publishing_does(card.proposal)
    assert read_board(db, 1).seats == before
    assert list_versions(db, 1) == ()


def test_before_there_is_a_board_everybody_gets_a_group(db, people, open_page):
    round_id = add_round(db, 1, "Induction")
    preparation = prepare_forming(db, round_id)
    keep_proposals(db, preparation, form_several(preparation.request, 1, steps=20))
    panel = open_page().proposals
    (card,) = panel.cards
    assert "4 groups of 6 · everybody gets a group" in texts_in(card)
    assert not card.beside_board.isVisible()
    assert what_publishing_does(card.proposal).startswith("24 people get a group. ")


def test_why_no_groups_were_formed_leads_to_set_up(qtbot, db, people, open_page, show_view):
    other, round_id = add_round(db, 1, "Projects"), add_round(db, 1, "Induction")
    for kind, first, second in (
        (RuleKind.TOGETHER, 0, 1),
        (RuleKind.TOGETHER, 1, 2),
        (RuleKind.APART, 0, 2),
    ):
        add_rule(db, round_id, NewRule(kind, (people[first], people[second])))
    page = open_page()
    show_view(page, "Proposals")
    qtbot.mouseClick(page.form, Qt.MouseButton.LeftButton)
    panel = page.proposals
    qtbot.waitUntil(panel.problem.isVisible)
    assert "Person00 Sample" in panel.problem_text.text()
    qtbot.mouseClick(panel.see_set_up, Qt.MouseButton.LeftButton)
    assert page.set_up.isVisible()
    page.round_chosen.emit(other)
    show_view(page, "Proposals")
    assert panel.problem.isHidden()


def test_fewer_than_there_could_be_is_only_a_number():
    criterion = Criterion(CriterionKind.MIX, "agency", Importance.HIGH)
    words = [figure_words(CriterionScore(criterion, count, 18)) for count in (0, 17, 18, 19)]
    assert words == ["none", "17", "18, the fewest", "19, at least 18"]
