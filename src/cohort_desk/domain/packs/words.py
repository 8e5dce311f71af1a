"""Cells of packs as people read and type them."""

from decimal import Decimal, InvalidOperation
from enum import Enum

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import checked, from_hundredths, hundredths, written
from cohort_desk.domain.packs.decided import FormDecision
from cohort_desk.domain.packs.merging import Value
from cohort_desk.domain.unseen import many_lines

NOTHING = "–"
_HIGHEST_RATING = 5
_YES, _NO = "Yes", "No"


class CellKind(Enum):
    """What a cell holds."""

    MARK = "mark"
    TEXT = "text"
    YES_NO = "yes or no"
    RATING = "rating"
    DECISION = "decision"


def cell_words(kind: CellKind, value: Value) -> str:
    """Return a cell as it is shown; "" of one that holds nothing.

    >>> cell_words(CellKind.MARK, 6250), cell_words(CellKind.YES_NO, True)
    ('62.5', 'Yes')
    """
    if kind is CellKind.YES_NO:
        return _YES if value else _NO
    if value is None:
        return ""
    if kind is CellKind.MARK and isinstance(value, int):
        return written(from_hundredths(value))
    if kind is CellKind.DECISION and (decided := FormDecision.of(value)):
        return decided.words
    return str(value)


def typed_cell(kind: CellKind, text: str) -> Value:
    """Return what was typed as the value of a cell.

    Raises:
        RuleBroken: such a cell does not take it.
    """
    text = tidy_text(text)
    if kind is CellKind.DECISION:
        raise RuleBroken(
            "typed",
            "A decision is not typed here: choose one of the two, or enter another under Savings.",
        )
    if kind is CellKind.TEXT:
        return text or None
    if kind is CellKind.YES_NO:
        if text.casefold() not in {_YES.casefold(), _NO.casefold()}:
            raise RuleBroken("typed", "Type Yes or No.")
        return text.casefold() == _YES.casefold()
    if not text:
        return None
    number = _number(text)
    if kind is CellKind.RATING:
        if number not in range(_HIGHEST_RATING + 1):
            raise RuleBroken("typed", "A rating is a whole number from 0 to 5.")
        return int(number)
    kept = hundredths(checked(number, "typed"))
    if from_hundredths(kept) != number:
        raise RuleBroken("typed", "A mark has at most 2 decimal places.")
    return kept


def tidy_text(text: str) -> str:
    """Return a text as marking keeps it: without spaces at the ends of its lines."""
    return many_lines(text)


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise RuleBroken("typed", f"“{text}” is not a number.") from error
    if not number.is_finite():
        raise RuleBroken("typed", f"“{text}” is not a number.")
    return number
