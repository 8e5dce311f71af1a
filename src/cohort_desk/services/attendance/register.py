"""The register of a session: who was there, recorded one by one or for everybody at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgencyRow, AttendanceRow, ParticipantRow, TaughtSessionRow
from cohort_desk.domain.attendance import ATTENDANCE_WORDS, NOTE_LENGTH, Attendance, refuse_ahead
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.names import full_name
from cohort_desk.domain.unseen import one_line
from cohort_desk.domain.words import counted
from cohort_desk.services.attendance.reading import SessionLine, session_line


@dataclass(frozen=True, slots=True)
class Entry:
    """One person in a register; `status` is None and `version` too before it is recorded."""

    participant_id: int
    name: str
    agency: str
    status: Attendance | None
    note: str
    version: int | None


@dataclass(frozen=True, slots=True)
class Register:
    """A session with everybody who is on its register, by name."""

    session: SessionLine
    entries: tuple[Entry, ...]


def read_register(db: Database, session_id: int) -> Register:
    """Return the register of a session: everybody enrolled, and whoever was recorded.

    Raises:
        NotFound: the session has been deleted meanwhile.
    """
    with db.read() as work:
        row = work.need(TaughtSessionRow, session_id)
        recorded = _recorded(work, session_id)
        people = select(ParticipantRow, AgencyRow.name).outerjoin(
            AgencyRow, AgencyRow.id == ParticipantRow.agency_id
        )
        of_cohort = people.where(ParticipantRow.cohort_id == row.cohort_id).order_by(
            ParticipantRow.sort_name, ParticipantRow.id
        )
        entries = tuple(
            _entry(person, agency or "", recorded.get(person.id))
            for person, agency in work.session.execute(of_cohort)
            if person.status != "withdrawn" or person.id in recorded
        )
        return Register(session_line(work, row), entries)


def record(  # noqa: PLR0913 - whom, at what, how, and as it was seen
    db: Database,
    session_id: int,
    participant_id: int,
    status: Attendance | None,
    version: int | None = None,
    *,
    now: datetime | None = None,
) -> None:
    """Record how somebody attended; None takes the record out again.

    `version` is that of the record as the user saw it, None where there was none.

    Raises:
        NotFound: the session or the person has been deleted meanwhile.
        EditedMeanwhile: someone has recorded it differently since.
        RuleBroken: the session has not begun, or the person is of another cohort.
    """
    with db.begin("attendance") as work:
        row = work.need(TaughtSessionRow, session_id)
        refuse_ahead(status, row.starts_at, now or datetime.now(UTC))
        name = _name(work, row, participant_id)
        found = _need(work, row, participant_id, version)
        words = "not recorded" if status is None else ATTENDANCE_WORDS[status].lower()
        work.call(f"attendance of {name} at {row.title}", f"{name}: {words}")
        if status is None:
            if found is not None:
                work.session.delete(found)
        elif found is None:
            work.session.add(_new(session_id, participant_id, status))
        elif found.status != status.value:
            found.status = status.value


def note_attendance(
    db: Database, session_id: int, participant_id: int, version: int | None, note: str
) -> None:
    """Keep a remark beside a record, such as why somebody was excused.

    Raises:
        NotFound: the session or the person has been deleted meanwhile.
        EditedMeanwhile: someone has changed the record since that version.
        RuleBroken: nothing is recorded of them yet, or the remark is too long.
    """
    words = one_line(note)
    if len(words) > NOTE_LENGTH:
        raise RuleBroken("note", f"A remark has at most {NOTE_LENGTH} characters.")
    with db.begin("remark on attendance") as work:
        row = work.need(TaughtSessionRow, session_id)
        name = _name(work, row, participant_id)
        work.call(f"remark on the attendance of {name}", f"Noted of {name}")
        found = _need(work, row, participant_id, version)
        if found is None:
            raise RuleBroken("note", f"Record first how {name} attended.")
        if found.note != words:
            found.note = words


def record_rest(
    db: Database,
    session_id: int,
    status: Attendance = Attendance.PRESENT,
    *,
    now: datetime | None = None,
) -> int:
    """Record everybody of whom nothing is recorded yet, in one step, and return how many.

    Raises:
        NotFound: the session has been deleted meanwhile.
        RuleBroken: the session has not begun.
    """
    register = read_register(db, session_id)
    rest = [entry.participant_id for entry in register.entries if entry.status is None]
    if not rest:
        return 0
    people = counted(len(rest), "person", "people")
    words = ATTENDANCE_WORDS[status].lower()
    title = register.session.title
    with db.begin(f"recording of {people} at {title}", f"{people} {words} at {title}") as work:
        row = work.need(TaughtSessionRow, session_id)
        refuse_ahead(status, row.starts_at, now or datetime.now(UTC))
        known = _recorded(work, session_id)
        for participant_id in rest:
            if participant_id not in known:
                work.session.add(_new(session_id, participant_id, status))
    return len(rest)


def _new(session_id: int, participant_id: int, status: Attendance) -> AttendanceRow:
    return AttendanceRow(session_id=session_id, participant_id=participant_id, status=status.value)


def _need(
    work: UnitOfWork, row: TaughtSessionRow, participant_id: int, version: int | None
) -> AttendanceRow | None:
    found = work.session.get(AttendanceRow, (row.id, participant_id))
    if (found.version if found else None) != version:
        raise EditedMeanwhile(
            f"Someone else changed the record of {_name(work, row, participant_id)} meanwhile. "
            "Nothing was overwritten: look at the register again."
        )
    return found


def _name(work: UnitOfWork, row: TaughtSessionRow, participant_id: int) -> str:
    person = work.need(ParticipantRow, participant_id)
    name = full_name(person.given_name, person.family_name)
    if person.cohort_id != row.cohort_id:
        raise RuleBroken("participant", f"{name} is not in the cohort of {row.title}.")
    return name


def _recorded(work: UnitOfWork, session_id: int) -> Mapping[int, AttendanceRow]:
    query = select(AttendanceRow).where(AttendanceRow.session_id == session_id)
    return {found.participant_id: found for found in work.session.scalars(query)}


def _entry(person: ParticipantRow, agency: str, found: AttendanceRow | None) -> Entry:
    name = full_name(person.given_name, person.family_name)
    if found is None:
        return Entry(person.id, name, agency, None, "", None)
    return Entry(person.id, name, agency, Attendance(found.status), found.note, found.version)
