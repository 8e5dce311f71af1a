"""Tables that never overflow: columns share the room by what stands in them, long text wraps."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.column_widths import column_widths
from cohort_desk.reports.flowables import heading, height_of, paragraph
from cohort_desk.reports.fonts import MEDIUM, REGULAR, SEMIBOLD, Face
from cohort_desk.reports.kept_table import KeptTable
from cohort_desk.reports.styles import (
    BODY,
    HEAD_FILL,
    INK,
    LEADING,
    MUTED,
    RULE,
    TextStyle,
)
from cohort_desk.reports.tagging.tables import LayoutTags, TableTags
from cohort_desk.reports.text import needs_shaping, runs, width

NAME = MEDIUM
"""The face in which a table sets people's names."""

NO_PADDING = [
    (f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")
]
"""Style commands of a table that only puts flowables beside each other."""

CELL_PADDING = 0.38
"""White left and right of a text, as a share of the type's size."""

_TALLEST = 360.0
"""Points that a text may fill from top to bottom: less than a landscape page has."""

_BAR = 1.6 * mm
_WHITE = HexColor("#FFFFFF")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; the people it lists stand out by `face`, numbers stand at the right.

    A text of one with `lines` is set in as many lines as it has; in others a line break is a space.
    """

    heading: str
    face: Face = REGULAR
    colour: Color = INK
    at_right: bool = False
    lines: bool = False

    def lines_of(self, text: str) -> list[str]:
        """Return a text in the lines that it is to have."""
        return text.split("\n") if self.lines else [text]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's text and measures.

    Attributes:
        columns: their headings and looks.
        rows: the cells, as many in each row as there are columns.
        room: how wide the table is, in points.
        size: of the type, in points.
        marks: a colour for each row, shown as a bar at its left; none for a table without.
        banner: a line above the rows, across all columns, instead of headings.
        air: white above and below a row's text, as a share of the type's size.
        leading: the distance of lines, as a multiple of the type's size.
        widths: of the columns, where several tables are to look alike; else by what is in them.
        row_heads: the columns that say what the other cells of a row are about, from 0.
        banner_level: the banner's among the document's headings.
        heads_wrap: whether headings of several words give up room for what stands under others.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]
    room: float
    size: float = BODY
    marks: Sequence[str] = ()
    banner: str = ""
    air: float = 0.62
    leading: float = LEADING
    widths: Sequence[float] = ()
    row_heads: Collection[int] = (0,)
    banner_level: int = 2
    heads_wrap: bool = False

    @property
    def pad(self) -> float:
        """White left and right of a cell's text, in points."""
        return self.size * CELL_PADDING

    @property
    def shared_room(self) -> float:
        """The width that the columns share, in points."""
        return self.room - (_BAR if self.marks else 0)

    @property
    def head_size(self) -> float:
        """The size of the headings' type, in points."""
        return self.size * 0.88

    def aside(self, column: Column) -> float:
        """Return what keeps numbers at the right of their column off the words of the next."""
        return 2 * self.pad if column.at_right else 0


def grid_table(grid: Grid, report: Progress = unwatched) -> Table:
    """Return the table as a flowable that repeats its head on every page.

    Raises:
        Unprintable: a character is in no face.
    """
    bar = _BAR if grid.marks else 0
    widths = grid.widths or column_widths(grid)
    cells: list[list[Any]] = [_head(grid, widths)]
    for done, row in enumerate(grid.rows, 1):
        fitted = [
            _cell(text, column, grid.size, _room(column, grid, column_width), grid.leading)
            for text, column, column_width in zip(row, grid.columns, widths, strict=True)
        ]
        cells.append(["", *fitted] if bar else fitted)
        report(done, len(grid.rows))
    tags = TableTags(
        head_rows=0 if grid.banner else 1,
        row_heads=grid.row_heads,
        bare=1 if bar else 0,
        title_rows=1 if grid.banner else 0,
    )
    columns = [bar, *widths] if bar else list(widths)
    table = KeptTable(cells, columns, repeatRows=1, renderCB=tags)
    table.setStyle(_commands(grid, first=1 if bar else 0))
    return table


def beside(
    cells: Sequence[Flowable | Sequence[Flowable]],
    widths: Sequence[float],
    *,
    align: Literal["TOP", "MIDDLE", "BOTTOM"] = "TOP",
    below: float = 0,
) -> Table:
    """Return flowables beside each other, from the left; they are read one after another.

    Args:
        cells: what stands beside each other; each may be several flowables under one another.
        widths: the width of each, in points.
        align: where they stand if some are higher than others.
        below: white under them, in points.
    """
    table = Table([list(cells)], list(widths), hAlign="LEFT", renderCB=LayoutTags())
    table.setStyle(
        [
            *NO_PADDING,
            ("VALIGN", (0, 0), (-1, -1), align),
            ("BOTTOMPADDING", (0, 0), (-1, -1), below),
        ]
    )
    return table


def _room(column: Column, grid: Grid, column_width: float) -> float:
    return column_width - 2 * grid.pad - grid.aside(column)


def _head(grid: Grid, widths: Sequence[float]) -> list[Any]:
    lead = [""] if grid.marks else []
    if grid.banner:
        look = TextStyle(SEMIBOLD, grid.size * 1.15)
        banner = heading(grid.banner, look, level=grid.banner_level)
        return [banner, *lead, *[""] * (len(grid.columns) - 1)]
    size = grid.head_size
    return lead + [
        _cell(
            column.heading,
            Column("", SEMIBOLD, MUTED, column.at_right),
            size,
            _room(column, grid, column_width),
        )
        for column, column_width in zip(grid.columns, widths, strict=True)
    ]


def _cell(text: str, column: Column, size: float, room: float, leading: float = LEADING) -> Any:
    """Return plain text where it fits one line in one face, which is far quicker to set."""
    lines = column.lines_of(text)
    if len(lines) > 1:
        style = TextStyle(column.face, size, column.colour, leading=leading)
        return [_wrapped(line, style, room) for line in lines]
    parts = runs(text, column.face)
    if not parts:
        return ""
    plain = len(parts) == 1 and parts[0][0] == column.face
    if plain and not needs_shaping(text, column.face) and width(text, column.face, size) <= room:
        return parts[0][1]
    align = TA_RIGHT if column.at_right else TA_LEFT
    style = TextStyle(column.face, size, column.colour, align=align, leading=leading)
    return _wrapped(text, style, room)


def _wrapped(text: str, style: TextStyle, room: float) -> Flowable:
    """Return the text as a paragraph, ended by "…" where it would not leave room on a page."""
    part = paragraph(text, style)
    while (height := height_of([part], room)) > _TALLEST:
        text = text[: int(len(text) * _TALLEST / height) - 1].rstrip() + "…"
        part = paragraph(text, style)
    return part


def _commands(grid: Grid, first: int) -> list[tuple[Any, ...]]:
    size, head_size = grid.size, grid.head_size
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), REGULAR.name, size, size * grid.leading),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), grid.pad),
        ("RIGHTPADDING", (0, 0), (-1, -1), grid.pad),
        ("TOPPADDING", (0, 0), (-1, -1), size * grid.air * 0.4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), size * grid.air * 0.6),
        ("FONT", (0, 0), (-1, 0), SEMIBOLD.name, head_size, head_size * LEADING),
        ("TEXTCOLOR", (0, 0), (-1, 0), MUTED),
        ("BACKGROUND", (0, 0), (-1, 0), HEAD_FILL),
        ("LINEBELOW", (first, 1), (-1, -1), 0.5, RULE),
    ]
    for at, column in enumerate(grid.columns, first):
        commands += [
            ("FONT", (at, 1), (at, -1), column.face.name, size, size * grid.leading),
            ("TEXTCOLOR", (at, 1), (at, -1), column.colour),
        ]
        if column.at_right:
            pad = grid.pad + grid.aside(column)
            commands += [
                ("ALIGN", (at, 0), (at, -1), "RIGHT"),
                ("RIGHTPADDING", (at, 0), (at, -1), pad),
            ]
    if grid.banner:
        commands.append(("SPAN", (0, 0), (-1, 0)))
    for row, colour in enumerate(grid.marks, 1):
        commands += [
            ("BACKGROUND", (0, row), (0, row), HexColor(colour)),
            ("LINEBELOW", (0, row), (0, row), 1, _WHITE),
        ]
    return commands
