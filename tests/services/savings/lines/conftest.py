"""The office of the claims' tests, which enters benefits of its own here."""

import pytest

from cohort_desk.domain.savings.fields import BenefitEntry
from cohort_desk.services.savings.benefits import entering as lines
from cohort_desk.services.savings.benefits.records import read_benefit
from savings_office import LEEDS, OWNER, TODAY, VALIDATOR, furnish


@pytest.fixture
def office(db):
    """The office on a programme file."""
    return furnish(db)


@pytest.fixture
def office_anywhere(any_db):
    """The same on a file and on PostgreSQL."""
    return furnish(any_db)


@pytest.fixture
def enter(office):
    """Enters a benefit "One CRB service" that is ready for a forecast, but for what is given."""

    def entered(**changes):
        ready = {
            "project_id": 1,
            "title": "One CRB service",
            "type": "non_cashable",
            "basis": "net",
            "pence": 15_000_000,
            "first_year": 2025,
            "owner_id": OWNER,
            "validator_id": VALIDATOR,
            "shares": ((LEEDS, 10_000),),
        }
        entry = BenefitEntry(**{**ready, **changes})
        (benefit_id,) = lines.enter_benefits(office.db, [entry])
        return read_benefit(office.db, benefit_id, TODAY)

    return entered
