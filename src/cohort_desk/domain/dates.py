"""How dates and moments are written, and dates read as people type them."""

import re
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
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})")
_ABBREVIATED = tuple(month[:3].casefold() for month in _MONTHS)


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


def read_date(text: str) -> date | None:
    """Return the date that was typed; None if it is none.

    >>> read_date("24 December 2026") == read_date("24/12/2026") == read_date("2026-12-24")
    True
    """
    found = leading_day(text.strip().casefold())
    if found is None or found[1]:
        return None
    try:
        return date(*found[0])
    except ValueError:
        return None


def leading_day(typed: str) -> tuple[tuple[int, int, int], str] | None:
    """Return the year, month and day that a text begins with, and the rest of it.

    The text is in small letters; whether there is such a day is not looked at.
    """
    if found := _ISO.match(typed):
        year, month, day = (int(part) for part in found.groups())
    elif found := _SLASHED.match(typed):
        day, month, year = (int(part) for part in found.groups())
    elif (found := _WORDED.match(typed)) and found[2][:3] in _ABBREVIATED:
        day, month, year = int(found[1]), _ABBREVIATED.index(found[2][:3]) + 1, int(found[3])
    else:
        return None
    return (year, month, day), typed[found.end() :]
