"""Means without loss: sums and quotients as fractions, rounded only where a rule says so."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.regulations.rules import Rounding

# Marks come as Decimals of 28 digits; the digits they lack must not cost anybody a boundary.
_LACKING = Fraction(1, 10**20)


def mean(weighted: Sequence[tuple[int, Fraction]]) -> Fraction:
    """Return Σ weight · mark / Σ weight, exactly.

    Raises:
        ValueError: there is no weight to share out.
    """
    total = sum(weight for weight, _mark in weighted)
    if total <= 0:
        raise ValueError("a mean needs a positive total weight")
    return sum((weight * mark for weight, mark in weighted), Fraction(0)) / total


def half_up(mark: Fraction) -> Decimal:
    """Return the mark rounded half up to an integer: 49.5 gives 50, 49.49 gives 49."""
    return Decimal((mark + Fraction(1, 2) + _LACKING).__floor__())


def cut(mark: Fraction) -> Decimal:
    """Return the mark cut to 2 decimal places, as it is before it is compared: 69.999 is 69.99."""
    return Decimal(((mark + _LACKING) * 100).__floor__()) / 100


def compared(mark: Fraction, rounding: Rounding) -> Decimal:
    """Return what is compared with a boundary: rounded half up, or cut to 2 decimal places."""
    return half_up(mark) if rounding is Rounding.ROUND_THEN_COMPARE else cut(mark)


def carried(mark: Fraction, rounding: Rounding) -> Fraction:
    """Return what the next mean is made of: the rounded mark, or the mark exactly as it is."""
    return Fraction(half_up(mark)) if rounding is Rounding.ROUND_THEN_COMPARE else mark


def shown(mark: Fraction) -> str:
    """Return the mark in words, cut to 2 decimal places so that it never looks like more."""
    return written(cut(mark))
