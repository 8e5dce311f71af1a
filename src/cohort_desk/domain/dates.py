"""How dates and moments are written."""

from datetime import date, datetime

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def written_date(day: date) -> str:
    """Return the date as it is written everywhere, whatever the computer's language.

    >>> written_date(date(2026, 11, 14))
    '14 November 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def written_moment(moment: datetime) -> str:
    """Return the moment in this computer's time zone: "14 November 2026, 09:05"."""
    here = moment.astimezone()
    return f"{written_date(here)}, {here:%H:%M}"
