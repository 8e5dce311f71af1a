"""Which band of marks a mark falls in."""

from collections.abc import Sequence
from decimal import Decimal

from cohort_desk.domain.marks.numbers import HIGHEST, LOWEST, floored, written


def band_of(mark: Decimal, bounds: Sequence[Decimal]) -> int | None:
    """Return the index of the band, cut to 2 decimal places first; None off the scale.

    Args:
        mark: the mark to place.
        bounds: the least mark of each band, the highest first, as `MarkingRules.bands` has them.
    """
    if not LOWEST <= mark <= HIGHEST:
        return None
    cut = floored(mark)
    return next((index for index, least in enumerate(bounds) if cut >= least), None)


def band_name(index: int, bounds: Sequence[Decimal]) -> str:
    """Return the band as people write it: "60 to 69.99"."""
    least = written(bounds[index])
    above = bounds[index - 1] - Decimal("0.01") if index else HIGHEST
    return f"{least} to {written(above)}"
