"""Group lists: all groups on one sheet, or a page for each group."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.sectors import sector_label
from cohort_desk.reports.document import (
    LANDSCAPE,
    PORTRAIT,
    Imprint,
    frame_size,
    write_document,
)
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
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
from cohort_desk.reports.tables import NAME, Column, Grid, column_widths, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.group_lists import GroupList, ListedGroup, ListedMember

_SIZES = (12.0, 11.0, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
_ACROSS = (3, 4, 5)
_ROOMY = (9.0, 4)
"""The size and the cards across of a sheet that needs several pages anyway."""

_SLACK = 2.0
_CARD_GAP = 0.9
_CARD_AIR = 0.4
_CARD_LEADING = 1.2
_NO_PADDING = [
    (f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")
]
_MOST_TRIED = 45
"""More groups than this cannot share one page at a legible size."""


def write_group_sheet(listing: GroupList, path: Path, report: Progress = unwatched) -> None:
    """Write all groups as a sheet for the wall: one page, as large as they fit, if they can.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    check_printable(_texts(listing), REGULAR)
    title = _title_line(listing)
    key = [Spacer(1, GAP / 2), sector_key(_sectors(listing.groups))]
    width, height = frame_size(LANDSCAPE)
    later = height - _height_of_all(key, width) - _SLACK
    first = later - _height(title, width)
    story: list[Flowable] = [title, *_cards(listing.groups, first, later), *key]
    write_document(path, _imprint(listing, "Groups"), story, page_size=LANDSCAPE, report=report)


def write_group_pages(
    listing: GroupList, path: Path, report: Progress = unwatched, *, emails: bool = False
) -> None:
    """Write a page for each group, with everybody's agency, sector and job title.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    check_printable(_texts(listing), REGULAR)
    story: list[Flowable] = []
    for group in listing.groups:
        story += [*_group_page(listing, group, emails=emails), PageBreak()]
    pages = len(listing.groups)
    write_document(path, _imprint(listing, "Groups"), story, report=report, pages=pages)


def state_of(listing: GroupList) -> str:
    """Return which groups these are: "Version 2, published 14 November 2026"."""
    day = written_date(listing.stood_on)
    if listing.version is None:
        return f"Not yet published, as of {day}"
    return f"Version {listing.version}, published {day}"


def _group_page(listing: GroupList, group: ListedGroup, *, emails: bool) -> list[Flowable]:
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
        frame_size(PORTRAIT)[0],
        size=8.5 if emails else 11.5,
        air=0.9,
        marks=sector_marks(m.sector for m in group.members),
    )
    return [
        Spacer(1, 6 * mm),
        heading(group.name, PAGE_DISPLAY),
        paragraph(listing.round_name, INTRODUCTION),
        paragraph(_mix(group), NOTE),
        Spacer(1, GAP),
        grid_table(grid),
    ]


def _title_line(listing: GroupList) -> Table:
    """Return the round's name and, at the right of the same line, what the sheet holds."""
    width = frame_size(LANDSCAPE)[0]
    cells = [heading(listing.round_name, PAGE_TITLE), paragraph(_in_short(listing), AT_RIGHT)]
    table = Table([cells], [width * 0.62, width * 0.38])
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "BOTTOM"), *_NO_PADDING])
    table.setStyle([("BOTTOMPADDING", (0, 0), (-1, -1), GAP / 2)])
    return table


def _cards(groups: Sequence[ListedGroup], first: float, later: float) -> list[Flowable]:
    """Return the groups as cards, in the largest type in which they fit the room of a first page.

    They stand one under another in columns, in order. Where no legible type makes them fit, they
    fill several pages so; where one alone is taller than a page, each has the page's whole width.
    """
    width, _ = frame_size(LANDSCAPE)
    if len(groups) <= _MOST_TRIED:
        for size in _SIZES:
            for across in _ACROSS:
                deal = _Deal(groups, width, size, across)
                columns = deal.columns()
                if max(_height_of_all(column, deal.column) for column in columns) <= first:
                    return [deal.side_by_side(columns)]
    deal = _Deal(groups, width, *_ROOMY)
    if all(_height(deal.card(group), deal.column) <= first for group in groups):
        return deal.pages(first, later)
    wide = _Deal(groups, width, _ROOMY[0], 1)
    return [part for group in groups for part in (wide.card(group), Spacer(1, GAP))]


class _Deal:
    """Groups dealt out as cards of one type size, so many across the page."""

    def __init__(
        self, groups: Sequence[ListedGroup], width: float, size: float, across: int
    ) -> None:
        self._groups, self._size, self._across = groups, size, across
        self.column = (width - GAP * (across - 1)) / across
        everybody = [_card_row(member) for group in groups for member in group.members]
        self._widths = column_widths(self._grid(everybody, [""]))

    def columns(self) -> list[list[Flowable]]:
        """Return the cards in columns of as many each, for one page."""
        deep = -(-len(self._groups) // self._across)
        starts = range(0, len(self._groups), deep)
        return [
            self._spaced([self.card(group) for group in self._groups[start : start + deep]])
            for start in starts
        ]

    def pages(self, first: float, later: float) -> list[Flowable]:
        """Return the cards in columns that fill the room of the first page and of later ones."""
        filled: list[list[list[Flowable]]] = [[[]]]
        left = first
        for group in self._groups:
            card = self.card(group)
            needed = _height(card, self.column)
            if needed > left:
                if len(filled[-1]) == self._across:
                    filled.append([])
                filled[-1].append([])
                left = first if len(filled) == 1 else later
            filled[-1][-1].append(card)
            left -= needed + self._size * _CARD_GAP
        return [
            self.side_by_side([self._spaced(column) for column in columns]) for columns in filled
        ]

    def _spaced(self, cards: Sequence[Flowable]) -> list[Flowable]:
        return [part for card in cards for part in (Spacer(1, self._size * _CARD_GAP), card)][1:]

    def side_by_side(self, columns: list[list[Flowable]]) -> Table:
        """Return columns of cards beside each other, from the left."""
        cells: list[Any] = [cell for column in columns for cell in (column, "")][:-1]
        widths = ([self.column, GAP] * len(columns))[:-1]
        table = Table([cells], widths, hAlign="LEFT")
        table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_NO_PADDING])
        return table

    def card(self, group: ListedGroup) -> Table:
        """Return the group's name above its members and their agencies."""
        rows = [_card_row(member) for member in group.members]
        marks = sector_marks(member.sector for member in group.members)
        return grid_table(replace(self._grid(rows, marks), banner=group.name, widths=self._widths))

    def _grid(self, rows: list[tuple[str, str]], marks: list[str]) -> Grid:
        columns = (Column("", NAME), Column("", colour=MUTED))
        return Grid(
            columns,
            rows,
            self.column,
            size=self._size,
            marks=marks,
            air=_CARD_AIR,
            leading=_CARD_LEADING,
        )


def _card_row(member: ListedMember) -> tuple[str, str]:
    return member.name, member.agency_short


def _height_of_all(parts: Sequence[Flowable], width: float) -> float:
    return sum(_height(part, width) for part in parts)


def _height(part: Flowable, width: float) -> float:
    return part.wrap(width, 10_000)[1] + part.getSpaceAfter()


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
    return f"{number} {one if number == 1 else many}"


def _sectors(groups: Sequence[ListedGroup]) -> list[str]:
    return sorted({m.sector for group in groups for m in group.members if m.sector})


def _texts(listing: GroupList) -> Iterator[str]:
    yield from (listing.programme, listing.cohort, listing.round_name)
    for group in listing.groups:
        yield group.name
        for m in group.members:
            yield from (m.name, m.agency, m.agency_short, m.job_title, m.email)
