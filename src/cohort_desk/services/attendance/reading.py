"""Reads a cohort's sessions with their counts, and how much of them everybody attended."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    AttendanceRow,
    CohortRow,
    ModuleRow,
    ParticipantRow,
    ProgrammeRow,
    TaughtSessionRow,
    taking_part,
)
from cohort_desk.domain.attendance import (
    Attendance,
    SessionFacts,
    attended_enough,
    share_attended,
)
from cohort_desk.domain.names import full_name
from cohort_desk.domain.regulations.rules import AttendanceRules
from cohort_desk.services.regulations import regulations_of


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session with its counts; `unrecorded` are those enrolled of whom nothing is recorded."""

    id: int
    version: int
    cohort_id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    module_id: int | None
    module: str
    place: str
    required: bool
    counts: Mapping[Attendance, int]
    unrecorded: int

    @property
    def facts(self) -> SessionFacts:
        """What can be changed of it."""
        return SessionFacts(
            self.title, self.starts_at, self.ends_at, self.module_id, self.place, self.required
        )

    @property
    def recorded(self) -> int:
        """Of how many it is recorded how they attended."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class PersonAttendance:
    """How much somebody attended of the required sessions that were recorded.

    `share` is from 0 to 1, None where nothing counts; `meets` says whether it is enough for the
    award, None where the rules ask for no least share.
    """

    participant_id: int
    name: str
    agency: str
    counts: Mapping[Attendance, int]
    unrecorded: int
    share: Decimal | None
    meets: bool | None


@dataclass(frozen=True, slots=True)
class CohortAttendance:
    """Everybody's attendance by the cohort's rules; `sessions` counts those that have begun."""

    rules: AttendanceRules
    sessions: int
    people: tuple[PersonAttendance, ...]


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """A session as its sign-in sheet shows it: who is expected, and from where."""

    programme: str
    cohort: str
    session: SessionLine
    people: tuple[tuple[str, str], ...]
    read_on: date


def list_sessions(db: Database, cohort_id: int) -> tuple[SessionLine, ...]:
    """Return the sessions of a cohort in the order of their time."""
    with db.read() as work:
        query = select(TaughtSessionRow).where(TaughtSessionRow.cohort_id == cohort_id)
        rows = work.session.scalars(
            query.order_by(TaughtSessionRow.starts_at, TaughtSessionRow.id)
        ).all()
        return _lines(work, rows)


def read_session(db: Database, session_id: int) -> SessionLine:
    """Return one session.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    with db.read() as work:
        return session_line(work, work.need(TaughtSessionRow, session_id))


def session_line(work: UnitOfWork, row: TaughtSessionRow) -> SessionLine:
    """Return a session with its counts, as a part of another reading."""
    return _lines(work, [row])[0]


def read_attendance(
    db: Database, cohort_id: int, *, now: datetime | None = None
) -> CohortAttendance:
    """Return how much everybody who has not withdrawn attended.

    Raises:
        NotFound: the cohort has been deleted meanwhile.
    """
    moment = now or datetime.now(UTC)
    with db.read() as work:
        rules = regulations_of(work, cohort_id).attendance
        begun = work.session.scalars(
            select(TaughtSessionRow.id).where(
                TaughtSessionRow.cohort_id == cohort_id,
                TaughtSessionRow.required.is_(True),
                TaughtSessionRow.starts_at <= moment,
            )
        ).all()
        records: defaultdict[int, list[Attendance]] = defaultdict(list)
        query = select(AttendanceRow).where(AttendanceRow.session_id.in_(begun))
        for row in work.session.scalars(query):
            records[row.participant_id].append(Attendance(row.status))
        people = tuple(
            _person(row, agency, records[row.id], len(begun), rules)
            for row, agency in _people(work, cohort_id)
        )
        return CohortAttendance(rules, len(begun), people)


def read_sign_in(db: Database, session_id: int) -> SignInSheet:
    """Return what the sign-in sheet of a session shows.

    Raises:
        NotFound: the session has been deleted meanwhile.
    """
    with db.read() as work:
        row = work.need(TaughtSessionRow, session_id)
        people = tuple(
            (full_name(person.given_name, person.family_name), agency)
            for person, agency in _people(work, row.cohort_id)
        )
        return SignInSheet(
            work.need(ProgrammeRow, 1).name,
            work.need(CohortRow, row.cohort_id).name,
            session_line(work, row),
            people,
            datetime.now(UTC).astimezone().date(),
        )


def _people(work: UnitOfWork, cohort_id: int) -> list[tuple[ParticipantRow, str]]:
    query = (
        select(ParticipantRow, AgencyRow.name)
        .outerjoin(AgencyRow, AgencyRow.id == ParticipantRow.agency_id)
        .where(ParticipantRow.cohort_id == cohort_id, taking_part())
        .order_by(ParticipantRow.sort_name, ParticipantRow.id)
    )
    return [(person, agency or "") for person, agency in work.session.execute(query)]


def _person(
    row: ParticipantRow,
    agency: str,
    records: Sequence[Attendance],
    sessions: int,
    rules: AttendanceRules,
) -> PersonAttendance:
    share = share_attended(records, rules)
    return PersonAttendance(
        row.id,
        full_name(row.given_name, row.family_name),
        agency,
        Counter(records),
        sessions - len(records),
        share,
        None if rules.least is None else attended_enough(share, rules),
    )


def _lines(work: UnitOfWork, rows: Sequence[TaughtSessionRow]) -> tuple[SessionLine, ...]:
    ids = [row.id for row in rows]
    counts: defaultdict[int, dict[Attendance, int]] = defaultdict(dict)
    grouped = (
        select(AttendanceRow.session_id, AttendanceRow.status, func.count())
        .where(AttendanceRow.session_id.in_(ids))
        .group_by(AttendanceRow.session_id, AttendanceRow.status)
    )
    for session_id, status, count in work.session.execute(grouped):
        counts[session_id][Attendance(status)] = count
    enrolled = _enrolled(work, {row.cohort_id for row in rows})
    known = _known(work, ids)
    modules = {
        module.id: module.code
        for module in work.session.scalars(
            select(ModuleRow).where(ModuleRow.id.in_({row.module_id for row in rows} - {None}))
        )
    }
    return tuple(
        SessionLine(
            id=row.id,
            version=row.version,
            cohort_id=row.cohort_id,
            title=row.title,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            module_id=row.module_id,
            module=modules.get(row.module_id, "") if row.module_id else "",
            place=row.place,
            required=row.required,
            counts=counts[row.id],
            unrecorded=enrolled.get(row.cohort_id, 0) - known.get(row.id, 0),
        )
        for row in rows
    )


def _enrolled(work: UnitOfWork, cohort_ids: set[int]) -> dict[int, int]:
    query = (
        select(ParticipantRow.cohort_id, func.count())
        .where(ParticipantRow.cohort_id.in_(cohort_ids), taking_part())
        .group_by(ParticipantRow.cohort_id)
    )
    return {cohort_id: count for cohort_id, count in work.session.execute(query)}  # noqa: C416


def _known(work: UnitOfWork, session_ids: Sequence[int]) -> dict[int, int]:
    """Return by session how many of those who have not withdrawn are recorded."""
    query = (
        select(AttendanceRow.session_id, func.count())
        .join(ParticipantRow, ParticipantRow.id == AttendanceRow.participant_id)
        .where(AttendanceRow.session_id.in_(session_ids), taking_part())
        .group_by(AttendanceRow.session_id)
    )
    return {session_id: count for session_id, count in work.session.execute(query)}  # noqa: C416
