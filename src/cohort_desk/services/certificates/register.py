"""The register of certificates: what was issued to whom, whether it is valid, and what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CertificateRow
from cohort_desk.domain.certificates.codes import read_code
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.serial import read_serial
from cohort_desk.domain.certificates.statuses import DAMAGED
from cohort_desk.domain.names import folded
from cohort_desk.services.certificates.entries import Entry, EntryReader
from cohort_desk.services.signing.keys import sort_keys
from cohort_desk.services.store import content


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
    """How many certificates of a list there are, by status.

    `damaged` are those whose entry cannot be read.
    `changed` are valid ones of which something has changed since, and `fallen` those of them that
    do not stand any more, for it is what they certify.
    """

    valid: int
    revoked: int
    superseded: int
    changed: int
    fallen: int
    damaged: int


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
    return Counts(
        valid=of.count("valid"),
        revoked=of.count("revoked"),
        superseded=of.count("superseded"),
        changed=sum(bool(entry.since) for entry in entries),
        fallen=sum(bool(entry.changes.certified) for entry in entries),
        damaged=of.count(DAMAGED),
    )


def read_certificate(db: Database, certificate_id: int) -> Entry:
    """Return one certificate.

    Raises:
        NotFound: it is not in the register.
    """
    return read_certificates(db, [certificate_id])[0]


def read_certificates(db: Database, certificate_ids: Iterable[int]) -> tuple[Entry, ...]:
    """Return some certificates, in the order given.

    Raises:
        NotFound: one of them is not in the register.
    """
    with db.read() as work:
        rows = [work.need(CertificateRow, key) for key in certificate_ids]
        return _entries(work, rows, _fingerprints(db))


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
    return {key.id: key.fingerprint for key in sort_keys(db)[0]}


def _entries(
    work: UnitOfWork, rows: Sequence[CertificateRow], fingerprints: Mapping[int, str]
) -> tuple[Entry, ...]:
    reader = EntryReader(work, fingerprints)
    return tuple(reader.entry(row) for row in rows)


def _has(entry: Entry, words: Sequence[str]) -> bool:
    told = (entry.serial, entry.code, entry.name, entry.name_now, entry.title, entry.outcome)
    return _holds(" ".join((*told, entry.cohort, entry.issued_by, entry.reason, entry.note)), words)


def _holds(text: str, words: Sequence[str]) -> bool:
    plain = folded(text)
    return all(word in plain for word in words)
