"""Issued certificates as files, one signed PDF each, and their register as a table."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from cohort_desk.db.database import Database
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.exchange.tables_out import TableOut, Value, write_table
from cohort_desk.files import make_folder, whole_file
from cohort_desk.services import store
from cohort_desk.services.certificates.batches import read_whole
from cohort_desk.services.certificates.handing_out import HandedOut, every_one, to_hand_out
from cohort_desk.services.certificates.lists import Register
from cohort_desk.services.certificates.register import Entry
from cohort_desk.services.packs.records import as_file_name

_LONGEST_NAME = 200
"""Bytes of a file's name: systems take 255, and ask for some of them themselves."""
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The first that a ZIP can name: so the same certificates give the same file at any time."""
_HEADINGS = (
    *("Serial", "Verification code", "Name", "Kind", "Certificate", "Outcome", "Cohort"),
    *("Credits", "Decided on", "Board", "Issued on", "Issued by", "Status", "Since", "Reason"),
    *("Superseded by", "Changed since", "SHA-256 of what it says", "SHA-256 of the file"),
)


def write_register_table(register: Register, path: Path, report: Progress = unwatched) -> None:
    """Write the register as .csv or .xlsx, in the order of the serials.

    Raises:
        CannotWrite: the ending is another, or the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    rows = [_row(entry) for entry in register.entries]
    write_table(TableOut("Register", _HEADINGS, rows, kept_in_view=3), path, report)


def write_zip(
    db: Database,
    certificate_ids: Sequence[int],
    path: Path,
    report: Progress = unwatched,
    *,
    records: bool = False,
) -> HandedOut:
    """Write certificates as they were signed into one ZIP, in the order given.

    Those that are no longer valid are left out, and told by what is returned; as `records` they
    are written too, under names that say what they are.

    Raises:
        NotFound: one of them is not in the register.
        RuleBroken: none of them is valid any more.
        FileSpoilt: one is no longer what was signed; nothing was written.
        CannotWrite: the folder, the file or the disk refuses; what was there is as it was.
        Cancelled: `report` asked to stop; nothing was written.
    """
    handed_out = (every_one if records else to_hand_out)(db, certificate_ids)
    with whole_file(path) as part, zipfile.ZipFile(part, "w") as archive:
        for name, content in _files(db, handed_out.ids, report):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.create_system = 0  # or the system that wrote it would show in the bytes
            archive.writestr(info, content)
    return handed_out


def write_folder(
    db: Database, certificate_ids: Sequence[int], folder: Path, report: Progress = unwatched
) -> list[Path]:
    """Write those of some certificates that are valid into a folder; return their paths.

    Raises:
        CohortDeskError: as `write_zip` does; of a folder the files before that stay.
    """
    handed_out = to_hand_out(db, certificate_ids)
    make_folder(folder)
    paths: list[Path] = []
    for name, content in _files(db, handed_out.ids, report):
        with whole_file(folder / name, lasting=False) as part:
            part.write_bytes(content)
        paths.append(folder / name)
    return paths


def _files(
    db: Database, certificate_ids: Sequence[int], report: Progress
) -> Iterator[tuple[str, bytes]]:
    """Yield each file's name, which begins with the serial and so is no other's, and content."""
    files = read_whole(db, certificate_ids)
    for done, file in enumerate(files):
        report(done, len(files))
        yield f"{_short(as_file_name(file.name))}.pdf", store.content(db, file.pdf_sha256)
    report(len(files), len(files))


def _row(entry: Entry) -> tuple[Value, ...]:
    said = entry.statement
    return (
        entry.serial,
        entry.code,
        entry.name,
        entry.kind_words,
        entry.title,
        entry.outcome,
        entry.cohort,
        said.credits if said else None,
        said.decided_on.isoformat() if said and said.decided_on else "",
        said.board if said else "",
        entry.issued_on.isoformat(),
        entry.issued_by,
        entry.status_words,
        entry.status_on.isoformat() if entry.status_on else "",
        entry.reason,
        entry.superseded_by,
        " ".join(entry.since) or entry.damage,
        entry.digest,
        entry.pdf_sha256,
    )


def _short(name: str) -> str:
    return name.encode()[:_LONGEST_NAME].decode(errors="ignore").rstrip()
