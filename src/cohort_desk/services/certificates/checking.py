"""Checks the register: digests, codes, serials without gaps, signatures and files."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

from sqlalchemy import func, select

from cohort_desk.db.audit import Finding
from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.numbering import missing_rows
from cohort_desk.db.tables import CertificateRow, StoredFileRow
from cohort_desk.domain.certificates.statement import (
    canonical,
    digest,
    is_sealed,
)
from cohort_desk.domain.errors import RecordDamaged
from cohort_desk.domain.words import counted
from cohort_desk.services.certificates.kept import kept_of
from cohort_desk.services.signing.keys import sort_keys
from cohort_desk.services.signing.tokens import NoToken, TokenAltered, TokenUnknown, read_token

_NAMED = 10
_AT_ONCE = 200


def check_register(db: Database) -> Finding:
    """Return whether every certificate says what was signed, and no serial is missing."""
    readable, damaged = sort_keys(db)
    keys = {key.id: key.chain[0] for key in readable}
    with db.read() as work:
        found = [*(str(each).rstrip(".") for each in damaged), *_gaps(work), *_astray(work, keys)]
        issued = work.session.scalar(select(func.count()).select_from(CertificateRow)) or 0
    if not found:
        said = counted(issued, "certificate", "certificates")
        return Finding("certificates", in_order=True, detail=said)
    more = f"; and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return Finding("certificates", in_order=False, detail="; ".join(found[:_NAMED]) + more)


def _gaps(work: UnitOfWork) -> Iterator[str]:
    """Yield what is missing of the serials of each year, which begin with 1."""
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    query = select(CertificateRow.year, CertificateRow.number)
    for year, number in work.session.execute(query.order_by(CertificateRow.number)):
        numbers[year].append(number)
    for year, found in sorted(numbers.items()):
        present = set(found)
        missing = next(number for number in count(1) if number not in present)
        if missing < found[-1]:
            yield f"number {missing} of {year} is missing"
    cut_off = missing_rows(work.session, CertificateRow, "certificate", "certificates")
    if cut_off:
        yield cut_off


def _astray(work: UnitOfWork, keys: dict[int, bytes]) -> Iterator[str]:
    stored = set(work.session.scalars(select(StoredFileRow.sha256)))
    named = select(CertificateRow.id, CertificateRow.serial).order_by(CertificateRow.id)
    serials: dict[int, str] = dict(work.session.execute(named).all())
    ids = list(serials)
    for start in range(0, len(ids), _AT_ONCE):
        for key, row in _rows(work, ids[start : start + _AT_ONCE]).items():
            wrong = _wrong(row, stored, keys) if row else "its entry cannot be read"
            if wrong:
                yield f"{serials[key]}: {wrong}"


def _rows(work: UnitOfWork, ids: Sequence[int]) -> dict[int, CertificateRow | None]:
    """Return certificates by their ids; None for one that cannot be read."""
    try:
        query = select(CertificateRow).where(CertificateRow.id.in_(ids))
        return {row.id: row for row in work.session.scalars(query)}
    except RecordDamaged:
        if len(ids) == 1:
            return {ids[0]: None}
    return {key: row for each in ids for key, row in _rows(work, [each]).items()}


def _wrong(row: CertificateRow, stored: set[str], keys: dict[int, bytes]) -> str:
    """Return what is wrong with a certificate, in words; '' if nothing is."""
    if row.signing_key_id not in keys:
        return "the key that signed it is missing or damaged"
    try:
        kept = kept_of(row)
        token = read_token(row.statement, [keys[row.signing_key_id]])
    except RecordDamaged:
        return "what it says cannot be read"
    except (NoToken, TokenAltered, TokenUnknown) as error:
        return str(error)
    said = kept.statement
    told = (said.serial, said.code, said.name, said.kind.value, said.issued_on.year)
    numbered = f"-{row.year}-{row.number:04}"
    checks = (
        (digest(said) == row.digest and is_sealed(said), "what it says was altered"),
        (told == (row.serial, row.code, row.name, row.kind, row.year), "the register differs"),
        (said.serial.endswith(numbered), "its serial is not its number"),
        (token.content == canonical(said), "what was signed is not what it says"),
        ({row.pdf_sha256, kept.design} <= stored, "its file is missing"),
    )
    return next((sentence for holds, sentence in checks if not holds), "")
