"""The view of what there is to see to, worked by clicks and keys."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from python_calamine import load_workbook

from cohort_desk.domain.savings.fields import BenefitEntry
from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.services.savings import lines, officers
from cohort_desk.services.savings.pots import list_pots
from cohort_desk.services.savings.records import read_benefit
from cohort_desk.services.savings.watching import read_watch
from savings_office import LEEDS, OWNER, TODAY


@pytest.fixture
def board(page, settle, office):
    """The view, of an office whose owner has left and whose third benefit is not settled."""
    rough = BenefitEntry(
        project_id=1, title="Rough saving", approximate=True, pence=9_000_000, first_year=2025
    )
    lines.enter_benefits(office.db, [rough])
    officers.mark_left(office.db, OWNER, 1, date(2026, 5, 3), TODAY)
    page.turn_to("watch")
    settle()
    return page.views["watch"].widget


@pytest.fixture
def look_at(board, settle):
    """Goes to the row of a title with the keys."""

    def look(title, alarm=None):
        grid, model = board.items.grid, board.items.model
        rows = [model.row_at(at) for at in range(model.rowCount())]
        wanted = (
            at for at, row in enumerate(rows) if row.title == title and alarm in {None, row.alarm}
        )
        board.items.take_focus()
        QTest.keyClick(grid, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(next(wanted)):
            QTest.keyClick(grid, Qt.Key.Key_Down)
        settle()

    return look


def watch(office):
    return read_watch(office.db, None)


def test_each_row_says_what_is_odd_and_leads_to_its_benefit(page, board, look_at, hand, settle):
    look_at("Rough saving")
    assert (
        "The source says about £450,000. Gross or net not known. It cannot be forecast before "
        "that is settled." in hand.texts(page.detail)
    )
    QTest.keyClick(board.items.grid, Qt.Key.Key_Return)
    settle()
    assert page.view == "benefits"
    assert "Rough saving" in " ".join(hand.texts(page))


def test_an_orphan_is_given_to_somebody_who_is_there(page, board, look_at, hand, settle, office):
    look_at("Shared vetting", Alarm.ORPHANED)
    hand.press(page.detail, "Reassign…")
    hand.press(page.detail, "Reassign")
    assert hand.problems(page.detail) == ["Choose who is to own it."]
    hand.fill(board.panel.form, owner_id="Cleo Claimant")
    hand.press(page.detail, "Reassign")
    settle()
    assert not page.detail.isVisible()
    assert read_benefit(office.db, 1).owner.name == "Cleo Claimant"
    assert [each.line.title for each in watch(office).orphans] == ["Shared fleet"]


def test_orphans_are_reassigned_together(page, board, hand, settle, office):
    hand.press(board, "What: Owner gone")
    assert board.items.model.rowCount() == 2
    board.items.take_focus()
    QTest.keyClick(board.items.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hand.press(board.items, "Reassign…")
    hand.fill(board.panel.form, owner_id="Pat Police")
    hand.press(page.detail, "Reassign")
    settle()
    assert watch(office).orphans == ()
    assert board.items.model.rowCount() == 0


def test_a_rough_figure_is_settled_here(page, board, look_at, hand, settle, office):
    look_at("Rough saving")
    hand.press(page.detail, "Settle…")
    hand.fill(board.panel.form, pence="£85,000", basis="Net")
    hand.press(page.detail, "Settle")
    assert hand.problems(page.detail) == [
        "Say what settles “Rough saving”, such as who agreed the amount."
    ]
    hand.fill(board.panel.form, reason="Agreed with finance")
    hand.press(page.detail, "Settle")
    settle()
    settled = read_benefit(office.db, 3)
    assert (settled.current("projected").pence, settled.line.basis) == (8_500_000, "net")
    assert watch(office).unsettled == ()


def test_an_officer_is_added_edited_and_marked_as_left(page, board, hand, settle, office):
    hand.press(page, "Add officer")
    hand.fill(board.panel.form, name="Noor New", post="Finance lead")
    hand.press(page.detail, "Add officer")
    assert hand.problems(page.detail) == ["Choose whose officer they are."]
    hand.fill(board.panel.form, agency_id="Leeds", participant_id="nobody@example.org")
    hand.press(page.detail, "Add officer")
    assert hand.problems(page.detail) == [
        "Nobody in the course has the e-mail address or reference “nobody@example.org”."
    ]
    hand.fill(board.panel.form, participant_id=" ")
    hand.press(page.detail, "Add officer")
    settle()
    new = next(each for each in officers.list_officers(office.db) if each.name == "Noor New")
    assert (new.post, new.agency_id, new.gone) == ("Finance lead", LEEDS, "")
    hand.press(board, "List: Officers")
    board.officers.choose((new.id,))
    settle()
    hand.press(page.detail, "Has left…")
    hand.fill(board.panel.form, left_on="3 May 2026")
    hand.press(page.detail, "Mark as left")
    settle()
    gone = next(each for each in officers.list_officers(office.db) if each.id == new.id)
    assert gone.gone == "left the post on 3 May 2026"


def test_a_pot_is_changed_but_never_below_what_is_claimed(
    page, board, look_at, hand, settle, office
):
    office.claim(pence=14_000_000)
    settle()
    look_at("Vetting budget")
    assert any("£140,000 of £150,000 is claimed" in text for text in hand.texts(page.detail))
    hand.press(page.detail, "Show pots")
    board.pots.choose((1,))
    settle()
    hand.press(page.detail, "Edit…")
    hand.fill(board.panel.form, baseline_pence="£100,000")
    hand.press(page.detail, "Save")
    assert hand.problems(page.detail) == [
        "£140,000 is claimed on the pot “Vetting budget” in 2025/26: £140,000 by One service. Its "
        "baseline cannot be £100,000. Correct the claims first."
    ]
    hand.fill(board.panel.form, baseline_pence="£300,000")
    hand.press(page.detail, "Save")
    settle()
    (pot,) = list_pots(office.db)
    assert pot.baseline_pence == 30_000_000
    assert watch(office).pots_near == ()


def test_what_is_shown_is_searched_and_exported(page, board, hand, settle, session, tmp_path):
    board.search.setFocus()
    QTest.keyClicks(board.search, "rough")
    QTest.keyClick(board.search, Qt.Key.Key_Return)
    assert board.items.model.rowCount() == 1
    session.dialogs.ready["path_to_save"] = path = tmp_path / "To see to.xlsx"
    hand.press(board.items, "Export…")
    settle()
    rows = load_workbook(path).get_sheet_by_index(0).to_python()
    assert rows[1][:2] == ["Not settled", "Rough saving"]
    QTest.keyClick(board.search, Qt.Key.Key_Escape)
    assert board.items.model.rowCount() > 1


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_whoever_hears_it_or_works_it_by_keys_can(
    qtbot, page, board, look_at, theme, accessibility, mode
):
    theme.set_mode(mode)
    look_at("Rough saving")
    qtbot.waitUntil(lambda: accessibility.problems(page) == [])
