"""Reads the form in which a finance officer confirmed claims, as it came back."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.packs.cells import DECISION, CellName
from cohort_desk.domain.packs.contents import UnreadCell
from cohort_desk.domain.packs.decided import TypedDecision, read_decision
from cohort_desk.domain.packs.merging import Value
from cohort_desk.domain.words import listed
from cohort_desk.exchange.packs import claim_sheets
from cohort_desk.exchange.packs.errors import NotAPack
from cohort_desk.exchange.sheets import Sheet

_TWICE = (
    "This claim stands in more than one row of the form, so it is not clear which counts. Leave "
    "one of them, and send the form again."
)
_MOVED = (
    "The hidden key of this row and the claim it shows are not of one claim: the rows were moved. "
    "Fill in a fresh copy of the form."
)


@dataclass(frozen=True, slots=True)
class ReadClaims:
    """What was read: a decision for each row filled in, and the rows that cannot be taken."""

    cells: dict[str, Value]
    unread: tuple[UnreadCell, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    shown: str
    typed: TypedDecision


def read_claims(sheet: Sheet, officer: str, source: str) -> ReadClaims:
    """Return the decisions of a form; a blank row is left out, so it changes nothing.

    Args:
        sheet: the rows that were filled in.
        officer: whom the form says it was made for.
        source: the name of the file.

    Raises:
        NotAPack: a column that is needed is gone.
    """
    filled = [row for row in _rows(sheet, source) if not row.typed.is_blank]
    times = Counter(row.key for row in filled)
    cells: dict[str, Value] = {}
    unread: dict[str, UnreadCell] = {}
    for row in filled:
        name = str(CellName(row.key or row.shown, "", DECISION))
        try:
            _check_place(row, times[row.key])
            cells[name] = read_decision(row.typed, officer).cell
        except RuleBroken as error:
            unread[name] = UnreadCell(name, row.typed.words, str(error))
    return ReadClaims(cells, tuple(unread.values()))


def _check_place(row: _Row, times: int) -> None:
    """Refuse a row that is not where the form had it."""
    if times > 1:
        raise RuleBroken("key", _TWICE)
    if row.key != row.shown:
        raise RuleBroken("key", _MOVED)


def _rows(sheet: Sheet, source: str) -> Iterator[_Row]:
    headings = sheet.rows[0] if sheet.rows else ()
    at = {heading: number for number, heading in enumerate(headings)}
    needed = (claim_sheets.KEY, "Claim", *claim_sheets.FILLED_IN, claim_sheets.CLAIMED)
    gone = [f"“{each}”" for each in needed if each not in at]
    if gone:
        columns = "column" if len(gone) == 1 else "columns"
        raise NotAPack(
            f"The sheet “{claim_sheets.CLAIMS_SHEET}” of “{source}” lacks the {columns} "
            f"{listed(gone)}. Nothing was taken from it: columns cannot be renamed or deleted. Ask "
            "for the form again, filled in without that."
        )
    for row in sheet.rows[1:]:
        key, shown, *typed = (row[at[each]] for each in needed)
        found = _Row(key, shown, TypedDecision(*typed))
        if key or shown or not found.typed.is_blank:
            yield found
