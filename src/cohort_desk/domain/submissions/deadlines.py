"""When work is due, for whom, and whether it may be handed in, changed or opened again.

A group's submission has a deadline for each member: an extension for the group moves all of them,
one for a member moves only that member's, so that only their penalty is waived. Moments are aware.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.errors import RuleBroken

ON_TIME = timedelta()


@dataclass(frozen=True, slots=True)
class Window:
    """A sitting's times; None where it has none. Late work is taken until `closes_at`."""

    opens_at: datetime | None = None
    deadline: datetime | None = None
    closes_at: datetime | None = None


def effective_deadline(
    deadline: datetime | None, extensions: Iterable[datetime | None]
) -> datetime | None:
    """Return the latest of a deadline and the extensions that apply; None if there is none."""
    if deadline is None:
        return None
    return max([deadline, *(until for until in extensions if until is not None)])


def late_by(submitted_at: datetime | None, deadline: datetime | None) -> timedelta:
    """Return how long after the deadline work came in; nothing if in time or not at all."""
    if submitted_at is None or deadline is None:
        return ON_TIME
    return max(submitted_at - deadline, ON_TIME)


def check_window(
    window: Window, received_at: datetime, extensions: Iterable[datetime | None]
) -> None:
    """Refuse work that came before the window opened, or after it had closed for everybody.

    Raises:
        RuleBroken: it did; the sentence says when the window was open.
    """
    if window.opens_at is not None and received_at < window.opens_at:
        opens = written_moment(window.opens_at)
        raise RuleBroken("files", f"Nothing can be handed in before {opens}.")
    closes_at = effective_deadline(window.closes_at, extensions)
    if closes_at is not None and received_at > closes_at:
        closed = written_moment(closes_at)
        raise RuleBroken(
            "files",
            f"Handing in closed on {closed}. Nothing was taken. Grant an extension first, "
            "if there is a reason for one.",
        )


def closed_at(
    submitted_at: datetime | None,
    finalised_at: datetime | None,
    reopened_at: datetime | None,
    deadline: datetime | None,
    now: datetime,
) -> datetime | None:
    """Return since when a submission has been final, None while it is open.

    It is by its owner's or the administrator's word, or else from the deadline on (late work: from
    the moment it came), unless it was opened again since.
    """
    if finalised_at is not None:
        return finalised_at
    if submitted_at is None or reopened_at is not None or deadline is None or now < deadline:
        return None
    return max(submitted_at, deadline)


def check_extension(deadline: datetime | None, until: datetime) -> None:
    """Refuse an extension of what has no deadline, or to before it.

    Raises:
        RuleBroken: it is one.
    """
    if deadline is None:
        raise RuleBroken("until", "This sitting has no deadline yet, so it cannot be extended.")
    if until <= deadline:
        raise RuleBroken(
            "until",
            f"An extension ends after the deadline, which is {written_moment(deadline)}.",
        )


def late_words(late: timedelta) -> str:
    """Return how late work came, to the coarsest units that tell: "3 days 4 hours"; "" in time.

    >>> late_words(timedelta(days=1, hours=2, minutes=3)), late_words(timedelta(seconds=30))
    ('1 day 2 hours', 'less than a minute')
    """
    if late <= ON_TIME:
        return ""
    minutes = int(late.total_seconds() // 60)
    if minutes == 0:
        return "less than a minute"
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    told = [f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in parts if number]
    return " ".join(told[:2])
