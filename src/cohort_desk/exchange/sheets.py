"""Reads spreadsheets, as offices really send them, into plain text cells."""

import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.file_kinds import Kind, kind_of, protected
from cohort_desk.exchange.text_tables import read_text_table

SPREADSHEET_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 250
"""What stands further right belongs to no list of people: a stray cell, a wall planner."""

_LARGEST_EXACT = 1e15  # a spreadsheet keeps 15 digits of a number

_Range = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of a block of merged ones, each as row and column from 0."""

_Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
_GUARDED = ("'=", "'+", "'-", "'@")
"""How text begins that was kept from being run as a formula, as `tables_out` keeps it."""

_INVISIBLE = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u200b": "", "\ufeff": "", "\x00": ""})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: row n of the spreadsheet is `rows[n - 1]`, all rows equally wide."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """A spreadsheet file: its sheets in order, and how its text was read if it was text."""

    path: Path
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    delimiter: str | None = None


def read_workbook(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None
) -> Workbook:
    """Read CSV, TSV, TXT, XLSX, XLS, XLSB or ODS; the contents decide, not the file's ending.

    Args:
        path: the file to read.
        encoding: how a text file is encoded, where the user knows better.
        delimiter: what separates its cells, where the user knows better.

    Raises:
        UnreadableFile: a sentence for the user: what is wrong with the file, and what to do.
    """
    data = _bytes_of(path)
    kind = kind_of(data, path.name)
    if kind is Kind.TEXT:
        table = read_text_table(data, path.name, encoding=encoding, delimiter=delimiter)
        sheet = _sheet(path.stem, table.rows)
        return Workbook(path, _with_content(path, (sheet,)), table.encoding, table.delimiter)
    return Workbook(path, _with_content(path, _calamine_sheets(path, data)))


def cell_text(value: _Cell) -> str:
    """Return a cell as plain text: 12345.0 as "12345", dates as 2026-11-14."""
    match value:
        case bool():
            return "Yes" if value else "No"
        case float():
            whole = value.is_integer() and abs(value) < _LARGEST_EXACT
            return str(int(value)) if whole else f"{value:.15g}"
        case dt.datetime():
            midnight = value.time() == dt.time()
            return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return _plain(str(value))


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableFile(f"“{path.name}” is a folder. Choose the spreadsheet inside it.")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableFile(
                f"“{path.name}” is larger than {MOST_BYTES // 1024**2} MB, which no list of people "
                "is. Copy the list alone into a new workbook and import that."
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(
            f"“{path.name}” is no longer in {path.parent}. It may have been moved or renamed; "
            "choose it again."
        ) from error
    except PermissionError as error:
        raise UnreadableFile(
            f"“{path.name}” cannot be opened: another program holds it, or you may not read it. "
            "Close it in the spreadsheet program, or save a copy in your own folder, and try again."
        ) from error
    except OSError as error:
        raise UnreadableFile(
            f"“{path.name}” cannot be read ({error.strerror or error}). Save a copy on this "
            "computer and import that."
        ) from error
    if not data.strip(b"\x00\r\n\t ,;\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(f"“{path.name}” is empty. Check that it was saved, and choose again.")
    return data


def _calamine_sheets(path: Path, data: bytes) -> tuple[Sheet, ...]:
    """Read the sheets by what the file is, whatever its name says: an old .xls named .xlsx."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return tuple(
                _sheet(
                    meta.name,
                    _rows_of(book.get_sheet_by_name(meta.name)),
                    hidden=meta.visible != SheetVisibleEnum.Visible,
                )
                for meta in book.sheets_metadata
                if meta.typ == SheetTypeEnum.WorkSheet
            )
    except PasswordError as error:
        raise UnreadableFile(protected(path.name)) from error
    except (CalamineError, OSError) as error:
        raise UnreadableFile(_damaged(path.name)) from error
    except BaseException as error:
        # The reader's Rust gives up on some files by a panic, whose class has no other name.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile(_damaged(path.name)) from None


def _damaged(name: str) -> str:
    return (
        f"“{name}” is damaged or not a spreadsheet, so nothing could be read from it. "
        "Open it in the spreadsheet program, save it again as .xlsx, and import that."
    )


def _rows_of(sheet: CalamineSheet) -> tuple[tuple[str, ...], ...]:
    values = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    rows = [[cell_text(value) for value in row] for row in values]
    _fill_merged(rows, sheet.merged_cell_ranges or ())
    return tuple(map(tuple, rows))


def _fill_merged(rows: list[list[str]], ranges: Sequence[_Range]) -> None:
    """Write the value of cells merged downwards into each of their rows that has others.

    A row with nothing else is a gap or a title that takes several lines, and stays as it is.
    OpenDocument files do not tell what is merged.
    """
    peopled = [any(row) for row in rows]
    for (top, left), (bottom, _) in ranges:
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        if not value:
            continue
        for number in range(top + 1, min(bottom + 1, len(rows))):
            if peopled[number] and left < len(rows[number]):
                rows[number][left] = value


def _sheet(name: str, rows: tuple[tuple[str, ...], ...], *, hidden: bool = False) -> Sheet:
    """Square the rows up, and leave off empty rows and columns at the far ends."""
    last_row, width = 0, 0
    for number, row in enumerate(rows, start=1):
        reach = min(len(row), MOST_COLUMNS)
        filled = next((i for i in range(reach, 0, -1) if row[i - 1].strip()), 0)
        if filled:
            last_row, width = number, max(width, filled)
    if last_row > MOST_ROWS:
        raise UnreadableFile(
            f"Sheet “{name}” has more than {MOST_ROWS:,} rows. Import it in parts of fewer rows."
        )
    squared = (
        tuple(_unguarded(_plain(cell)) for cell in row[:width]) + ("",) * (width - len(row))
        for row in rows[:last_row]
    )
    return Sheet(name, tuple(squared), hidden)


def _with_content(path: Path, sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFile(
            f"“{path.name}” has no rows in any sheet. Check that it was saved, and choose again."
        )
    return sheets


def _plain(text: str) -> str:
    if text.isascii() and "\x00" not in text:
        return text.strip()
    return unicodedata.normalize("NFC", text.translate(_INVISIBLE)).strip()


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith(_GUARDED) else text
