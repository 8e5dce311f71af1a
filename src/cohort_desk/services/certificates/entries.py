"""What the register says of a certificate, and how it stands to what is true now."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import CertificateRow, CohortRow
from cohort_desk.domain.certificates.kinds import KIND_WORDS, Kind
from cohort_desk.domain.certificates.reasons import reason_words
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.certificates.statuses import DAMAGED, ENTRY_WORDS
from cohort_desk.domain.errors import RecordDamaged
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.services.certificates.bases import Bases, Basis, Changes, Topic
from cohort_desk.services.certificates.kept import Kept, damaged, kept_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One certificate in the register.

    Attributes:
        title: what it is of: the award, the module, or attendance.
        statement: all that it says, as it was issued.
        reason: why it is no longer valid, as others than the office are told; '' while it is.
        note: what more of it only the office is told.
        status_on: since when.
        status_by: who made it so.
        superseded_by: the serial of the one that took its place.
        supersedes: the serial of the one whose place it took.
        name_now: the holder's name as it is now, if it is another; '' otherwise.
        changes: of a valid one, what has changed since it was issued.
        damage: of an entry that cannot be read, a sentence that says so and what to do; such a one
            is neither valid nor anything else, and says nothing.
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
    statement: Statement | None
    issued_on: date
    issued_at: datetime
    issued_by: str
    status: str
    reason: str
    note: str
    status_on: date | None
    status_by: str
    superseded_by: str
    superseded_by_id: int | None
    supersedes: str
    name_now: str
    changes: Changes
    digest: str
    pdf_sha256: str
    fingerprint: str
    batch: str
    damage: str = ""

    @property
    def stands(self) -> bool:
        """Whether it is valid, and what it certifies is still so; a new name does not count."""
        return self.status == "valid" and not self.changes.certified

    @property
    def since(self) -> tuple[str, ...]:
        """Of a valid one, in sentences, what has changed since it was issued."""
        return (*self.changes.certified, *self.changes.others)

    @property
    def status_words(self) -> str:
        """The status as people read it, with a warning where what it certifies was changed."""
        return f"{ENTRY_WORDS[self.status]}{', but changed' if self.changes.certified else ''}"

    @property
    def kind_words(self) -> str:
        """The kind as people read it."""
        return KIND_WORDS[self.kind]


class EntryReader:
    """Makes entries; what several certificates rest on is read once.

    `fingerprints` are those of the keys, by id.
    """

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
        """Return a certificate as the register has it, or that its entry is damaged."""
        try:
            kept, damage = self._kept(row), ""
        except RecordDamaged as error:
            kept, damage = None, str(error)
        said = kept.statement if kept else None
        basis = self._basis(row) if said else None
        return Entry(
            id=row.id,
            version=row.version,
            serial=row.serial,
            code=row.code,
            kind=said.kind if said else Kind(row.kind),
            name=row.name,
            participant_id=row.participant_id,
            cohort_id=row.cohort_id,
            cohort=self._cohorts.get(row.cohort_id, ""),
            title=kept.title if kept else "",
            outcome=said.outcome if said else "",
            statement=said,
            issued_on=said.issued_on if said else row.issued_at.astimezone(LONDON).date(),
            issued_at=row.issued_at,
            issued_by=row.issued_by,
            status=row.status if said else DAMAGED,
            reason=reason_words(row.reason),
            note=row.note,
            status_on=row.status_at.astimezone(LONDON).date() if row.status_at else None,
            status_by=row.status_by,
            superseded_by=self._after.get(row.id, ""),
            superseded_by_id=row.superseded_by_id,
            supersedes=self._before.get(row.id, ""),
            name_now=basis.name if basis is not None and basis.name != row.name else "",
            changes=basis.changes_since(said) if basis and said else Changes(),
            digest=row.digest,
            pdf_sha256=row.pdf_sha256,
            fingerprint=self._fingerprints.get(row.signing_key_id, ""),
            batch=row.batch,
            damage=damage,
        )

    def _kept(self, row: CertificateRow) -> Kept:
        if row.cohort_id not in self._cohorts:
            raise damaged(row)
        return kept_of(row)

    def _basis(self, row: CertificateRow) -> Basis | None:
        """Return what a valid certificate stands on now; None of others."""
        return basis_now(self._bases, row) if row.status == "valid" else None


def standing(bases: Bases, rows: Iterable[CertificateRow]) -> Iterator[tuple[CertificateRow, bool]]:
    """Yield valid certificates with whether what each certifies is still so; no damaged ones."""
    for row in rows:
        with suppress(RecordDamaged):
            said, basis = kept_of(row).statement, basis_now(bases, row)
            yield row, basis is None or not basis.changes_since(said).certified


def basis_now(bases: Bases, row: CertificateRow) -> Basis | None:
    """Return what a certificate would stand on now; None if its holder has left the cohort."""
    topic = Topic(row.cohort_id, Kind(row.kind), row.module_id)
    return bases.of(topic).get(row.participant_id)
