"""How marks are kept, rounded and written; a mark is a Decimal from 0 to 100."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from cohort_desk.domain.errors import RuleBroken

LOWEST, HIGHEST = Decimal(0), Decimal(100)
_HUNDREDTH, _WHOLE = Decimal("0.01"), Decimal(1)
# Marks have 28 digits; the digits that a recurring one lacks must not cost a hundredth.
_LACKING = Decimal("1e-20")


def hundredths(mark: Decimal) -> int:
    """Return the mark as it is kept, rounded half up.

    >>> hundredths(Decimal("62.5"))
    6250
    """
    return int((mark * 100).quantize(_WHOLE, ROUND_HALF_UP))


def from_hundredths(kept: int) -> Decimal:
    """Return the mark that is kept as hundredths."""
    return Decimal(kept) / 100


def rounded(mark: Decimal) -> Decimal:
    """Return the mark rounded half up to an integer: 49.5 gives 50 and 50.5 gives 51."""
    return mark.quantize(_WHOLE, ROUND_HALF_UP)


def to_hundredths(mark: Decimal) -> Decimal:
    """Return the mark rounded half up to 2 decimal places."""
    return mark.quantize(_HUNDREDTH, ROUND_HALF_UP)


def floored(mark: Decimal) -> Decimal:
    """Return the mark cut to 2 decimal places, as it is before it is banded: 59.999 is 59.99."""
    return (mark + _LACKING).quantize(_HUNDREDTH, ROUND_FLOOR)


def clamped(mark: Decimal) -> Decimal:
    """Return the mark, or the end of the scale that it went beyond."""
    return min(max(mark, LOWEST), HIGHEST)


def checked(mark: Decimal, field: str = "mark") -> Decimal:
    """Return the mark if it is on the scale.

    Raises:
        RuleBroken: it is below 0 or above 100.
    """
    if not (mark.is_finite() and LOWEST <= mark <= HIGHEST):
        raise RuleBroken(field, f"A mark is from 0 to 100; {written(mark)} is not.")
    return mark


def written(mark: Decimal, places: int = 2) -> str:
    """Return the mark with no more decimal places than it needs.

    >>> written(Decimal("62.50")), written(Decimal("62")), written(Decimal(200) / 3)
    ('62.5', '62', '66.67')
    """
    if not mark.is_finite():
        return str(mark)
    shown = mark.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{shown:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def written_cut(mark: Decimal) -> str:
    """Return a mark that counts, cut to 2 decimal places so that it never looks like more.

    >>> written_cut(Decimal("69.9967"))
    '69.99'
    """
    return written(floored(mark))
