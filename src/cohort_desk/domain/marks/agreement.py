"""How two markers' marks become one: "average, no straddling" (section 3 of the marking rules)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from cohort_desk.domain.marks.bands import band_name, band_of
from cohort_desk.domain.marks.numbers import checked, floored, to_hundredths, written
from cohort_desk.domain.regulations.rules import MarkingRules

# A weighted mean may recur; two of them that are 5 apart must not come out 5.000…003 apart.
_EXACTLY = Decimal("1e-12")


@dataclass(frozen=True, slots=True)
class Agreed:
    """The rule decides: the mean, to 2 decimal places."""

    mark: Decimal


@dataclass(frozen=True, slots=True)
class NotAgreed:
    """The markers have to settle it; `reason` says in a sentence why the rule does not."""

    reason: str


def agree(first: Decimal, second: Decimal, rules: MarkingRules) -> Agreed | NotAgreed:
    """Return what the rule makes of two marks.

    Raises:
        RuleBroken: a mark lies outside 0 to 100.
    """
    checked(first)
    checked(second)
    against = [*_too_far_apart(first, second, rules), *_straddling(first, second, rules)]
    if against:
        return NotAgreed(" ".join(against))
    return Agreed(to_hundredths(_exact((first + second) / 2)))


def decided_by_third(first: Decimal, second: Decimal, third: Decimal) -> Decimal:
    """Return the one of the first two marks that is closer to the third, to 2 decimal places.

    Where the third lies in the middle, the higher one stands: the doubt favours the candidate.

    Raises:
        RuleBroken: a mark lies outside 0 to 100.
    """
    for mark in (first, second, third):
        checked(mark)
    return to_hundredths(
        min((first, second), key=lambda mark: (_exact(abs(mark - third)), -mark)),
    )


def _too_far_apart(first: Decimal, second: Decimal, rules: MarkingRules) -> list[str]:
    apart = _exact(abs(first - second))
    if apart <= rules.most_apart:
        return []
    allowed = written(rules.most_apart)
    return [f"The marks are {written(apart, 4)} apart, more than the {allowed} allowed."]


def _straddling(first: Decimal, second: Decimal, rules: MarkingRules) -> list[str]:
    if not rules.same_band:
        return []
    bands = band_of(first, rules.bands), band_of(second, rules.bands)
    if bands[0] == bands[1]:
        return []
    places = " and ".join(
        f"{written(floored(mark))} in {'no band' if band is None else band_name(band, rules.bands)}"
        for mark, band in zip((first, second), bands, strict=True)
    )
    return [f"The marks are in different bands: {places}."]


def _exact(mark: Decimal) -> Decimal:
    return mark.quantize(_EXACTLY, ROUND_HALF_UP)
