"""Repair from the board: what is wrong is said, repairs are offered, one is made and undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.groups import (
    NewRule,
    add_rule,
    lock_people,
    move_people,
    read_board,
    what_is_wrong,
)
from cohort_desk.services.history import undo
from cohort_desk.services.people import add_person, withdraw_people
from cohort_desk.ui.groups.board.repair_panel import RepairPanel


class Scene:
    """A board by hand, with what a repair needs to be asked for and read."""

    def __init__(self, qtbot, db, round_id, hand) -> None:
        self.qtbot, self.db, self.round_id, self.hand = qtbot, db, round_id, hand
        self.page, self.bar = hand.page, hand.page.board.broken

    def board(self):
        return read_board(self.db, self.round_id)

    def join_late(self):
        """Add two people once groups have been formed; their ids."""
        late = [add_person(self.db, 1, {"family_name": name}) for name in ("Early", "Later")]
        self.qtbot.waitUntil(self.bar.isVisible)
        return late

    def panel(self):
        """Return the repair panel that is shown now."""
        shown = [each for each in self.page.detail.findChildren(RepairPanel) if each.isVisible()]
        return shown[-1] if shown else None

    def offers(self):
        """Wait for the repairs and return their panel."""
        self._wait_for(lambda words: words[0] in "123")
        return self.panel()

    def ended(self):
        """Wait for an answer and return its words."""
        self._wait_for(lambda words: not words.startswith("Looking"))
        return self.panel().words.text()

    def _wait_for(self, fits):
        self.qtbot.waitUntil(lambda: self.panel() is not None and fits(self.panel().words.text()))


@pytest.fixture
def scene(qtbot, db, grouped, hand):
    return Scene(qtbot, db, grouped, hand)


def words(widget):
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_the_bar_says_what_is_wrong_and_goes_once_it_is_right(scene):
    assert not scene.bar.isVisible()
    scene.join_late()
    assert scene.bar.count.text() == "2 people have no group"
    undo(scene.db)
    undo(scene.db)
    scene.qtbot.waitUntil(lambda: not scene.bar.isVisible())


def test_r_places_late_joiners_in_one_step_that_undo_takes_back(scene, aloud):
    early, later = scene.join_late()
    scene.hand.press("r")
    shown = scene.offers()
    assert aloud[-1] == shown.words.text()
    make = shown.buttons[0]
    assert make.text() == "Place these 2 people"
    assert make.hasFocus()
    scene.qtbot.keyClick(make, Qt.Key.Key_Space)
    assert what_is_wrong(scene.board()) == ()
    assert not scene.page.detail.isVisible()
    assert scene.hand.canvas.hasFocus()
    assert all(scene.hand.where(scene.board(), one) for one in (early, later))
    undo(scene.db)
    assert {card.id for card in scene.board().tray} == {early, later}


def test_a_drop_out_is_offered_the_fewest_moves_with_what_they_trade(scene):
    withdraw_people(scene.db, [card.id for card in scene.board().groups[0].cards[:3]])
    scene.qtbot.waitUntil(lambda: scene.bar.count.text() == "1 group is too small")
    scene.bar.repair.click()
    shown = scene.offers()
    told = words(shown)
    assert "Move 1 person" in told
    assert "No repair of these groups has fewer moves" in told
    assert " to Group 1" in told
    shown.buttons[0].click()
    assert [group.size_problem for group in scene.board().groups] == ["", "", "", ""]


def test_offers_are_withdrawn_when_the_groups_change_meanwhile(scene):
    early, _ = scene.join_late()
    scene.hand.press("r")
    scene.offers()
    move_people(scene.db, scene.round_id, [early], scene.board().groups[0].id, {})
    scene.qtbot.waitUntil(lambda: "have changed since" in scene.panel().words.text())
    scene.panel().buttons[0].click()
    assert scene.offers().buttons[0].text() == "Place this person"


def test_what_cannot_be_put_right_is_said_in_words(scene):
    one, other = scene.board().groups[0].cards[:2]
    seen = {one.id: one.seat_version, other.id: other.seat_version}
    lock_people(scene.db, scene.round_id, [one.id, other.id], locked=True, seen=seen)
    add_rule(scene.db, scene.round_id, NewRule(RuleKind.APART, (one.id, other.id)))
    scene.qtbot.waitUntil(scene.bar.isVisible)
    scene.hand.press("r")
    said = scene.ended()
    assert one.name in said
    assert other.name in said


def test_the_search_can_be_stopped_and_groups_that_are_right_need_none(scene, session):
    scene.hand.press("r")
    assert scene.ended() == "Nothing needs to be put right."
    scene.join_late()
    scene.hand.canvas.setFocus()
    scene.hand.press("r")
    stop = scene.panel().buttons[0]
    assert stop.text() == "Stop"
    stop.click()
    scene.ended()
    scene.qtbot.waitUntil(lambda: not session.runner.tasks())


def test_a_search_that_nobody_waits_for_any_more_opens_nothing(scene, session):
    one = scene.board().groups[0].cards[0]
    scene.join_late()
    scene.hand.pick(one.id)
    scene.hand.press("r")
    scene.hand.press(Qt.Key.Key_Return)
    scene.qtbot.waitUntil(lambda: not session.runner.tasks())
    assert scene.page.detail.title.text() == one.name
    scene.hand.press("r")
    scene.page.detail.close_panel()
    scene.qtbot.waitUntil(lambda: not session.runner.tasks())
    assert not scene.page.detail.isVisible()


def test_the_palette_repairs_too_and_the_panel_can_be_worked_by_tab(scene, accessibility):
    withdraw_people(scene.db, [card.id for card in scene.board().groups[0].cards[:3]])
    scene.page.act("Repair with the fewest moves…")
    scene.offers()
    assert accessibility.problems(scene.page) == []
