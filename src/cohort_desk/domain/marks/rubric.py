"""What a marker's mark is: the weighted mean of the marks for the guide's criteria."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CriterionValue:
    """A criterion, its weight in parts of the whole, and the mark given; None before it is."""

    title: str
    weight: int
    value: Decimal | None


def marker_mark(criteria: Sequence[CriterionValue]) -> Decimal | None:
    """Return Σ weight · mark / Σ weight, unrounded; None while a criterion has no mark."""
    if not criteria:
        return None
    total = Decimal(0)
    for criterion in criteria:
        if criterion.value is None:
            return None
        total += criterion.weight * criterion.value
    return total / sum(criterion.weight for criterion in criteria)


def without_mark(criteria: Sequence[CriterionValue]) -> tuple[str, ...]:
    """Return the titles of the criteria that have no mark yet."""
    return tuple(criterion.title for criterion in criteria if criterion.value is None)
