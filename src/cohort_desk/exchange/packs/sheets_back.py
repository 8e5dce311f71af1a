"""Reads a pack's sheet when it comes back by itself, filled in without the app."""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.etree import ElementTree as ET

from cohort_desk.domain.marks.numbers import HIGHEST, LOWEST, from_hundredths, hundredths
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.packs.cells import (
    ABOUT,
    FEEDBACK,
    FINAL,
    JUSTIFICATION,
    MARK,
    SCORE,
    TEXT,
    CellName,
)
from cohort_desk.domain.packs.contents import Returned, UnreadCell
from cohort_desk.domain.packs.merging import Value
from cohort_desk.exchange.packs.claim_sheets import CLAIMS_SHEET
from cohort_desk.exchange.packs.claim_sheets_back import read_claims
from cohort_desk.exchange.packs.errors import NotAPack
from cohort_desk.exchange.packs.sheets import NO, PACK_MARK, PACK_SHEET, TOO_LONG, WHOLE, YES
from cohort_desk.exchange.sheets import Sheet, read_workbook

_HIGHEST_RATING = 5
_SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".ods", ".xls")
_TEXTS = (".csv", ".tsv", ".txt")
_CORE = "docProps/core.xml"
_SAVED = {
    _CORE: "{http://purl.org/dc/terms/}modified",
    "meta.xml": "{http://purl.org/dc/elements/1.1/}date",
}
"""Where a workbook says when it was saved: of Office Open XML, and of OpenDocument."""

_SAFELY_SMALL = 100_000


def is_sheet(path: Path) -> bool:
    """Whether the file's ending says that it is a spreadsheet rather than a pack."""
    return path.suffix.lower() in _SPREADSHEETS


def is_text_table(path: Path) -> bool:
    """Whether the file's ending says that it is a table saved as text."""
    return path.suffix.lower() in _TEXTS


def read_sheet(path: Path) -> Returned:
    """Read a pack's sheet that was filled in; what cannot be taken is in `unread`, with why.

    Raises:
        UnreadableFile: the file is no spreadsheet.
        NotAPack: it is a spreadsheet, but not out of a pack, or it lacks what was to be filled in.
    """
    if is_text_table(path):
        raise NotAPack(
            f"“{path.name}” is a table saved as text, which keeps one sheet only and not which "
            "pack it belongs to. Nothing was taken from it. Ask for the form saved as .xlsx."
        )
    sheets = {sheet.name: sheet for sheet in read_workbook(path).sheets}
    key, reader = _pack_key(sheets.get(PACK_SHEET))
    if not key:
        raise NotAPack(
            f"“{path.name}” is not a sheet out of a pack: it does not say which pack it belongs "
            "to. Nothing was taken from it. Marks from other spreadsheets come in by Import."
        )
    found = _Cells()
    for name, read in (("Marks", _marks), ("Ratings", _ratings), ("Comments", _comments)):
        if name in sheets:
            read(sheets[name], found)
    if CLAIMS_SHEET in sheets:
        claims = read_claims(sheets[CLAIMS_SHEET], reader, path.name)
        found.cells |= claims.cells
        found.unread += claims.unread
    elif not sheets.keys() & {"Marks", "Ratings", "Comments"}:
        raise NotAPack(
            f"“{path.name}” is out of a pack, but the sheet to fill in is gone or was renamed. "
            "Nothing was taken from it. Ask for it again with all its sheets as they were."
        )
    content = path.read_bytes()
    return Returned(
        key,
        path.name,
        found.cells,
        hashlib.sha256(content).hexdigest(),
        _modified(content),
        unread=tuple(found.unread),
    )


@dataclass(slots=True)
class _Cells:
    cells: dict[str, Value] = field(default_factory=dict[str, Value])
    unread: list[UnreadCell] = field(default_factory=list[UnreadCell])

    def refuse(self, name: CellName, typed: str, why: str) -> None:
        self.unread.append(UnreadCell(str(name), typed, why))

    def text(self, name: CellName, typed: str) -> None:
        if typed != TOO_LONG:
            self.cells[str(name)] = typed or None

    def mark(self, name: CellName, typed: str) -> None:
        number = _number(typed)
        if not typed:
            self.cells[str(name)] = None
        elif number is None or not LOWEST <= number <= HIGHEST:
            self.refuse(name, typed, "A mark is a number from 0 to 100.")
        elif from_hundredths(hundredths(number)) != number:
            self.refuse(name, typed, "A mark has at most two decimal places.")
        else:
            self.cells[str(name)] = hundredths(number)

    def score(self, name: CellName, typed: str) -> None:
        number = _number(typed)
        if not typed:
            self.cells[str(name)] = None
        elif number is None or number % 1 or not 0 <= number <= _HIGHEST_RATING:
            self.refuse(name, typed, "A rating is a whole number from 0 to 5.")
        else:
            self.cells[str(name)] = int(number)

    def yes_no(self, name: CellName, typed: str) -> None:
        word = typed.casefold()
        if word in {YES.casefold(), NO.casefold(), ""}:
            self.cells[str(name)] = word == YES.casefold()
        else:
            self.refuse(name, typed, "Finished is answered by Yes or No.")


def _marks(sheet: Sheet, found: _Cells) -> None:
    for row in _rows(sheet, ("Mark", "Feedback", "Finished")):
        key, mark, feedback, finished = row
        if CellName.parse(f"{key}/{FEEDBACK}") is None:
            continue
        work, _, criterion = key.partition("/")
        found.text(CellName(work, criterion, FEEDBACK), feedback)
        if criterion:
            found.mark(CellName(work, criterion, MARK), mark)
            continue
        found.yes_no(CellName(work, "", FINAL), finished)
        if not any(name.startswith(f"{work}/c") for name in found.cells):
            found.mark(CellName(work, "", MARK), mark)


def _ratings(sheet: Sheet, found: _Cells) -> None:
    for key, typed in _rows(sheet, ("Rating (0 to 5)",)):
        name = CellName.parse(key)
        if name is None:
            continue
        if name.what == JUSTIFICATION:
            found.text(name, typed)
        elif name.what == SCORE:
            found.score(name, typed)


def _comments(sheet: Sheet, found: _Cells) -> None:
    for key, about, text in _rows(sheet, ("About", "Comment")):
        if CellName.parse(f"{key}/{TEXT}") is None or not (about or text):
            continue
        found.text(CellName(key, "", ABOUT), "" if about == WHOLE else about)
        found.text(CellName(key, "", TEXT), text)


def _rows(sheet: Sheet, headings: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the key and the wanted columns of each row that has a key."""
    if not sheet.rows:
        return
    at = {heading: number for number, heading in enumerate(sheet.rows[0])}
    for row in sheet.rows[1:]:
        key = row[at["Key"]] if "Key" in at else ""
        if key:
            yield (key, *(row[at[heading]] if heading in at else "" for heading in headings))


def _pack_key(sheet: Sheet | None) -> tuple[str, str]:
    """Return the key of the pack that a sheet is out of, "" of any other, and its reader."""
    match sheet.rows[:1] if sheet else ():
        case ((mark, key, *reader),) if mark == PACK_MARK:
            return key, "".join(reader[:1])
        case _:
            return "", ""


def _number(typed: str) -> Decimal | None:
    try:
        number = Decimal(typed.replace(",", ".").removesuffix("%").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _modified(content: bytes) -> datetime | None:
    """Return when a workbook says that it was saved last; None where it does not say."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            part = next(name for name in _SAVED if name in archive.namelist())
            if archive.getinfo(part).file_size > _SAFELY_SMALL:
                return None
            root = ET.fromstring(archive.read(part))  # noqa: S314 - a small part, and expat bounds what it may grow to
        said = next(root.iter(_SAVED[part])).text
        moment = datetime.fromisoformat((said or "").replace("Z", "+00:00"))
    except (zipfile.BadZipFile, StopIteration, ValueError, ET.ParseError):
        return None
    # OpenDocument gives the time of the place where it was saved, without saying which that is.
    zone = UTC if part == _CORE else LONDON
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
