"""Batches: what was issued in one run, in print order, and what of it is still to be issued."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CertificateRow, CohortRow
from cohort_desk.domain.certificates.design import Design
from cohort_desk.domain.certificates.kinds import KIND_WORDS, Kind
from cohort_desk.domain.certificates.plain import from_plain as design_from_plain
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.errors import NotFound, RecordDamaged
from cohort_desk.services.certificates.kept import Kept, kept_of
from cohort_desk.services.certificates.pictures import read_pictures
from cohort_desk.services.store import content

Pictures = Mapping[str, bytes]
"""Pictures of a design by their SHA-256."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What was issued in one run; `of` is how many it was to be, `left` how many are missing."""

    id: str
    kind: Kind
    title: str
    cohort_id: int
    cohort: str
    issued_at: datetime
    issued_by: str
    issued: int
    of: int
    left: int

    @property
    def finished(self) -> bool:
        """Whether everybody has been issued one, in this batch or otherwise."""
        return not self.left


@dataclass(frozen=True, slots=True)
class Printed:
    """An issued certificate as it is drawn: to be printed again, or written to a file."""

    id: int
    statement: Statement
    design: Design
    pictures: Pictures


@dataclass(frozen=True, slots=True)
class Whole:
    """An issued certificate as a file: the PDF as signed, and how the file may be called."""

    name: str
    pdf_sha256: str


def list_batches(db: Database, cohort_id: int | None = None) -> tuple[Batch, ...]:
    """Return the batches, of one cohort or of all, the newest first."""
    with db.read() as work:
        query = (
            select(CertificateRow, CohortRow.name)
            .join(CohortRow, CohortRow.id == CertificateRow.cohort_id)
            .order_by(CertificateRow.id)
        )
        if cohort_id is not None:
            query = query.where(CertificateRow.cohort_id == cohort_id)
        rows: dict[str, list[tuple[CertificateRow, str]]] = {}
        for row, cohort in work.session.execute(query):
            rows.setdefault(row.batch, []).append((row, cohort))
        found = [_batch(work, some) for some in rows.values()]
    return tuple(reversed(found))


def batch_ids(db: Database, batch: str) -> tuple[int, ...]:
    """Return the ids of a batch's certificates in print order.

    Raises:
        NotFound: there is no such batch.
    """
    with db.read() as work:
        return tuple(row.id for row in rows_of_batch(work, batch))


def rows_of_batch(work: UnitOfWork, batch: str) -> Sequence[CertificateRow]:
    """Return the same as rows, within a transaction."""
    query = select(CertificateRow).where(CertificateRow.batch == batch)
    rows = work.session.scalars(query.order_by(CertificateRow.year, CertificateRow.number)).all()
    if not rows:
        raise NotFound("There is no such batch of certificates.")
    return rows


def read_printed(db: Database, certificate_ids: Sequence[int]) -> tuple[Printed, ...]:
    """Return certificates as they are drawn, in the order given.

    Raises:
        NotFound: one of them is not in the register.
        RecordDamaged: the register's entry of one cannot be read.
        FileSpoilt: the design of one, or a picture of it, is damaged.
    """
    with db.read() as work:
        kept = [(key, kept_of(work.need(CertificateRow, key))) for key in certificate_ids]
    designs: dict[str, tuple[Design, Pictures]] = {}
    found: list[Printed] = []
    for key, one in kept:
        if one.design not in designs:
            designs[one.design] = read_drawn_design(db, one.design)
        found.append(Printed(key, one.statement, *designs[one.design]))
    return tuple(found)


def read_whole(db: Database, certificate_ids: Sequence[int]) -> tuple[Whole, ...]:
    """Return certificates as files, in the order given; `store.content` gives what they hold.

    The name of one that is no longer valid says so.

    Raises:
        NotFound: one of them is not in the register.
    """
    with db.read() as work:
        rows = [work.need(CertificateRow, key) for key in certificate_ids]
        return tuple(Whole(_file_name(row), row.pdf_sha256) for row in rows)


def read_drawn_design(db: Database, sha256: str) -> tuple[Design, Pictures]:
    """Return a design as certificates were drawn by it, and its pictures.

    Raises:
        NotFound, FileSpoilt: as `store.content` does.
    """
    design = design_from_plain(json.loads(content(db, sha256)))
    return design, read_pictures(db, design.pictures)


def people_left(work: UnitOfWork, first: CertificateRow) -> tuple[int, ...]:
    """Return who of a batch has not been issued one, in it or otherwise; `first` is its first.

    One that is no longer valid counts only if it was issued since: of an older one the batch was
    to take the place.

    Raises:
        RecordDamaged: the first one cannot be read.
    """
    people = kept_of(first).people
    query = select(CertificateRow.participant_id).where(
        CertificateRow.cohort_id == first.cohort_id,
        CertificateRow.kind == first.kind,
        or_(CertificateRow.status == "valid", CertificateRow.id >= first.id),
    )
    if first.module_id is not None:
        query = query.where(CertificateRow.module_id == first.module_id)
    issued = set(work.session.scalars(query))
    return tuple(key for key in people if key not in issued)


def _file_name(row: CertificateRow) -> str:
    no_longer = "" if row.status == "valid" else f" ({row.status})"
    return f"{row.serial} {row.name}{no_longer}"


def _batch(work: UnitOfWork, rows: Sequence[tuple[CertificateRow, str]]) -> Batch:
    """Return a batch; where its first certificate is damaged, by what the others have of it."""
    (first, cohort), issued = rows[0], len(rows)
    known = [kept for row, _ in rows if (kept := _if_readable(row)) is not None]
    of, left = (known[0].of if known else issued), 0
    if issued < of:
        whole = _if_readable(first) is not None
        left = len(people_left(work, first)) if whole else of - issued
    return Batch(
        first.batch,
        Kind(first.kind),
        known[0].title if known else KIND_WORDS[Kind(first.kind)],
        first.cohort_id,
        cohort,
        first.issued_at,
        first.issued_by,
        issued,
        of,
        left,
    )


def _if_readable(row: CertificateRow) -> Kept | None:
    try:
        return kept_of(row)
    except RecordDamaged:
        return None
