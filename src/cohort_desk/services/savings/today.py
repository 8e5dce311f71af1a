"""The day that rules about savings go by, where a caller names none."""

from datetime import date, datetime

from cohort_desk.domain.modules.moments import LONDON


def today_or(today: date | None) -> date:
    """Return the day given, or today in London."""
    return today or datetime.now(LONDON).date()
