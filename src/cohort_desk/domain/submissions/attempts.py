"""Which sittings have used up an attempt (the order of attempts in section 6 of the rules)."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class SittingUse:
    """One sitting of somebody's, as far as it uses up an attempt.

    Attributes:
        number: from 1.
        basis: why there was this sitting: "first", "referral" or "deferral".
        handed_in: whether anything was.
        over: whether nothing can be handed in any more.
        deferred: whether circumstances were accepted, so that it does not count.
    """

    number: int
    basis: str
    handed_in: bool
    over: bool
    deferred: bool


def attempts_used(sittings: Iterable[SittingUse]) -> int:
    """Return how many attempts somebody has used.

    A sitting is used by handing in, or by letting its window close with nothing handed in. One
    that was deferred is not, nor is one in whose place another was given by a deferral.

    >>> missed = SittingUse(1, "first", handed_in=False, over=True, deferred=False)
    >>> still_open = SittingUse(2, "referral", handed_in=False, over=False, deferred=False)
    >>> attempts_used([missed, still_open])
    1
    """
    in_order = sorted(sittings, key=lambda each: each.number)
    replaced = {before.number for before, after in pairwise(in_order) if after.basis == "deferral"}
    return sum(
        1
        for each in in_order
        if (each.handed_in or each.over) and not each.deferred and each.number not in replaced
    )
