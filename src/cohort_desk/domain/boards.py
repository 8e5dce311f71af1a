"""Who sits on a board, when it has a quorum, and what may be answered to its examiner."""

from collections.abc import Iterable
from dataclasses import dataclass

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.unseen import one_line
from cohort_desk.domain.words import counted

ROLES = {
    "chair": "Chair",
    "member": "Member",
    "external": "External examiner",
    "secretary": "Secretary",
}
"""The roles of those at a board, in the order in which minutes name them."""
COUNTING = frozenset({"chair", "member", "external"})
"""The roles that count for the quorum; the secretary takes the minutes."""

RESPONSES = {
    "none": "Not answered",
    "not_actioned": "Not actioned",
    "disagree": "Read, disagree",
    "actioned": "Read, actioned",
}
"""What can be said to an external examiner's comment."""

NAME_LENGTH, PLACE_LENGTH, REASON_LENGTH = 120, 200, 1000


@dataclass(frozen=True, slots=True)
class Seat:
    """Someone's role on a board, and whether they are there."""

    role: str
    present: bool


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many who count are present, how many must be, and whether a chair is among them."""

    present: int
    needed: int
    chair: bool

    @property
    def reached(self) -> bool:
        """Whether the board may decide."""
        return self.present >= self.needed and self.chair

    @property
    def words(self) -> str:
        """The state of the quorum in a sentence."""
        present = counted(self.present, "member", "members")
        there = f"{present} present; the quorum is {self.needed}"
        if self.present < self.needed:
            lacking = counted(self.needed - self.present, "more is", "more are")
            return f"{there}, so {lacking} needed."
        if not self.chair:
            return f"{there}, but no chair is there: the board cannot ratify."
        return f"{there}, and a chair is there."


def quorum_of(seats: Iterable[Seat], needed: int) -> Quorum:
    """Return the state of a board's quorum; a secretary does not count."""
    there = [seat for seat in seats if seat.present and seat.role in COUNTING]
    return Quorum(len(there), needed, any(seat.role == "chair" for seat in there))


def check_text(field: str, text: str, longest: int, missing: str) -> str:
    """Return a text on one line without stray spaces.

    Raises:
        RuleBroken: it is empty (then `missing` is what to say) or too long.
    """
    tidy = one_line(text)
    if not tidy:
        raise RuleBroken(field, missing)
    if len(tidy) > longest:
        raise RuleBroken(field, f"That is longer than {longest:,} characters. Shorten it.")
    return tidy


def check_role(role: str) -> str:
    """Return the role.

    Raises:
        RuleBroken: there is no such role.
    """
    if role not in ROLES:
        raise RuleBroken("role", f"Choose a role: {', '.join(ROLES.values()).lower()}.")
    return role
