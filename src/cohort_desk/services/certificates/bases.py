"""What certificates stand on: ratified awards and modules, and sessions attended.

Everything is read from what boards ratified, or from the sessions, at the moment it is asked for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AttendanceRow,
    BoardRow,
    CohortRow,
    ModuleRow,
    ParticipantRow,
    TaughtSessionRow,
)
from cohort_desk.domain.attendance import Attendance, attended_enough, share_attended
from cohort_desk.domain.awards.facts import CLASSES, NAMES, ModuleOutcome, Outcome
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.names import full_name
from cohort_desk.domain.unseen import one_line
from cohort_desk.domain.words import counted
from cohort_desk.services.boards.records import rules_of
from cohort_desk.services.boards.results import Confirmed, ratified_results
from cohort_desk.services.boards.standing import Decision, Subject, decisions_of
from cohort_desk.services.regulations import regulations_of

_NOT_RATIFIED = "No board has ratified this person’s award yet."


@dataclass(frozen=True, slots=True)
class Topic:
    """What certificates are of: a cohort's award, one of its modules, or its sessions."""

    cohort_id: int
    kind: Kind
    module_id: int | None = None


_CERTIFIED = (
    ("credits", "number of credits"),
    ("level", "level"),
    ("module_code", "module’s code"),
    ("module_title", "module’s title"),
    ("attended", "attendance"),
    ("held_from", "first day"),
    ("held_to", "last day"),
)
"""What a certificate certifies beside the outcome, by its field, in words."""
_AROUND = (("decided_on", "day of the decision"), ("board", "board"))
"""What it says of the decision: another day or board, and what it certifies still holds."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since a certificate was issued, in sentences.

    Attributes:
        certified: of the award, the module's result or the attendance that it certifies.
        others: of the holder's name, and of the decision's day and board.
    """

    certified: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What a person's certificate would say, as far as it is earned.

    Attributes:
        name: in full, as it is now.
        reason: why there can be no certificate, in a sentence; '' if it is earned.
        decision_id: what the certificate is bound to; None of sessions attended.
        outcome: what was decided, in words, also where no certificate follows from it.
    """

    participant_id: int
    name: str
    reason: str = ""
    decision_id: int | None = None
    outcome: str = ""
    credits: int | None = None
    level: int | None = None
    module_code: str = ""
    module_title: str = ""
    decided_on: date | None = None
    board: str = ""
    attended: str = ""
    held_from: date | None = None
    held_to: date | None = None

    @property
    def earned(self) -> bool:
        """Whether a certificate follows from it."""
        return not self.reason

    def changes_since(self, said: Statement) -> Changes:
        """Return what has changed since a certificate said it."""
        if not self.earned:
            certified = (f"What it certifies was changed since. {self.reason}",)
            return Changes(certified, self._renamed(said))
        result = "result" if said.kind is Kind.MODULE else "award"
        certified = (("outcome", result), *_CERTIFIED)
        return Changes(
            self._others(said, certified), (*self._renamed(said), *self._others(said, _AROUND))
        )

    def _renamed(self, said: Statement) -> tuple[str, ...]:
        if self.name == said.name:
            return ()
        return (f"The name has changed since: it is {self.name} now.",)

    def _others(self, said: Statement, named: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """Return in sentences which of some fields are not as they were said."""
        return tuple(
            f"The {what} was changed since: it is {_told(getattr(self, field))} now."
            for field, what in named
            if getattr(self, field) != getattr(said, field)
        )


def bases_of(work: UnitOfWork, topic: Topic) -> dict[int, Basis]:
    """Return what everybody's certificate would stand on, in the order of their names.

    Raises:
        NotFound: the cohort or the module has been deleted meanwhile.
        RuleBroken: certificates of a module are asked for, and none is named.
    """
    return Bases(work).of(topic)


class Bases:
    """Reads what certificates stand on, for as many topics as are asked for in a transaction."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._people: dict[int, dict[int, Basis]] = {}
        self._readers: dict[int, _Reader] = {}
        self._known: dict[Topic, dict[int, Basis]] = {}

    def of(self, topic: Topic) -> dict[int, Basis]:
        """Return what everybody's certificate of a topic would stand on, as `bases_of` does."""
        if topic not in self._known:
            self._known[topic] = self._read(topic)
        return self._known[topic]

    def _read(self, topic: Topic) -> dict[int, Basis]:
        cohort_id = self._work.need(CohortRow, topic.cohort_id).id
        if cohort_id not in self._people:
            self._people[cohort_id] = _people(self._work, cohort_id)
        people = self._people[cohort_id]
        if topic.kind is Kind.ATTENDANCE:
            return _of_sessions(self._work, cohort_id, people)
        if cohort_id not in self._readers:
            confirmed = ratified_results(self._work, cohort_id)
            self._readers[cohort_id] = _Reader(self._work, confirmed)
        reader = self._readers[cohort_id]
        if topic.kind is Kind.AWARD:
            return {key: reader.award(basis) for key, basis in people.items()}
        if topic.module_id is None:
            raise RuleBroken("module_id", "Say of which module the certificates are.")
        module = self._work.need(ModuleRow, topic.module_id)
        return {key: reader.module(basis, module) for key, basis in people.items()}


def _people(work: UnitOfWork, cohort_id: int) -> dict[int, Basis]:
    query = (
        select(ParticipantRow)
        .where(ParticipantRow.cohort_id == cohort_id)
        .order_by(ParticipantRow.sort_name, ParticipantRow.id)
    )
    return {
        row.id: Basis(row.id, full_name(row.given_name, row.family_name))
        for row in work.session.scalars(query)
    }


class _Reader:
    """Reads what boards ratified; each board and its rules once."""

    def __init__(self, work: UnitOfWork, confirmed: Mapping[int, Confirmed]) -> None:
        self._confirmed = confirmed
        ids = {each.board_id for each in confirmed.values()}
        boards = work.session.scalars(select(BoardRow).where(BoardRow.id.in_(ids)))
        self._boards = {row.id: row for row in boards}
        self._levels = {row.id: rules_of(work, row).award.level for row in self._boards.values()}
        self._decisions = {key: decisions_of(work, key) for key in self._boards}

    def award(self, basis: Basis) -> Basis:
        found = self._confirmed.get(basis.participant_id)
        if found is None:
            return replace(basis, reason=_NOT_RATIFIED)
        known = self._bound(basis, found, found.decision, NAMES[found.award])
        if found.award not in CLASSES:
            said = f"The {found.board} decided “{NAMES[found.award]}”."
            return replace(known, reason=said)
        level = self._levels[found.board_id]
        return replace(known, credits=found.result.credits, level=level)

    def module(self, basis: Basis, row: ModuleRow) -> Basis:
        found = self._confirmed.get(basis.participant_id)
        basis = replace(basis, module_code=row.code, module_title=row.title)
        if found is None:
            return replace(basis, reason="No board has ratified this person’s marks yet.")
        outcome = next((one for one in found.result.modules if one.key == row.id), None)
        if outcome is None:
            said = f"{row.code} was not among the modules before the {found.board}."
            return replace(basis, reason=said)
        subject = Subject(basis.participant_id, module_id=row.id)
        decided = self._decisions[found.board_id].standing.get(subject, found.decision)
        known = self._bound(basis, found, decided, NAMES[outcome.outcome])
        if outcome.outcome is not Outcome.PASSED:
            return replace(known, reason=_not_passed(found, outcome))
        # As it stood before the board: a title that was changed later was not ratified.
        return replace(
            known,
            module_code=one_line(outcome.code),
            module_title=one_line(outcome.title),
            credits=outcome.credits,
            level=outcome.level,
        )

    def _bound(self, basis: Basis, found: Confirmed, decision: Decision, outcome: str) -> Basis:
        board = self._boards[found.board_id]
        day = board.held_on or _day(found.ratified_at)
        if decision.chairs_action:
            day = _day(decision.decided_at)
        return replace(
            basis,
            decision_id=decision.id,
            outcome=outcome,
            decided_on=day,
            board=one_line(board.name),
        )


def _not_passed(found: Confirmed, outcome: ModuleOutcome) -> str:
    mark = f" with a mark of {written(outcome.mark)}" if outcome.mark is not None else ""
    return f"{outcome.code}: “{NAMES[outcome.outcome]}”{mark}, by the {found.board}."


def _of_sessions(work: UnitOfWork, cohort_id: int, people: Mapping[int, Basis]) -> dict[int, Basis]:
    rules = regulations_of(work, cohort_id).attendance
    sessions = work.session.scalars(
        select(TaughtSessionRow)
        .where(TaughtSessionRow.cohort_id == cohort_id, TaughtSessionRow.required.is_(True))
        .order_by(TaughtSessionRow.starts_at, TaughtSessionRow.id)
    ).all()
    obstacle = _still_to_come(sessions[-1] if sessions else None)
    if obstacle:
        return {key: replace(basis, reason=obstacle) for key, basis in people.items()}
    records: defaultdict[int, list[Attendance]] = defaultdict(list)
    of_sessions = [session.id for session in sessions]
    query = select(AttendanceRow).where(AttendanceRow.session_id.in_(of_sessions))
    for row in work.session.scalars(query):
        records[row.participant_id].append(Attendance(row.status))
    first, last = _day(sessions[0].starts_at), _day(sessions[-1].ends_at)
    found: dict[int, Basis] = {}
    for key, basis in people.items():
        counts, share = Counter(records[key]), share_attended(records[key], rules)
        there = counts[Attendance.PRESENT] + counts[Attendance.LATE]
        known = replace(
            basis,
            attended=f"{there} of {counted(len(sessions), 'session', 'sessions')}",
            held_from=first,
            held_to=last,
        )
        if not share:
            known = replace(known, reason="No session is recorded that this person attended.")
        elif not attended_enough(share, rules) and rules.least is not None:
            said = f"Attended {share:.0%} of the sessions that count; {rules.least:.0%} are needed."
            known = replace(known, reason=said)
        found[key] = known
    return found


def _still_to_come(last: TaughtSessionRow | None) -> str:
    if last is None:
        return "This cohort has no session that counts for attendance."
    if last.ends_at > datetime.now(UTC):
        return (
            f"The last session is still to come: {last.title}, {written_date(_day(last.ends_at))}."
        )
    return ""


def _told(value: str | int | date | None) -> str:
    if isinstance(value, date):
        return written_date(value)
    return "none" if value is None else str(value)


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
