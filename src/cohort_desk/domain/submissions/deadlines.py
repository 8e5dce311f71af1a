"""When work is due, for whom, and how late it came.

A group's submission has a deadline for each member: an extension for the group moves all of them,
one for a member moves only that member's, so that only their penalty is waived and nobody waits for
them with the marking. Moments are aware.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.moments import written_in_london

ON_TIME = timedelta()
LONG_AGO = timedelta(days=366)
"""How long before a deadline a receipt is believed where no opening is recorded."""


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


def closed_at(
    submitted_at: datetime | None,
    finalised_at: datetime | None,
    reopened_at: datetime | None,
    deadline: datetime | None,
    now: datetime,
) -> datetime | None:
    """Return since when a submission has been final, None while it is open.

    It is by its owner's or the administrator's word, or else from the deadline on (late work: from
    the moment it came), unless it was opened again after that deadline.
    """
    if finalised_at is not None:
        return finalised_at
    if submitted_at is None or deadline is None or now < deadline:
        return None
    if reopened_at is not None and reopened_at >= deadline:
        return None
    return max(submitted_at, deadline)


def is_over(deadline: datetime | None, closes_at: datetime | None, now: datetime) -> bool:
    """Whether nothing is expected any more: both have passed; never without either."""
    ends = [moment for moment in (deadline, closes_at) if moment is not None]
    return bool(ends) and now >= max(ends)


def check_received(received: datetime, window: Window, now: datetime) -> None:
    """Refuse a moment at which the office cannot have received what is handed in.

    Raises:
        RuleBroken: it is yet to come, before the sitting opened, or too long ago to be right.
    """
    if received > now:
        raise RuleBroken("received_at", "Work cannot have been received later than now.")
    opens_at = window.opens_at
    if opens_at is not None and received < opens_at <= now:
        raise RuleBroken(
            "received_at",
            f"Handing in opened on {written_in_london(opens_at)}, so nothing was received before.",
        )
    if opens_at is None and received < min(now, window.deadline or now) - LONG_AGO:
        raise RuleBroken(
            "received_at",
            f"{written_in_london(received)} is too long ago. Check the year; if it is right, say "
            "on the Modules page when the sitting opened.",
        )


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
            f"An extension ends after the deadline, which is {written_in_london(deadline)}.",
        )
