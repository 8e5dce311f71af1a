"""What part each weight is of the whole; weights need not add up to 100."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from cohort_desk.domain.marks.numbers import written


def share(weight: int, weights: Iterable[int]) -> Decimal:
    """Return what part of the weights one of them is, from 0 to 1.

    >>> share(60, (60, 20))
    Decimal('0.75')
    """
    return Decimal(weight) / Decimal(sum(weights))


def shares(weights: Sequence[int]) -> tuple[Decimal, ...]:
    """Return what part of the whole each weight is, from 0 to 1."""
    return tuple(share(weight, weights) for weight in weights)


def written_share(part: Decimal) -> str:
    """Return the part as a percentage with one decimal place at most.

    >>> written_share(Decimal(1) / 3), written_share(Decimal("0.6"))
    ('33.3 %', '60 %')
    """
    return f"{written(part * 100, places=1)} %"
