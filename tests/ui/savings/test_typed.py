"""What is half typed is not dropped unasked, and nothing is written over that came meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cohort_desk.db.database import Database
from cohort_desk.domain.savings.fields import BenefitEntry, FigureInput
from cohort_desk.domain.savings.outcomes import OutcomeFields
from cohort_desk.services.savings.benefits import entering as lines
from cohort_desk.services.savings.benefits import figures
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.outcomes import outcomes
from savings_office import FLEET, TODAY, VETTING


@pytest.fixture
def stays(hand):
    """Says no to whether what is typed may be left, and tells what was asked."""
    hand.session.dialogs.ready["confirm"] = False

    def asked():
        hand.settle()
        found = [each for each in hand.session.dialogs.asked if each[0] == "confirm"]
        hand.session.dialogs.asked.clear()
        return len(found)

    return asked


def tab(hand, title):
    bar = hand.page.bar.tabs
    at = next(n for n in range(bar.count()) if bar.tabText(n) == title)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())
    hand.settle()


def test_an_update_of_a_benefit_is_kept_until_its_loss_is_agreed_to(hand, stays):
    hand.page.open_record(VETTING)
    hand.settle()
    hand.press(hand.shown, "Write update…")
    hand.press(hand.shown, "Edit…")
    assert stays() == 0
    hand.press(hand.shown, "Write update…")
    hand.fill(reason="On its way")
    tab(hand, "Claims")
    hand.page.open_record(FLEET)
    hand.press(hand.shown, "Edit…")
    hand.press(hand.shown, "All benefits")
    hand.press(hand.page, "Add benefit")
    assert not hand.page.may_leave()
    assert stays() == 6
    assert hand.page.view == "benefits"
    assert hand.shown.benefit_id == VETTING
    assert hand.form.values() == {"reason": "On its way"}
    hand.session.dialogs.ready["confirm"] = True
    tab(hand, "Claims")
    assert stays() == 1
    assert hand.page.view == "claims"


def test_shares_are_kept_until_their_loss_is_agreed_to(hand, stays):
    hand.page.open_record(VETTING)
    hand.ask("shares")
    tab(hand, "Portfolio")
    assert stays() == 0
    tab(hand, "Benefits")
    hand.ask("shares")
    QTest.keyClicks(hand.stack.shares.rows[0].part, "5")
    tab(hand, "Portfolio")
    assert stays() == 1
    assert hand.stack.shares.isVisible()


def test_what_is_asked_about_a_row_to_see_to_stays_with_its_row(hand, stays):
    for title in ("First roughly", "Second roughly"):
        entry = BenefitEntry(
            project_id=1, title=title, approximate=True, pence=1_000, first_year=2025
        )
        lines.enter_benefits(hand.db, [entry])
    tab(hand, "To see to")
    board = hand.page.views["watch"].widget
    titles = [board.items.model.row_at(at).title for at in range(board.items.model.rowCount())]
    board.items.take_focus()
    at = titles.index("First roughly")
    QTest.keyClick(board.items.grid, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(at):
        QTest.keyClick(board.items.grid, Qt.Key.Key_Down)
    hand.settle()
    hand.press(hand.detail, "Settle…")
    hand.fill(board.panel.form, reason="Agreed with finance")
    stays()
    away = Qt.Key.Key_Up if at else Qt.Key.Key_Down
    board.items.grid.setFocus()
    QTest.keyClick(board.items.grid, away)
    hand.press(hand.page, "Add officer")
    hand.press(board, "Officers  5")
    tab(hand, "Benefits")
    assert stays() == 4
    assert hand.page.view == "watch"
    assert board.panel.isVisible()
    row = board.items.grid.currentIndex().row()
    assert board.items.model.row_at(row).title == "First roughly"


def test_what_is_typed_of_one_outcome_is_never_saved_as_another(hand, stays):
    for description in ("One strategy", "A forum"):
        outcomes.add_outcome(hand.db, 1, OutcomeFields(description=description))
    tab(hand, "Outcomes")
    view = hand.page.views["outcomes"]
    hand.qtbot.waitUntil(lambda: view.list.model.rowCount() == 2)
    view.list.table.take_focus()
    hand.settle()
    hand.press(hand.detail, "Edit")
    first = view.panel.outcome_id
    hand.fill(view.asking.form, description="One strategy in place of three")
    QTest.keyClick(view.list.table.grid, Qt.Key.Key_Down)
    assert stays() == 1
    assert view.list.table.current() == first
    hand.press(hand.detail, "Save")
    found = {each.id: each.description for each in outcomes.list_outcomes(hand.db, None)}
    assert found.pop(first) == "One strategy in place of three"
    assert set(found.values()) < {"One strategy", "A forum"}


def test_a_table_of_rates_is_kept_until_its_loss_is_agreed_to(hand, stays):
    tab(hand, "Settings")
    view = hand.page.views["settings"].widget
    hand.press(view, "Add a table of discount rates")
    hand.fill(view.panel.form, name="Green Book 2026")
    hand.press(view, "Add deflators…")
    tab(hand, "Benefits")
    assert stays() == 2
    assert view.panel.form.values()["name"] == "Green Book 2026"


def test_a_figure_that_came_while_another_was_typed_is_not_written_over(hand):
    hand.page.open_record(VETTING)
    hand.settle()
    hand.ask("forecast")
    hand.fill(pence="£90,000", reason="New contract")
    seen = read_benefit(hand.db, VETTING, TODAY).line.version
    meanwhile = FigureInput(pence=1_000_000, first_year=2025, reason="A colleague's")
    figures.revise(Database(hand.db.engine, "Bo"), VETTING, seen, "forecast", meanwhile)
    hand.page.refresh()
    hand.settle()
    hand.press(hand.detail, "Record revision")
    (told,) = hand.problems()
    assert told == (
        "Someone else changed this record meanwhile. Nothing was overwritten: look at the new "
        "values, then make your change again."
    )
    assert read_benefit(hand.db, VETTING, TODAY).current("forecast").pence == 1_000_000
    hand.press(hand.detail, "Record revision")
    assert read_benefit(hand.db, VETTING, TODAY).current("forecast").pence == 9_000_000
