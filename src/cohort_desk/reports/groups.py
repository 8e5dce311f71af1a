"""Group lists: all groups on one sheet, or a page for each group."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.sectors import sector_label
from cohort_desk.domain.words import counted
from cohort_desk.reports.document import (
    LANDSCAPE,
    PORTRAIT,
    Imprint,
    frame_size,
    write_document,
)
from cohort_desk.reports.flowables import heading, height_of, kept_together, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.group_cards import group_cards
from cohort_desk.reports.portraits import Photos, portrait_rows
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.sectors import sector_key, sector_marks
from cohort_desk.reports.styles import (
    AT_RIGHT,
    GAP,
    INTRODUCTION,
    MUTED,
    NOTE,
    PAGE_DISPLAY,
    PAGE_TITLE,
)
from cohort_desk.reports.tables import NAME, Column, Grid, beside, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.groups.lists import GroupList, ListedGroup

_SLACK = 2.0
"""Points left free, so that rounding cannot push the last line to another page."""

_PEOPLE_WIDTH = frame_size(PORTRAIT)[0]


def write_group_sheet(
    listing: GroupList,
    path: Path,
    report: Progress = unwatched,
    *,
    photos: Photos | None = None,
) -> None:
    """Write all groups as a sheet for the wall: one page, as large as they fit, if they can.

    With `photos` everybody's is beside the name; then twenty groups take two pages.

    Raises:
        NothingToPrint: there are no groups.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    check_listing(listing)
    title = _title_line(listing)
    key = [Spacer(1, GAP / 2), sector_key(_sectors(listing.groups))]
    width, height = frame_size(LANDSCAPE)
    later = height - height_of(key, width) - _SLACK
    first = later - height_of([title], width)
    story: list[Flowable] = [title, *group_cards(listing.groups, first, later, photos), *key]
    write_document(path, _imprint(listing, "Groups"), story, page_size=LANDSCAPE, report=report)


def write_group_pages(
    listing: GroupList,
    path: Path,
    report: Progress = unwatched,
    *,
    emails: bool = False,
    photos: Photos | None = None,
) -> None:
    """Write a page for each group, with everybody's agency, sector and job title.

    With `photos` everybody's is beside them, as large as the page allows.

    Raises:
        NothingToPrint: there are no groups.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    check_listing(listing)
    story: list[Flowable] = []
    for group in listing.groups:
        head = _group_head(listing, group)
        if photos is None:
            people = _people_table(group, emails=emails)
        else:
            height = frame_size(PORTRAIT)[1] - height_of(head, _PEOPLE_WIDTH) - _SLACK
            people = portrait_rows(group, photos, _PEOPLE_WIDTH, height, emails=emails)
        story += [*head, people, PageBreak()]
    pages = len(listing.groups)
    write_document(path, _imprint(listing, "Groups"), story, report=report, pages=pages)


def check_listing(listing: GroupList) -> None:
    """Refuse a list that holds nothing to print, or something that no font can print.

    Raises:
        NothingToPrint: it has no groups.
        Unprintable: a character is in no font of ours.
    """
    if not listing.groups:
        raise NothingToPrint(
            f"“{listing.round_name}” has no groups to print yet. Form its groups, then print."
        )
    check_printable(_texts(listing), REGULAR)


def state_of(listing: GroupList) -> str:
    """Return which groups these are: "Version 2, published 14 November 2026"."""
    day = written_date(listing.stood_on)
    if listing.version is None:
        return f"Not yet published, as of {day}"
    return f"Version {listing.version}, published {day}"


def _group_head(listing: GroupList, group: ListedGroup) -> list[Flowable]:
    return [
        Spacer(1, 6 * mm),
        heading(group.name, PAGE_DISPLAY, level=2),
        paragraph(listing.round_name, INTRODUCTION),
        paragraph(_mix(group), NOTE),
        Spacer(1, GAP),
    ]


def _people_table(group: ListedGroup, *, emails: bool) -> Table:
    columns = [
        Column("Name", NAME),
        Column("Agency"),
        Column("Sector", colour=MUTED),
        Column("Job title", colour=MUTED),
    ]
    rows = [(m.name, m.agency, _label(m.sector), m.job_title) for m in group.members]
    if emails:
        columns.append(Column("E-mail", colour=MUTED))
        rows = [(*row, m.email) for row, m in zip(rows, group.members, strict=True)]
    grid = Grid(
        tuple(columns),
        rows,
        _PEOPLE_WIDTH,
        size=8.5 if emails else 11.5,
        air=0.9,
        marks=sector_marks(m.sector for m in group.members),
    )
    return grid_table(grid)


def _title_line(listing: GroupList) -> Table:
    """Return the round's name and, at the right of the same line, what the sheet holds."""
    width = frame_size(LANDSCAPE)[0]
    cells = [heading(listing.round_name, PAGE_TITLE), paragraph(_in_short(listing), AT_RIGHT)]
    return beside(cells, [width * 0.5, width * 0.5], align="BOTTOM", below=GAP / 2)


def _imprint(listing: GroupList, what: str) -> Imprint:
    title = f"{what}: {listing.round_name}"
    day = listing.stood_on
    return Imprint(title, listing.programme, listing.cohort, state_of(listing), day)


def _in_short(listing: GroupList) -> str:
    groups = _count(len(listing.groups), "group", "groups")
    return f"{groups}, {_count(listing.people, 'person', 'people')}. {state_of(listing)}."


def _mix(group: ListedGroup) -> str:
    agencies = {member.agency for member in group.members if member.agency}
    people = _count(len(group.members), "person", "people")
    if not agencies:
        return people
    sectors = _count(len(_sectors([group])), "sector", "sectors")
    return f"{people} from {_count(len(agencies), 'agency', 'agencies')} in {sectors}"


def _label(sector: str) -> str:
    return sector_label(sector) if sector else ""


def _count(number: int, one: str, many: str) -> str:
    return kept_together(counted(number, one, many))


def _sectors(groups: Sequence[ListedGroup]) -> list[str]:
    return sorted({m.sector for group in groups for m in group.members if m.sector})


def _texts(listing: GroupList) -> Iterator[str]:
    yield from (listing.programme, listing.cohort, listing.round_name)
    for group in listing.groups:
        yield group.name
        for m in group.members:
            yield from (m.name, m.agency, m.agency_short, m.job_title, m.email)
