"""How much of a programme's required sessions a person attended."""

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from cohort_desk.domain.regulations.rules import AttendanceRules


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
