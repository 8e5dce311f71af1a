"""The people list: landscape, with chosen columns, its head repeated on each page."""

from collections.abc import Iterator
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.reports.document import LANDSCAPE, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.styles import GAP, NOTE, PAGE_TITLE
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.people.lists import PeopleList

_SIZES = ((6, 9.0), (9, 8.0), (12, 7.0))
"""The size of type for up to so many columns; more take the last."""

_ROWS_A_PAGE = 28


def write_people_list(listing: PeopleList, path: Path, report: Progress = unwatched) -> None:
    """Write the list; its first column stands out.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    check_printable(_texts(listing), REGULAR)
    columns = tuple(
        Column(label, NAME if at == 0 else REGULAR) for at, label in enumerate(listing.headings)
    )
    size = next((size for most, size in _SIZES if len(columns) <= most), _SIZES[-1][1])
    grid = Grid(columns, listing.rows, frame_size(LANDSCAPE)[0], size=size)
    rows = len(listing.rows)
    pages = rows // _ROWS_A_PAGE + 1

    def set_row(done: int, _rows: int) -> None:
        report(done, rows + pages)

    def wrote_page(done: int, _pages: int) -> None:
        report(min(rows + done, rows + pages), rows + pages)

    story: list[Flowable] = [
        heading(listing.title, PAGE_TITLE),
        paragraph(counted(rows, "person", "people") if rows else "Nobody is on this list.", NOTE),
        Spacer(1, GAP / 2),
    ]
    if rows:
        story.append(grid_table(grid, set_row))
    note = f"As of {written_date(listing.made_on)}"
    imprint = Imprint(listing.title, listing.programme, listing.cohort, note, listing.made_on)
    write_document(path, imprint, story, page_size=LANDSCAPE, report=wrote_page)


def _texts(listing: PeopleList) -> Iterator[str]:
    yield from (listing.programme, listing.cohort, listing.title, *listing.headings)
    for row in listing.rows:
        yield from row
