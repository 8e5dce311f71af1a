"""What a marker types for a mark, and what a key makes of it."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import checked, clamped, rounded, written
from cohort_desk.domain.modules.guides import Band, band_at

_FINEST = -2


def read_mark(text: str) -> Decimal | None:
    """Return the mark that was typed, None of nothing.

    Raises:
        RuleBroken: it is not a number from 0 to 100, or finer than hundredths.
    """
    typed = text.strip().replace(",", ".")
    if not typed:
        return None
    try:
        mark = Decimal(typed)
    except InvalidOperation as error:
        raise RuleBroken("mark", f"“{text.strip()}” is not a mark. Type a number.") from error
    checked(mark)
    exponent = mark.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < _FINEST:
        raise RuleBroken("mark", "A mark has at most two decimal places.")
    return mark


def sound_mark(text: str) -> Decimal | None:
    """Return the mark that was typed, None of nothing and of what is no mark."""
    try:
        return read_mark(text)
    except RuleBroken:
        return None


def middle_of(band: Band) -> str:
    """Return the mark in the middle of a band, in whole marks, as it would be typed."""
    return written(min(rounded((band.low + band.high) / 2), band.high))


def moved(text: str, steps: int) -> str:
    """Return the mark some steps up or down from what is typed; 50 is where an empty one begins."""
    mark = sound_mark(text)
    return "50" if mark is None else written(clamped(mark + steps))


def band_index(bands: Sequence[Band], text: str) -> int:
    """Return which band holds the mark that is typed, -1 for none."""
    mark = sound_mark(text)
    band = None if mark is None else band_at(bands, mark)
    return -1 if band is None else list(bands).index(band)
