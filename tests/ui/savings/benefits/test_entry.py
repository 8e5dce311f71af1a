"""The entry of new benefits: what was read is confirmed or put right, and only then kept."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cohort_desk.domain.savings.reading import read_text
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.services.history import undo
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.ui.savings.benefits.line_card import LineCard

TWO = (
    "Pooled fleet costs £60,000 to set up and saves c £150K annually (p. 9). Pooled tyres save "
    "£1,000,000 over three years."
)


def test_lines_that_read_like_a_cost_are_not_ticked_and_the_rest_is_one_step(hand):
    panel = hand.paste(TWO)
    assert [card.wanted.isChecked() for card in panel.cards] == [False, True, True]
    assert "This reads like a cost or a budget, not like a saving." in hand.texts(panel.cards[0])
    hand.press(hand.detail, "Add 2 benefits")
    made = [line for line in list_benefits(hand.db) if line.id > 2]
    assert [(line.title, line.approximate) for line in made] == [
        ("Pooled fleet", True),
        ("Pooled tyres", False),
    ]
    tyres = read_benefit(hand.db, made[1].id)
    assert tyres.current("projected").total == 100_000_000
    assert (tyres.quote, tyres.page) == ("Pooled tyres save £1,000,000 over three years.", "9")
    undo(hand.db)
    assert len(list_benefits(hand.db)) == 2


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Give the benefit a title"),
        ("pence", "a lot", "“a lot” is no amount of money."),
        ("pence", "0", "Enter what the benefit brings, more than £0."),
        ("first_year", "next year", "“next year” is no financial year."),
        ("page", "p" * 41, "This takes at most 40 characters"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(hand, field, typed, sentence):
    panel = hand.paste("saves £9,000 a year")
    (card,) = panel.cards
    hand.fill(card.form, **{field: typed})
    hand.press(hand.detail, "Add 1 benefit")
    (problem,) = hand.problems(card)
    assert problem.startswith(sentence)
    assert len(list_benefits(hand.db)) == 2


def test_a_project_has_to_be_chosen(hand):
    panel = hand.paste("saves £9,000 a year", project="Choose")
    hand.press(hand.detail, "Add 1 benefit")
    assert hand.problems(panel) == ["Choose the project that this saving comes from."]


def test_a_project_page_brings_its_project_along(hand):
    hand.page.open_record(("benefits", ("add", 2)))
    hand.settle()
    assert hand.stack.entry.project.currentData() == 2


def test_without_money_it_says_what_to_do_and_a_line_can_be_entered_by_hand(hand):
    panel = hand.paste("The group met four times.")
    assert panel.guidance.text().startswith("No amount of money was found.")
    assert not panel.save.isEnabled()
    hand.press(panel, "Enter by hand")
    (card,) = panel.cards
    hand.fill(card.form, title="Fewer letters", pence="£1,200.50", recurrent="One-off")
    hand.press(hand.detail, "Add 1 benefit")
    line = next(each for each in list_benefits(hand.db) if each.title == "Fewer letters")
    assert (line.projected, line.recurrent) == (120_050, False)


def test_leaving_a_half_entered_sentence_asks_first(hand):
    hand.paste("saves £9,000 a year")
    hand.session.dialogs.ready["confirm"] = False
    assert not hand.page.may_leave()
    hand.session.dialogs.ready["confirm"] = True
    assert hand.page.may_leave()


def test_a_total_that_is_changed_falls_evenly_again(qtbot):
    (read,) = read_text("It will save £1,000,000 over three years from April 2027.").lines
    card = LineCard(read, SavingsSettings(), date(2026, 11, 22))
    qtbot.addWidget(card)
    assert card.entry(1).by_year == ((2027, 33_333_334), (2028, 33_333_333), (2029, 33_333_333))
    card.form.set_values({"pence": "300,000"})
    assert card.entry(1).by_year == ()


def test_the_entry_is_worked_by_keys_alone(hand):
    hand.press(hand.page, "Add benefit")
    panel = hand.stack.entry
    panel.project.setCurrentIndex(1)
    panel.text.setFocus()
    QTest.keyClicks(panel.text, "saves £9,000 a year")
    hand.qtbot.waitUntil(lambda: bool(panel.cards))
    for _ in range(30):
        if hand.page.focusWidget() is panel.save:
            break
        QTest.keyClick(hand.page.focusWidget(), Qt.Key.Key_Tab)
    assert hand.page.focusWidget() is panel.save
    QTest.keyClick(panel.save, Qt.Key.Key_Space)
    hand.settle()
    assert len(list_benefits(hand.db)) == 3


def test_every_control_is_named_reachable_large_and_dark_enough(hand, accessibility):
    hand.paste(TWO)
    hand.page.resize(1280, 1600)
    hand.settle()
    assert accessibility.problems(hand.page) == []


def test_the_card_says_the_years_the_total_and_that_the_type_is_a_guess(hand):
    panel = hand.paste("projected to save c £150K annually")
    (card,) = panel.cards
    assert card.summary.text() == (
        "about £150,000 a year, 5 years, the programme’s horizon: £750,000 in all"
    )
    assert card.kind.text().endswith("Cashable: net spend cut (a guess: confirm it)")
