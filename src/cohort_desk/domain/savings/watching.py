"""What of a benefit wants somebody's attention."""

from enum import StrEnum


class Alarm(StrEnum):
    """An oddity of a benefit, as lists show it."""

    ORPHANED = "Owner gone"
    OVERDUE = "Update overdue"
    UNSUSTAINED = "Not sustained"
    UNSETTLED = "Not settled"
    FULL_POT = "Pot nearly full"


NEAR_FULL = 90
"""From which percentage of its baseline on a pot is nearly full."""


def pot_alarm(claimed: int, baseline: int) -> bool:
    """Say whether claims of a year come near a pot's baseline, or reach it.

    >>> pot_alarm(90_000, 100_000), pot_alarm(89_999, 100_000)
    (True, False)
    """
    return claimed * 100 >= NEAR_FULL * baseline
