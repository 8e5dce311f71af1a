"""What is opened of another cohort than the chosen one is told of with every cohort."""

import pytest

from cohort_desk.domain.savings.outcomes import OutcomeFields
from cohort_desk.services.savings.outcomes.outcomes import add_outcome
from savings_office import FLEET, VETTING


@pytest.fixture
def records(office):
    """A benefit, a claim and an outcome of the cohort of a benefit's project."""

    def of(benefit_id):
        description = f"A forum for benefit {benefit_id}"
        outcome = add_outcome(office.db, benefit_id, OutcomeFields(description=description))
        claim = office.claim(benefit_id, pence=100_000)
        return [("benefits", benefit_id), ("claims", claim), ("outcomes", outcome)]

    return of


def test_a_record_of_another_cohort_is_shown_with_all_of_them(hand, records):
    for record in records(FLEET):
        hand.page.show_one_cohort()
        assert hand.page.cohort_id == 1
        hand.session.show("savings", record)
        hand.settle()
        assert hand.page.view == record[0]
        assert hand.page.cohort_id is None, record
        hand.detail.close_panel()


def test_a_record_of_the_chosen_cohort_leaves_it_chosen(hand, records):
    for record in records(VETTING):
        hand.page.show_one_cohort()
        hand.session.show("savings", record)
        hand.settle()
        assert hand.page.cohort_id == 1, record
        hand.detail.close_panel()
