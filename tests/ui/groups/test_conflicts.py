"""Set-up says why groups cannot be formed and lets one thing go; and tells what rules cost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.services.groups import (
    NewRule,
    add_round,
    add_rule,
    list_rules,
    lock_people,
    move_people,
    read_board,
    read_locks,
    read_settings,
    save_settings,
)
from cohort_desk.services.history import read_undo_state, undo

APART, TOGETHER, IN, NOT_IN = RuleKind


@pytest.fixture
def round_id(db, people):
    return add_round(db, 1, "Induction")


@pytest.fixture
def in_fours(db, people, round_id):
    """Groups of four, so that nobody need meet their own agency; but two of one must."""
    settings = read_settings(db, round_id)
    save_settings(db, round_id, settings.version, replace(settings.recipe, sizes=Sizes(4, 4, 4)))
    add_rule(db, round_id, NewRule(TOGETHER, (people[0], people[6])))
    return round_id


@pytest.fixture
def chained(db, people, round_id):
    """Three rules that cannot all hold, and one beside them."""
    for kind, first, second in ((TOGETHER, 0, 1), (TOGETHER, 1, 2), (APART, 0, 2), (APART, 8, 9)):
        add_rule(db, round_id, NewRule(kind, (people[first], people[second])))
    return round_id


def click(qtbot, button):
    QTest.mouseMove(button, QPoint(4, 4))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(panel, word):
    return lambda: panel.check_tag.accessibleName() == word


def texts(card):
    return [one.text() for one in card.findChildren(QLabel) if one.isVisible()]


def test_the_fewest_rules_at_odds_are_listed_each_with_a_way_out(qtbot, db, chained, open_page):
    panel = open_page().set_up
    qtbot.waitUntil(shown(panel, "Impossible"))
    assert panel.check_text.text() == "These 3 rules cannot all hold. Remove one of them."
    assert [one.accessibleName() for one in panel.check.remedies] == [
        "Remove this rule: Person00 Sample and Person01 Sample together",
        "Remove this rule: Person01 Sample and Person02 Sample together",
        "Remove this rule: Person00 Sample and Person02 Sample apart",
    ]
    click(qtbot, panel.check.remedies[1])
    qtbot.waitUntil(shown(panel, "Possible"))
    assert len(list_rules(db, chained)) == 3
    step = "removal of the rule: Person01 Sample and Person02 Sample together"
    assert read_undo_state(db).undo == step
    undo(db)
    qtbot.waitUntil(shown(panel, "Impossible"))


def test_the_remedies_work_by_keyboard(qtbot, chained, open_page):
    panel = open_page().set_up
    qtbot.waitUntil(shown(panel, "Impossible"))
    panel.check.remedies[0].setFocus()
    qtbot.keyClick(panel.check.remedies[0], Qt.Key.Key_Space)
    qtbot.waitUntil(shown(panel, "Possible"))


def test_a_full_group_offers_unlocking_and_other_sizes(qtbot, db, grouped, open_page, show_view):
    """Seven locked in a group of six."""
    target, other = read_board(db, grouped).groups[:2]
    newcomer = other.cards[0]
    move_people(db, grouped, [newcomer.id], target.id, {newcomer.id: newcomer.seat_version})
    seen = {card.id: card.seat_version for card in read_board(db, grouped).groups[0].cards}
    lock_people(db, grouped, list(seen), locked=True, seen=seen)
    page = open_page()
    show_view(page, "Set-up")
    panel = page.set_up
    qtbot.waitUntil(shown(panel, "Impossible"))
    assert panel.check_text.text().startswith(f"7 people must be in {target.name}")
    assert panel.check.more.text() == "Show 1 more rule"
    click(qtbot, panel.check.more)
    assert [one.text()[:6] for one in panel.check.remedies[:7]] == ["Unlock"] * 7
    resize = panel.check.remedies[-1]
    assert resize.text() == "Form 3 groups of 8 instead"
    click(qtbot, resize)
    qtbot.waitUntil(shown(panel, "Possible"))
    assert read_settings(db, grouped).split == "3 groups of 8"
    undo(db)
    qtbot.waitUntil(shown(panel, "Impossible"))
    click(qtbot, panel.check.remedies[0])
    qtbot.waitUntil(shown(panel, "Possible"))
    assert len(read_locks(db, grouped).people) == 6


def test_sizes_are_judged_while_they_are_typed(qtbot, db, people, round_id, open_page):
    add_rule(db, round_id, NewRule(TOGETHER, tuple(people[:6])))
    panel = open_page().set_up
    QCoreApplication.processEvents()
    qtbot.waitUntil(shown(panel, "Possible"))
    panel.sizes.number.setValue(4)
    qtbot.waitUntil(shown(panel, "Impossible"))
    assert "but a preferred size of 4 makes 6 groups of 4" in panel.check_text.text()
    panel.sizes.number.setValue(6)
    qtbot.waitUntil(shown(panel, "Possible"))
    assert not panel.check.remedies


def test_what_rules_cost_is_worked_out_and_one_can_go(qtbot, db, in_fours, open_page):
    panel = open_page().set_up
    click(qtbot, panel.costs.ask)
    qtbot.waitUntil(lambda: bool(panel.costs.remedies), timeout=60_000)
    told = {
        "Person00 Sample and Person06 Sample together",
        "Costs exactly 13 points",
        "Without it: same-agency pairs 1 → 0, same-sector pairs 1 → 0",
    }
    qtbot.waitUntil(lambda: told <= set(texts(panel.costs)))
    click(qtbot, panel.costs.remedies[0])
    assert list_rules(db, in_fours) == ()
    qtbot.waitUntil(lambda: any("have changed since" in text for text in texts(panel.costs)))
    assert panel.costs.ask.text() == "Work it out again"


@pytest.mark.usefixtures("in_fours")
def test_working_out_the_costs_can_be_stopped(qtbot, open_page):
    panel = open_page().set_up
    click(qtbot, panel.costs.ask)
    assert panel.costs.bar.isVisible()
    assert not panel.costs.ask.isVisible()
    click(qtbot, panel.costs.stop)
    qtbot.waitUntil(panel.costs.ask.isVisible)
    assert not panel.costs.bar.isVisible()


def test_what_cannot_hold_has_no_cost(qtbot, chained, open_page):
    panel = open_page().set_up
    click(qtbot, panel.costs.ask)
    qtbot.waitUntil(panel.costs.problem.isVisible)
    assert "These 3 rules cannot all hold" in panel.costs.problem.text()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.usefixtures("chained")
def test_a_conflict_can_be_read_aloud_and_reached(qtbot, theme, open_page, accessibility, mode):
    theme.set_mode(mode)
    page = open_page()
    qtbot.waitUntil(shown(page.set_up, "Impossible"))
    assert accessibility.problems(page) == []
