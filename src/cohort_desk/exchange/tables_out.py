"""Writes tables as CSV or XLSX; a file appears only once it is whole."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from cohort_desk.domain.errors import CannotWrite
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.files import whole_file

Value = str | int | float | None
_ENDINGS = (".csv", ".xlsx")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NARROWEST, _WIDEST = 8, 60
_REPORT_EVERY = 500
_SHEET_NAME_LENGTH = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class TableOut:
    """A table to write: what the sheet is called, the column headings, and the rows.

    A sheet keeps its headings in view as one scrolls, and so many columns at its left; `filtered`
    says whether its headings offer to sort and to filter.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]
    kept_in_view: int = 0
    filtered: bool = True


def check_place(path: Path, source: Path) -> None:
    """Check, before any work is done, that a table may be written there.

    Args:
        path: where it is to be written.
        source: the spreadsheet that was read, which stays as it is.

    Raises:
        CannotWrite: the ending is neither .csv nor .xlsx, or it is the place of the source.
    """
    _check_ending(path)
    if path.exists() and source.exists() and path.samefile(source):
        raise CannotWrite(
            f"“{path.name}” is the spreadsheet that is being read, and would be overwritten. It "
            "was left as it is. Give another name."
        )


def write_table(table: TableOut, path: Path, report: Progress = unwatched) -> None:
    """Write a table in the format that the file's ending names: .csv or .xlsx.

    Raises:
        CannotWrite: another ending, or the place cannot be written to; a file that was
            there before stays as it was.
    """
    _check_ending(path)
    if path.suffix.lower() == ".csv":
        _write_csv(table, path, report)
    else:
        _write_xlsx([table], path, report)


def write_workbook(tables: Sequence[TableOut], path: Path, report: Progress = unwatched) -> None:
    """Write several tables as the sheets of one workbook; `report` counts the rows of all.

    Raises:
        CannotWrite: the ending is not .xlsx, or the place cannot be written to; a file that
            was there before stays as it was.
    """
    if path.suffix.lower() != ".xlsx":
        raise CannotWrite(
            f"Several sheets can be saved as .xlsx only, not as “{path.suffix or 'no ending'}”."
        )
    _write_xlsx(tables, path, report)


def guarded(value: Value) -> Value:
    """Return a value that a spreadsheet program will not run as a formula.

    Text that begins like a formula gets an apostrophe in front, unless it is a number.
    Source: OWASP, CSV Injection.
    """
    if (
        isinstance(value, str)
        and value.startswith(_STARTS_FORMULA)
        and not _NUMBER.fullmatch(value)
    ):
        return f"'{value}"
    return value


def _check_ending(path: Path) -> None:
    if path.suffix.lower() not in _ENDINGS:
        raise CannotWrite(
            f"Tables can be saved as .xlsx or .csv, not as “{path.suffix or 'no ending'}”. Give "
            "the file one of these endings."
        )


def _write_csv(table: TableOut, path: Path, report: Progress) -> None:
    with whole_file(path) as part, part.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([guarded(heading) for heading in table.headings])
        for row in _reported(table.rows, report):
            writer.writerow([guarded(value) for value in row])


def _write_xlsx(tables: Sequence[TableOut], path: Path, report: Progress) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    total, before = sum(len(table.rows) for table in tables), 0
    with whole_file(path) as part, part.open("wb") as stream:
        book: Any = xlsxwriter.Workbook(stream, options)
        try:
            for table in tables:
                _add_sheet(book, table, _from(before, total, report))
                before += len(table.rows)
        finally:
            book.close()


def _add_sheet(book: Any, table: TableOut, report: Progress) -> None:
    name = _NOT_IN_SHEET_NAMES.sub(" ", table.name).strip("' ")[:_SHEET_NAME_LENGTH]
    sheet = book.add_worksheet(name)
    heading = book.add_format({"bold": True, "bg_color": "#E8ECF4", "bottom": 1, "valign": "top"})
    sheet.write_row(0, 0, [guarded(h) for h in table.headings], heading)
    for number, row in enumerate(_reported(table.rows, report), start=1):
        sheet.write_row(number, 0, [guarded(value) for value in row])
    for column, width in enumerate(_widths(table)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, table.kept_in_view)
    if table.filtered:
        sheet.autofilter(0, 0, len(table.rows), max(len(table.headings) - 1, 0))


def _from(before: int, total: int, report: Progress) -> Progress:
    """Return a report of one sheet's rows that counts those of the sheets before it too."""

    def count(done: int, _rows: int) -> None:
        report(before + done, total)

    return count


def _reported(rows: Sequence[Sequence[Value]], report: Progress) -> Iterable[Sequence[Value]]:
    for done, row in enumerate(rows):
        if done % _REPORT_EVERY == 0:
            report(done, len(rows))
        yield row
    report(len(rows), len(rows))


def _widths(table: TableOut) -> list[int]:
    """Return a width for each column that shows heading and values, within reason."""
    return [
        min(_WIDEST, max(_NARROWEST, *(len(str(value)) for value in column)) + 2)
        for column in zip(table.headings, *table.rows, strict=True)
    ]
