"""What can be printed of everybody in a cohort beside the list; free of Qt."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cohort_desk.domain.progress import Progress

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

_Write = Callable[["Database", int, Path, Progress], None]


def paper_of(db: "Database", cohort_id: int, name: str) -> Callable[[Path, Progress], None]:
    """Return what writes one of PAPERS for a cohort, off the window's thread."""
    return partial(_WRITERS[name], db, cohort_id)


def _transcripts(db: "Database", cohort_id: int, path: Path, report: Progress) -> None:
    from cohort_desk.reports.transcript import write_transcripts  # noqa: PLC0415 - slow
    from cohort_desk.services.documents.transcripts import read_transcripts  # noqa: PLC0415 - slow

    write_transcripts(read_transcripts(db, cohort_id), path, report)


def _statements(db: "Database", cohort_id: int, path: Path, report: Progress) -> None:
    from cohort_desk.reports.mark_statement import write_mark_statements  # noqa: PLC0415 - slow
    from cohort_desk.services.documents.statements import read_statements  # noqa: PLC0415 - slow

    write_mark_statements(read_statements(db, cohort_id), path, report)


def _labels(sheet: str, db: "Database", cohort_id: int, path: Path, report: Progress) -> None:
    from cohort_desk.reports.labels import SHEETS, write_folder_labels  # noqa: PLC0415 - slow
    from cohort_desk.services.documents.labels import read_labels  # noqa: PLC0415 - slow

    write_folder_labels(read_labels(db, cohort_id), path, SHEETS[sheet], report)


def _place_cards(db: "Database", cohort_id: int, path: Path, report: Progress) -> None:
    from cohort_desk.reports.labels import write_place_cards  # noqa: PLC0415 - slow
    from cohort_desk.services.documents.labels import read_labels  # noqa: PLC0415 - slow

    write_place_cards(read_labels(db, cohort_id), path, report)


_WRITERS: Mapping[str, _Write] = {
    "Transcripts": _transcripts,
    "Mark statements": _statements,
    "Folder labels, 14 a page (L7163)": partial(_labels, "L7163"),
    "Folder labels, 21 a page (L7160)": partial(_labels, "L7160"),
    "Folder labels, 24 a page (L7159)": partial(_labels, "L7159"),
    "Place cards": _place_cards,
}
PAPERS = tuple(_WRITERS)
"""What is offered, by the words of the menu."""
