"""Lays groups out as cards: name above members, as many to a page as stay legible."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from reportlab.platypus import Flowable, Spacer, Table

from cohort_desk.domain.agencies.short_names import short_name
from cohort_desk.reports.document import LANDSCAPE, frame_size
from cohort_desk.reports.flowables import height_of
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.sectors import sector_marks
from cohort_desk.reports.styles import GAP, MUTED
from cohort_desk.reports.tables import (
    CELL_PADDING,
    NAME,
    NO_PADDING,
    Column,
    Grid,
    column_widths,
    grid_table,
)
from cohort_desk.reports.text import width
from cohort_desk.services.groups.lists import ListedGroup, ListedMember

_SIZES = (12.0, 11.0, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_ACROSS = (3, 4, 5)
_ROOMY = (9.0, 4)
"""The size and the cards across of a sheet that needs several pages anyway."""

_FEW = 0.15
"""The share of people whose name or agency may wrap before a smaller type is preferred."""

_CARD_GAP = 0.9
_CARD_AIR = 0.5
_CARD_LEADING = 1.2
_MOST_TRIED = 45
"""More groups than this cannot share one page at a legible size."""


def group_cards(groups: Sequence[ListedGroup], first: float, later: float) -> list[Flowable]:
    """Return the groups as cards, in the largest type in which they fit the room of a first page.

    They stand one under another in columns, in order. Where no legible type makes them fit, they
    fill several pages so; where one alone is taller than a page, each has the page's whole width.
    """
    room, _ = frame_size(LANDSCAPE)
    if len(groups) <= _MOST_TRIED:
        deals = [_Deal(groups, room, size, across) for size in _SIZES for across in _ACROSS]
        for deal in sorted(deals, key=_Deal.is_crowded):
            columns = deal.columns()
            if max(height_of(column, deal.column) for column in columns) <= first:
                return [deal.side_by_side(columns)]
    deal = _Deal(groups, room, *_ROOMY)
    if all(height_of([deal.card(group)], deal.column) <= first for group in groups):
        return deal.pages(first, later)
    wide = _Deal(groups, room, _ROOMY[0], 1)
    return [part for group in groups for part in (wide.card(group), Spacer(1, GAP))]


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
        cells: list[Any] = [cell for column in columns for cell in (column, "")][:-1]
        widths = ([self.column, GAP] * len(columns))[:-1]
        table = Table([cells], widths, hAlign="LEFT")
        table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *NO_PADDING])
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
    return member.name, member.agency_short or short_name(member.agency)
