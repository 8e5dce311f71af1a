"""Undo and redo stop where the history of money begins."""

import re

import pytest

from cohort_desk.db.tables import AgencyRow, BenefitRow, FigureRow, OfficerRow
from cohort_desk.domain.agencies import agency_key
from cohort_desk.domain.errors import CannotUndo, RuleBroken
from cohort_desk.domain.names import folded
from cohort_desk.domain.savings.fields import CostInput, FigureInput, OfficerFields
from cohort_desk.services.agencies import delete_agencies, merge_agencies
from cohort_desk.services.history import redo, undo, undo_step
from cohort_desk.services.projects import delete_projects
from cohort_desk.services.savings.benefits import costs, events, figures, officers, shares
from cohort_desk.services.savings.benefits import entering as lines
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.benefits.records import read_benefit
from savings_office import CLAIMANT, LEEDS, OWNER, POLICE, TODAY, VETTING

KEPT = (
    "What is recorded of savings is kept, so this cannot be undone or redone. Nothing was changed. "
    "Record a correction instead: a new figure, cost, claim or decision, with the reason."
)


@pytest.fixture
def steps(office):
    """The ids of the steps taken from now on."""
    taken = []
    office.db.listeners.append(lambda news: taken.append(news.step_id))
    return taken


def refused(sentence):
    return pytest.raises(CannotUndo, match=f"^{re.escape(sentence)}$")


def test_a_figure_is_never_rewritten_and_goes_only_with_its_benefit(office):
    with pytest.raises(RuntimeError, match="is never changed"), office.db.begin("x") as work:
        work.session.get_one(FigureRow, 11).pence = 1
    with pytest.raises(RuntimeError, match="is never deleted"), office.db.begin("x") as work:
        work.session.delete(work.session.get_one(FigureRow, 11))
    assert read_benefit(office.db, VETTING, TODAY).figures[0].pence == 15_000_000


def test_entering_a_benefit_is_undone_and_done_again(office, enter):
    benefit = enter(costs=(CostInput(year=2025, agency_id=LEEDS, pence=600),))
    undo(office.db)
    assert benefit.line.id not in {line.id for line in list_benefits(office.db)}
    redo(office.db)
    again = read_benefit(office.db, benefit.line.id, TODAY)
    assert (again.figures, again.costs, again.shares) == (
        benefit.figures,
        benefit.costs,
        benefit.shares,
    )


def test_taking_an_entry_out_is_undone(office, enter):
    benefit = enter()
    lines.remove_entry(office.db, benefit.line.id, 1)
    undo(office.db)
    assert read_benefit(office.db, benefit.line.id, TODAY).figures == benefit.figures


def forecast(office):
    figures.revise(
        office.db, VETTING, 1, "forecast", FigureInput(pence=1, first_year=2025, reason="Less")
    )


def cost(office):
    costs.record_cost(office.db, VETTING, CostInput(year=2025, agency_id=LEEDS, pence=600))


@pytest.mark.parametrize(
    "recorded",
    [
        forecast,
        cost,
        lambda office: events.write_update(office.db, VETTING, 1, "On the way"),
        lambda office: events.remove(office.db, VETTING, 1, "Gone"),
        lambda office: office.claim(),
        lambda office: office.validate(office.claim()),
    ],
    ids=["figure", "cost", "update", "removal", "claim", "decision"],
)
def test_what_is_recorded_of_money_is_never_undone(office, recorded):
    recorded(office)
    before = read_benefit(office.db, VETTING, TODAY)
    with refused(KEPT):
        undo(office.db)
    assert read_benefit(office.db, VETTING, TODAY) == before


def test_an_entry_on_which_more_stands_is_not_undone(office, steps, enter):
    benefit = enter()
    events.write_update(office.db, benefit.line.id, 1, "On the way")
    with refused(
        "More has been recorded of “One CRB service” since it was entered, and that is kept. "
        "Nothing was changed. Remove it with a reason instead."
    ):
        undo_step(office.db, steps[0])


def test_undo_gives_no_forecast_back_to_nobody(office, steps, enter):
    benefit = enter(owner_id=None)
    lines.reassign(office.db, [benefit.line.id], OWNER)
    version = read_benefit(office.db, benefit.line.id, TODAY).line.version
    entered = FigureInput(pence=1, first_year=2025)
    figures.revise(office.db, benefit.line.id, version, "forecast", entered)
    with refused(
        "“One CRB service” has a forecast, so somebody has to answer for it. Name another owner. "
        "Nothing was changed."
    ):
        undo_step(office.db, steps[1])


def test_undo_leaves_the_shares_that_claims_are_split_by(office, steps):
    shares.set_shares(office.db, VETTING, 1, {LEEDS: 6_000, POLICE: 4_000})
    office.claim()
    with refused("Claims on “Shared vetting” are split by its shares. Nothing was changed."):
        undo_step(office.db, steps[0])


def test_what_savings_stand_on_is_not_deleted(office):
    with pytest.raises(RuleBroken) as refusal:
        delete_projects(office.db, [1])
    assert str(refusal.value) == (
        "“One service” has 1 benefit, so it cannot be deleted. Nothing was changed. Stop it "
        "instead, and remove its benefits with a reason."
    )
    assert delete_agencies(office.db, [LEEDS]) == ("Leeds City Council",)
    with pytest.raises(RuleBroken) as refusal:
        officers.remove_officer(office.db, OWNER, 1)
    assert str(refusal.value) == (
        "Olu Owner is named by 2 benefits, so they stay. Nothing was changed. Mark them as left "
        "instead."
    )


def test_adding_an_officer_is_undone_only_while_nothing_names_them(office, steps, enter):
    officers.add_officer(office.db, OfficerFields(name="Noor New", agency_id=LEEDS))
    undo(office.db)
    redo(office.db)
    new = next(each.id for each in officers.list_officers(office.db) if each.name == "Noor New")
    enter(owner_id=new)
    with refused(
        "Savings stand on Noor New (1 benefit), so that cannot be taken away. Nothing was changed."
    ):
        undo_step(office.db, steps[0])


def add_second_leeds(work, *officers_there):
    """Add another record of Leeds, with officers of these ids and names."""
    name = {"name": "Leeds Corporation", "name_key": agency_key("Leeds Corporation")}
    work.session.add(AgencyRow(id=3, sector="local_government", **name))
    for key, officer in officers_there:
        named = {"name": officer, "name_key": folded(officer)}
        work.session.add(OfficerRow(id=key, agency_id=3, **named))


def test_merging_agencies_carries_savings_along_and_is_undone(office):
    office.validate(office.claim())
    with office.db.begin("a second record of Leeds") as work:
        add_second_leeds(work, (9, "Cleo Claimant"), (10, "Nia New"))
    costs.record_cost(office.db, VETTING, CostInput(year=2025, agency_id=3, pence=600))
    officers_before = officers.list_officers(office.db)
    before = read_benefit(office.db, VETTING, TODAY)
    merge_agencies(office.db, 3, LEEDS)
    merged = read_benefit(office.db, VETTING, TODAY)
    assert {share.agency for share in merged.shares} == {
        "Leeds Corporation",
        "West Yorkshire Police",
    }
    assert [cost.agency for cost in merged.costs] == ["Leeds Corporation"]
    (claim,) = merged.claims
    assert (claim.agency, claim.claimant_id, claim.validated_pence) == (
        "Leeds Corporation",
        9,
        5_000_000,
    )
    assert CLAIMANT not in {each.id for each in officers.list_officers(office.db)}
    undo(office.db)
    assert read_benefit(office.db, VETTING, TODAY).claims == before.claims
    assert {o.id: o.agency for o in officers.list_officers(office.db)} == {
        o.id: o.agency for o in officers_before
    }
    redo(office.db)
    assert read_benefit(office.db, VETTING, TODAY).claims == merged.claims


def test_agencies_are_not_merged_where_somebody_would_confirm_their_own(office):
    office.claim()
    with office.db.begin("a second record of Leeds") as work:
        add_second_leeds(work, (9, "Olu Owner"))
        work.session.get_one(BenefitRow, VETTING).validator_id = 9
    with pytest.raises(RuleBroken) as refusal:
        merge_agencies(office.db, LEEDS, 3)
    assert str(refusal.value) == (
        "Both agencies have an officer Olu Owner, and one confirms what the other owns or claims "
        "on “Shared vetting”. Nothing was merged. Name another validator there, or tell the two "
        "apart by name."
    )
