"""Present values: what money of later years is worth in the base year.

Source: HM Treasury, The Green Book, annex on discounting: real amounts in the prices of the base
year, DF(0) = 1, so that the base year is not discounted.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from cohort_desk.domain.savings.rates import RateTable


def factors(table: RateTable, last: int) -> tuple[Decimal, ...]:
    """Return the discount factors of the years 0 to `last`.

    DF(0) = 1, DF(t) = DF(t−1) / (1 + r(t)) with r(t) of the year's band. Source: HM Treasury, The
    Green Book, annex on discounting, where the rate declines with time.
    """
    found = [Decimal(1)]
    for year in range(1, last + 1):
        found.append(found[-1] / (1 + table.rate(year)))
    return tuple(found)


def present_value(amounts: Sequence[int | Decimal], table: RateTable) -> Decimal:
    """Return the present value of the amounts of the years 0, 1, 2 …, not rounded.

    PV = Σ x(t) · DF(t). Source: HM Treasury, The Green Book, annex on discounting.
    """
    found = factors(table, max(len(amounts) - 1, 0))
    return sum((amount * factor for amount, factor in zip(amounts, found, strict=False)), Decimal())


def annuity(table: RateTable, first: int, last: int) -> Decimal:
    """Return what one a year is worth from year `first` to year `last`, both included.

    A = Σ DF(t). Source: HM Treasury, The Green Book, annex on discounting.
    """
    return sum(factors(table, last)[first:], Decimal())


def whole(amount: Decimal) -> int:
    """Return an amount in whole pence, halves away from nothing, as it is shown and printed.

    Source: programme specification, section 2: results are rounded where they are shown, no sooner.
    """
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
