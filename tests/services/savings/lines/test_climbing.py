"""From projected to forecast: what is settled first, and what then stays."""

import re
from dataclasses import replace
from datetime import date

import pytest

from cohort_desk.db.tables import BenefitRow
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.savings.fields import BenefitEntry, CostInput, FigureInput
from cohort_desk.domain.savings.words import Rung
from cohort_desk.services.savings.benefits import costs, figures, shares
from cohort_desk.services.savings.benefits import entering as lines
from cohort_desk.services.savings.benefits.records import read_benefit
from savings_office import CLAIMANT, LEEDS, OWNER, POLICE, TODAY, VALIDATOR, VETTING

FORECAST = FigureInput(pence=12_000_000, first_year=2025)


def says(sentence):
    return pytest.raises(RuleBroken, match=f"^{re.escape(sentence)}$")


def forecast(office, benefit, entered=FORECAST):
    figures.revise(office.db, benefit.line.id, benefit.line.version, "forecast", entered)
    return read_benefit(office.db, benefit.line.id, TODAY)


def fields(office, benefit_id=VETTING):
    with office.db.read() as work:
        row = work.need(BenefitRow, benefit_id)
        return row.version, lines.fields_of(row)


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        (
            {"approximate": True},
            (
                "“One CRB service” rests on a figure that its source gives only roughly (“about”). "
                "Settle the amount first."
            ),
        ),
        (
            {"basis": "unknown"},
            (
                "It is not known whether the figure of “One CRB service” is gross or net. Settle "
                "that first."
            ),
        ),
        ({"owner_id": None}, "“One CRB service” has no owner. Name who answers for it."),
        (
            {"shares": ()},
            "“One CRB service” has no shares. Say which agencies it is for; 100 % in all.",
        ),
    ],
)
def test_what_is_not_settled_is_not_forecast(office, enter, lacking, sentence):
    benefit = enter(**lacking)
    with says(sentence):
        forecast(office, benefit)
    assert read_benefit(office.db, benefit.line.id, TODAY).before_forecast == (sentence,)


def test_shares_are_the_whole_or_nothing(office, enter):
    benefit = enter()
    with says("The shares come to 99.99 %. They must total 100 % to the hundredth."):
        shares.set_shares(office.db, benefit.line.id, 1, {LEEDS: 5_000, POLICE: 4_999})
    shares.set_shares(office.db, benefit.line.id, 1, {LEEDS: 6_500, POLICE: 3_500})
    assert [
        (share.agency, share.basis_points)
        for share in read_benefit(office.db, benefit.line.id, TODAY).shares
    ] == [("Leeds City Council", 6_500), ("West Yorkshire Police", 3_500)]


def test_a_settled_benefit_is_forecast_and_its_first_figure_stays(office, enter):
    benefit = enter(approximate=True, basis="unknown")
    lines.settle(office.db, benefit.line.id, 1, 14_000_000, "net", "Agreed with finance")
    settled = forecast(office, read_benefit(office.db, benefit.line.id, TODAY))
    assert settled.line.rung is Rung.FORECAST
    assert [(f.kind, f.number, f.pence, f.reason) for f in settled.figures] == [
        ("projected", 1, 15_000_000, ""),
        ("projected", 2, 14_000_000, "Agreed with finance"),
        ("forecast", 1, 12_000_000, ""),
    ]
    assert [(e.kind, e.value, e.reason) for e in settled.events] == [
        ("settled", "net", "Agreed with finance")
    ]


def test_what_is_settled_is_revised_and_not_settled_again(office, enter):
    benefit = enter()
    with says(
        "“One CRB service” is settled already. Nothing was changed. Revise what is projected, with "
        "a reason, if it has changed."
    ):
        lines.settle(office.db, benefit.line.id, 1, 1, "net", "Finance")
    assert read_benefit(office.db, benefit.line.id, TODAY) == benefit


def test_a_figure_that_takes_anothers_place_says_why(office, enter):
    benefit = forecast(office, enter())
    with says("Say why the forecast figure of “One CRB service” changes."):
        forecast(office, benefit, FigureInput(pence=1, first_year=2025))
    why = FigureInput(by_year=((2025, 100), (2027, 50)), reason="Starts small")
    assert forecast(office, benefit, why).current("forecast").by_year == ((2025, 100), (2027, 50))


def test_a_forecast_keeps_an_owner_and_shares(office, enter):
    benefit = forecast(office, enter())
    version, entered = fields(office, benefit.line.id)
    with says(
        "“One CRB service” has a forecast, so somebody has to answer for it. Name another owner."
    ):
        lines.edit_benefit(office.db, benefit.line.id, version, replace(entered, owner_id=None))
    with says("“One CRB service” has a forecast, so its shares must total 100 %."):
        shares.set_shares(office.db, benefit.line.id, version, {})


def test_one_amount_does_not_settle_years_that_differ(office, enter):
    growing = ((2025, 5_000_000), (2026, 10_000_000), (2027, 15_000_000))
    found = enter(recurrent=True, approximate=True, pence=0, first_year=0, by_year=growing)
    with pytest.raises(RuleBroken, match="one amount does not settle them"):
        lines.settle(office.db, found.line.id, found.line.version, 14_000_000, "net", "Agreed")
    lines.settle(office.db, found.line.id, found.line.version, None, "net", "Agreed")
    settled = read_benefit(office.db, found.line.id, TODAY)
    assert (settled.line.approximate, settled.line.projected) == (False, 30_000_000)


def test_the_validator_is_not_the_owner(enter):
    with says(
        "Olu Owner owns “One CRB service”, so somebody else must confirm claims on it. Name "
        "another validator."
    ):
        enter(validator_id=OWNER)


def test_who_validates_a_claim_cannot_come_to_own_the_benefit(office):
    office.claim()
    version, entered = fields(office)
    changed = replace(entered, owner_id=VALIDATOR, validator_id=CLAIMANT)
    with says(
        "Val Finance is to confirm a claim of £50,000 on “Shared vetting” and so cannot own it. "
        "Name another owner, or correct the claim first."
    ):
        lines.edit_benefit(office.db, VETTING, version, changed)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"type": "non_cashable"}, "type"),
        ({"recurrent": False}, "kind (recurrent or one-off)"),
        ({"baseline_value": "1"}, "baseline"),
        ({"baseline_on": date(2025, 5, 1)}, "baseline’s date"),
        ({"unit": "checks"}, "unit"),
    ],
)
def test_what_a_claim_rests_on_stays(office, change, word):
    office.claim()
    version, entered = fields(office)
    with says(
        f"Claims on “Shared vetting” rest on its {word}. Withdraw or reject them before it changes."
    ):
        lines.edit_benefit(office.db, VETTING, version, replace(entered, **change))
    with says(
        "Claims on “Shared vetting” are split by its shares. Withdraw or reject them before the "
        "shares change."
    ):
        shares.set_shares(office.db, VETTING, version, {LEEDS: 10_000})


def test_two_who_share_a_benefit_at_once_do_not_overwrite_each_other(office, enter):
    benefit = enter()
    seen = {LEEDS: 10_000}
    shares.set_shares(office.db, benefit.line.id, 1, {POLICE: 10_000}, seen)
    with pytest.raises(EditedMeanwhile, match="Someone else changed the shares"):
        shares.set_shares(office.db, benefit.line.id, 1, {LEEDS: 5_000, POLICE: 5_000}, seen)


def test_a_cost_that_moved_is_taken_off_the_claims_of_its_year(office):
    office.claim()
    moved = CostInput(year=2025, agency_id=POLICE, kind="running", pence=1_000_000, moved=True)
    with says(
        "£10,000 moved to another agency in 2025/26 is not saved, and the claims of that year on "
        "“Shared vetting” take off £0. Correct those claims first, then record the cost."
    ):
        costs.record_cost(office.db, VETTING, moved)
    costs.record_cost(office.db, VETTING, replace(moved, year=2026))


def test_costs_are_corrected_by_newer_ones(office):
    first = costs.record_cost(office.db, VETTING, CostInput(year=2025, agency_id=LEEDS, pence=600))
    changed = CostInput(year=2025, agency_id=LEEDS, pence=500)
    with says("Say why the cost is corrected."):
        costs.record_cost(office.db, VETTING, changed, first)
    second = costs.record_cost(office.db, VETTING, changed, first, "A credit note came")
    with says(
        "That cost of “Shared vetting” was corrected or withdrawn already. Nothing was changed. "
        "Correct the newer one."
    ):
        costs.withdraw_cost(office.db, first, "Twice")
    assert [cost.pence for cost in read_benefit(office.db, VETTING, TODAY).costs] == [500]
    costs.withdraw_cost(office.db, second, "Paid by another project")
    assert read_benefit(office.db, VETTING, TODAY).costs == ()


def test_a_benefit_that_turns_one_off_has_its_figures_anew(office, enter):
    benefit = enter()
    version, entered = fields(office, benefit.line.id)
    lines.edit_benefit(office.db, benefit.line.id, version, replace(entered, recurrent=False))
    turned = read_benefit(office.db, benefit.line.id, TODAY)
    assert turned.current("projected").by_year == ((2025, 15_000_000),)
    assert turned.current("projected").reason == "One-off, not recurrent."


def test_an_entry_is_taken_out_only_while_nothing_else_stands(office, enter):
    benefit = enter(costs=(CostInput(year=2025, agency_id=LEEDS, pence=600),))
    lines.remove_entry(office.db, benefit.line.id, 1)
    kept = forecast(office, enter())
    with says(
        "More has been recorded of “One CRB service” since it was entered, and that is kept. "
        "Nothing was changed. Remove it with a reason instead."
    ):
        lines.remove_entry(office.db, kept.line.id, kept.line.version)


def test_one_entry_that_is_refused_keeps_all_of_them_out(office):
    good = BenefitEntry(project_id=1, title="Good", pence=1, first_year=2025)
    with says("“Bad”: Enter what the benefit brings, more than £0."):
        lines.enter_benefits(office.db, [good, replace(good, title="Bad", pence=0)])
    assert lines.enter_benefits(office.db, [good]) == (3,)
