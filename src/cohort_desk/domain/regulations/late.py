"""How late work is, and what that takes off its mark.

Late work is measured in three ways at once and a scheme uses the one it is written in:

- hours: time that has really passed, so a day on which the clocks go back has 25 of them;
- calendar days: begun days from the deadline to the same time of day by the clock on the wall;
- working days: see `working_days_late`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import partial
from zoneinfo import ZoneInfo

from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.regulations.rules import DayCount, LateKind, LateRules
from cohort_desk.domain.regulations.working_days import working_days_late
from cohort_desk.domain.words import counted

_HOURS_A_DAY = 24
_MICROSECONDS_AN_HOUR = 3_600_000_000
_ONE_DAY = timedelta(days=1)
_PLACES = 4
"""As many as a ladder writes of a mark, so that the numbers printed multiply."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late work is; all 0 if it was handed in by its deadline."""

    hours: Decimal = Decimal(0)
    calendar_days: int = 0
    working_days: int = 0

    @property
    def late(self) -> bool:
        """Whether the work is late at all."""
        return self.hours > 0

    def days(self, count: DayCount) -> int:
        """Return the days of lateness, counted so."""
        return self.working_days if count is DayCount.WORKING else self.calendar_days


@dataclass(frozen=True, slots=True)
class Penalised:
    """A mark after its late penalty, and in words how late the work was and what that did."""

    mark: Decimal
    how_late: str
    effect: str


def lateness(
    submitted: datetime,
    deadline: datetime,
    rules: LateRules,
    bank_holidays: frozenset[date] = frozenset(),
    timezone: str = "Europe/London",
) -> Lateness:
    """Return how late work is; both moments carry a time zone.

    Work handed in at the deadline to the microsecond is on time.
    """
    elapsed = submitted.astimezone(UTC) - deadline.astimezone(UTC)
    if elapsed <= timedelta():
        return Lateness()
    zone = ZoneInfo(timezone)
    # Without their zone, moments differ as clocks on the wall do.
    here = submitted.astimezone(zone).replace(tzinfo=None)
    due = deadline.astimezone(zone).replace(tzinfo=None)
    days_off = bank_holidays | frozenset(rules.closed)
    return Lateness(
        hours=Decimal(elapsed // timedelta(microseconds=1)) / _MICROSECONDS_AN_HOUR,
        calendar_days=max(1, -((due - here) // _ONE_DAY)),
        working_days=max(1, working_days_late(here, due, rules.cut_off, days_off)),
    )


def late_penalty(rules: LateRules, passes: Decimal, mark: Decimal, late: Lateness) -> Penalised:
    """Return the mark that the scheme leaves, exact; work on time keeps its mark.

    Args:
        rules: The scheme.
        passes: The pass mark, which some schemes cap at.
        mark: The mark before the penalty, from 0 to 100.
        late: How late the work is.
    """
    if not late.late:
        return Penalised(mark, "on time", "no penalty")
    after, effect = _SCHEMES[rules.kind](rules, passes, mark, late)
    return Penalised(max(after, Decimal(0)), f"{late_by_words(rules, late)} late", effect)


def late_by_words(rules: LateRules, late: Lateness) -> str:
    """Return how late work is as the scheme counts it: "2 working days", "24.5 hours"; "" if not.

    A scheme that counts working days counts those that have begun, so work that is late by one
    minute is late by 1 working day.
    """
    if not late.late:
        return ""
    if counts_hours(rules.kind) or rules.kind is LateKind.NOT_ACCEPTED:
        hours = written(late.hours)
        return "less than 0.01 hours" if hours == "0" else f"{hours} hours"
    return counted(late.days(rules.days), *day_nouns(rules.days))


def latest_at_all(rules: LateRules) -> str:
    """Return in words until when late work is taken: "5 working days"."""
    if rules.kind is LateKind.NOT_ACCEPTED:
        return "the deadline"
    if counts_hours(rules.kind):
        return counted(rules.window, "hour", "hours")
    one, many = day_nouns(rules.days)
    return counted(rules.window, one, many)


def counts_hours(kind: LateKind) -> bool:
    """Return whether the scheme goes by hours, and so has its window in hours."""
    return kind in (LateKind.POINTS_PER_24_HOURS, LateKind.POINTS_THEN_CAP)


def day_nouns(count: DayCount) -> tuple[str, str]:
    """Return what a day of lateness is called, one and many."""
    return f"{count.value} day", f"{count.value} days"


_Outcome = tuple[Decimal, str]
_Scheme = Callable[[LateRules, Decimal, Decimal, Lateness], _Outcome]


def _per_day(
    rules: LateRules, _passes: Decimal, mark: Decimal, late: Lateness, *, share: bool
) -> _Outcome:
    days = late.days(rules.days)
    if days > rules.window:
        return _too_late(rules)
    each = rules.amount * mark if share else rules.amount
    named = (
        f"{written(rules.amount * 100)} % of {written(mark, _PLACES)}" if share else _marks(each)
    )
    return mark - days * each, f"{named} for each of {counted(days, *day_nouns(rules.days))}"


def _per_24_hours(rules: LateRules, _passes: Decimal, mark: Decimal, late: Lateness) -> _Outcome:
    if late.hours >= rules.window:
        return _too_late(rules)
    begun = int((late.hours / _HOURS_A_DAY).to_integral_value(ROUND_CEILING))
    periods = counted(begun, "period", "periods")
    return mark - begun * rules.amount, f"{_marks(rules.amount)} for each of {periods} of 24 hours"


def _capped(rules: LateRules, passes: Decimal, mark: Decimal, late: Lateness) -> _Outcome:
    if late.days(rules.days) > rules.window:
        return _too_late(rules)
    return min(mark, passes), f"no more than the pass mark of {written(passes)}"


def _points_then_cap(rules: LateRules, passes: Decimal, mark: Decimal, late: Lateness) -> _Outcome:
    if late.hours > rules.window:
        return _too_late(rules)
    if late.hours > _HOURS_A_DAY:
        return min(mark, passes), f"no more than the pass mark of {written(passes)} after 24 hours"
    # Work that would not pass anyway keeps its mark: the penalty alone never fails anybody.
    after = min(mark, max(passes, mark - rules.amount))
    return after, f"{_marks(rules.amount)}, but not below the pass mark of {written(passes)}"


def _not_accepted(_rules: LateRules, _passes: Decimal, _mark: Decimal, _late: Lateness) -> _Outcome:
    return Decimal(0), "late work is not accepted"


def _too_late(rules: LateRules) -> _Outcome:
    return Decimal(0), f"no mark after {latest_at_all(rules)}"


def _marks(amount: Decimal) -> str:
    return f"{written(amount)} {'mark' if amount == 1 else 'marks'}"


_SCHEMES: dict[LateKind, _Scheme] = {
    LateKind.PERCENT_PER_DAY: partial(_per_day, share=True),
    LateKind.POINTS_PER_DAY: partial(_per_day, share=False),
    LateKind.POINTS_PER_24_HOURS: _per_24_hours,
    LateKind.CAPPED: _capped,
    LateKind.POINTS_THEN_CAP: _points_then_cap,
    LateKind.NOT_ACCEPTED: _not_accepted,
}
