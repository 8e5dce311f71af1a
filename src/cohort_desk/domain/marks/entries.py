"""Reads marks as people write them in sheets: 62, 62.5, 62,5 and 62 %."""

import re
from decimal import Decimal

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import HIGHEST, checked, to_hundredths, written

_NUMBER = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*(%?)")
_OUT_OF = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*(?:/|out of)\s*(\d+(?:[.,]\d+)?)")
_EMPTY = frozenset({"", "-", "–", "—"})
_ABSENT = frozenset(
    {
        "absent",
        "abs",
        "ab",
        "a",
        "ns",
        "nil",
        "none",
        "n/a",
        "na",
        "not submitted",
        "non-submission",
    }
)


def read_mark(text: str, maximum: str = "") -> Decimal | None:
    """Return the mark that a cell gives, from 0 to 100; None of an empty cell.

    Args:
        text: the cell; "-" is what some systems write for empty.
        maximum: out of how many, where that is not 100; the mark is brought to 100 and rounded
            half up to 2 decimal places.

    Raises:
        RuleBroken: it is no mark, with a sentence that says why.
    """
    text = " ".join(text.split())
    if text in _EMPTY:
        return None
    if text.casefold() in _ABSENT:
        raise RuleBroken(
            "mark",
            f"“{text}” is not a mark. Work that was not handed in has none; leave the cell empty.",
        )
    out_of = _OUT_OF.fullmatch(text)
    if out_of:
        return _scaled(_decimal(out_of[1]), _decimal(out_of[2]), text)
    number = _NUMBER.fullmatch(text)
    if number is None:
        raise RuleBroken("mark", f"“{text}” is not a mark. Write a number from 0 to 100.")
    most = HIGHEST if number[2] else _most(maximum)
    return _scaled(_decimal(number[1]), most, text)


def _most(maximum: str) -> Decimal:
    number = _NUMBER.fullmatch(maximum.strip())
    return _decimal(number[1]) if number else HIGHEST


def _scaled(given: Decimal, most: Decimal, text: str) -> Decimal:
    if most == HIGHEST:
        mark = checked(given)
        if mark != to_hundredths(mark):
            raise RuleBroken("mark", f"“{text}” has more than 2 decimal places. Round it first.")
        return to_hundredths(mark)
    if most <= 0 or not 0 <= given <= most:
        raise RuleBroken("mark", f"“{text}” is out of range: it is not from 0 to {written(most)}.")
    return to_hundredths(given * 100 / most)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
