"""How marks are spread: exact statistics of a list of marks, and how many fall where.

Mean and quantiles are fractions of sums of Decimals, never floats. The standard deviation is that
of a sample (divided by n − 1), to the 28 digits of a Decimal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cohort_desk.domain.marks.numbers import HIGHEST, floored

BIN = Decimal(5)
FEW = 10
"""Under so many marks a distribution tells little, and says so."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Statistics of at least one mark; `deviation` is None of a single one."""

    count: int
    mean: Decimal
    median: Decimal
    lowest: Decimal
    highest: Decimal
    deviation: Decimal | None

    @property
    def few(self) -> bool:
        """Whether there are too few marks to make much of."""
        return self.count < FEW


@dataclass(frozen=True, slots=True)
class Bin:
    """How many marks are at least `low` and under `high`; the last bin has its upper end too."""

    low: Decimal
    high: Decimal
    count: int


def spread_of(values: Sequence[Decimal]) -> Spread | None:
    """Return the statistics of marks, or of differences of marks; None of none.

    >>> spread = spread_of([Decimal(50), Decimal(61), Decimal(66)])
    >>> spread.mean, spread.median
    (Decimal('59'), Decimal('61'))
    """
    if not values:
        return None
    ordered, count = sorted(values), len(values)
    mean = sum(ordered, Decimal(0)) / count
    half = count // 2
    median = ordered[half] if count % 2 else (ordered[half - 1] + ordered[half]) / 2
    squares = sum(((value - mean) ** 2 for value in ordered), Decimal(0))
    deviation = (squares / (count - 1)).sqrt() if count > 1 else None
    return Spread(count, mean, median, ordered[0], ordered[-1], deviation)


def bins_of(marks: Sequence[Decimal], width: Decimal = BIN) -> tuple[Bin, ...]:
    """Return the bins from 0 to 100; a mark is cut to 2 decimal places first, as for its band."""
    edges = [width * number for number in range(int(HIGHEST / width))]
    counts = [0] * len(edges)
    for mark in marks:
        counts[min(int(floored(mark) / width), len(edges) - 1)] += 1
    return tuple(
        Bin(low, min(low + width, HIGHEST), count) for low, count in zip(edges, counts, strict=True)
    )
