"""Verification codes: twelve characters that belong to what a certificate says.

The alphabet, and how what is easily mistaken is read, are Douglas Crockford's Base 32
(https://www.crockford.com/base32.html): no I, L, O or U; O is read as 0, I and L as 1; capitals,
and hyphens and what word processors make of them, do not matter. Eleven characters are the first
55 bits of a SHA-256. The twelfth checks them. Crockford's own check symbol, modulo 37, needs five
characters beyond the alphabet, of which some cannot stand in an address; instead all twelve are
the coefficients of a polynomial over the field of 32 elements that is zero at a primitive element,
as in a Reed-Solomon code of one check symbol. One character mistyped, or any two changed over, is
always found.
"""

import hashlib
import re
from functools import reduce

from cohort_desk.domain.unseen import DASHES, one_line

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = re.compile(rf"[\s{DASHES}]+")
_BITS = 5
_CONTENT, _GROUP = 11, 4
_FIELD = 0b100101
"""x⁵ + x² + 1: it is primitive over the field of two elements, so x has all 31 powers."""


def code_of(content: bytes) -> str:
    """Return the code that belongs to some bytes, such as "K7QF-3M2P-9TXX"."""
    digest = int.from_bytes(hashlib.sha256(content).digest())
    number = digest >> (256 - _BITS * _CONTENT)
    places = range(_BITS * (_CONTENT - 1), -1, -_BITS)
    values = [number >> place & 0x1F for place in places]
    # The check is what the polynomial of the others, moved up by one, gives at x.
    check = _times_x(_at_x(values))
    return _grouped("".join(_ALPHABET[value] for value in (*values, check)))


def read_code(typed: str) -> str | None:
    """Return a code as it is printed, however it was typed; None if it cannot be one.

    A slip of the typist is found so without asking any register.

    >>> read_code("not a code") is None
    True
    """
    letters = _BETWEEN.sub("", one_line(typed)).upper().translate(_READ_AS)
    if len(letters) != _CONTENT + 1 or not _VALUES.keys() >= set(letters):
        return None
    if _at_x([_VALUES[letter] for letter in letters]):
        return None
    return _grouped(letters)


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _at_x(values: list[int]) -> int:
    """Return the polynomial with these coefficients, the highest first, at x."""
    return reduce(lambda sum_, value: _times_x(sum_) ^ value, values, 0)


def _times_x(value: int) -> int:
    value <<= 1
    return value ^ _FIELD if value >> _BITS else value
