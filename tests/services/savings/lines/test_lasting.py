"""Updates, overrides, gains that do not last, closing and removal."""

import re
from datetime import date

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.fields import FigureInput
from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.domain.savings.words import Rung
from cohort_desk.services.savings.benefits import events, figures
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.claims.claiming import make_claim
from cohort_desk.services.savings.claims.decisions import validate_claim
from savings_office import FLEET, TODAY, VALIDATOR, VETTING

LATER, LASTED = date(2027, 7, 1), date(2030, 1, 1)


def says(sentence):
    return pytest.raises(RuleBroken, match=f"^{re.escape(sentence)}$")


def validated(office):
    """Return the office once £50,000 of 2025/26 are validated."""
    office.validate(office.claim())
    return office


def version(office, benefit_id=VETTING):
    return read_benefit(office.db, benefit_id, TODAY).line.version


def test_an_overdue_update_is_red_and_both_statuses_are_shown(office):
    line = read_benefit(office.db, VETTING, date(2026, 9, 1)).line
    assert (line.status.shown, line.update_due_on) == ("green", date(2026, 9, 1))
    late = read_benefit(office.db, VETTING, date(2026, 9, 2)).line
    assert (late.status.shown, late.alarms) == ("red", (Alarm.OVERDUE,))
    with says("Say why “Shared vetting” is amber, whatever its figures say."):
        events.override_status(office.db, VETTING, version(office), "amber", " ")
    events.override_status(
        office.db, VETTING, version(office), "amber", "Two posts are still filled"
    )
    both = read_benefit(office.db, VETTING, TODAY).line.status
    assert (both.shown, both.computed) == ("amber", "green")
    assert (both.override_reason, both.override_by) == ("Two posts are still filled", "Ann")
    events.lift_override(office.db, VETTING, version(office), "They have left")
    assert read_benefit(office.db, VETTING, TODAY).line.status.shown == "green"


def test_an_update_puts_the_next_one_off(office):
    events.write_update(office.db, VETTING, version(office), "On the way")
    line = read_benefit(office.db, VETTING, TODAY).line
    assert line.update_due_on > read_benefit(office.db, FLEET, TODAY).line.update_due_on
    with says("Write how “Shared vetting” stands."):
        events.write_update(office.db, VETTING, version(office), "")


def test_a_recurrent_gain_that_does_not_last_is_told_once_its_year_is_over(office):
    validated(office)
    assert Alarm.UNSUSTAINED not in read_benefit(office.db, VETTING, date(2027, 6, 30)).line.alarms
    assert Alarm.UNSUSTAINED in read_benefit(office.db, VETTING, LATER).line.alarms


def test_what_has_not_lasted_is_not_delivered(office):
    with says(
        "Nothing of “Shared vetting” is validated, so it cannot be closed as delivered. Close it "
        "as ended short, or remove it with a reason."
    ):
        events.close(office.db, VETTING, version(office), "delivered")
    validated(office)
    with says(
        "“Shared vetting” is recurrent and not validated for 2026/27 and 2027/28, so it cannot be "
        "closed as delivered. Claim those years, re-date it, or remove it with a reason."
    ):
        events.close(office.db, VETTING, version(office), "delivered")
    with says("Say why “Shared vetting” ended short."):
        events.close(office.db, VETTING, version(office), "ended")


def test_a_gain_that_lasted_is_delivered(office):
    for year in (2025, 2026, 2027):
        days = {"from_on": date(year, 4, 1), "to_on": date(year, 9, 30)}
        claim_id = make_claim(office.db, office.input(**days), today=LASTED)
        validate_claim(
            office.db, claim_id, VALIDATOR, 5_000_000, "sufficient", decided_on=LASTED, today=LASTED
        )
    events.close(office.db, VETTING, version(office), "delivered")
    line = read_benefit(office.db, VETTING, LASTED).line
    assert (line.closing, line.alarms, line.update_due_on) == ("delivered", (), None)
    assert line.validated == 15_000_000


def test_redating_needs_a_reason_and_leaves_earlier_claims_out(office):
    validated(office)
    with says("Say why “Shared vetting” is re-dated."):
        figures.redate(office.db, VETTING, version(office), 2026, "")
    with says("“Shared vetting” counts from 2025/26 already. Choose a later year."):
        figures.redate(office.db, VETTING, version(office), 2025, "No later")
    figures.redate(office.db, VETTING, version(office), 2026, "The contract began late")
    moved = read_benefit(office.db, VETTING, LATER)
    assert moved.line.rung is Rung.FORECAST
    assert (moved.line.claimed, moved.line.validated, moved.line.first_year) == (0, 0, 2026)
    assert Alarm.UNSUSTAINED not in moved.line.alarms
    assert [(event.kind, event.value) for event in moved.events] == [("redated", "2026")]
    assert len(moved.claims) == 1


def test_no_forecast_starts_before_the_year_that_a_benefit_was_redated_to(office):
    validated(office)
    figures.redate(office.db, VETTING, version(office), 2027, "Not sustained")
    back = FigureInput(pence=15_000_000, first_year=2025, years=3, reason="A typing error")
    with says(
        "“Shared vetting” was re-dated to 2027/28, and what was claimed before counts no longer. "
        "Start its forecast in that year or later."
    ):
        figures.revise(office.db, VETTING, version(office), "forecast", back)
    assert read_benefit(office.db, VETTING, LATER).line.validated == 0
    later = FigureInput(pence=15_000_000, first_year=2027, years=3, reason="Three years")
    figures.revise(office.db, VETTING, version(office), "forecast", later)


def test_a_removed_benefit_counts_nowhere_and_stays_listed(office):
    validated(office)
    with says("Say why “Shared vetting” is removed."):
        events.remove(office.db, VETTING, version(office), "")
    events.remove(office.db, VETTING, version(office), "The posts were filled again")
    line = next(each for each in list_benefits(office.db, None, LATER) if each.id == VETTING)
    assert (line.closing, line.validated, line.counts_in_headline) == ("removed", 0, 0)
    assert (line.projected, line.alarms) == (15_000_000, ())
    with says("“Shared vetting” was removed. Nothing was changed. Reopen it first, with a reason."):
        figures.revise(
            office.db, VETTING, version(office), "forecast", FigureInput(pence=1, first_year=2026)
        )
    with says("Say why “Shared vetting” is opened again."):
        events.reopen(office.db, VETTING, version(office), "")
    events.reopen(office.db, VETTING, version(office), "They were not")
    assert read_benefit(office.db, VETTING, TODAY).line.validated == 5_000_000


def test_a_claim_that_waits_is_decided_before_its_benefit_goes(office):
    office.claim()
    with says(
        "1 claim waits on “Shared vetting”, so it cannot be removed yet. Have it decided or "
        "withdraw it first."
    ):
        events.remove(office.db, VETTING, version(office), "Gone")
