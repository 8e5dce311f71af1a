"""The view of what there is to see to, worked by clicks and keys."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from python_calamine import load_workbook

from cohort_desk.db.tables import BenefitRow, CohortRow, ParticipantRow
from cohort_desk.domain.savings.fields import BenefitEntry, FigureInput
from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.services.savings.benefits import entering as lines
from cohort_desk.services.savings.benefits import figures, officers
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.benefits.watching import read_watch
from cohort_desk.services.savings.claims.pots import list_pots
from savings_office import FLEET, LEEDS, OWNER, POLICE, TODAY, VETTING


def cohort_name(db):
    with db.read() as work:
        return work.need(CohortRow, 1).name


class Watched:
    """The view with what is worked on it."""

    def __init__(self, hand, office):
        self.page, self.hand, self.office = hand.page, hand, office
        self.board, self.side = hand.page.views["watch"].widget, hand.detail
        self.settle = hand.settle

    def look_at(self, title, alarm=None):
        """Go to the row of a title with the keys."""
        grid, model = self.board.items.grid, self.board.items.model
        rows = [model.row_at(at) for at in range(model.rowCount())]
        wanted = (n for n, row in enumerate(rows) if row.title == title)
        at = next(n for n in wanted if alarm in {None, rows[n].alarm})
        self.board.items.take_focus()
        QTest.keyClick(grid, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(at):
            QTest.keyClick(grid, Qt.Key.Key_Down)
        self.settle()

    def press(self, words):
        """Click a button of the panel at the side."""
        self.hand.press(self.side, words)
        self.settle()

    def fill(self, **values):
        self.hand.fill(self.board.panel.form, **values)

    def problems(self):
        return self.hand.problems(self.side)

    def watch(self):
        return read_watch(self.office.db, None)


@pytest.fixture
def seen(hand, office):
    """The view, of an office whose owner has left and whose third benefit is not settled."""
    rough = BenefitEntry(
        project_id=1, title="Rough saving", approximate=True, pence=9_000_000, first_year=2025
    )
    lines.enter_benefits(office.db, [rough])
    officers.mark_left(office.db, OWNER, 1, date(2026, 5, 3), TODAY)
    hand.page.turn_to("watch")
    hand.settle()
    return Watched(hand, office)


def test_each_row_says_what_is_odd_and_leads_to_its_benefit(seen):
    seen.look_at("Rough saving")
    assert (
        "The source says about £90,000 a year for 5 years. Gross or net not known. It cannot be "
        "forecast before that is settled." in seen.hand.texts(seen.side)
    )
    QTest.keyClick(seen.board.items.grid, Qt.Key.Key_Return)
    seen.settle()
    assert seen.page.view == "benefits"
    assert "Rough saving" in " ".join(seen.hand.texts(seen.page))


def test_an_orphan_is_given_to_somebody_who_is_there(seen):
    seen.look_at("Shared vetting", Alarm.ORPHANED)
    seen.press("Reassign…")
    seen.press("Reassign")
    assert seen.problems() == ["Choose who is to own it."]
    seen.fill(owner_id="Cleo Claimant")
    seen.press("Reassign")
    seen.settle()
    assert not seen.side.isVisible()
    assert read_benefit(seen.office.db, 1).owner.name == "Cleo Claimant"
    assert [each.line.title for each in seen.watch().orphans] == ["Shared fleet"]


def test_orphans_are_reassigned_together(seen):
    seen.hand.press(seen.board, "What: Owner gone")
    assert seen.board.items.model.rowCount() == 2
    seen.board.items.take_focus()
    QTest.keyClick(seen.board.items.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    seen.hand.press(seen.board.items, "Reassign…")
    seen.fill(owner_id="Pat Police")
    seen.press("Reassign")
    seen.settle()
    assert seen.watch().orphans == ()
    assert seen.board.items.model.rowCount() == 0


def test_a_rough_figure_is_settled_here(seen):
    seen.look_at("Rough saving")
    seen.press("Settle…")
    seen.fill(pence="£85,000", basis="Net")
    seen.press("Settle")
    assert seen.problems() == ["Say what settles “Rough saving”, such as who agreed the amount."]
    seen.fill(reason="Agreed with finance")
    seen.press("Settle")
    seen.settle()
    settled = read_benefit(seen.office.db, 3)
    assert (settled.current("projected").pence, settled.line.basis) == (8_500_000, "net")
    assert seen.watch().unsettled == ()


def test_an_officer_is_added_edited_and_marked_as_left(seen):
    seen.hand.press(seen.page, "Add officer")
    seen.fill(name="Noor New", post="Finance lead")
    seen.press("Add officer")
    assert seen.problems() == ["Choose whose officer they are."]
    seen.fill(agency_id="Leeds", participant_id="nobody@example.org")
    seen.press("Add officer")
    (told,) = seen.problems()
    assert told.startswith("Nobody in the course is “nobody@example.org”.")
    seen.fill(participant_id=" ")
    seen.press("Add officer")
    seen.settle()
    new = next(each for each in officers.list_officers(seen.office.db) if each.name == "Noor New")
    assert (new.post, new.agency_id, new.gone) == ("Finance lead", LEEDS, "")
    seen.hand.press(seen.board, "List: Officers")
    seen.board.officers.choose((new.id,))
    seen.settle()
    seen.press("Has left…")
    seen.fill(left_on="3 May 2026")
    seen.press("Mark as left")
    seen.settle()
    gone = next(each for each in officers.list_officers(seen.office.db) if each.id == new.id)
    assert gone.gone == "left the post on 3 May 2026"


def test_an_officer_is_found_among_participants_of_every_cohort(qtbot, seen):
    with seen.office.db.begin("participants") as work:
        for key, cohort_id, agency_id in ((1, 1, LEEDS), (2, 2, LEEDS), (3, 2, POLICE)):
            names = {"given_name": "Noor", "family_name": "New"}
            row = ParticipantRow(id=key, cohort_id=cohort_id, agency_id=agency_id, **names)
            work.session.add(row)
    seen.hand.press(seen.page, "Add officer")
    seen.fill(name="Noor New", agency_id="Leeds")
    line = seen.board.panel.form.editor("participant_id")
    line.setFocus()
    QTest.keyClicks(line, "leeds")
    popup = line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    offered = [popup.model().index(at, 0).data() for at in range(popup.model().rowCount())]
    assert offered == [
        "Noor New, Leeds City Council, 2027 intake",
        f"Noor New, Leeds City Council, {cohort_name(seen.office.db)}",
    ]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == offered[0]
    popup.hide()
    seen.press("Add officer")
    (new,) = [each for each in officers.list_officers(seen.office.db) if each.name == "Noor New"]
    assert new.participant_id == 2
    seen.hand.press(seen.board, "List: Officers")
    seen.board.officers.choose((new.id,))
    seen.settle()
    seen.press("Edit…")
    assert seen.board.panel.form.values()["participant_id"] == offered[0]


def test_a_pot_is_changed_but_never_below_what_is_claimed(seen):
    seen.office.claim(pence=14_000_000)
    seen.settle()
    seen.look_at("Vetting budget")
    assert any("£140,000 of £150,000 is claimed" in text for text in seen.hand.texts(seen.side))
    seen.press("Show pots")
    seen.board.pots.choose((1,))
    seen.settle()
    seen.press("Edit…")
    seen.fill(baseline_pence="£100,000")
    seen.press("Save")
    assert seen.problems() == [
        (
            "£140,000 is claimed on the pot “Vetting budget” in 2025/26: £140,000 by One service. "
            "Its baseline cannot be £100,000. Correct the claims first."
        )
    ]
    seen.fill(baseline_pence="£300,000")
    seen.press("Save")
    seen.settle()
    (pot,) = list_pots(seen.office.db)
    assert pot.baseline_pence == 30_000_000
    assert seen.watch().pots_near == ()


def test_what_is_shown_is_searched_and_exported(seen, session, tmp_path):
    seen.board.search.setFocus()
    QTest.keyClicks(seen.board.search, "rough")
    QTest.keyClick(seen.board.search, Qt.Key.Key_Return)
    assert seen.board.items.model.rowCount() == 1
    session.dialogs.ready["path_to_save"] = path = tmp_path / "To see to.xlsx"
    seen.hand.press(seen.board.items, "Export…")
    seen.settle()
    rows = load_workbook(path).get_sheet_by_index(0).to_python()
    assert rows[1][:2] == ["Not settled", "Rough saving"]
    QTest.keyClick(seen.board.search, Qt.Key.Key_Escape)
    assert seen.board.items.model.rowCount() > 1


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_whoever_hears_it_or_works_it_by_keys_can(qtbot, seen, theme, accessibility, mode):
    theme.set_mode(mode)
    seen.look_at("Rough saving")
    qtbot.waitUntil(lambda: accessibility.problems(seen.page) == [])


def test_a_gain_that_did_not_last_is_redated_or_removed(seen):
    """The gain is of 2023/24, so that the year after it is over by any clock."""
    _date_back(seen.office)
    seen.settle()
    seen.look_at("Shared vetting", Alarm.UNSUSTAINED)
    seen.press("Re-date…")
    seen.fill(first_year="2023/24", reason="It began late")
    seen.press("Re-date")
    assert seen.problems() == ["“Shared vetting” counts from 2023/24 already. Choose a later year."]
    seen.press("Cancel")
    seen.press("Remove…")
    seen.press("Remove")
    assert seen.problems() == ["Say why “Shared vetting” is removed."]
    seen.fill(reason="The posts were filled again")
    seen.press("Remove")
    assert read_benefit(seen.office.db, VETTING).line.closing == "removed"
    assert seen.watch().unsustained == ()


def test_an_overdue_update_is_written_here(seen):
    seen.look_at("Shared fleet", Alarm.OVERDUE)
    seen.press("Write update…")
    seen.fill(reason="Two of three vehicles are shared")
    seen.press("Save update")
    (event,) = read_benefit(seen.office.db, FLEET).events
    assert (event.kind, event.reason) == ("update", "Two of three vehicles are shared")
    assert "Shared fleet" not in [each.line.title for each in seen.watch().overdue]


def _date_back(office):
    """Have the first benefit forecast and validated for 2023/24, and for no year after."""
    entered = FigureInput(pence=15_000_000, first_year=2023, reason="As in the first report")
    figures.revise(office.db, VETTING, 1, "forecast", entered)
    office.change(BenefitRow, VETTING, baseline_on=date(2023, 3, 31))
    claim_id = office.claim(from_on=date(2023, 4, 1), to_on=date(2023, 9, 30))
    office.validate(claim_id)
