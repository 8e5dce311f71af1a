"""The sheet that people sign as they come in: names, agencies, and room for a signature."""

from collections.abc import Iterable
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.agencies.short_names import short_name
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.reports.document import PORTRAIT, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.styles import GAP, INTRODUCTION, MUTED, PAGE_TITLE
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.attendance import SessionLine, SignInSheet

_COLUMNS = (
    Column("No.", colour=MUTED, at_right=True),
    Column("Name", NAME),
    Column("Agency", colour=MUTED),
    Column("Time in"),
    Column("Signature"),
)
_SHARES = (0.06, 0.27, 0.24, 0.11, 0.32)
_ROWS_A_PAGE = 30
_GUESTS = 3
_AIR = 1.05
"""Room for a signature: a row is about 9 mm high."""


def write_sign_in_sheet(sheet: SignInSheet, path: Path, report: Progress = unwatched) -> None:
    """Write the sheet; a few empty lines follow the names for whoever is not on it.

    Raises:
        NothingToPrint: nobody is enrolled.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    if not sheet.people:
        raise NothingToPrint("Nobody is enrolled in this cohort, so nobody could sign.")
    check_printable(_texts(sheet), REGULAR)
    story: list[Flowable] = [
        heading(sheet.session.title, PAGE_TITLE),
        paragraph(_when_and_where(sheet.session), INTRODUCTION),
        _table(sheet),
        Spacer(1, GAP),
    ]
    people = counted(len(sheet.people), "person", "people")
    imprint = Imprint("Sign-in sheet", sheet.programme, sheet.cohort, people, sheet.read_on)
    pages = len(sheet.people) // _ROWS_A_PAGE + 1
    write_document(path, imprint, story, report=report, pages=pages)


def _table(sheet: SignInSheet) -> Flowable:
    room, _ = frame_size(PORTRAIT)
    rows = [
        (f"{number}", name, short_name(agency), "", "")
        for number, (name, agency) in enumerate(sheet.people, start=1)
    ]
    grid = Grid(
        _COLUMNS,
        [*rows, *[("",) * len(_COLUMNS)] * _GUESTS],
        room,
        air=_AIR,
        widths=[room * share for share in _SHARES],
        row_heads=(1,),
    )
    return grid_table(grid)


def _when_and_where(session: SessionLine) -> str:
    begins, ends = session.starts_at.astimezone(LONDON), session.ends_at.astimezone(LONDON)
    until = f"{ends:%H:%M}"
    if ends.date() != begins.date():
        until = f"{written_date(ends)}, {until}"
    parts = (f"{written_date(begins)}, {begins:%H:%M} to {until}", session.place, session.module)
    return " · ".join(part for part in parts if part)


def _texts(sheet: SignInSheet) -> Iterable[str]:
    yield from (sheet.programme, sheet.cohort, sheet.session.title, sheet.session.place)
    for name, agency in sheet.people:
        yield from (name, agency)
