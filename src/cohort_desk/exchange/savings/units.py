"""In what unit a column of money is written, and how often its amounts come, as headings say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cohort_desk.exchange.layout import Layout

_I = re.IGNORECASE
_SIZES = (
    (Decimal(10**9), "billions of pounds", r"£ ?bn?\b|\b(?:in )?(?:£ ?)?billions?\b|\((?:bn)\)"),
    (
        Decimal(10**6),
        "millions of pounds",
        r"£ ?['’]?000[,.]?000s?\b|£ ?m(?:n|illions?)?\b|\b(?:in )?(?:£ ?)?millions?\b|\(mn?\)",
    ),
    (
        Decimal(1000),
        "thousands of pounds",
        r"£ ?k['’]?s?\b|(?:£ ?)?(?<![\d.,])['’]?000['’]?s?\b|\b(?:in )?(?:£ ?)?thousands?\b|\(k\)",
    ),
    (Decimal("0.01"), "pence", r"\b(?:in )?pence\b|\(p\)"),
)
_SIZED = tuple(
    (size, words, re.compile(rf"{pattern}(?: (?:of )?(?:pounds|GBP|£))?", _I))
    for size, words, pattern in _SIZES
)
_UNKNOWN = re.compile(
    r"£(?!pa\b|p\.a)[a-z]+|\b(?:tens|hundreds?) of (?:thousands|millions)|\bhundreds\b|\blakhs?\b"
    r"|\bcrores?\b|\btrillions?\b|[$€¥]|\((?:USD|EUR|euros?|dollars?)\b[^)]*\)",
    _I,
)
_NAMED = re.compile(r"\b(?:figures?|amounts?|values?|numbers?|sums?|savings?|money|in|£)|[£(]", _I)
_EVERY_YEAR = re.compile(
    r"\bannual(?:ly|ised)?\b|\byearly\b|\bp\.? ?a\b\.?|\bper (?:annum|year)\b"
    r"|/ ?(?:yr|year|annum)\b|\b(?:a|each|every) year\b|\bfull[ -]year\b|\bfye\b"
    r"|\brecurr(?:ent|ing)\b",
    _I,
)
_ONCE = re.compile(r"\bone[ -]?off\b|\bnon[ -]?recurr(?:ent|ing)\b", _I)
_EITHER = re.compile(r"\bor\b|/(?! ?(?:yr|year|annum))", _I)


@dataclass(frozen=True, slots=True)
class Unit:
    """By what the numbers of a column are multiplied.

    Attributes:
        size: in pounds, 1000 for thousands of pounds.
        words: the unit in words, "" of pounds.
        source: the words of the sheet that say so.
        problem: why the column cannot be read, "" if it can.
    """

    size: Decimal = Decimal(1)
    words: str = ""
    source: str = ""
    problem: str = ""


POUNDS = Unit()


def unit_in(text: str) -> Unit:
    """Return the unit that a heading or a line above a list names; pounds where it names none.

    >>> unit_in("Amount (£000)").words, unit_in("Saving £m").size, unit_in("Amount (£)") == POUNDS
    ('thousands of pounds', Decimal('1000000'), True)
    """
    found = next(((size, words) for size, words, one in _SIZED if one.search(text)), None)
    unknown = _UNKNOWN.search(_without_size(text))
    if unknown:
        return Unit(
            source=text,
            problem=f"“{text}” is not in a unit that is known here (“{unknown[0]}”). Write £, "
            "£k, £000 or £m in the heading, and the amounts in that.",
        )
    return Unit(*found, source=text) if found else POUNDS


def without_unit(heading: str) -> str:
    """Return a heading without its unit and without "a year": "Savings £000s p.a." is "Savings"."""
    return " ".join(_EVERY_YEAR.sub(" ", _without_size(heading)).split())


def units_of(layout: Layout) -> dict[str, Unit]:
    """Return the unit of every column by its heading: its own, else the one told for all of them.

    One for all stands above the list or below it, as "All figures in £000".
    """
    for_all = _told(_lines_beside(layout))
    own = {heading: unit_in(heading) for heading in layout.headings}
    return {heading: for_all if unit is POUNDS else unit for heading, unit in own.items()}


def comes_every_year(heading: str) -> bool | None:
    """Return whether a heading says that its amounts come every year; None where it says nothing.

    >>> comes_every_year("Annual saving (£m)"), comes_every_year("One-off saving")
    (True, False)
    """
    every, once = _EVERY_YEAR.search(heading), _ONCE.search(heading)
    if every and once:
        return None if _EITHER.search(heading) else False
    return bool(every) if every or once else None


def _without_size(text: str) -> str:
    for _, _, pattern in _SIZED:
        text = pattern.sub(" ", text)
    return text


def _told(lines: Iterable[str]) -> Unit:
    for line in lines:
        unit = unit_in(line)
        if unit.size != 1 and _NAMED.search(line):
            return unit
    return POUNDS


def _lines_beside(layout: Layout) -> Iterable[str]:
    yield layout.sheet
    yield from layout.above
    for row in layout.rows:
        filled = [cell for cell in row.cells if cell]
        if len(filled) == 1 and len(row.cells) > 1:
            yield filled[0]
