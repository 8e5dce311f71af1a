"""Which days count as working days, and how many of them a piece of work is late."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

_SATURDAY = 5
_DAY = timedelta(days=1)


def is_working_day(day: date, days_off: frozenset[date]) -> bool:
    """Return whether the day is neither at a weekend nor among the days off."""
    return day.weekday() < _SATURDAY and day not in days_off


def working_days_late(
    submitted: datetime, deadline: datetime, cut_off: time, days_off: frozenset[date]
) -> int:
    """Return how many working days late work is, counted from cut-off to cut-off.

    Work handed in by the deadline is 0 days late. Work handed in after it is at least 1 day late,
    and a further day begins after the cut-off of each working day whose date is after the
    deadline's. The moment of the cut-off itself belongs to the day before, as the moment of the
    deadline is still in time: with a deadline on Friday at 12:00 and a cut-off of 12:00, work is
    1 day late from a microsecond past the deadline until Monday at 12:00:00, and 2 days late from
    a microsecond past that. So work that is late by exactly 24 hours is 1 working day late.

    Args:
        submitted: When the work was handed in, in local time.
        deadline: When it was due, in local time.
        cut_off: The time of day after which the next working day begins.
        days_off: Days on which nothing counts, beside weekends.
    """
    if submitted <= deadline:
        return 0
    return 1 + sum(
        is_working_day(day, days_off)
        for day in _days(deadline.date() + _DAY, submitted.date())
        if day < submitted.date() or submitted.time() > cut_off
    )


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * _DAY
