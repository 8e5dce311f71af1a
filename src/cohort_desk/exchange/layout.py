"""Finds the list in a sheet: its header row, its people, and the lines that are neither."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cohort_desk.domain.imports import ImportField
from cohort_desk.domain.names import folded
from cohort_desk.exchange.headers import normalised, recognise
from cohort_desk.exchange.sheets import Sheet, Workbook

_ROWS_SEARCHED = 40
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"[-+£]?[\d.,:/ %-]+")
_TOTAL = re.compile(
    r"(grand |sub ?)?totals?\b|(count|sum|average|mean)\b(?! \w+ \w)|"
    r"(number|no\.?) of (people|nominees|participants|delegates|staff)\b|end of (list|report)"
)
_FEW_CELLS = 2


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row below the header; `number` counts from 1, as the spreadsheet program does."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no person, and why."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands where in a sheet; `header_row` is 0 where the list has no headings.

    `above` are the cells above the headings: titles, dates, what holds for all figures.
    """

    sheet: str
    header_row: int
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    left_out: tuple[LeftOut, ...]
    above: tuple[str, ...] = ()


def find_sheet(workbook: Workbook) -> Sheet:
    """Return the sheet that most looks like a list of people: known headings, then most rows."""

    def likeness(sheet: Sheet) -> tuple[bool, int, int]:
        row = find_header_row(sheet)
        known = _surety(sheet.rows[row - 1]) if row else 0
        return not sheet.hidden and bool(sheet.rows), known, len(sheet.rows)

    return max(workbook.sheets, key=likeness)


def find_header_row(sheet: Sheet) -> int:
    """Return the number of the row with the headings, 0 if the list seems to have none.

    The row whose cells are most surely known headings wins. Without any, the first row of
    words that stands above e-mails or numbers is taken.
    """
    first_rows = list(enumerate(sheet.rows[:_ROWS_SEARCHED], start=1))
    candidates = [(number, row) for number, row in first_rows if _could_be_headings(row)]
    best, best_surety = 0, 0
    for number, row in candidates:
        surety = _surety(row)
        if surety > best_surety:
            best, best_surety = number, surety
    if best:
        return best
    return next((n for n, row in candidates if _stands_above_values(row, sheet.rows[n:])), 0)


def find_row_of_headings(sheet: Sheet, wanted: Callable[[tuple[str, ...]], bool]) -> int | None:
    """Return the first row whose cells, read as headings, are the wanted ones."""
    first_rows = enumerate(sheet.rows[:_ROWS_SEARCHED], start=1)
    return next((number for number, row in first_rows if any(row) and wanted(_headings(row))), None)


def read_layout(sheet: Sheet, header_row: int | None = None) -> Layout:
    """Return the list in a sheet, below the header row that is given or found."""
    number = find_header_row(sheet) if header_row is None else header_row
    width = len(sheet.rows[0]) if sheet.rows else 0
    headings = _headings(sheet.rows[number - 1] if number else ("",) * width)
    rows: list[SheetRow] = []
    left_out: list[LeftOut] = []
    for row_number, cells in enumerate(sheet.rows[number:], start=number + 1):
        if why := _why_not_a_person(cells, headings):
            left_out.append(LeftOut(row_number, why))
        else:
            rows.append(SheetRow(row_number, cells))
    above = tuple(cell for row in sheet.rows[: max(number - 1, 0)] for cell in row if cell)
    return Layout(sheet.name, number, headings, tuple(rows), tuple(left_out), above)


def column_letters(index: int) -> str:
    """Return the name a spreadsheet gives its column, A for 0 and AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _headings(cells: Sequence[str]) -> tuple[str, ...]:
    """Return a heading for each column, all different: "Column C" for none, "Notes (2)"."""
    headings: dict[str, None] = {}
    for index, cell in enumerate(cells):
        plain = " ".join(cell.split()) or f"Column {column_letters(index)}"
        heading, number = plain, 1
        while heading in headings:
            number += 1
            heading = f"{plain} ({number})"
        headings[heading] = None
    return tuple(headings)


def _why_not_a_person(cells: Sequence[str], headings: Sequence[str]) -> str:
    filled = [cell for cell in cells if cell]
    if not filled:
        return "blank"
    if len(filled) <= max(_FEW_CELLS, len(cells) // 3) and _TOTAL.match(folded(filled[0])):
        return "total"
    return "header repeated" if _repeats(cells, headings) else ""


def _repeats(cells: Sequence[str], headings: Sequence[str]) -> bool:
    pairs = [(cell, head) for cell, head in zip(cells, headings, strict=True) if cell]
    return len(pairs) > 1 and all(normalised(cell) == normalised(head) for cell, head in pairs)


def _surety(row: Sequence[str]) -> int:
    """Return how surely the cells are headings: the surety of each different meaning, added up."""
    meant = dict[ImportField, int]()
    for cell in row:
        if cell and (known := recognise(cell)):
            meant[known.field] = max(known.surety, meant.get(known.field, 0))
    return sum(meant.values())


def _could_be_headings(row: Sequence[str]) -> bool:
    """Tell headings from a title line (one cell of many) and from a row of values."""
    filled = [cell for cell in row if cell]
    if any(map(EMAIL.fullmatch, filled)):
        return False
    values = sum(map(_is_value, filled))
    return len(filled) >= min(_FEW_CELLS, len(row)) and values * 3 < len(filled)


def _is_value(cell: str) -> bool:
    return "@" in cell or bool(_NUMBER.fullmatch(cell))


def _stands_above_values(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    return any(
        cell and not _is_value(cell) and any(_is_value(other[column]) for other in below[:5])
        for column, cell in enumerate(row)
    )
