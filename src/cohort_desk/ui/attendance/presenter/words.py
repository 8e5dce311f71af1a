"""What the page of sessions says."""

from collections.abc import Mapping
from decimal import Decimal

from cohort_desk.domain.attendance import Attendance
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.words import counted
from cohort_desk.services.attendance import CohortAttendance, SessionLine


def written_span(line: SessionLine) -> str:
    """Return from when to when a session is: "09:30 to 16:30"."""
    begins, ends = line.starts_at.astimezone(LONDON), line.ends_at.astimezone(LONDON)
    if begins.date() == ends.date():
        return f"{begins:%H:%M} to {ends:%H:%M}"
    return f"{begins:%H:%M} to {written_date(ends)}, {ends:%H:%M}"


def written_day(line: SessionLine) -> str:
    """Return on which day a session begins, in the office's time."""
    return written_date(line.starts_at.astimezone(LONDON))


def written_counts(counts: Mapping[Attendance, int], unrecorded: int) -> str:
    """Return how many were there, late, excused and absent, in a line."""
    words = [f"{counts.get(status, 0):,} {status.value}" for status in Attendance]
    return " · ".join((*words, f"{unrecorded:,} not recorded"))


def written_share(share: Decimal | None) -> str:
    """Return a share as a percentage; a dash where nothing counts."""
    return "–" if share is None else f"{written(share * 100, 1)} %"


def rule_words(found: CohortAttendance) -> str:
    """Return the rule that everybody's attendance is held against."""
    sessions = counted(found.sessions, "required session has", "required sessions have")
    rules = found.rules
    counting = f"lateness counts as {written(rules.late_counts)} of a session"
    if rules.least is None:
        return f"{sessions} begun; {counting}; the award asks for no least share"
    below = sum(person.meets is False for person in found.people)
    least = written(rules.least * 100)
    who = counted(below, "person is", "people are")
    return f"{sessions} begun; {counting}; {who} below {least} %"
