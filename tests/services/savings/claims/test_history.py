"""The history of a benefit tells of its claims and decisions in words, with every decision."""

from datetime import date

import pytest

from cohort_desk.services.history import history_of
from cohort_desk.services.savings.claims.decisions import withdraw_claim
from cohort_desk.services.savings.claims.pots import PotFields, edit_pot, list_pots
from savings_office import TODAY, VETTING


@pytest.fixture
def told(office_anywhere):
    """A claim that was made, confirmed in part and withdrawn, as the history tells of it."""
    office = office_anywhere
    made = office.claim(moved_pence=1_000_000)
    office.validate(made, 3_500_050, grade="partial", reason="One invoice is missing")
    withdraw_claim(office.db, made, "Claimed twice", today=TODAY)
    return history_of(office.db, "benefit", VETTING)


def changes(entry):
    return {change.field: change.new for change in entry.changes if change.new}


def test_a_claim_is_told_in_words(told):
    claim = next(one for one in told if one.step.startswith("Claim"))
    assert claim.step == "Claim of £40,000 on Shared vetting"
    assert changes(claim) == {
        "Agency": "Leeds City Council",
        "Pot": "Vetting budget",
        "Financial year": "2025/26",
        "From": "1 April 2025",
        "To": "30 September 2025",
        "Saved before cost is taken off": "£50,000",
        "Cost taken off": "£10,000",
        "Amount": "£40,000",
        "Maturity": "Will not change",
        "Grade": "Sufficient",
        "Service": "Same",
        "Claimed on": "1 June 2026",
        "Claimed by": "Cleo Claimant",
        "Claimed by, by name": "Cleo Claimant",
        "Claimant’s agency": "Leeds City Council",
        "Owner": "Olu Owner",
        "To be confirmed by": "Val Finance",
    }


def test_every_decision_stands_in_the_history_of_the_benefit(told):
    withdrawal, validation = told[:2]
    assert validation.step == "Validation of £35,000.50 on Shared vetting"
    assert changes(validation) == {
        "Decision": "Validated",
        "Amount": "£35,000.50",
        "Grade": "Partial",
        "Reason": "One invoice is missing",
        "Decided by": "Val Finance",
        "Decided by, by name": "Val Finance",
        "Officer’s agency": "Leeds City Council",
        "Decided on": "1 June 2026",
    }
    assert withdrawal.step == "Withdrawal of the claim of £40,000 on Shared vetting"
    assert changes(withdrawal)["Decision"] == "Withdrawn"


def test_a_pot_tells_what_its_baseline_was(office):
    (pot,) = list_pots(office.db)
    fields = PotFields(pot.name, None, 16_000_000, date(2025, 4, 1), pot.baseline_source)
    edit_pot(office.db, 1, pot.version, fields)
    entry = history_of(office.db, "pot", 1)[0]
    assert {(one.field, one.old, one.new) for one in entry.changes} == {
        ("Baseline", "£150,000", "£160,000"),
        ("Baseline’s date", "31 March 2025", "1 April 2025"),
    }
