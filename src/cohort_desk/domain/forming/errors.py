"""What the former says when a request cannot be met."""

from dataclasses import dataclass
from enum import StrEnum

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.forming.request import Rule
from cohort_desk.domain.forming.sizes import Sizes


class RemedyKind(StrEnum):
    """What would take a rule, or the sizes, out of a contradiction."""

    REMOVE_RULE = "remove_rule"
    UNLOCK = "unlock"
    STOP_COLUMN = "stop_column"
    RESIZE = "resize"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One thing that can be let go so that a contradiction is gone.

    Attributes:
        kind: what to do.
        words: what it does, as a button says it: "Unlock Aisha Khan".
        rule: the rule that it lets go; None of new sizes.
        column: of STOP_COLUMN, the column that shall make no more rules.
        sizes: of RESIZE, sizes with which the rules of the contradiction hold.
    """

    kind: RemedyKind
    words: str
    rule: Rule | None = None
    column: str = ""
    sizes: Sizes | None = None


class Impossible(CohortDeskError):
    """The rules and sizes contradict each other.

    `conflicts` are rules that do, and without any one of which the others could hold; `remedies`
    has one for each of them, in the same order, and then those that change the sizes. `summary` is
    the message without the list of the rules, for where they are listed beside it.
    """

    def __init__(
        self,
        message: str,
        conflicts: tuple[Rule, ...] = (),
        remedies: tuple[Remedy, ...] = (),
        summary: str = "",
    ) -> None:
        super().__init__(message)
        self.summary = summary or message
        self.conflicts = conflicts
        self.remedies = remedies
