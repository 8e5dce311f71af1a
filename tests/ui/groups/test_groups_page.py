"""From people to published groups, as one sitting at the page does it."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel

from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.groups import (
    add_round,
    keep_proposal,
    list_proposals,
    list_rounds,
    list_rules,
    list_versions,
    prepare_forming,
    read_board,
    read_settings,
    rename_round,
    swap_people,
)
from cohort_desk.ui.kit.session import Destination

VIEWS = ("Set-up", "Proposals", "Board", "Published")


def set_size(spin_box, size):
    spin_box.setValue(size)
    spin_box.editingFinished.emit()


def test_a_cohort_without_people_leads_to_the_import(open_page, heard):
    page = open_page()
    page._state.action.click()
    assert heard.shown == [Destination("import")]


def test_the_first_groups_are_formed_taken_over_and_published(
    qtbot, db, session, people, open_page
):
    page = open_page()
    page._state.action.click()
    assert page.set_up.isVisible()
    assert page.set_up.sizes.split.text() == "4 groups of 6"

    page.form.click()
    qtbot.waitUntil(lambda: bool(page.proposals.cards))
    proposals = list_proposals(db, list_rounds(db, 1)[0].id)
    assert len(proposals) == 3
    assert all(proposal.score.proven_best for proposal in proposals)
    assert {proposal.moves for proposal in proposals} == {24}

    page.proposals.cards[0].accept.click()
    qtbot.waitUntil(page.board.isVisible)
    assert page.board.badge.accessibleName() == "Proven best"
    assert list_rounds(db, 1)[0].placed == 24

    session.dialogs.ready["confirm"] = True
    page.publish.click()
    [version] = list_versions(db, list_rounds(db, 1)[0].id)
    assert (version.number, version.groups, version.people) == (1, 4, 24)
    assert version.published_by == "Ann"


def test_a_note_is_kept_and_the_click_that_left_it_still_counts(
    qtbot, db, grouped, open_page, show_view
):
    preparation = prepare_forming(db, grouped)
    keep_proposal(db, preparation, form(preparation.request, seed=2, steps=50))
    page = open_page()
    show_view(page, "Proposals")
    [card] = (one for one in page.proposals.cards if one.proposal.state == "open")
    QCoreApplication.processEvents()
    qtbot.keyClicks(card.note, "For the board")
    qtbot.mousePress(card.accept, Qt.MouseButton.LeftButton)
    card.note.editingFinished.emit()
    QCoreApplication.processEvents()
    qtbot.mouseRelease(card.accept, Qt.MouseButton.LeftButton)
    newest = list_proposals(db, grouped)[0]
    assert (newest.note, newest.state) == ("For the board", "accepted")


def test_publishing_asks_first(db, session, grouped, open_page):
    page = open_page()
    page.publish.click()
    assert session.dialogs.asked == [("confirm", "Publish Induction as version 1?")]
    assert list_versions(db, grouped) == ()


def test_stopping_keeps_the_best_so_far(qtbot, db, people, open_page):
    page = open_page()
    page._state.action.click()
    page.form.click()
    page.proposals.progress.stop.click()
    qtbot.waitUntil(lambda: bool(page.proposals.cards))
    for proposal in list_proposals(db, list_rounds(db, 1)[0].id):
        assert sum(len(group.members) for group in proposal.groups) == 24


def test_a_published_version_tells_who_moved(db, session, grouped, open_page, show_view):
    session.dialogs.ready["confirm"] = True
    page = open_page()
    page.publish.click()
    one, other = (group.cards[0] for group in read_board(db, grouped).groups[:2])
    swap_people(db, grouped, one.id, other.id, {i.id: i.seat_version for i in (one, other)})
    show_view(page, "Published")
    texts = [label.text() for label in page.published.findChildren(QLabel)]
    assert "Unpublished changes" in texts
    page.publish.click()
    newest = list_versions(db, grouped)[0]
    assert newest.number == 2
    assert {moved.person_id for moved in newest.difference.moved} == {one.id, other.id}


def test_sizes_that_cannot_be_are_told_while_they_are_typed(db, people, open_page):
    page = open_page()
    page._state.action.click()
    sizes = page.set_up.sizes
    sizes.largest.setValue(9)
    sizes.number.setValue(9)
    sizes.smallest.setValue(9)
    assert "24 people cannot be split into groups of 9" in page.set_up.check_text.text()
    assert page.set_up.check_tag.accessibleName() == "Impossible"
    assert read_settings(db, list_rounds(db, 1)[0].id).recipe.sizes.smallest == 4


def test_sizes_are_kept_once_they_are_left(db, people, open_page):
    page = open_page()
    page._state.action.click()
    set_size(page.set_up.sizes.largest, 5)
    set_size(page.set_up.sizes.number, 4)
    kept = read_settings(db, list_rounds(db, 1)[0].id)
    assert (kept.recipe.sizes.largest, kept.recipe.sizes.preferred) == (5, 4)
    assert page.set_up.sizes.split.text() == "6 groups of 4"


def test_a_rule_is_made_by_typing_names(qtbot, db, people, open_page):
    page = open_page()
    page._state.action.click()
    rules = page.set_up.rules
    for name in ("Person03", "Person09"):
        qtbot.keyClicks(rules.form.people.field, name)
        qtbot.waitUntil(lambda: bool(rules.form.people._found))
        rules.form.people.field.returnPressed.emit()
        QCoreApplication.processEvents()
    rules.form.reason.setText("same team")
    rules.form.keep.click()
    round_id = list_rounds(db, 1)[0].id
    [rule] = list_rules(db, round_id)
    assert rule.kind is RuleKind.APART
    assert rule.words == "Person03 Sample and Person09 Sample apart"
    assert rule.reason == "same team"

    rules.list.selectAll()
    rules.remove.click()
    assert list_rules(db, round_id) == ()


def test_what_another_window_changes_is_shown(qtbot, db, grouped, open_page):
    page = open_page()
    [round_] = list_rounds(db, 1)
    rename_round(db, grouped, round_.version, "First week", "")
    qtbot.waitUntil(lambda: "First week" in page.context.text())


def test_a_round_is_opened_for_another_page(db, grouped, open_page):
    add_round(db, 1, "Projects")
    page = open_page()
    assert "Projects" in page.context.text()
    page.open_record(grouped)
    assert "Induction" in page.context.text()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("grouped")
def test_every_view_can_be_read_aloud_and_reached(  # noqa: PLR0913, PLR0917 - fixtures
    theme, open_page, show_view, accessibility, view, mode
):
    theme.set_mode(mode)
    page = open_page()
    show_view(page, view)
    assert accessibility.problems(page) == []
