"""Who can be given a certificate, who has one, and who cannot and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    CertificateRow,
    GroupRow,
    MembershipRow,
    ModuleRow,
    ParticipantRow,
    RoundRow,
)
from cohort_desk.domain.certificates.kinds import KIND_WORDS, Kind
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.services.certificates.bases import Bases, Basis, Topic

Unprintable = Callable[[Iterable[str]], Mapping[str, str]]
"""Returns by text which of its characters no font can print, in words; fonts are the reports'."""


def all_printable(_texts: Iterable[str]) -> Mapping[str, str]:
    """Say that every text can be printed."""
    return {}


class State(StrEnum):
    """Where a person is on the way to a certificate."""

    READY = "Ready"
    NOT_READY = "Not ready"
    ISSUED = "Issued"


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """One person of the cohort; `outcome` is what was decided, in words.

    `reason` says why there can be no certificate, or of one that was issued what has changed
    since. `certificate_id` and `serial` are of the valid one that was issued.
    """

    participant_id: int
    name: str
    group: str
    agency: str
    state: State
    reason: str
    outcome: str
    certificate_id: int | None = None
    serial: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What certificates of a cohort can be for, with how many people are how far."""

    kind: Kind
    module_id: int | None
    title: str
    ready: int
    issued: int
    people: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What a cohort's certificates can be for, and how everybody stands to one of these."""

    subjects: tuple[Subject, ...]
    chosen: Subject
    lines: tuple[ReadyLine, ...]


def read_ready(
    db: Database,
    cohort_id: int,
    kind: Kind,
    module_id: int | None = None,
    unprintable: Unprintable = all_printable,
) -> tuple[ReadyLine, ...]:
    """Return everybody of a cohort and how far they are, in the order of their names.

    Raises:
        NotFound: the cohort or the module has been deleted meanwhile.
    """
    with db.read() as work:
        topic = Topic(cohort_id, kind, module_id)
        return _lines(work, topic, standing_of(work, topic, unprintable))


def list_topics(db: Database, cohort_id: int) -> tuple[tuple[Topic, str], ...]:
    """Return what a cohort's certificates can be for, and what each is called."""
    with db.read() as work:
        return tuple(_topics(work, cohort_id))


def list_subjects(
    db: Database, cohort_id: int, unprintable: Unprintable = all_printable
) -> tuple[Subject, ...]:
    """Return what a cohort's certificates can be for: the award, each module, attendance.

    Raises:
        NotFound: the cohort has been deleted meanwhile.
    """
    return read_overview(db, Topic(cohort_id, Kind.AWARD), unprintable).subjects


def read_overview(
    db: Database, wanted: Topic, unprintable: Unprintable = all_printable
) -> Overview:
    """Return how far a cohort is in everything, and everybody of it in one topic.

    The award is chosen where the module that is wanted has been deleted meanwhile.

    Raises:
        NotFound: the cohort has been deleted meanwhile.
    """
    with db.read() as work:
        known = Bases(work)
        topics = _topics(work, wanted.cohort_id)
        standings = {topic: standing_of(work, topic, unprintable, known) for topic, _ in topics}
        subjects = {topic: _subject(topic, title, standings[topic]) for topic, title in topics}
        topic = wanted if wanted in subjects else topics[0][0]
        lines = _lines(work, topic, standings[topic])
        return Overview(tuple(subjects.values()), subjects[topic], lines)


Standing = tuple[Basis, CertificateRow | None, str]
"""What a certificate would stand on, the valid one there is, and what cannot be printed."""


def standing_of(
    work: UnitOfWork, topic: Topic, unprintable: Unprintable, known: Bases | None = None
) -> list[Standing]:
    """Return how everybody stands in the order of their names, within a transaction.

    `known` is what has been read for other topics in the same one.
    """
    bases = (known or Bases(work)).of(topic)
    issued = valid_ones(work, topic)
    refused = unprintable({basis.name for basis in bases.values()})
    return [(basis, issued.get(key), refused.get(basis.name, "")) for key, basis in bases.items()]


def valid_ones(work: UnitOfWork, topic: Topic) -> dict[int, CertificateRow]:
    """Return the valid certificates of a topic by the participant."""
    query = select(CertificateRow).where(
        CertificateRow.cohort_id == topic.cohort_id,
        CertificateRow.kind == topic.kind.value,
        CertificateRow.status == "valid",
    )
    if topic.module_id is not None:
        query = query.where(CertificateRow.module_id == topic.module_id)
    return {row.participant_id: row for row in work.session.scalars(query)}


def why_not(basis: Basis, refused: str) -> str:
    """Return why somebody cannot be given a certificate; '' if they can."""
    if basis.reason:
        return basis.reason
    if not basis.name.strip():
        return "This person has no name."
    if refused:
        return (
            f"This name has characters that no font here can print: {refused}. Give it in another "
            "spelling, such as in Latin letters."
        )
    return ""


def _topics(work: UnitOfWork, cohort_id: int) -> list[tuple[Topic, str]]:
    modules = work.session.scalars(
        select(ModuleRow)
        .where(ModuleRow.cohort_id == cohort_id)
        .order_by(ModuleRow.position, ModuleRow.id)
    )
    return [
        (Topic(cohort_id, Kind.AWARD), KIND_WORDS[Kind.AWARD]),
        *((Topic(cohort_id, Kind.MODULE, m.id), f"{m.code} {m.title}") for m in modules),
        (Topic(cohort_id, Kind.ATTENDANCE), KIND_WORDS[Kind.ATTENDANCE]),
    ]


def _lines(work: UnitOfWork, topic: Topic, standing: Sequence[Standing]) -> tuple[ReadyLine, ...]:
    placed = _placed(work, topic.cohort_id)
    return tuple(
        _line(basis, issued, placed.get(basis.participant_id, ("", "")), refused)
        for basis, issued, refused in standing
    )


def _line(
    basis: Basis, issued: CertificateRow | None, placed: tuple[str, str], refused: str
) -> ReadyLine:
    group, agency = placed
    who = (basis.participant_id, basis.name, group, agency)
    if issued is not None:
        day = written_date(issued.issued_at.astimezone(LONDON))
        said = f"Issued as {issued.serial} on {day}."
        return ReadyLine(*who, State.ISSUED, said, basis.outcome, issued.id, issued.serial)
    reason = why_not(basis, refused)
    return ReadyLine(*who, State.NOT_READY if reason else State.READY, reason, basis.outcome)


def _subject(topic: Topic, title: str, standing: Sequence[Standing]) -> Subject:
    issued = sum(row is not None for _, row, _ in standing)
    ready = sum(row is None and not why_not(basis, refused) for basis, row, refused in standing)
    return Subject(topic.kind, topic.module_id, title, ready, issued, len(standing))


def _placed(work: UnitOfWork, cohort_id: int) -> dict[int, tuple[str, str]]:
    """Return by person their group in the newest round that has them, and their agency."""
    people = (
        select(ParticipantRow.id, AgencyRow.name)
        .outerjoin(AgencyRow, AgencyRow.id == ParticipantRow.agency_id)
        .where(ParticipantRow.cohort_id == cohort_id)
    )
    seats = (
        select(MembershipRow.participant_id, GroupRow.name)
        .join(GroupRow, GroupRow.id == MembershipRow.group_id)
        .join(RoundRow, RoundRow.id == MembershipRow.round_id)
        .where(RoundRow.cohort_id == cohort_id)
        .order_by(RoundRow.position, RoundRow.id)
    )
    groups: dict[int, str] = dict(work.session.execute(seats).all())
    return {
        key: (groups.get(key, ""), agency or "") for key, agency in work.session.execute(people)
    }
