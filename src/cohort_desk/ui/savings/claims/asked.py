"""What is asked before a decision, as data: the presenter makes it, the form shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

AS_CLAIMED = ""
"""The grade of several claims that each keep the one they were made with."""
EACH_ITS_OWN = 0
"""The officer of several claims that each are decided by the validator they name."""


@dataclass(frozen=True, slots=True)
class Deciding:
    """What is asked: the outcome, of how many claims, and what stands in the fields at first.

    `amount` is None where none is asked for; `officers` are those who may decide.
    """

    outcome: str
    count: int
    told: str
    officers: Sequence[tuple[int, str]]
    officer_id: int
    amount: str | None
    grade: str
    day: date
