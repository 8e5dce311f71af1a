"""Claims that count again, or elsewhere: they break no rule that a fresh claim would not."""

from datetime import date

import pytest

from cohort_desk.db.tables import BenefitRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.services.savings.benefits.events import remove
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.benefits.shares import set_shares
from cohort_desk.services.savings.claims.decisions import reject_claim
from savings_office import LEEDS, POLICE, TODAY, VALIDATOR, VETTING


def version_of(office, benefit_id=VETTING):
    lines = list_benefits(office.db, today=TODAY)
    return next(line.version for line in lines if line.id == benefit_id)


@pytest.fixture
def rejected(office):
    """A claim of Leeds that was rejected, so that it counts no more."""
    made = office.claim()
    reject_claim(office.db, made, VALIDATOR, "partial", "No", decided_on=TODAY, today=TODAY)
    return made


def test_correction_into_another_year_leaves_no_moved_cost_behind(office):
    office.move_cost(1_000_000)
    first = office.claim(pence=5_000_000, moved_pence=1_000_000)
    office.claim(pence=3_000_000, from_on=date(2025, 10, 1), to_on=date(2026, 3, 31))
    later = {"from_on": date(2026, 4, 1), "to_on": date(2026, 5, 31)}
    with pytest.raises(RuleBroken, match=r"£10,000 of cost moved to another agency in 2025/26"):
        office.claim(pence=5_000_000, replaces=first, reason="Another year", **later)


def test_rejected_claim_is_not_validated_before_a_newer_baseline(office, rejected):
    office.change(BenefitRow, VETTING, baseline_on=date(2025, 6, 1))
    with pytest.raises(RuleBroken, match="baseline"):
        office.validate(rejected)


def test_rejected_claim_is_not_validated_on_a_benefit_that_was_removed(office, rejected):
    remove(office.db, VETTING, version_of(office), "Nothing came of it")
    with pytest.raises(RuleBroken, match="removed"):
        office.validate(rejected)


def test_rejected_claim_is_not_validated_for_an_agency_without_a_share(office, rejected):
    set_shares(office.db, VETTING, version_of(office), {POLICE: 10_000})
    with pytest.raises(RuleBroken, match="no share"):
        office.validate(rejected)


def test_rejected_claim_that_breaks_no_rule_is_validated_after_all(office, rejected):
    office.validate(rejected)
    assert office.read(rejected).validated_pence == 5_000_000
    assert office.read(rejected).agency_id == LEEDS
