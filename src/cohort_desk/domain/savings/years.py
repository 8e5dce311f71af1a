"""Financial years, each named by the calendar year in which it begins.

In the United Kingdom public bodies account from 1 April to 31 March (Interpretation Act 1978,
schedule 1, "financial year"); the month is a setting, as partners elsewhere may begin another.
"""

import re
from datetime import date, timedelta

from cohort_desk.domain.errors import RuleBroken

APRIL = 4
FIRST, LAST = 1990, 2200
"""The years that are taken; anything outside is a slip of the finger."""

_TYPED = re.compile(r"(\d{4})(?:\s*[/–-]\s*(\d{2}|\d{4}))?")


def year_of(day: date, starts_month: int = APRIL) -> int:
    """Return the financial year of a day.

    >>> year_of(date(2027, 3, 31)), year_of(date(2027, 4, 1))
    (2026, 2027)
    """
    return day.year if day.month >= starts_month else day.year - 1


def words(year: int, starts_month: int = APRIL) -> str:
    """Return a financial year as it is written: with both years where it runs over two.

    >>> words(2026), words(1999), words(2026, starts_month=1)
    ('2026/27', '1999/00', '2026')
    """
    return str(year) if starts_month == 1 else f"{year}/{(year + 1) % 100:02}"


def first_day(year: int, starts_month: int = APRIL) -> date:
    """Return the day on which a financial year begins."""
    return date(year, starts_month, 1)


def last_day(year: int, starts_month: int = APRIL) -> date:
    """Return the last day of a financial year.

    >>> last_day(2026)
    datetime.date(2027, 3, 31)
    """
    return first_day(year + 1, starts_month) - timedelta(days=1)


def parse(text: str, field: str = "year") -> int:
    """Return the financial year that someone typed as "2026/27", "2026-27" or "2026".

    Raises:
        RuleBroken: of `field`; it is no year, the two years do not follow one another, or it is
            beyond all sense.

    >>> parse("2026/27"), parse("2026-2027"), parse("2026")
    (2026, 2026, 2026)
    """
    if not text.strip():
        raise RuleBroken(field, "Enter a financial year, such as 2026/27.")
    found = _TYPED.fullmatch(text.strip())
    year = int(found[1]) if found else 0
    if found is None or not FIRST <= year <= LAST:
        raise RuleBroken(field, f"“{text.strip()}” is no financial year. Type it as 2026/27.")
    following = found[2]
    if following and int(following) != (year + 1) % 10 ** len(following):
        raise RuleBroken(field, f"A year that begins in {year} is written {words(year)}.")
    return year
