"""Any list as it is shown, on paper: landscape, its head repeated on each page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.document import LANDSCAPE, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.styles import GAP, NOTE, PAGE_TITLE
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable

_SIZE = 8.0


@dataclass(frozen=True, slots=True)
class Listing:
    """A list to print: its title, a line on what it holds, headings and rows of text."""

    title: str
    programme: str
    cohort: str
    context: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    made_on: date


def write_listing(listing: Listing, path: Path, report: Progress = unwatched) -> None:
    """Write the list; its first column stands out.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    texts = [listing.title, listing.programme, listing.cohort, *listing.headings]
    check_printable([*texts, *(text for row in listing.rows for text in row)], REGULAR)
    columns = tuple(
        Column(text, NAME if at == 0 else REGULAR) for at, text in enumerate(listing.headings)
    )
    grid = Grid(columns, listing.rows, frame_size(LANDSCAPE)[0], size=_SIZE)
    story: list[Flowable] = [
        heading(listing.title, PAGE_TITLE),
        paragraph(listing.context, NOTE),
        Spacer(1, GAP / 2),
    ]
    if listing.rows:
        story.append(grid_table(grid, unwatched))
    note = f"As of {written_date(listing.made_on)}"
    imprint = Imprint(listing.title, listing.programme, listing.cohort, note, listing.made_on)
    write_document(path, imprint, story, page_size=LANDSCAPE, report=report)
