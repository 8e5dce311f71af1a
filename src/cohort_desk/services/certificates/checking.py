"""Checks the register: digests, codes, serials without gaps, signatures and files."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import count

from sqlalchemy import select

from cohort_desk.db.audit import Finding
from cohort_desk.db.database import Database, UnitOfWork
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
_IN_PARTS = {"yield_per": 200}


def check_register(db: Database) -> Finding:
    """Return whether every certificate says what was signed, and no serial is missing."""
    readable, damaged = sort_keys(db)
    keys = {key.id: key.chain[0] for key in readable}
    with db.read() as work:
        found = [*map(str, damaged), *_gaps(work), *_astray(work, keys)]
        issued = len(work.session.scalars(select(CertificateRow.id)).all())
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


def _astray(work: UnitOfWork, keys: dict[int, bytes]) -> Iterator[str]:
    stored = set(work.session.scalars(select(StoredFileRow.sha256)))
    rows = work.session.scalars(select(CertificateRow), execution_options=_IN_PARTS)
    for row in rows:
        wrong = _wrong(row, stored, keys)
        if wrong:
            yield f"{row.serial}: {wrong}"


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
