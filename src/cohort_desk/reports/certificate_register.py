"""The register of certificates on paper: every serial, whose it is, and whether it is valid."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.document import LANDSCAPE, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.printable import check_names
from cohort_desk.reports.styles import GAP, NOTE, PAGE_TITLE, SECTION
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.services.certificates.lists import Register
from cohort_desk.services.certificates.register import Entry

_TITLE = "Register of certificates"
_SIZE = 8.5
_COLUMNS = (
    Column("Serial"),
    Column("Name", NAME),
    Column("Certificate"),
    Column("Outcome"),
    Column("Issued"),
    Column("Verification code"),
    Column("Status"),
)
_GONE = (
    Column("Serial"),
    Column("Name", NAME),
    Column("What became of it"),
    Column("On"),
    Column("Reason"),
)


def write_register(register: Register, path: Path, report: Progress = unwatched) -> None:
    """Write the register in the order of the serials.

    Raises:
        Unprintable: a character of a name or a reason is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    entries = register.entries
    check_names(
        (entry.name, text) for entry in entries for text in (entry.name, entry.title, entry.reason)
    )
    story: list[Flowable] = [
        heading(_TITLE, PAGE_TITLE),
        paragraph(register.context, NOTE),
        Spacer(1, GAP / 2),
    ]
    if entries:
        story.append(_table(_COLUMNS, [_row(entry) for entry in entries]))
    gone = [_gone(entry) for entry in entries if entry.status != "valid"]
    if gone:
        story += [Spacer(1, GAP), heading("No longer valid", SECTION), _table(_GONE, gone)]
    note = f"As of {written_date(register.read_on)}"
    whose = (register.programme, register.cohort or register.organisation)
    imprint = Imprint(_TITLE, *whose, note, register.read_on)
    write_document(path, imprint, story, page_size=LANDSCAPE, report=report)


def _table(columns: tuple[Column, ...], rows: Sequence[Sequence[str]]) -> Flowable:
    return grid_table(Grid(columns, rows, frame_size(LANDSCAPE)[0], size=_SIZE))


def _row(entry: Entry) -> tuple[str, ...]:
    return (
        entry.serial,
        entry.name,
        entry.title,
        entry.outcome or "–",
        written_date(entry.issued_on),
        entry.code,
        entry.status_words,
    )


def _gone(entry: Entry) -> tuple[str, ...]:
    became = entry.status_words
    if entry.superseded_by:
        became = f"{became} by {entry.superseded_by}"
    since = written_date(entry.status_on) if entry.status_on else "–"
    return (entry.serial, entry.name, became, since, entry.reason)
