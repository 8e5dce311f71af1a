"""Dates as British offices write them."""

import datetime as dt
import re

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})")
_WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{2}|\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PIVOT = 70
"""Two-digit years from 70 on belong to the last century."""


def uk_date(text: str) -> dt.date | None:
    """Return the date in 2026-11-14, 14/11/2026, 14.11.26 or "14th Nov 2026"; None if it is none.

    03/04/2026 is the third of April.
    """
    plain = text.strip()
    try:
        if found := _ISO.fullmatch(plain):
            return dt.date(*map(int, found.groups()))
        if found := _NUMERIC.fullmatch(plain):
            return dt.date(_year(found[3]), int(found[2]), int(found[1]))
        if found := _WORDED.fullmatch(plain):
            month = _month(found[2].lower())
            return dt.date(_year(found[3]), month, int(found[1])) if month else None
    except ValueError:
        return None
    return None


def whole_years(since: dt.date, until: dt.date) -> int:
    """Return how many full years lie between two dates."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - written in full
        return year
    return year + (1900 if year >= _PIVOT else 2000)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS else 0
