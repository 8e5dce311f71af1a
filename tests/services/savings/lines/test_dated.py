"""A figure has the day as of which it was given, which is not the day on which it is recorded."""

from datetime import date, timedelta

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.fields import FigureInput
from cohort_desk.services.savings.benefits.figures import revise
from cohort_desk.services.savings.benefits.records import read_benefit
from savings_office import VETTING


def forecast(office, dated_on):
    """Revise the forecast as of a day."""
    version = read_benefit(office.db, VETTING).line.version
    entered = FigureInput(pence=16_000_000, first_year=2025, reason="More", dated_on=dated_on)
    revise(office.db, VETTING, version, "forecast", entered)


def test_a_figure_keeps_its_own_day(office):
    forecast(office, date(2026, 3, 6))
    newest = read_benefit(office.db, VETTING).current("forecast")
    assert newest is not None
    assert newest.dated_on == date(2026, 3, 6)
    assert newest.recorded_at.date() > newest.dated_on


def test_a_figure_is_never_of_a_day_to_come(office):
    with pytest.raises(RuleBroken, match="is still to come"):
        forecast(office, date.today() + timedelta(days=2))  # noqa: DTZ011 - far enough either way
