"""What a benefit is worth by the programme's rates, prices, confidence and closed lines."""

from datetime import date
from decimal import Decimal

import pytest

from cohort_desk.domain.errors import CannotUndo, NotFound, RuleBroken
from cohort_desk.domain.savings.deflators import DeflatorTable
from cohort_desk.domain.savings.discounting import whole
from cohort_desk.domain.savings.fields import BenefitEntry, CostInput, FigureInput
from cohort_desk.domain.savings.rates import RateTable, typed_bands
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.services.history import newest_step, undo_step
from cohort_desk.services.savings.benefits import entering as lines
from cohort_desk.services.savings.benefits import events, figures
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.reckoning.appraising import (
    appraise_benefit,
    appraised,
    read_reckoning,
)
from cohort_desk.services.savings.reckoning.deflators import add_deflators
from cohort_desk.services.savings.reckoning.factor import read_factor
from cohort_desk.services.savings.reckoning.rates import add_rate_table
from cohort_desk.services.savings.reckoning.settings import read_stored_settings, save_settings
from savings_office import LEEDS, OWNER, POLICE, VALIDATOR, VETTING, furnish

BUREAU = {
    "project_id": 1,
    "title": "One records bureau",
    "type": "non_cashable",
    "basis": "gross",
    "pence": 15_000_000,
    "first_year": 2026,
    "years": 5,
    "owner_id": OWNER,
    "validator_id": VALIDATOR,
    "grade": 1,
    "shares": ((LEEDS, 10_000),),
    "costs": (CostInput(year=2025, agency_id=LEEDS, pence=6_000_000),),
}


@pytest.fixture
def office(db):
    return furnish(db)


def entered(office, **changes):
    (benefit_id,) = lines.enter_benefits(office.db, [BenefitEntry(**{**BUREAU, **changes})])
    return benefit_id


def worth(office, benefit_id, **tried):
    return appraise_benefit(office.db, benefit_id, **tried).appraisal


def test_the_published_example_from_the_programme_to_the_penny(office):
    found = appraise_benefit(office.db, entered(office))
    assert whole(found.appraisal.npsv) == 61_725_786
    assert whole(found.appraisal.switching) == 1_328_888
    assert found.appraisal.base_year == 2025
    assert found.kind == "projected"
    assert found.confidence == "Confidence grade 1: benefits −0%, costs +0%"
    assert found.notes == (
        "Year 0 is 2025/26. It is not discounted.",
        "Figures are taken to be in prices of 2025/26.",
    )


def test_what_if_changes_the_answer_and_nothing_else(office):
    benefit_id = entered(office)
    before = newest_step(office.db)
    careful = appraise_benefit(office.db, benefit_id, grade=5)
    assert careful.confidence == "Confidence grade 5: benefits −25%, costs +25%"
    assert whole(careful.appraisal.pvb) == whole(worth(office, benefit_id).pvb * Decimal("0.75"))
    assert careful.appraisal.pvc == 7_500_000
    tried = appraise_benefit(office.db, benefit_id, benefit_cut=10_000)
    assert tried.appraisal.pvb == 0
    assert tried.confidence == "What if: benefits −100%, costs +0%"
    assert newest_step(office.db) == before


def test_a_net_figure_has_its_running_costs_off_already(office):
    costs = (
        CostInput(year=2026, agency_id=LEEDS, pence=1_000_000, kind="running"),
        CostInput(year=2025, agency_id=LEEDS, pence=500_000),
        CostInput(year=2026, agency_id=POLICE, pence=200_000, kind="running", moved=True),
    )
    net = appraise_benefit(office.db, entered(office, basis="net", costs=costs))
    assert sum(net.appraisal.costs) == 700_000
    assert any("only one-off costs are taken off" in note for note in net.notes)
    gross = appraise_benefit(office.db, entered(office, title="Gross", costs=costs))
    assert sum(gross.appraisal.costs) == 1_700_000


def test_only_what_is_additional_counts(office):
    found = appraise_benefit(office.db, entered(office, deadweight=2000, displacement=1000))
    assert found.appraisal.benefits[1] == 10_800_000
    assert "Only what is additional counts: 72% of the figure." in found.notes


def test_figures_are_brought_to_the_prices_of_the_base_year(office):
    benefit_id = entered(office, price_year=2022)
    missing = appraise_benefit(office.db, benefit_id)
    assert any("there is no deflator to bring them to 2025/26" in each for each in missing.notes)
    indices = {2022: Decimal(80), 2025: Decimal(100)}
    add_deflators(office.db, DeflatorTable("GDP", date(2026, 3, 31), "", indices))
    found = appraise_benefit(office.db, benefit_id)
    assert found.appraisal.benefits[1] == 18_750_000
    assert found.appraisal.costs[0] == 7_500_000
    assert "Brought from prices of 2022/23 to 2025/26 by “GDP”." in found.notes


def test_a_new_rate_table_changes_what_is_reckoned_from_its_day_on(office):
    benefit_id = entered(office)
    before = worth(office, benefit_id)
    later = RateTable("Later", date(2199, 4, 1), "", typed_bands("1% all years"))
    add_rate_table(office.db, later)
    assert worth(office, benefit_id) == before
    add_rate_table(office.db, RateTable("Now", date(2026, 4, 1), "", typed_bands("0% all years")))
    found = appraise_benefit(office.db, benefit_id)
    assert found.rates.name == "Now"
    assert found.appraisal.npsv == 69_000_000


def forecast_of(office, benefit_id, first_year=2024):
    figure = FigureInput(pence=15_000_000, first_year=first_year, years=5)
    version = read_benefit(office.db, benefit_id).line.version
    figures.revise(office.db, benefit_id, version, "forecast", figure)


def validated_of(office, benefit_id, year, pence):
    days = {"from_on": date(year, 4, 1), "to_on": date(year, 12, 31)}
    office.validate(office.claim(benefit_id, pence, **days), pence)


SINCE_2024 = {
    "first_year": 2024,
    "grade": 3,
    "costs": (),
    "baseline_value": "1",
    "baseline_on": date(2024, 3, 31),
    "baseline_source": "Accounts",
}


def test_what_is_validated_stands_in_place_of_its_years_forecast(office):
    benefit_id = entered(office, **SINCE_2024)
    forecast_of(office, benefit_id)
    validated_of(office, benefit_id, 2024, 2_000_000)
    found = appraised_on(office, benefit_id, date(2026, 6, 2))
    assert [int(each) for each in found.appraisal.benefits] == [
        *(0, 2_000_000, 13_500_000, 13_500_000, 13_500_000, 13_500_000)
    ]
    assert "What is validated of 2024/25 counts as it is, without a correction." in found.notes
    late = appraised_on(office, benefit_id, date(2026, 7, 1))
    assert late.appraisal.benefits[2] == 0
    assert "Nothing was claimed of 2025/26, so nothing of it counts." in late.notes


def test_a_closed_benefit_is_worth_what_was_validated(office):
    benefit_id = entered(office, **SINCE_2024)
    forecast_of(office, benefit_id)
    validated_of(office, benefit_id, 2024, 2_000_000)
    version = read_benefit(office.db, benefit_id).line.version
    events.close(office.db, benefit_id, version, "ended", "It came to little.")
    found = appraise_benefit(office.db, benefit_id)
    assert sum(found.appraisal.benefits) == 2_000_000
    assert found.notes[-1] == "It is closed: only what was validated counts, without a correction."


def appraised_on(office, benefit_id, day):
    return appraised(read_benefit(office.db, benefit_id, day), read_reckoning(office.db, day))


def test_a_benefit_that_is_gone(office):
    with pytest.raises(NotFound, match="deleted meanwhile"):
        appraise_benefit(office.db, 404)


def close(office, count, *, first=1):
    """Enter lines of £1,000 each and close them short of what was projected."""
    for at in range(first, first + count):
        benefit_id = entered(office, title=f"Line {at}", pence=100_000, years=1, costs=())
        version = read_benefit(office.db, benefit_id).line.version
        events.close(office.db, benefit_id, version, "ended", "It came to nothing.")


def deliver(office, **changes):
    """Enter a recurrent line of £1,000 a year for five years and validate three of them."""
    benefit_id = entered(office, **{"pence": 100_000, "first_year": 2023, "costs": (), **changes})
    figure = FigureInput(pence=100_000, first_year=2023, years=5)
    version = read_benefit(office.db, benefit_id).line.version
    figures.revise(office.db, benefit_id, version, "forecast", figure)
    for year in (2023, 2024, 2025):
        days = {"from_on": date(year, 4, 1), "to_on": date(year + 1, 3, 31)}
        office.validate(office.claim(benefit_id, 100_000, **days), 100_000)
    return benefit_id


def test_lines_that_kept_every_year_until_they_closed_have_a_factor_of_1(office):
    ready = {"baseline_value": "1", "baseline_on": date(2023, 3, 31), "baseline_source": "Accounts"}
    for number in range(2):
        benefit_id = deliver(office, title=f"Line {number}", **ready)
        version = read_benefit(office.db, benefit_id).line.version
        events.close(office.db, benefit_id, version, "delivered")
    assert read_factor(office.db).overall.value == 1


def test_the_factor_is_bettered_by_no_revision_after_the_figure_was_settled(office):
    for rough in (False, True):
        one_off = {"recurrent": False, "pence": 100_000, "costs": (), "title": f"Rough: {rough}"}
        benefit_id = entered(office, **one_off, approximate=rough)

        def project(pence, benefit_id=benefit_id):
            figure = FigureInput(pence=pence, first_year=2026, reason="Seen since")
            version = read_benefit(office.db, benefit_id).line.version
            figures.revise(office.db, benefit_id, version, "projected", figure)

        if rough:
            project(90_000)
            version = read_benefit(office.db, benefit_id).line.version
            lines.settle(office.db, benefit_id, version, 80_000, "net", "Agreed with finance")
        project(1)
        version = read_benefit(office.db, benefit_id).line.version
        events.close(office.db, benefit_id, version, "ended", "It came to nothing.")
    assert read_factor(office.db).overall.projected == 100_000 + 80_000


def set_own_factor(office, **changes):
    version = read_stored_settings(office.db).version
    save_settings(office.db, SavingsSettings(own_factor=True, **changes), version)


def test_the_own_factor_takes_the_place_of_the_scale_once_enough_lines_have_closed(office):
    set_own_factor(office)
    close(office, 7)
    benefit_id = entered(office, grade=3)
    assert not read_factor(office.db).offered
    assert appraise_benefit(office.db, benefit_id).correction.benefit_cut == 1000
    claim_id = office.claim(pence=5_000_000)
    office.validate(claim_id, pence=4_000_000)
    version = read_benefit(office.db, VETTING).line.version
    events.close(office.db, VETTING, version, "ended", "The contract ran out.")
    factors = read_factor(office.db)
    projected = 700_000 + read_benefit(office.db, VETTING).line.projected
    assert (factors.offered, factors.closed) == (True, 8)
    assert (factors.overall.projected, factors.overall.validated) == (projected, 4_000_000)
    found = appraise_benefit(office.db, benefit_id)
    assert found.correction.benefit_cut == factors.overall.benefit_cut
    assert found.correction.cost_rise == 1000
    assert found.confidence.startswith("The programme’s own factor, from 8 closed lines:")
    assert appraise_benefit(office.db, benefit_id, grade=1).correction.benefit_cut == 0


def test_the_factor_is_told_by_cohort_and_a_reopened_line_does_not_count(office):
    close(office, 2)
    benefit_id = entered(office, project_id=2, title="Of the other cohort")
    events.remove(
        office.db, benefit_id, read_benefit(office.db, benefit_id).line.version, "A slip."
    )
    factors = read_factor(office.db)
    assert [(each.cohort, each.factor.closed) for each in factors.by_cohort] == [
        ("2026 intake", 2),
        ("2027 intake", 1),
    ]
    assert factors.by_cohort[1].factor.validated == 0
    version = read_benefit(office.db, benefit_id).line.version
    events.reopen(office.db, benefit_id, version, "It goes on.")
    assert [each.cohort for each in read_factor(office.db).by_cohort] == ["2026 intake"]


def test_the_financial_year_stays_once_a_claim_was_made(office):
    office.claim()
    with pytest.raises(RuleBroken, match="1 claim was made by it") as refused:
        save_settings(office.db, SavingsSettings(year_starts_month=1), None)
    assert refused.value.field == "year_starts_month"
    save_settings(office.db, SavingsSettings(update_months=6), None)


def test_undo_does_not_move_the_year_under_claims(office):
    save_settings(office.db, SavingsSettings(year_starts_month=5), None)
    save_settings(office.db, SavingsSettings(update_months=6), 1)
    step = newest_step(office.db)
    office.claim()
    with pytest.raises(CannotUndo, match="cannot begin in another month"):
        undo_step(office.db, step)
