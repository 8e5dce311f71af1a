"""The register of certificates: what was issued to whom, whether it is valid, and what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CertificateRow, CohortRow
from cohort_desk.domain.certificates.codes import read_code
from cohort_desk.domain.certificates.kinds import KIND_WORDS, Kind
from cohort_desk.domain.certificates.serial import read_serial
from cohort_desk.domain.certificates.statement import Statement, from_plain
from cohort_desk.domain.certificates.statuses import STATUS_WORDS
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.names import folded
from cohort_desk.services.certificates.bases import Bases, Basis, Topic
from cohort_desk.services.certificates.batches import title_of
from cohort_desk.services.signing.keys import read_keys
from cohort_desk.services.store import content


@dataclass(frozen=True, slots=True)
class Entry:
    """One certificate in the register.

    Attributes:
        title: what it is of: the award, the module, or attendance.
        statement: all that it says, as it was issued.
        reason: why it is no longer valid; '' while it is.
        status_on: since when.
        status_by: who made it so.
        superseded_by: the serial of the one that took its place.
        supersedes: the serial of the one whose place it took.
        name_now: the holder's name as it is now, if it is another; '' otherwise.
        since: of a valid one, in sentences, what has changed since it was issued.
        digest: the SHA-256 of what it says.
        fingerprint: of the key that signed it.
    """

    id: int
    version: int
    serial: str
    code: str
    kind: Kind
    name: str
    participant_id: int
    cohort_id: int
    cohort: str
    title: str
    outcome: str
    statement: Statement
    issued_on: date
    issued_at: datetime
    issued_by: str
    status: str
    reason: str
    status_on: date | None
    status_by: str
    superseded_by: str
    superseded_by_id: int | None
    supersedes: str
    name_now: str
    since: tuple[str, ...]
    digest: str
    pdf_sha256: str
    fingerprint: str
    batch: str

    @property
    def status_words(self) -> str:
        """The status as people read it."""
        return STATUS_WORDS[self.status]

    @property
    def kind_words(self) -> str:
        """The kind as people read it."""
        return KIND_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which certificates to list; an empty field does not narrow the list.

    `changed_only` leaves those that are valid although something has changed since.
    """

    text: str = ""
    kinds: tuple[Kind, ...] = ()
    statuses: tuple[str, ...] = ()
    cohort_ids: tuple[int, ...] = ()
    changed_only: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many certificates of a list there are, by status; `changed` are valid ones."""

    valid: int
    revoked: int
    superseded: int
    changed: int


def read_register(db: Database, cohort_id: int | None = None) -> tuple[Entry, ...]:
    """Return the certificates of a cohort, or of all, in the order of their serials."""
    with db.read() as work:
        query = select(CertificateRow).order_by(CertificateRow.year, CertificateRow.number)
        if cohort_id is not None:
            query = query.where(CertificateRow.cohort_id == cohort_id)
        rows = work.session.scalars(query).all()
        return _entries(work, rows, _fingerprints(db))


def filtered(entries: Iterable[Entry], wanted: RegisterFilter) -> tuple[Entry, ...]:
    """Return the entries that a filter lets through; every word of its text must be found."""
    words = folded(wanted.text).split()
    return tuple(
        entry
        for entry in entries
        if (not wanted.kinds or entry.kind in wanted.kinds)
        and (not wanted.statuses or entry.status in wanted.statuses)
        and (not wanted.cohort_ids or entry.cohort_id in wanted.cohort_ids)
        and (not wanted.changed_only or entry.since)
        and _has(entry, words)
    )


def counts(entries: Sequence[Entry]) -> Counts:
    """Return how many of the entries are what."""
    of = [entry.status for entry in entries]
    changed = sum(bool(entry.since) for entry in entries)
    return Counts(of.count("valid"), of.count("revoked"), of.count("superseded"), changed)


def read_certificate(db: Database, certificate_id: int) -> Entry:
    """Return one certificate.

    Raises:
        NotFound: it is not in the register.
    """
    with db.read() as work:
        row = work.need(CertificateRow, certificate_id)
        return _entries(work, [row], _fingerprints(db))[0]


def find(db: Database, typed: str) -> Entry | None:
    """Return the certificate of a serial or a verification code; None if there is none."""
    known = (CertificateRow.serial == read_serial(typed), CertificateRow.code == read_code(typed))
    with db.read() as work:
        row = work.session.scalar(select(CertificateRow).where(or_(*known)))
        return _entries(work, [row], _fingerprints(db))[0] if row else None


def find_certificates(db: Database, text: str, limit: int = 20) -> tuple[Entry, ...]:
    """Return those whose serial, code or holder's name has the text in it, the newest first."""
    words = folded(text).split()
    if not words:
        return ()
    with db.read() as work:
        names = select(CertificateRow.id, CertificateRow.serial, CertificateRow.code)
        found = [
            row.id
            for row in work.session.execute(
                names.add_columns(CertificateRow.name).order_by(CertificateRow.id.desc())
            )
            if _holds(f"{row.serial} {row.code} {row.name}", words)
        ][:limit]
        rows = [work.need(CertificateRow, key) for key in found]
        return _entries(work, rows, _fingerprints(db))


def of_person(db: Database, participant_id: int) -> tuple[Entry, ...]:
    """Return the certificates of one person, the newest first."""
    with db.read() as work:
        query = select(CertificateRow).where(CertificateRow.participant_id == participant_id)
        rows = work.session.scalars(query.order_by(CertificateRow.id.desc())).all()
        return _entries(work, rows, _fingerprints(db))


def pdf_of(db: Database, certificate_id: int) -> bytes:
    """Return the PDF as it was signed.

    Raises:
        NotFound: it is not in the register.
        FileSpoilt: it is no longer what was signed.
    """
    with db.read() as work:
        sha256 = work.need(CertificateRow, certificate_id).pdf_sha256
    return content(db, sha256)


def credential_of(db: Database, certificate_id: int) -> str:
    """Return the Open Badges credential, a JWT.

    Raises:
        NotFound: it is not in the register.
    """
    with db.read() as work:
        return work.need(CertificateRow, certificate_id).credential


def statement_of(db: Database, certificate_id: int) -> str:
    """Return what the certificate says, signed: a JWS.

    Raises:
        NotFound: it is not in the register.
    """
    with db.read() as work:
        return work.need(CertificateRow, certificate_id).statement


def _fingerprints(db: Database) -> dict[int, str]:
    return {key.id: key.fingerprint for key in read_keys(db)}


def _entries(
    work: UnitOfWork, rows: Sequence[CertificateRow], fingerprints: Mapping[int, str]
) -> tuple[Entry, ...]:
    reader = _Reader(work, fingerprints)
    return tuple(reader.entry(row) for row in rows)


class _Reader:
    """Makes entries; what several certificates rest on is read once."""

    def __init__(self, work: UnitOfWork, fingerprints: Mapping[int, str]) -> None:
        self._fingerprints = fingerprints
        names = select(CohortRow.id, CohortRow.name)
        self._cohorts: dict[int, str] = dict(work.session.execute(names).all())
        newer = aliased(CertificateRow)
        pairs = work.session.execute(
            select(CertificateRow.id, CertificateRow.serial, newer.id, newer.serial).join(
                newer, newer.id == CertificateRow.superseded_by_id
            )
        ).all()
        self._after = {old: serial for old, _, _, serial in pairs}
        self._before = {new: serial for _, serial, new, _ in pairs}
        self._bases = Bases(work)

    def entry(self, row: CertificateRow) -> Entry:
        said = from_plain(row.snapshot["statement"])
        basis = self._basis(row)
        return Entry(
            id=row.id,
            version=row.version,
            serial=row.serial,
            code=row.code,
            kind=said.kind,
            name=row.name,
            participant_id=row.participant_id,
            cohort_id=row.cohort_id,
            cohort=self._cohorts[row.cohort_id],
            title=title_of(row.snapshot),
            outcome=said.outcome,
            statement=said,
            issued_on=said.issued_on,
            issued_at=row.issued_at,
            issued_by=row.issued_by,
            status=row.status,
            reason=row.reason,
            status_on=row.status_at.astimezone(LONDON).date() if row.status_at else None,
            status_by=row.status_by,
            superseded_by=self._after.get(row.id, ""),
            superseded_by_id=row.superseded_by_id,
            supersedes=self._before.get(row.id, ""),
            name_now=basis.name if basis is not None and basis.name != row.name else "",
            since=basis.differs_from(said) if basis is not None else (),
            digest=row.digest,
            pdf_sha256=row.pdf_sha256,
            fingerprint=self._fingerprints.get(row.signing_key_id, ""),
            batch=row.batch,
        )

    def _basis(self, row: CertificateRow) -> Basis | None:
        """Return what a valid certificate stands on now; None of others."""
        if row.status != "valid":
            return None
        topic = Topic(row.cohort_id, Kind(row.kind), row.module_id)
        return self._bases.of(topic).get(row.participant_id)


def _has(entry: Entry, words: Sequence[str]) -> bool:
    told = (entry.serial, entry.code, entry.name, entry.name_now, entry.title, entry.outcome)
    return _holds(" ".join((*told, entry.cohort, entry.issued_by, entry.reason)), words)


def _holds(text: str, words: Sequence[str]) -> bool:
    plain = folded(text)
    return all(word in plain for word in words)
