"""One benefit's page: what is refused and where it is said, costs, status, closing, and what if."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cohort_desk.db.tables import BenefitRow
from cohort_desk.domain.savings.discounting import whole
from cohort_desk.domain.savings.money import pounds
from cohort_desk.services.history import newest_step, undo
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.reckoning.appraising import appraised, read_reckoning
from cohort_desk.ui.kit.widgets import Tag
from cohort_desk.ui.savings.benefit.worth_card import WorthCard
from savings_office import VETTING


@pytest.fixture
def shown(hand):
    """The page of "Shared vetting", which has a forecast and no claim yet."""
    hand.page.open_record(VETTING)
    hand.settle()
    return hand.shown


REFUSALS = [
    ("settle", {"pence": "lots"}, "“lots” is no amount of money."),
    ("settle", {"reason": ""}, "Say what settles “Shared vetting”"),
    ("forecast", {"first_year": "soon"}, "“soon” is no financial year."),
    ("forecast", {"pence": "1"}, "why"),
    ("forecast_years", {"year:2025": "?"}, "“?” is no amount of money."),
    ("redate", {"first_year": "2025/26", "reason": "late"}, "counts from 2025/26 already"),
    ("redate", {"first_year": "2030/31"}, "Say why “Shared vetting” is re-dated."),
    ("remove", {}, "Say why “Shared vetting” is removed."),
    ("close", {"reason": "done"}, "Nothing of “Shared vetting” is validated"),
    ("override", {"status": "Red"}, "Say why “Shared vetting” is red"),
    ("update", {}, "Write how “Shared vetting” stands."),
    ("details", {"title": ""}, "Give the benefit a title"),
    ("people", {"owner_id": "Nobody"}, "Name another owner."),
    ("measure", {"baseline_on": "yesterday"}, "“yesterday” is no date."),
    ("measure", {"target": "many"}, "Enter the target as a number"),
    ("worth", {"deadweight": "120"}, "Enter deadweight as 0 % to 100 %."),
    ("worth", {"leakage": "some"}, "Enter a percentage such as 10 or 12.5."),
    ("cost", {"pence": "0"}, "Enter what it costs, more than £0."),
    ("officer", {"name": "Una"}, "Choose the agency"),
    ("officer", {"name": "Val Finance", "agency_id": "Leeds"}, "has an officer Val"),
    ("pot", {"name": "Van", "baseline_pence": "x"}, "“x” is no amount of money."),
]


@pytest.mark.usefixtures("shown")
def test_what_is_refused_stands_beside_its_field(hand):
    hand.session.dialogs.ready["confirm"] = True
    for key, typed, sentence in REFUSALS:
        hand.ask(key)
        hand.fill(**typed)
        hand.stack.asking.save.click()
        assert hand.problems(hand.form) == hand.problems(), key
        assert sentence in hand.problems()[0], key


def test_a_forecast_can_differ_from_year_to_year(hand, shown):
    hand.ask("forecast")
    hand.press(hand.detail, "Enter year by year")
    amounts = {"year:2025": "100,000", "year:2026": "50k"}
    hand.answer("Record revision", **amounts, reason="Slower at first")
    forecast = read_benefit(hand.db, VETTING).current("forecast")
    assert forecast.by_year == ((2025, 10_000_000), (2026, 5_000_000))
    assert "£50,000" in hand.texts(shown.figures)
    revised = "Forecast revised: £150,000 in all, from 2025/26"
    assert revised in hand.texts(shown.history)


def test_a_cost_is_recorded_corrected_and_withdrawn(hand, shown):
    hand.press(shown.costs, "Record a cost…")
    hand.answer("Record cost", pence="20,000", year="2025/26", note="Moving offices")
    assert "£20,000" in hand.texts(shown.costs)
    assert shown.worth.facts["pvc"].text() != "£0"
    hand.press(shown.costs, "Correct £20,000")
    hand.answer("Record correction", pence="25,000", reason="Invoice was higher")
    (cost,) = read_benefit(hand.db, VETTING).costs
    assert (cost.pence, cost.note) == (2_500_000, "Moving offices")
    hand.press(shown.costs, "Withdraw £25,000")
    hand.answer("Withdraw cost", reason="Paid by another programme")
    assert read_benefit(hand.db, VETTING).costs == ()
    assert shown.worth.facts["pvc"].text() == "£0"


def test_an_overridden_status_is_shown_beside_the_computed_one(hand, shown):
    hand.ask("override")
    hand.answer("Override", status="Amber", reason="The contract is late")
    tags = [tag.accessibleName() for tag in shown.findChildren(Tag) if tag.isVisible()]
    assert {"Amber", "Computed: green"} <= set(tags)
    assert "The contract is late" in shown.why.text()
    hand.ask("lift")
    hand.answer("End override")
    assert read_benefit(hand.db, VETTING).line.status.override == ""


def test_a_removed_benefit_can_only_be_opened_again(hand, shown):
    hand.ask("remove")
    hand.answer("Remove", reason="The office stays open")
    assert shown.steps.heading.text() == "Removed"
    assert not shown.update_button.isVisible()
    assert [action.text() for action in shown.menu.actions()] == ["Open again…", "All changes"]
    hand.press(shown.steps, "Open again…")
    hand.answer("Open again", reason="It closes after all")
    assert read_benefit(hand.db, VETTING).line.closing == ""


def test_an_officer_added_from_the_form_can_be_chosen_at_once(hand, shown):
    hand.ask("people")
    hand.press(hand.detail, "Add an officer")
    hand.answer("Add officer", name="Nia New", agency_id="Leeds", post="Finance")
    hand.answer("Save", validator_id="Nia New")
    assert "Nia New, Finance, Leeds City Council" in hand.texts(shown.people)


def test_what_if_is_live_and_writes_nothing(hand, shown):
    worth, step = shown.worth, newest_step(hand.db)
    own = worth.facts["npsv"].text()
    worth.cut.setFocus()
    QTest.keyClick(worth.cut, Qt.Key.Key_End)
    hand.qtbot.waitUntil(lambda: worth.facts["npsv"].text() == "£0")
    assert worth.what_if.isVisible()
    assert worth.cut_words.text() == "Benefits −100 %"
    hand.press(worth, "Reset")
    assert worth.facts["npsv"].text() == own
    assert not worth.what_if.isVisible()
    worth.grade.setCurrentIndex(5)
    worth.grade.activated.emit(5)
    assert worth.cut.value() == 40
    assert newest_step(hand.db) == step


def test_the_worth_is_what_the_arithmetic_says(qtbot, db, office):
    office.move_cost(2_000_000)
    found = appraised(read_benefit(db, VETTING), read_reckoning(db))
    card = WorthCard()
    qtbot.addWidget(card)
    card.show_worth(found, 3, 4, recurrent=True)
    assert card.facts["bcr"].text() == f"£{found.appraisal.bcr:.2f}"
    assert "It is not discounted." in card.notes.text()
    assert found.rates.name in card.notes.text()


def test_worth_is_told_in_whole_pounds_and_of_one_off_gains_without_a_year(qtbot, db, office):
    office.change(BenefitRow, VETTING, grade=4)
    office.move_cost(2_000_033)
    found = appraised(read_benefit(db, VETTING), read_reckoning(db))
    assert found.appraisal.npsv % 100
    card = WorthCard()
    qtbot.addWidget(card)
    for recurrent in (True, False):
        card.show_worth(found, 4, 4, recurrent=recurrent)
        amounts = [card.facts[name].text() for name in ("npsv", "switching", "pvb", "pvc")]
        assert not [amount for amount in amounts if "." in amount]
        assert card.facts["annual"].isVisibleTo(card) == recurrent
    assert card.facts["npsv"].text() == pounds(whole(found.appraisal.npsv / 100) * 100)


def test_an_entry_by_mistake_is_taken_out_and_undo_brings_it_back(hand):
    hand.paste("saves £9,000 a year")
    hand.press(hand.detail, "Add 1 benefit")
    assert len(list_benefits(hand.db)) == 3
    hand.session.dialogs.ready["confirm"] = True
    hand.ask("undo_entry")
    assert len(list_benefits(hand.db)) == 2
    assert not hand.stack.shows_benefit
    undo(hand.db)
    assert len(list_benefits(hand.db)) == 3


def test_the_history_tells_of_settling_and_re_dating_in_words(hand, office):
    office.change(BenefitRow, VETTING, basis="unknown")
    hand.page.open_record(VETTING)
    hand.settle()
    shown = hand.shown
    hand.ask("settle")
    hand.answer("Settle", basis="Gross", reason="Agreed with finance")
    hand.ask("redate")
    hand.answer("Re-date", first_year="2027/28", reason="The office moves later")
    assert "Re-dated to 2027/28" in hand.texts(shown.history)
    hand.press(shown.history, "History: All changes")
    told = hand.texts(hand.detail)
    assert any(each.endswith("→ Gross") for each in told)
    assert any("2027/28" in each for each in told)


def test_back_returns_to_the_list(hand, shown):
    hand.press(shown, "All benefits")
    assert hand.stack.currentWidget() is hand.stack.list
    assert hand.stack.list.table.grid.hasFocus()


@pytest.mark.usefixtures("shown")
def test_every_control_is_named_reachable_large_and_dark_enough(hand, accessibility):
    # As tall as it needs to be: a label half out of sight is measured against what covers it.
    hand.page.resize(1280, 2400)
    hand.settle()
    assert accessibility.problems(hand.page) == []
    hand.ask("people")
    assert accessibility.problems(hand.detail) == []
