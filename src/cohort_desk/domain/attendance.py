"""Sessions of a programme, and how much of the required ones a person attended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import Enum

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.regulations.rules import AttendanceRules
from cohort_desk.domain.unseen import one_line


class Attendance(Enum):
    """How someone attended a session; the values are what is kept."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


def share_attended(records: Iterable[Attendance], rules: AttendanceRules) -> Decimal | None:
    """Return the share attended, from 0 to 1, or None where nothing counts.

    Args:
        records: of the required sessions at which attendance was recorded.
        rules: how much of a session lateness counts as; an excused one is left out on both sides.
    """
    counting = [record for record in records if record is not Attendance.EXCUSED]
    if not counting:
        return None
    present = counting.count(Attendance.PRESENT)
    late = counting.count(Attendance.LATE)
    return (present + late * rules.late_counts) / Decimal(len(counting))


def attended_enough(share: Decimal | None, rules: AttendanceRules) -> bool:
    """Return whether the share meets the rule; where nothing was recorded, a rule is not met."""
    return rules.least is None or (share is not None and share >= rules.least)


ATTENDANCE_WORDS: Mapping[Attendance, str] = {
    Attendance.PRESENT: "Present",
    Attendance.LATE: "Late",
    Attendance.EXCUSED: "Excused",
    Attendance.ABSENT: "Absent",
}
"""What people read; the first letter is the key that records it."""

TITLE_LENGTH = 200
PLACE_LENGTH = 200
NOTE_LENGTH = 300
LONGEST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What is said of a session; moments are aware. Only a `required` one counts."""

    title: str
    starts_at: datetime
    ends_at: datetime
    module_id: int | None = None
    place: str = ""
    required: bool = True


def check_session(facts: SessionFacts) -> SessionFacts:
    """Return what is said of a session, tidied.

    Raises:
        RuleBroken: the title is missing or too long, the place too long, or it ends before it
            begins or more than a fortnight later.
    """
    tidy = replace(facts, title=one_line(facts.title), place=one_line(facts.place))
    if not tidy.title:
        raise RuleBroken("title", "Give the session a title.")
    if len(tidy.title) > TITLE_LENGTH:
        raise RuleBroken("title", f"A session’s title has at most {TITLE_LENGTH} characters.")
    if len(tidy.place) > PLACE_LENGTH:
        raise RuleBroken("place", f"A place has at most {PLACE_LENGTH} characters.")
    if tidy.ends_at <= tidy.starts_at:
        raise RuleBroken("ends_at", "A session must end after it begins.")
    if tidy.ends_at - tidy.starts_at > LONGEST:
        raise RuleBroken("ends_at", "A session lasts a fortnight at most. Is the day right?")
    return tidy


def weeks_later(moment: datetime, weeks: int, zone: tzinfo) -> datetime:
    """Return the moment so many weeks later by the clock on the wall, whatever summer time does."""
    local = moment.astimezone(zone)
    later = local.replace(tzinfo=None) + timedelta(weeks=weeks)
    return later.replace(tzinfo=zone).astimezone(UTC)


def refuse_ahead(status: Attendance | None, starts_at: datetime, now: datetime) -> None:
    """Refuse to record who came before anybody could; who is excused can be known before.

    Raises:
        RuleBroken: the session has not begun.
    """
    if now < starts_at and status not in {None, Attendance.EXCUSED}:
        raise RuleBroken(
            "status", "The session has not begun yet. Until it has, people can only be excused."
        )
