"""What a benefit brings year by year, once something is known of what it has brought.

An appraisal that went on counting the forecast of a year of which other money is validated, or
that will never be claimed, would tell what was hoped for and not what the benefit is worth.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Happened:
    """What is known of a benefit; money is pence by financial year.

    validated, waiting: of the claims that count.
    ended: the years of its figure that have ended.
    unclaimed: those of them whose claims should have come by now.
    """

    closed: bool
    validated: Mapping[int, int]
    waiting: Mapping[int, int]
    ended: AbstractSet[int]
    unclaimed: AbstractSet[int]


@dataclass(frozen=True, slots=True)
class Worth:
    """Pence by year: what is still a matter of trust, and what is validated."""

    expected: Mapping[int, int]
    certain: Mapping[int, int]


def by_what_happened(figure: Mapping[int, int], happened: Happened) -> Worth:
    """Return what a benefit brings in each year of its figure and of its claims.

    Validated money takes the figure's place in a year that has ended; of the year in progress what
    the figure has beyond it is still expected, and so is what waits to be validated. Nothing more
    is expected of a closed benefit, nor of a year that ended unclaimed once any year was validated.
    Source: HM Treasury, The Magenta Book (2020), on evaluating by what was observed; programme
    specification, section 1, by which a gain that did not last counts no longer.
    """
    validated = {year: pence for year, pence in happened.validated.items() if pence}
    lost = happened.unclaimed if validated else frozenset[int]()
    known = (happened.ended & validated.keys()) | lost
    expected: dict[int, int] = {}
    for year in sorted({*figure, *validated, *happened.waiting}):
        if happened.closed:
            expected[year] = 0
        elif year in known:
            expected[year] = happened.waiting.get(year, 0)
        else:
            expected[year] = max(figure.get(year, 0) - validated.get(year, 0), 0)
    return Worth(expected, validated)
