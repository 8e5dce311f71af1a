"""Tells what a file is by its first bytes, and refuses workbooks that would fill the memory."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from enum import Enum, auto

from cohort_desk.exchange.errors import UnreadableFile

MOST_UNPACKED_BYTES = 400 * 1024 * 1024
MOST_CELLS = 8_000_000
"""The reader lays a sheet out as a full rectangle, so one stray cell far away can abort the
process for want of memory (measured: a cell in XFD1048576 asks for 550 GB)."""

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)
"""What zipfile raises on archives of random bytes, found by trying thousands of them."""

_CHUNK = 1 << 20
_XLSX_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_ODS_TAG = re.compile(rb"<(/?)table:(table-row|covered-table-cell|table-cell|table)\b([^>]*)>")
_ODS_REPEAT = re.compile(rb'number-(?:columns|rows)-repeated="(\d+)"')


class Kind(Enum):
    """The families of file that can be read."""

    TEXT = auto()
    ZIPPED = auto()
    OLD_EXCEL = auto()


_NOT_SPREADSHEETS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document"),
    (b"SQLite format 3\x00", "a programme file or another database"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table")


def kind_of(data: bytes, name: str) -> Kind:
    """Return the kind of file these bytes are, whatever its name ends in.

    Raises:
        UnreadableFile: it is no spreadsheet, or one protected by a password.
    """
    for magic, what in _NOT_SPREADSHEETS:
        if data.startswith(magic):
            raise UnreadableFile(
                f"“{name}” is {what}, not a spreadsheet. Ask the sender for the spreadsheet itself."
            )
    if data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_MARKUP):
        raise UnreadableFile(
            f"“{name}” is a web page with a spreadsheet's name. Open it in the spreadsheet "
            "program, save it as .xlsx, and import that."
        )
    if data.startswith(b"PK"):
        _check_zip(data, name)
        return Kind.ZIPPED
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableFile(protected(name))
        return Kind.OLD_EXCEL
    return Kind.TEXT


def protected(name: str) -> str:
    """Return what to say about a file that asks for a password."""
    return (
        f"“{name}” is protected by a password. Open it in the spreadsheet program, save a copy "
        "without the password, and import the copy."
    )


def _check_zip(data: bytes, name: str) -> None:
    """Refuse a zip that is damaged, no workbook, or would not fit the memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = set(archive.namelist())
            if not parts & {"[Content_Types].xml", "content.xml"} or "word/document.xml" in parts:
                raise UnreadableFile(
                    f"“{name}” is an archive or a document, not a spreadsheet. Take the "
                    "spreadsheet out of it and import that."
                )
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED_BYTES:
                raise UnreadableFile(
                    f"“{name}” unpacks to more than {MOST_UNPACKED_BYTES // 1024**2} MB, which no "
                    "list of people does. Copy the list alone into a new workbook and import that."
                )
            for part in sorted(parts):
                _check_extent(archive, part, name)
    except _DAMAGED as error:
        raise UnreadableFile(
            f"“{name}” is damaged: part of it is missing. Ask for it again, or open it in the "
            "spreadsheet program, save it anew, and import that."
        ) from error


def _check_extent(archive: zipfile.ZipFile, part: str, name: str) -> None:
    if part.startswith("xl/worksheets/") and part.endswith(".xml"):
        rows, columns = _xlsx_extent(_tags(archive, part))
    elif part == "content.xml":
        rows, columns = _ods_extent(_tags(archive, part))
    else:
        return
    if rows * columns > MOST_CELLS:
        raise UnreadableFile(
            f"A sheet of “{name}” reaches to row {rows:,} and column {columns:,}: something stands "
            "far away from the list. Copy the list alone into a new workbook and import that."
        )


def _tags(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield the part in pieces that end where a tag ends."""
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            whole, closing, rest = (rest + chunk).rpartition(b">")
            yield whole + closing
    yield rest


def _xlsx_extent(pieces: Iterator[bytes]) -> tuple[int, int]:
    """Return the last row and column of a sheet's XML that hold a value."""
    rows = columns = 0
    for piece in pieces:
        for letters, digits in _XLSX_CELL.findall(piece):
            rows = max(rows, int(digits))
            columns = max(columns, _column_number(letters))
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_extent(pieces: Iterator[bytes]) -> tuple[int, int]:
    """Return the largest row and column that hold a value in any of the document's sheets."""
    rows = columns = row_end = column = 0
    for piece in pieces:
        for closing, kind, attributes in _ODS_TAG.findall(piece):
            if closing:
                continue
            repeat = int(found[1]) if (found := _ODS_REPEAT.search(attributes)) else 1
            if kind == b"table":
                row_end = 0
            elif kind == b"table-row":
                row_end, column = row_end + repeat, 0
            else:
                column += repeat
                if b"value-type=" in attributes:
                    rows, columns = max(rows, row_end), max(columns, column)
    return rows, columns
