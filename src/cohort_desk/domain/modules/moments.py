"""Moments as the office writes them: in the time of Europe/London, whatever the computer's zone."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from cohort_desk.domain.dates import leading_day, written_date
from cohort_desk.domain.errors import RuleBroken

LONDON = ZoneInfo("Europe/London")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:\s*([ap])\.?m\.?)?|(\d{1,2})\s*([ap])\.?m\.?|noon")
_NOON = 12


def written_in_london(moment: datetime) -> str:
    """Return the moment as it is read and typed: "14 November 2026, 12:00"."""
    here = moment.astimezone(LONDON)
    return f"{written_date(here)}, {here:%H:%M}"


def read_in_london(field: str, text: str) -> datetime | None:
    """Return the moment that was typed, in UTC; None of an empty field.

    A day is understood as "14 November 2026", "14/11/2026" or "2026-11-14", a time as "12:00",
    "5 pm" or "noon"; both are needed, as a deadline without a time is read in two ways.

    Raises:
        RuleBroken: it is not a day and a time, or a time that the clocks passed over.
    """
    typed = text.strip().casefold()
    if not typed:
        return None
    found = leading_day(typed)
    if found is None:
        raise RuleBroken(
            field, f"“{text.strip()}” is not a day and a time, such as 14 November 2026, 12:00."
        )
    (year, month, day), rest = found
    try:
        date(year, month, day)  # first, for the advice about the time repeats the day
        hour, minute = _time(field, text, rest)
        local = datetime(year, month, day, hour, minute, tzinfo=LONDON)
    except ValueError as error:
        raise RuleBroken(field, f"There is no such day or time as “{text.strip()}”.") from error
    moment = local.astimezone(UTC)
    if moment.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise RuleBroken(
            field,
            f"There is no {local:%H:%M} on {written_date(local)}: the clocks go forward. "
            "Choose an hour later.",
        )
    return moment


def _time(field: str, text: str, rest: str) -> tuple[int, int]:
    clock = rest.strip(" ,t").removeprefix("at ").strip()
    if not clock:
        raise RuleBroken(field, f"Add the time of day, such as {text.strip()}, 12:00.")
    found = _CLOCK.fullmatch(clock)
    if found is None:
        raise RuleBroken(field, f"“{clock}” is not a time of day, such as 12:00.")
    if clock == "noon":
        return _NOON, 0
    hour, minute = int(found[1] or found[4]), int(found[2] or 0)
    half = found[3] or found[5]
    if half:
        if not 1 <= hour <= _NOON:
            raise RuleBroken(field, f"“{clock}” is not a time of day, such as 5 pm.")
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return hour, minute
