"""The running check of Set-up: possible, or impossible and why."""

from typing import TYPE_CHECKING, Protocol, cast

from cohort_desk.services import groups
from cohort_desk.ui.kit.desk import Desk

if TYPE_CHECKING:
    from cohort_desk.domain.errors import CohortDeskError
    from cohort_desk.domain.forming.request import Recipe
    from cohort_desk.services.groups import Verdict

_AT_ONCE = 500
"""Up to how many people a glance at the settings holds nobody up."""


class CheckView(Protocol):
    """What the check needs of Set-up."""

    def show_check(self, verdict: "Verdict") -> None: ...
    def show_checking(self) -> None: ...


class Checker:
    """Checks the settings asked for last; what takes a while is looked at in the background."""

    def __init__(self, view: CheckView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._asked: tuple[int, Recipe] | None = None
        self._looking = False

    def check(self, round_id: int, recipe: "Recipe", people: int) -> None:
        """Say whether these settings of a round of so many people can be met."""
        self._asked = (round_id, recipe)
        verdict = None
        if people <= _AT_ONCE:
            verdict = groups.judge_at_once(self._desk.db, round_id, recipe)
        if verdict:
            self.tell(verdict)
        else:
            self._look_closer()

    def tell(self, verdict: "Verdict") -> None:
        """Show what is known already, whatever was being looked at."""
        self._asked = None
        self._view.show_check(verdict)

    def _look_closer(self) -> None:
        """One look at a time; when it ends, what was asked for last is looked at."""
        if self._looking or self._asked is None:
            return
        self._looking = True
        self._view.show_checking()
        db, asked = self._desk.db, self._asked
        self._desk.runner.run(
            "Checking the settings",
            lambda _report: groups.judge_settings(db, *asked),
            done=lambda verdict: self._answer(asked, cast("Verdict", verdict)),
            failed=self._gone,
            ended=self._ended,
            writes=False,
            quiet=True,
        )

    def _answer(self, asked: "tuple[int, Recipe]", verdict: "Verdict") -> None:
        if asked is self._asked:
            self.tell(verdict)

    def _gone(self, _error: "CohortDeskError") -> None:
        """The round was deleted meanwhile: there is nothing to be told of it."""
        self._asked = None

    def _ended(self) -> None:
        self._looking = False
        self._look_closer()
