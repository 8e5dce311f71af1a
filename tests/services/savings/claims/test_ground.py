"""Claims count once, on the ground they were made on, and in a pot only while they count."""

from dataclasses import replace
from datetime import date

import pytest

from cohort_desk.db.tables import BenefitRow, OfficerRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.fields import CostInput, FigureInput
from cohort_desk.services.agencies.changes import merge_agencies
from cohort_desk.services.savings.benefits.costs import record_cost
from cohort_desk.services.savings.benefits.entering import edit_benefit, fields_of
from cohort_desk.services.savings.benefits.events import remove, reopen
from cohort_desk.services.savings.benefits.figures import redate, revise
from cohort_desk.services.savings.benefits.officers import OfficerFields, add_officer, mark_left
from cohort_desk.services.savings.benefits.shares import set_shares
from cohort_desk.services.savings.claims.decisions import DecisionInput, decide_many, reject_claim
from cohort_desk.services.savings.claims.ground import read_ground
from cohort_desk.services.savings.claims.pots import PotFields, add_pot
from cohort_desk.services.savings.portfolio.portfolio import read_portfolio
from savings_office import FLEET, LEEDS, POLICE, POLICE_VALIDATOR, TODAY, VALIDATOR, VETTING

WHOLE = 15_000_000
AUTUMN = {"from_on": date(2025, 10, 1), "to_on": date(2026, 3, 31)}
NEXT_YEAR = {"from_on": date(2026, 4, 1), "to_on": date(2026, 5, 31)}


def version(office, table=BenefitRow, key=VETTING):
    with office.db.read() as work:
        return work.session.get_one(table, key).version


def edit(office, **changes):
    with office.db.read() as work:
        row = work.session.get_one(BenefitRow, VETTING)
        fields, seen = replace(fields_of(row), **changes), row.version
    edit_benefit(office.db, VETTING, seen, fields)


def headline(office):
    return read_portfolio(office.db, None, TODAY).headline


def reject(office, claim_id):
    reject_claim(office.db, claim_id, VALIDATOR, "sufficient", "No", decided_on=TODAY, today=TODAY)


def to_another_pot(office):
    fields = PotFields("Another", None, WHOLE, date(2025, 3, 31), "Accounts 2024/25")
    edit(office, pot_id=add_pot(office.db, fields))


def to_police(office):
    set_shares(office.db, VETTING, version(office), {LEEDS: 1_000, POLICE: 9_000})


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda office: edit(office, type="third_party"), "The type of"),
        (to_another_pot, "The pot of"),
        (lambda office: office.change(BenefitRow, VETTING, basis="gross"), "basis"),
        (lambda office: edit(office, baseline_value="1"), "The baseline of"),
        (to_police, "The shares of “Shared vetting” are no longer"),
    ],
)
def test_a_rejected_claim_never_counts_again_on_another_ground(office, change, what):
    made = office.claim(pence=WHOLE)
    office.validate(made, WHOLE)
    reject(office, made)
    change(office)
    with pytest.raises(RuleBroken, match=what) as caught:
        office.validate(made, WHOLE)
    assert "Correct the claim instead" in str(caught.value)
    assert headline(office) == 0


def test_a_rejected_claim_without_a_pot_never_releases_cash(office):
    edit(office, type="non_cashable", pot_id=None)
    made = office.claim(pence=20_000_000)
    reject(office, made)
    edit(office, type="cashable_spend", pot_id=1)
    with pytest.raises(RuleBroken, match="type and pot"):
        office.validate(made, 20_000_000)
    assert office.claimed() == 0


def test_a_gross_saving_has_its_running_cost_taken_off(office):
    office.change(BenefitRow, VETTING, basis="gross")
    cost = CostInput(year=2025, agency_id=LEEDS, kind="running", pence=10_000_000)
    record_cost(office.db, VETTING, cost)
    ground = read_ground(office.db, VETTING)
    assert (ground.basis, ground.to_take_off) == ("gross", ((2025, 10_000_000),))
    with pytest.raises(RuleBroken) as caught:
        office.claim(pence=WHOLE)
    assert str(caught.value) == (
        "“Shared vetting” is gross, and £100,000 of running cost and cost moved to another agency "
        "is recorded of it in 2025/26, which is not saved. Take off £100,000, or correct the "
        "recorded cost."
    )
    made = office.claim(pence=WHOLE, moved_pence=10_000_000)
    office.validate(made, 5_000_000)
    assert headline(office) == 5_000_000
    with pytest.raises(RuleBroken, match="running and moved cost") as caught:
        record_cost(office.db, VETTING, cost)
    assert caught.value.field == "pence"


def test_a_net_saving_has_only_moved_cost_taken_off(office):
    cost = CostInput(year=2025, agency_id=LEEDS, kind="running", pence=10_000_000)
    record_cost(office.db, VETTING, cost)
    assert office.read(office.claim(pence=WHOLE)).pence == WHOLE


def test_a_one_off_saving_is_not_claimed_twice(office):
    edit(office, recurrent=False)
    first = office.claim(pence=10_000_000)
    for when in (AUTUMN, NEXT_YEAR):
        with pytest.raises(RuleBroken) as caught:
            office.claim(pence=10_000_000, **when)
        assert str(caught.value) == (
            "“Shared vetting” is one-off and forecast to save £150,000, and £100,000 of that is "
            "claimed already. £100,000 more would exceed it. Revise the forecast first, or claim "
            "£50,000 at most."
        )
    office.claim(pence=WHOLE, replaces=first, reason="All of it after all")
    less = FigureInput(pence=10_000_000, first_year=2025, years=1, reason="Less")
    with pytest.raises(RuleBroken, match="£150,000 is claimed on it"):
        revise(office.db, VETTING, version(office), "forecast", less)


def test_no_forecast_leaves_a_waiting_claim_behind(office):
    made = office.claim(pence=WHOLE)
    for move in (
        lambda: redate(office.db, VETTING, version(office), 2026, "Late"),
        lambda: revise(office.db, VETTING, version(office), "forecast", later(2026)),
    ):
        with pytest.raises(RuleBroken, match="A claim for 2025/26 waits") as caught:
            move()
        assert caught.value.field == "first_year"
    reject(office, made)
    redate(office.db, VETTING, version(office), 2026, "Late")
    with pytest.raises(RuleBroken, match="2025/26"):
        office.validate(made, WHOLE)


def test_a_claim_that_no_longer_counts_is_not_validated_anew(office):
    made = office.claim(pence=WHOLE)
    office.validate(made, WHOLE)
    redate(office.db, VETTING, version(office), 2026, "Late")
    with pytest.raises(RuleBroken, match="begins in 2026/27, so a claim for 2025/26 does not"):
        office.validate(made, 1_000_000)


def later(first_year):
    return FigureInput(pence=WHOLE, first_year=first_year, years=1, reason="Other")


def test_what_was_claimed_before_a_re_dating_leaves_room_in_its_pot(office):
    office.validate(office.claim(pence=WHOLE), WHOLE)
    redate(office.db, VETTING, version(office), 2026, "Late")
    assert office.claimed() == 0
    office.validate(office.claim(FLEET, WHOLE), WHOLE, officer=POLICE_VALIDATOR)
    assert headline(office) == WHOLE


def test_what_was_removed_leaves_room_in_its_pot_and_comes_back_only_into_room(office):
    office.validate(office.claim(pence=WHOLE), WHOLE)
    remove(office.db, VETTING, version(office), "Did not last")
    assert office.claimed() == 0
    fleet = office.claim(FLEET, WHOLE)
    office.validate(fleet, WHOLE, officer=POLICE_VALIDATOR)

    def back():
        reopen(office.db, VETTING, version(office), "It did")

    with pytest.raises(RuleBroken, match=r"£300,000 would then be claimed.*which was £150,000"):
        back()
    assert (office.claimed(), headline(office)) == (WHOLE, WHOLE)
    reject_claim(
        office.db, fleet, POLICE_VALIDATOR, "sufficient", "No", decided_on=TODAY, today=TODAY
    )
    back()
    assert (office.claimed(), headline(office)) == (WHOLE, WHOLE)


def test_claims_of_agencies_that_became_one_can_be_corrected(office):
    ours = office.claim(pence=1_000_000, agency_id=LEEDS)
    theirs = office.claim(pence=1_000_000, agency_id=POLICE)
    merge_agencies(office.db, LEEDS, POLICE)
    ours = office.claim(pence=900_000, agency_id=LEEDS, replaces=ours, reason="Too much")
    office.claim(pence=800_000, agency_id=LEEDS, replaces=theirs, reason="Too much")
    assert office.claimed() == 1_700_000
    with pytest.raises(RuleBroken, match="covers 1 April 2025 to 30 September 2025 already"):
        office.claim(pence=900_000, agency_id=LEEDS)
    office.claim(pence=900_000, replaces=ours, reason="Later", from_on=date(2025, 7, 1))


def test_an_officer_of_two_agencies_that_became_one_is_still_in_post(office):
    mark_left(office.db, VALIDATOR, version(office, OfficerRow, VALIDATOR), date(2026, 5, 1), TODAY)
    at_police = OfficerFields(name="Val Finance", agency_id=POLICE, post="Accountant")
    made = office.claim(validator_id=add_officer(office.db, at_police))
    merge_agencies(office.db, LEEDS, POLICE)
    validator = office.read(made).validator_id
    with office.db.read() as work:
        row = work.session.get_one(OfficerRow, validator)
        assert (row.left_on, row.post, row.agency_id) == (None, "Accountant", LEEDS)
    office.validate(made, officer=validator)


def test_a_claim_is_not_decided_twice_at_once(office):
    made = office.claim()
    both = [
        DecisionInput(made, "validated", VALIDATOR, pence, "sufficient", decided_on=TODAY)
        for pence in (100, 5_000_000)
    ]
    with pytest.raises(RuleBroken, match="is decided 2 times at once"):
        decide_many(office.db, both, TODAY)
    assert office.read(made).decisions == ()


def test_an_amount_is_whole_pence(office):
    with pytest.raises(RuleBroken, match="whole number of pence"):
        office.claim(pence=100.5)
    made = office.claim()
    with pytest.raises(RuleBroken, match="whole number of pence"):
        office.validate(made, 100.5)
