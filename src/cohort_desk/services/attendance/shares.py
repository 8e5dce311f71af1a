"""Everybody's attendance as a share, for the check of the award."""

from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import AttendanceRow, TaughtSessionRow
from cohort_desk.domain.attendance import Attendance, share_attended
from cohort_desk.services.regulations import regulations_of


def attendance_of(work: UnitOfWork, cohort_id: int) -> dict[int, Decimal]:
    """Return by participant the share of required sessions attended, 0 to 1.

    Nobody is in it of whom nothing that counts was recorded.
    """
    query = (
        select(AttendanceRow.participant_id, AttendanceRow.status)
        .join(TaughtSessionRow, TaughtSessionRow.id == AttendanceRow.session_id)
        .where(
            TaughtSessionRow.cohort_id == cohort_id,
            TaughtSessionRow.required.is_(True),
            TaughtSessionRow.starts_at <= datetime.now(UTC),
        )
    )
    records: defaultdict[int, list[Attendance]] = defaultdict(list)
    for participant_id, status in work.session.execute(query):
        records[participant_id].append(Attendance(status))
    rules = regulations_of(work, cohort_id).attendance
    shares = {person: share_attended(own, rules) for person, own in records.items()}
    return {person: share for person, share in shares.items() if share is not None}
