"""A user's way from a pasted sentence to money that an officer has confirmed."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from cohort_desk.domain.savings.words import Rung
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.benefits.records import read_benefit

SENTENCE = (
    "A shared records service for council and police is projected to save c £150K annually "
    "from April 2025 (p. 14)."
)
BASELINE = {
    "measure": "Spend on records checks",
    "unit": "£ a year",
    "baseline_value": "400,000",
    "baseline_on": "31 March 2025",
    "baseline_source": "Accounts 2024/25",
}
CLAIM = {
    "from_on": QDate(2025, 4, 1),
    "to_on": QDate(2025, 9, 30),
    "gross": "60,000",
    "moved": "5,000",
    "effect": "Worse",
    "maturity": "Will not",
    "grade": "Sufficient",
    "claimant": "Cleo",
    "validator": "Val",
}


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "Ledger 2025.txt"
    path.write_text("Invoices of April to September 2025, made up")
    return path


def test_from_a_sentence_to_validated(hand, ledger):
    benefit_id = enter(hand)
    climb_to_forecast(hand)
    hand.press(hand.shown.steps, "Baseline…")
    hand.answer("Save", **BASELINE)
    claim(hand, ledger)
    assert hand.shown.track.amounts[2].text() == "£55,000"
    hand.press(hand.shown.steps, "Decide…")
    assert hand.page.view == "claims"
    hand.press(hand.detail, "Validate…")
    hand.press(hand.detail, "Validate")
    found = read_benefit(hand.db, benefit_id)
    assert (found.line.rung, found.line.validated) == (Rung.VALIDATED, 5_500_000)
    assert found.claims[0].decisions[0].officer == "Val Finance"
    hand.page.open_record(benefit_id)
    hand.settle()
    assert hand.shown.track.amounts[3].text() == "£55,000"


def enter(hand):
    """Add the line that was read from the sentence, and land on its page."""
    panel = hand.paste(SENTENCE)
    (card,) = panel.cards
    assert card.summary.text() == (
        "about £150,000 a year, 5 years, the programme’s horizon: £750,000 in all"
    )
    hand.press(hand.detail, "Add 1 benefit")
    line = next(each for each in list_benefits(hand.db) if "records" in each.title)
    assert hand.shown.title.text() == "Shared records service for council and police"
    assert hand.shown.quote.quote.text() == f"“{SENTENCE}”"
    assert hand.shown.quote.source.text() == "One service, page 14"
    return line.id


def climb_to_forecast(hand):
    """Do what the checklist asks before the forecast, each by its button; then forecast."""
    steps = hand.shown.steps
    assert steps.heading.text() == "Before the forecast"
    hand.press(steps, "Settle…")
    hand.answer("Settle", reason="Agreed with finance on 3 May")
    (refused,) = hand.problems()
    assert refused == "Say whether the figure is gross or net of its running costs."
    hand.answer("Settle", basis="Net")
    hand.press(steps, "Name…")
    hand.answer("Save", owner_id="Olu Owner", validator_id="Val Finance", pot_id="Vetting")
    hand.press(steps, "Share…")
    share(hand, ("Leeds", "70"), ("West", "20"))
    hand.press(hand.detail, "Save shares")
    assert hand.problems() == ["The shares come to 90 %. They must total 100 % to the hundredth."]
    hand.stack.shares.rows[1].part.setText("30")
    hand.press(hand.detail, "Save shares")
    hand.press(steps, "Forecast…")
    hand.fill(pence="£120k", years="3")
    QTest.keyClick(hand.form.editor("pence"), Qt.Key.Key_Return)
    hand.settle()
    assert hand.shown.track.amounts[1].text() == "£360,000"
    assert steps.heading.text() == "Before the first claim"


def share(hand, *parts):
    for row, (agency, part) in zip(hand.stack.shares.rows, parts, strict=True):
        row.agency.setCurrentIndex(row.agency.findText(agency, Qt.MatchFlag.MatchStartsWith))
        QTest.keyClicks(row.part, part)


def claim(hand, ledger):
    """Claim half of the first year, at first without what a claim needs."""
    hand.press(hand.shown.steps, "Claim…")
    form = hand.page.views["benefits"].claim_form.form
    hand.fill(form, **CLAIM)
    hand.press(hand.detail, "Claim")
    assert "needs evidence" in hand.problems()[0]
    hand.session.dialogs.ready["paths_to_open"] = [ledger]
    hand.press(hand.detail, "Add evidence…")
    hand.press(hand.detail, "Claim")
    assert "worse" in hand.problems()[0]
    hand.fill(form, effect="Better")
    hand.press(hand.detail, "Claim")
