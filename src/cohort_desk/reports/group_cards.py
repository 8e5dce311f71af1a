"""Lays groups out as cards: name above members, as many to a page as stay legible."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Spacer, Table

from cohort_desk.domain.agencies.short_names import short_name
from cohort_desk.reports.column_widths import column_widths
from cohort_desk.reports.document import LANDSCAPE, frame_size
from cohort_desk.reports.flowables import heading, height_of, paragraph
from cohort_desk.reports.fonts import REGULAR, SEMIBOLD
from cohort_desk.reports.portraits import WIDE_TO_HIGH, Photos, Portrait
from cohort_desk.reports.sectors import sector_marks
from cohort_desk.reports.styles import GAP, HEAD_FILL, MUTED, RULE, TextStyle
from cohort_desk.reports.tables import (
    CELL_PADDING,
    NAME,
    Column,
    Grid,
    beside,
    grid_table,
)
from cohort_desk.reports.tagging.tables import ListTags
from cohort_desk.reports.text import width
from cohort_desk.services.groups.lists import ListedGroup, ListedMember

_SIZES = (12.0, 11.0, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_ACROSS = (3, 4, 5)
_ROOMY = (9.0, 4)
"""The size and the cards across of a sheet that needs several pages anyway."""

_FEW = 0.15
"""The share of people whose name or agency may wrap before a smaller type is preferred."""

_SIZES_WITH_PHOTOS = (11.0, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
_ROOMY_WITH_PHOTOS = (7.5, 5)
_PHOTO = 3.2
"""The height of a photo, as a multiple of the type's size: a face wants 8 mm."""

_PHOTO_BAR = 0.55
_CARD_GAP = 0.9
_CARD_AIR = 0.5
_CARD_LEADING = 1.2
_MOST_TRIED = 45
"""More groups than this cannot share one page at a legible size."""


def group_cards(
    groups: Sequence[ListedGroup], first: float, later: float, photos: Photos | None = None
) -> list[Flowable]:
    """Return the groups as cards, in the largest type in which they fit the room of a first page.

    They stand one under another in columns, in order. Where no legible type makes them fit, they
    fill several pages so; where one alone is taller than a page, each has the page's whole width.
    With `photos` everybody's stands beside the name; type that makes it too small is not tried.
    """
    room, _ = frame_size(LANDSCAPE)
    sizes, roomy = _SIZES, _ROOMY
    dealt = _Deal
    if photos is not None:
        sizes, roomy = _SIZES_WITH_PHOTOS, _ROOMY_WITH_PHOTOS
        dealt = partial(_PhotoDeal, photos)
    if len(groups) <= _MOST_TRIED:
        deals = [dealt(groups, room, size, across) for size in sizes for across in _ACROSS]
        for deal in sorted(deals, key=_Deal.is_crowded):
            columns = deal.columns()
            if max(height_of(column, deal.column) for column in columns) <= first:
                return [deal.side_by_side(columns)]
    deal = dealt(groups, room, *roomy)
    if photos is not None and len(groups) <= _MOST_TRIED:
        larger = [dealt(groups, room, size, roomy[1]) for size in sizes if size > roomy[0]]
        deal = _largest_on_no_more_pages(deal, larger, (first, later))
    if all(height_of([deal.card(group)], deal.column) <= first for group in groups):
        return deal.pages(first, later)
    wide = dealt(groups, room, roomy[0], 1)
    return [part for group in groups for part in (wide.card(group), Spacer(1, GAP))]


def _largest_on_no_more_pages(
    deal: "_Deal", larger: Sequence["_Deal"], room: tuple[float, float]
) -> "_Deal":
    """Return the first of the larger deals that takes as few pages, or the deal itself."""
    pages = len(deal.pages(*room))
    fitting = (one for one in larger if not one.is_crowded() and len(one.pages(*room)) <= pages)
    return next(fitting, deal)


class _Deal:
    """Groups dealt out as cards of one type size, so many across the page."""

    def __init__(
        self, groups: Sequence[ListedGroup], room: float, size: float, across: int
    ) -> None:
        self._groups, self._size, self._across = groups, size, across
        self.column = (room - GAP * (across - 1)) / across
        self._everybody = [_card_row(member) for group in groups for member in group.members]
        self._widths = column_widths(self._grid(self._everybody, [""]))

    def is_crowded(self) -> bool:
        """Say whether more than a few texts would have to wrap."""
        rooms = [each - 2 * self._size * CELL_PADDING for each in self._widths]
        wrapped = sum(
            any(
                width(text, face, self._size) > room
                for text, face, room in zip(row, (NAME, REGULAR), rooms, strict=True)
            )
            for row in self._everybody
        )
        return wrapped > _FEW * len(self._everybody)

    def columns(self) -> list[list[Flowable]]:
        """Return the cards in columns as even as can be, for one page."""
        each, larger = divmod(len(self._groups), self._across)
        depths = [each + 1] * larger + [each] * (self._across - larger)
        cards = iter(self._groups)
        dealt = [[self.card(group) for group in islice(cards, depth)] for depth in depths]
        return [self._spaced(column) for column in dealt if column]

    def pages(self, first: float, later: float) -> list[Flowable]:
        """Return the cards in columns that fill the room of the first page and of later ones."""
        filled: list[list[list[Flowable]]] = [[[]]]
        left = first
        for group in self._groups:
            card = self.card(group)
            needed = height_of([card], self.column)
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
        cells: list[Sequence[Flowable]] = [cell for column in columns for cell in (column, ())]
        return beside(cells[:-1], ([self.column, GAP] * len(columns))[:-1])

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


class _PhotoDeal(_Deal):
    """Groups dealt out as cards on which everybody's photo stands beside name and agency."""

    def __init__(
        self,
        photos: Photos,
        groups: Sequence[ListedGroup],
        room: float,
        size: float,
        across: int,
    ) -> None:
        super().__init__(groups, room, size, across)
        self._photos = photos
        beside = size * (_PHOTO * WIDE_TO_HIGH + 2 * CELL_PADDING)
        bar = size * _PHOTO_BAR
        self._photo_widths = (bar, beside, self.column - bar - beside)

    def is_crowded(self) -> bool:
        room = self._photo_widths[-1] - 2 * self._size * CELL_PADDING
        wrapped = sum(width(name, NAME, self._size) > room for name, _agency in self._everybody)
        return wrapped > _FEW * len(self._everybody)

    def card(self, group: ListedGroup) -> Table:
        size, pad = self._size, self._size * CELL_PADDING
        name = heading(group.name, TextStyle(SEMIBOLD, size * 1.15), level=2)
        cells: list[list[Any]] = [[name, "", ""]]
        for member in group.members:
            name, agency = _card_row(member)
            words = [
                paragraph(name, TextStyle(NAME, size, leading=_CARD_LEADING)),
                paragraph(agency, TextStyle(REGULAR, size * 0.88, MUTED, leading=_CARD_LEADING)),
            ]
            cells.append(["", Portrait(member, self._photos, size * _PHOTO), words])
        table = Table(cells, self._photo_widths, renderCB=ListTags(title_rows=1))
        colours = sector_marks(member.sector for member in group.members)
        table.setStyle(
            [
                ("SPAN", (0, 0), (-1, 0)),
                ("BACKGROUND", (0, 0), (-1, 0), HEAD_FILL),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), pad),
                ("RIGHTPADDING", (0, 0), (-1, -1), pad),
                ("TOPPADDING", (0, 0), (-1, -1), pad * 0.6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), pad * 0.6),
                ("LINEBELOW", (1, 1), (-1, -1), 0.5, RULE),
                *(
                    ("BACKGROUND", (0, row), (0, row), HexColor(colour))
                    for row, colour in enumerate(colours, 1)
                ),
            ]
        )
        return table


def _card_row(member: ListedMember) -> tuple[str, str]:
    return member.name, member.agency_short or short_name(member.agency)
