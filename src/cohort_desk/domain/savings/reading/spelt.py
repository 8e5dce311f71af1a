"""Sums that are spelt out: "one hundred thousand pounds", "three-quarters of a million"."""

import re
from decimal import Decimal

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMERALS = {word: at for at, word in enumerate(_SMALL)} | {
    word: 10 * at for at, word in enumerate(_TENS, start=2)
}
_LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.25")}
_WORD = rf"(?:{'|'.join((*_NUMERALS, 'hundred', *_LARGE))})"

SPELT = (
    rf"\b(?:an? )?{_WORD}(?:[ -](?:and )?{_WORD})*(?= pounds\b)"
    r"|\b(?:half|(?:an? |one[ -])?quarter of|three[ -]quarters of) an? (?:million|billion)\b"
)
"""The pattern of such a sum, without the word "pounds" behind it."""

_SEVERAL = re.compile(r"\b(?:several|few|many)(?: (?:hundred|thousand|million))* $", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:several|many|a few|some|tens|hundreds|thousands|millions|billions)\b"
    r"(?: (?:of|hundred|thousand|million|billion|thousands|millions))* pounds\b",
    re.IGNORECASE,
)


def worth(spelt: str) -> Decimal:
    """Return the pounds of a sum that `SPELT` finds.

    >>> worth("one hundred and fifty thousand"), worth("three-quarters of a million")
    (Decimal('150000'), Decimal('750000.00'))
    """
    total, group, part = Decimal(0), Decimal(0), Decimal(1)
    for word in re.split(r"[ -]", spelt.casefold()):
        if word in _PARTS:
            part, group = _PARTS[word] * (group or 1), Decimal(0)
        elif word in _NUMERALS:
            group += _NUMERALS[word]
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in _LARGE:
            total, group = total + (group or 1) * _LARGE[word], Decimal(0)
    return (total + group) * part


def is_vague(before: str) -> bool:
    """Tell whether the words before a sum leave open how often it is meant."""
    return bool(_SEVERAL.search(before))


def vague_sum(text: str) -> str:
    """Return a sum that a text names without saying how much, "" for none."""
    found = _VAGUE.search(text)
    return found[0] if found else ""
