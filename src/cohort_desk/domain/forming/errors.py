"""What the former says when a request cannot be met."""

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.forming.request import Rule


class Impossible(CohortDeskError):
    """The rules and sizes contradict each other; `conflicts` are the rules that do."""

    def __init__(self, message: str, conflicts: tuple[Rule, ...] = ()) -> None:
        super().__init__(message)
        self.conflicts = conflicts
