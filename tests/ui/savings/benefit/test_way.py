"""A user's way from a pasted sentence to money that an officer has confirmed."""

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from cohort_desk.domain.savings.words import Rung
from cohort_desk.services.savings.lists import list_benefits
from cohort_desk.services.savings.records import read_benefit

SENTENCE = (
    "A shared records service for council and police is projected to save c £150K annually "
    "from April 2025 (p. 14)."
)


def paste(hand, page, stack, settle, text, project="One service"):
    """Open the entry, choose a project and type a sentence; its lines are read meanwhile."""
    hand.press(page, "Add benefit")
    panel = stack.entry
    panel.project.setCurrentIndex(panel.project.findText(project, Qt.MatchFlag.MatchStartsWith))
    QTest.keyClicks(panel.text, text)
    QTest.qWait(300)
    settle()
    return panel


def test_from_a_sentence_to_validated(db, page, stack, hand, settle, session, ledger):
    panel = paste(hand, page, stack, settle, SENTENCE)
    (card,) = panel.cards
    assert card.summary.text() == "about £150,000 a year"
    hand.press(page.detail, "Add 1 benefit")
    settle()
    line = next(each for each in list_benefits(db) if "records" in each.title)
    assert (line.title, line.approximate) == ("Shared records service for council and police", True)
    shown, asking = stack.benefit, stack.asking
    assert shown.title.text() == line.title
    assert shown.quote.quote.text() == f"“{SENTENCE}”"
    assert shown.quote.source.text() == "One service, page 14"
    assert shown.steps.heading.text() == "Before the forecast"

    hand.press(shown.steps, "Settle…")
    hand.press(page.detail, "Settle")
    assert hand.problems(page.detail) == [
        "Say whether the figure is gross or net of its running costs."
    ]
    hand.fill(asking.form, basis="Net", reason="Agreed with finance on 3 May")
    hand.press(page.detail, "Settle")
    settle()
    hand.press(shown.steps, "Name…")
    hand.fill(asking.form, owner_id="Olu Owner", validator_id="Val Finance", pot_id="Vetting")
    hand.press(page.detail, "Save")
    settle()
    hand.press(shown.steps, "Share…")
    for row, (agency, part) in zip(
        stack.shares.rows, (("Leeds", "70"), ("West", "30")), strict=True
    ):
        row.agency.setCurrentIndex(row.agency.findText(agency, Qt.MatchFlag.MatchStartsWith))
        QTest.keyClicks(row.part, part)
    assert stack.shares.total.text() == "100 %"
    hand.press(page.detail, "Save shares")
    settle()

    hand.press(shown.steps, "Forecast…")
    hand.fill(asking.form, pence="£120k", years="3")
    QTest.keyClick(asking.form.editor("pence"), Qt.Key.Key_Return)
    settle()
    assert shown.track.amounts[1].text() == "£360,000"
    assert shown.steps.heading.text() == "Before the first claim"

    hand.press(shown.steps, "Baseline…")
    hand.fill(
        asking.form,
        measure="Spend on records checks",
        unit="£ a year",
        baseline_value="400,000",
        baseline_on="31 March 2025",
        baseline_source="Accounts 2024/25",
    )
    hand.press(page.detail, "Save")
    settle()
    claim(hand, page, shown, session, ledger)
    settle()
    assert shown.track.amounts[2].text() == "£55,000"
    assert "Ledger 2025.txt" in hand.buttons(shown.claims)

    hand.press(shown.steps, "Decide…")
    settle()
    assert page.view == "claims"
    hand.press(page.detail, "Validate…")
    hand.press(page.detail, "Validate")
    settle()
    found = read_benefit(db, line.id)
    assert found.line.rung is Rung.VALIDATED
    assert found.line.validated == 5_500_000
    assert found.claims[0].decisions[0].officer == "Val Finance"
    assert found.baseline_on == date(2025, 3, 31)


def claim(hand, page, shown, session, ledger):
    """Claim half of the first year, first without what a claim needs."""
    form = page.views["benefits"]._claim_form
    hand.press(shown.steps, "Claim…")
    hand.fill(
        form.form,
        from_on=QDate(2025, 4, 1),
        to_on=QDate(2025, 9, 30),
        gross="60,000",
        moved="5,000",
        effect="Worse",
        maturity="Will not",
        grade="Sufficient",
        claimant="Cleo",
        validator="Val",
    )
    hand.press(page.detail, "Claim")
    assert "needs evidence" in hand.problems(page.detail)[0]
    session.dialogs.ready["paths_to_open"] = [ledger]
    hand.press(page.detail, "Add evidence…")
    hand.press(page.detail, "Claim")
    assert "worse" in hand.problems(page.detail)[0]
    hand.fill(form.form, effect="Better")
    hand.press(page.detail, "Claim")
    assert hand.problems(page.detail) == []
