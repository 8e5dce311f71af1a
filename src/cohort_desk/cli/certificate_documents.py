"""The documents of a cohort's certificates that commands write: each signed file, the register."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from cohort_desk.cli.kinds import Kind, Source
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.progress import Progress
from cohort_desk.exchange.certificates import write_folder, write_register_table
from cohort_desk.reports.certificate_register import write_register
from cohort_desk.reports.certificates.issuing import write_prints
from cohort_desk.services.certificates.lists import read_list
from cohort_desk.services.certificates.register import read_register


def _any(source: Source) -> bool:
    return bool(read_register(source.db, source.cohort.id))


def _valid(source: Source) -> list[int]:
    """Return the ids of the valid certificates in the order of their serials."""
    entries = read_register(source.db, source.cohort.id)
    ids = [entry.id for entry in entries if entry.status == "valid"]
    if not ids:
        raise NotFound(f"{source.cohort.name} has no valid certificates yet.")
    return ids


def _has_valid(source: Source) -> bool:
    return any(entry.status == "valid" for entry in read_register(source.db, source.cohort.id))


def _certificates(source: Source, path: Path, report: Progress) -> Sequence[Path]:
    return write_folder(source.db, _valid(source), path, report)


def _prints(source: Source, path: Path, report: Progress) -> None:
    write_prints(source.db, _valid(source), path, report)


def _register(source: Source, path: Path, report: Progress) -> None:
    write_register(read_list(source.db, source.cohort.id), path, report)


def _register_table(source: Source, path: Path, report: Progress) -> None:
    write_register_table(read_list(source.db, source.cohort.id), path, report)


_kind = partial(Kind, of_round=False)

CERTIFICATE_KINDS: Mapping[str, Kind] = {
    "certificates": _kind(
        "every valid certificate as it was signed (folder of PDFs)",
        "certificates",
        _certificates,
        there=_has_valid,
    ),
    "certificates-print": _kind(
        "the valid certificates as one PDF for a printer",
        "certificates-print.pdf",
        _prints,
        there=_has_valid,
    ),
    "register": _kind("the register of certificates (PDF)", "register.pdf", _register, there=_any),
    "register.csv": _kind(
        "the register of certificates as a table", "register.csv", _register_table, there=_any
    ),
}
"""What can be written of a cohort's certificates, by the name that commands use."""
