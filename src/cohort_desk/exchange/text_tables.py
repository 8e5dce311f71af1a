"""Reads CSV and its kin: finds out the encoding and what separates the cells."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

from cohort_desk.exchange.errors import UnreadableFile

DELIMITERS = {",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Bar"}
ENCODINGS = {"utf-8": "Unicode (UTF-8)", "utf-16": "Unicode (UTF-16)", "cp1252": "Windows Western"}

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SAMPLE_RECORDS = 60


@dataclass(frozen=True, slots=True)
class TextTable:
    """The records of a text file, and how they were read."""

    rows: tuple[tuple[str, ...], ...]
    encoding: str
    delimiter: str


def read_text_table(
    data: bytes, name: str, *, encoding: str | None = None, delimiter: str | None = None
) -> TextTable:
    """Return the cells of a text file, with the encoding and delimiter given or found.

    Raises:
        UnreadableFile: the bytes are no text, or a quotation mark is never closed.
    """
    text, used = _decode(data, name, encoding)
    first, _, others = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) in (4, 5):
        # Excel writes this hint and shows the list without it, so row numbers count from after it.
        text, delimiter = others, delimiter or first.removesuffix("\r")[4:5] or "\t"
    delimiter = delimiter or find_delimiter(text)
    return TextTable(_records(text, delimiter, name), used, delimiter)


def find_delimiter(text: str) -> str:
    """Return the separator that splits the most records into the same number of cells."""

    def steadiness(delimiter: str) -> tuple[int, int]:
        widths = Counter[int]()
        reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
        try:
            for _, record in zip(range(_SAMPLE_RECORDS), reader, strict=False):
                widths[len(record)] += len(record) > 1
        except csv.Error:
            return 0, 0
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return count, width

    return max(DELIMITERS, key=steadiness)


def _decode(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    """Return the text: byte-order mark, then strict UTF-8, then UTF-16, then Windows Western.

    Guessing by statistics took cp1252 for cp1250 (Polish letters in French names), so the
    ladder is fixed and the user sees a preview.
    """
    encoding = encoding or _encoding_of(data, name)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "cp1252":
            raise UnreadableFile(
                f"“{name}” is not written in {ENCODINGS.get(encoding, encoding)}. Choose another "
                "encoding."
            ) from error
        # Five bytes mean nothing in cp1252; a replacement character shows them in the preview.
        text = data.decode(encoding, errors="replace")
    return text.removeprefix("\ufeff"), "utf-8" if encoding == "utf-8-sig" else encoding


def _encoding_of(data: bytes, name: str) -> str:
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return encoding
    if b"\x00" in data:
        return _utf_16_order(data, name)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _utf_16_order(data: bytes, name: str) -> str:
    """Tell UTF-16 without a byte-order mark from a binary file: every other byte is mostly 0."""
    high, low = data[0::2].count(0), data[1::2].count(0)
    if max(high, low) > len(data) * 0.35 and min(high, low) < len(data) * 0.02:
        return "utf-16-be" if high > low else "utf-16-le"
    raise UnreadableFile(
        f"“{name}” is not a spreadsheet, nor a text with columns. Ask the sender for the list as "
        ".xlsx or .csv."
    )


def _records(text: str, delimiter: str, name: str) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows.extend(tuple(record) for record in reader)
    except csv.Error as error:
        if "unexpected end of data" in str(error) or "field larger" in str(error):
            raise UnreadableFile(
                f"In row {len(rows) + 1} of “{name}” a quotation mark opens and is never closed, "
                "so the rows after it run together. Take that mark out and import again."
            ) from error
        lenient = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [tuple(record) for record in lenient]
    return tuple(rows)
