"""Whether a recurrent gain has lasted, and how a benefit may be closed.

A recurrent gain that is validated in a financial year has to be validated in the two that follow
(specification of savings, section 1); else it is re-dated or removed, with a reason.
"""

import calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.words import CLOSINGS
from cohort_desk.domain.words import listed

FURTHER = 2
"""For how many financial years after the first a recurrent gain has to last."""


@dataclass(frozen=True, slots=True)
class Gain:
    """A benefit as far as its lasting goes.

    `validated` are the financial years with a validated claim that counts; `starts_month` is when
    financial years begin, and `grace` how many months after one ends a claim may still come.
    """

    title: str
    recurrent: bool
    validated: Collection[int]
    starts_month: int
    grace: int


def years_missing(gain: Gain) -> tuple[int, ...]:
    """Return the years in which a recurrent gain has yet to be validated, once it ever was."""
    if not gain.recurrent or not gain.validated:
        return ()
    first = min(gain.validated)
    due = range(first + 1, first + FURTHER + 1)
    return tuple(year for year in due if year not in gain.validated)


def year_lost(gain: Gain, today: date) -> int | None:
    """Return the first year of which a claim should be there and is not; None while all is well."""
    for year in years_missing(gain):
        if months_after(years.last_day(year, gain.starts_month), gain.grace) < today:
            return year
    return None


def check_closing(gain: Gain, how: str) -> None:
    """Refuse to close a benefit as what it is not.

    Raises:
        RuleBroken: of "value"; nothing is validated, or a recurrent gain has not lasted.
    """
    if how not in CLOSINGS:
        raise RuleBroken("value", "Say how it ended: delivered, or short of what was projected.")
    if how != "delivered":
        return
    if not gain.validated:
        raise RuleBroken(
            "value",
            f"Nothing of “{gain.title}” is validated, so it cannot be closed as delivered. Close "
            "it as ended short, or remove it with a reason.",
        )
    missing = [years.words(year, gain.starts_month) for year in years_missing(gain)]
    if missing:
        raise RuleBroken(
            "value",
            f"“{gain.title}” is recurrent and not validated for {listed(missing)}, so it cannot be "
            "closed as delivered. Claim those years, re-date it, or remove it with a reason.",
        )


def check_redating(gain: Gain, first_year: int, counts_from: int) -> None:
    """Refuse to re-date a benefit to where it is or back.

    Args:
        gain: the benefit.
        first_year: from which financial year it is to count.
        counts_from: from which it counts now.

    Raises:
        RuleBroken: of "first_year".
    """
    if not gain.recurrent:
        raise RuleBroken(
            "first_year",
            f"“{gain.title}” is one-off. Revise its forecast instead of re-dating it.",
        )
    if first_year <= counts_from:
        words = years.words(counts_from, gain.starts_month)
        raise RuleBroken(
            "first_year", f"“{gain.title}” counts from {words} already. Choose a later year."
        )


def check_not_before(gain: Gain, first_year: int, redated_to: int | None) -> None:
    """Refuse a forecast that starts before the year to which its benefit was last re-dated.

    It would let claims count again that were left behind, with nobody deciding on them anew.

    Args:
        gain: the benefit.
        first_year: of the forecast.
        redated_to: to which financial year it was last re-dated; None if it never was.

    Raises:
        RuleBroken: of "first_year".
    """
    if redated_to is not None and first_year < redated_to:
        words = years.words(redated_to, gain.starts_month)
        raise RuleBroken(
            "first_year",
            f"“{gain.title}” was re-dated to {words}, and what was claimed before counts no "
            "longer. Start its forecast in that year or later.",
        )


def months_after(day: date, months: int) -> date:
    """Return the day some months on, the last of a month that is too short.

    >>> months_after(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.month - 1 + months, 12)
    year += day.year
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def overdue_words(due_on: date) -> str:
    """Say since when an update is overdue.

    >>> overdue_words(date(2026, 11, 14))
    'An update was due on 14 November 2026'
    """
    return f"An update was due on {written_date(due_on)}"
