"""The words of savings: types, states, grades and effects, each key with what a screen says."""

from enum import IntEnum

TYPES = {
    "cashable_spend": "Cashable: net spend cut",
    "cashable_income": "Cashable: income",
    "non_cashable": "Non-cashable",
    "third_party": "Benefit to third parties",
}
CASHABLE = frozenset({"cashable_spend", "cashable_income"})
"""The types that release cash; only they count towards the headline, and only they need a pot."""

BASES = {"gross": "Gross", "net": "Net", "unknown": "Gross or net not known"}
MATURITIES = {"likely": "Likely to change", "may": "May change", "final": "Will not change"}
EVIDENCE = {"sufficient": "Sufficient", "partial": "Partial", "insufficient": "Insufficient"}
EFFECTS = {"better": "Better", "same": "Same", "worse": "Worse"}
COSTS = {"one_off": "One-off", "running": "Running"}
DECISIONS = {"validated": "Validated", "rejected": "Rejected", "withdrawn": "Withdrawn"}
CLOSINGS = {"delivered": "Delivered", "ended": "Ended short of what was projected"}
OUTCOME_STATES = {
    "promised": "Promised",
    "under_way": "Under way",
    "achieved": "Achieved",
    "confirmed": "Confirmed",
    "dropped": "Dropped",
}


class Rung(IntEnum):
    """How far up the ladder a benefit has come; each rung holds what the one below held."""

    PROJECTED = 1
    FORECAST = 2
    CLAIMED = 3
    VALIDATED = 4

    @property
    def words(self) -> str:
        """The rung as a screen names it.

        >>> Rung.CLAIMED.words
        'Claimed'
        """
        return self.name.capitalize()
