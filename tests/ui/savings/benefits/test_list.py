"""The list of benefits: search, filters, sums of what is shown, export, the empty state."""

from dataclasses import replace
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from cohort_desk.db.tables import BenefitRow, CohortRow
from cohort_desk.domain.savings.fields import BenefitEntry
from cohort_desk.domain.savings.words import Rung
from cohort_desk.services.savings.benefits import officers
from cohort_desk.services.savings.benefits.entering import edit_benefit, enter_benefits, fields_of
from cohort_desk.services.savings.benefits.events import close, override_status, remove
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.ui.savings.benefits.words import Wanted
from savings_office import FLEET, OWNER, TODAY, VETTING

NAVIGATION = 208
"""How much of a window's width is left of the page, in pixels."""


@pytest.fixture
def listed(hand):
    return hand.stack.list


def titles(listed):
    return [cell(listed, row, "title") for row in range(listed.model.rowCount())]


def cell(listed, row, key):
    at = [column.key for column in listed.model.columns].index(key)
    return listed.model.index(row, at).data()


def sums(listed, row=0):
    return [part.text() for part in listed.strip.rows[row] if part.isVisible()]


def version(db, benefit_id):
    return read_benefit(db, benefit_id).line.version


def test_search_and_filters_narrow_the_list_and_its_sums(hand, listed):
    assert titles(listed) == ["Shared fleet", "Shared vetting"]
    assert sums(listed)[1:3] == ["£300,000", "£300,000"]
    listed.search.setText("one serv")
    listed.search.returnPressed.emit()
    assert titles(listed) == ["Shared vetting"]
    assert sums(listed)[1] == "£150,000"
    assert listed.table.count.text() == "1 of 2 benefits"
    listed.rungs.choose((Rung.VALIDATED,))
    assert titles(listed) == []
    hand.press(listed, "Show all")
    assert len(titles(listed)) == 2
    hand.page.open_record(("benefits", Wanted(agencies=frozenset({"Leeds City Council"}))))
    hand.settle()
    assert titles(listed) == ["Shared vetting"]


def test_kinds_are_summed_apart_and_removed_ones_not_at_all(hand, office, listed):
    office.validate(office.claim(), pence=4_000_000)
    hand.settle()
    hand.page.refresh()
    hand.settle()
    assert sums(listed)[3:] == ["£50,000", "£40,000"]
    office.change(BenefitRow, FLEET, type="non_cashable")
    hand.page.refresh()
    hand.settle()
    assert sums(listed)[1] == "£150,000"
    assert sums(listed, 1)[:2] == ["Non-cashable, beside the headline · 1 benefit", "£150,000"]
    remove(hand.db, FLEET, version(hand.db, FLEET), "The vans stay")
    hand.page.refresh()
    hand.settle()
    assert sums(listed, 1) == []
    assert listed.strip.removed.text() == "1 removed benefit is not counted."


def test_an_override_shows_both_statuses(hand, listed):
    override_status(hand.db, VETTING, version(hand.db, VETTING), "red", "The contract fell through")
    hand.page.refresh()
    hand.settle()
    assert cell(listed, 1, "status") == "Red (not green)"


def test_what_is_shown_is_exported(hand, listed, tmp_path):
    path = tmp_path / "Benefits.xlsx"
    hand.session.dialogs.ready["path_to_save"] = path
    listed.search.setText("one serv")
    listed.search.returnPressed.emit()
    hand.press(listed, "Export…")
    headings, row = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    told = dict(zip(headings, row, strict=True))
    assert (told["Benefit"], told["Projected £"], told["Headline £"]) == (
        "Shared vetting",
        150_000,
        0,
    )
    assert told["First year"] == "2025/26"


def test_enter_opens_a_benefit(hand, listed):
    listed.table.choose((VETTING,))
    listed.table.opened.emit(VETTING)
    hand.settle()
    assert hand.shown.title.text() == "Shared vetting"


def test_a_cohort_without_benefits_says_how_to_begin(hand, listed):
    with hand.db.begin("a third cohort") as work:
        work.session.add(CohortRow(id=3, name="2028 intake"))
    hand.page.show_cohort(3, "2028 intake")
    hand.page.scope.setCurrentIndex(0)
    hand.page.refresh()
    hand.settle()
    assert listed.nothing.isVisible()
    hand.press(listed.nothing, "Add a benefit")
    assert hand.problems() == ["This cohort has no project yet. Register its projects first."]


def test_a_change_of_a_title_is_seen_at_once(hand, listed):
    with hand.db.read() as work:
        fields = fields_of(work.need(BenefitRow, VETTING))
    edit_benefit(hand.db, VETTING, version(hand.db, VETTING), replace(fields, title="One vetting"))
    hand.qtbot.waitUntil(lambda: "One vetting" in titles(listed))


def test_several_get_a_new_owner_in_one_step(hand, listed):
    listed.table.choose((FLEET, VETTING))
    hand.press(listed, "New owner…")
    hand.press(hand.detail, "Give owner")
    assert hand.problems() == ["Choose who is to answer for them."]
    hand.answer("Give owner", owner_id="Cleo Claimant")
    assert {cell(listed, row, "owner") for row in (0, 1)} == {"Cleo Claimant"}


def test_a_list_narrowed_to_a_project_says_so(hand, listed):
    hand.page.open_record(("benefits", Wanted(project_id=1)))
    hand.settle()
    assert titles(listed) == ["Shared vetting"]
    hand.press(listed.project, "One service")
    assert len(titles(listed)) == 2


@pytest.mark.parametrize("wide", [1280, 1920])
def test_no_amount_and_no_status_is_cut_short(hand, office, listed, wide):
    rough = {"project_id": 1, "approximate": True, "first_year": 2025}
    enter_benefits(office.db, [BenefitEntry(title="Roads", pence=1_234_567_890_12, **rough)])
    (vans,) = enter_benefits(office.db, [BenefitEntry(title="Vans", pence=1_230_000, **rough)])
    close(office.db, vans, version(office.db, vans), "ended", "The vans were sold")
    override_status(hand.db, VETTING, version(hand.db, VETTING), "red", "The contract fell through")
    office.claim(pence=1_234_567)
    hand.page.resize(wide - NAVIGATION, 700)
    hand.page.refresh()
    hand.settle()
    grid, keys = listed.table.grid, [column.key for column in listed.model.columns]
    for key in ("projected", "forecast", "claimed", "validated", "status"):
        at = keys.index(key)
        assert grid.columnWidth(at) >= grid.sizeHintForColumn(at), key
    assert cell(listed, titles(listed).index("Roads"), "projected") == "about £6,172,839,450.60"
    assert cell(listed, titles(listed).index("Vans"), "status") == "Ended"


def test_the_colour_of_alarms_is_the_gravest_ones(hand, office, listed):
    officers.mark_left(office.db, OWNER, 1, date(2026, 5, 3), TODAY)
    hand.page.refresh()
    hand.settle()
    (alarms,) = [column for column in listed.model.columns if column.key == "alarms"]
    assert alarms.chip(listed.model.row_at(0)).tone == "danger"


def test_benefit_and_project_share_the_room_of_a_wide_window(hand, listed):
    grid, keys = listed.table.grid, [column.key for column in listed.model.columns]
    title, project = keys.index("title"), keys.index("project")
    widths = []
    for wide in (1280, 1920):
        hand.page.resize(wide - NAVIGATION, 700)
        hand.settle()
        widths.append((grid.columnWidth(title), grid.columnWidth(project)))
    (narrow_title, narrow_project), (wide_title, wide_project) = widths
    assert wide_title > narrow_title + 100
    assert wide_project > narrow_project + 100
    assert grid.horizontalScrollBar().maximum() == 0
