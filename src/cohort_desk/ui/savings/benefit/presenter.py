"""One benefit's page: shows it, asks before it is changed, and tries what would be."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from cohort_desk.domain.errors import CohortDeskError, NotFound, RuleBroken
from cohort_desk.services.history import HistoryEntry, history_of
from cohort_desk.services.savings.benefits.entering import remove_entry
from cohort_desk.services.savings.benefits.shares import set_shares
from cohort_desk.services.savings.reckoning.appraising import BenefitAppraisal, appraised
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.savings.benefit.answers import answer
from cohort_desk.ui.savings.benefit.questions import ask
from cohort_desk.ui.savings.benefit.shown import Shown, read_shown
from cohort_desk.ui.savings.question import Question

if TYPE_CHECKING:
    from datetime import date

Tried = tuple[int | None, int | None, int | None]
"""A grade, or what is taken off benefits and put on costs in hundredths of a percent."""

_LEADS_BACK = {"officer": "people", "pot": "people"}


class BenefitView(Protocol):
    """What the presenter needs of the page and its panel."""

    def show_benefit(self, shown: Shown, worth: BenefitAppraisal) -> None: ...
    def show_tried(self, shown: Shown, worth: BenefitAppraisal, grade: int | None) -> None: ...
    def show_question(self, question: Question) -> None: ...
    def show_problem(self, field: str, sentence: str) -> None: ...
    def show_shares(self, shown: Shown) -> None: ...
    def show_changes(self, title: str, entries: Sequence[HistoryEntry]) -> None: ...
    def show_claim_form(self, shown: Shown, claim_id: int | None) -> None: ...
    def close_panel(self) -> None: ...
    def close_benefit(self) -> None: ...


class BenefitPresenter:
    """Answers the page of one benefit, and keeps it current."""

    def __init__(
        self, view: BenefitView, desk: Desk, today: "Callable[[], date | None]" = lambda: None
    ) -> None:
        self._view, self._desk, self._today = view, desk, today
        self._shown: Shown | None = None
        self._asked: Shown | None = None
        self._id = 0

    @property
    def benefit_id(self) -> int:
        """The benefit that is shown, 0 for none."""
        return self._id

    def open(self, benefit_id: int) -> bool:
        """Show a benefit; tells whether it is still there."""
        self._id = benefit_id
        return self.refresh()

    def forget(self) -> None:
        """Show none any more."""
        self._id, self._shown, self._asked = 0, None, None

    def refresh(self) -> bool:
        """Show the benefit as it is now; tells whether there is one."""
        if not self._id:
            return False
        try:
            self._shown = read_shown(self._desk.db, self._id, self._today())
        except NotFound as error:
            self.forget()
            self._desk.warn(str(error))
            self._view.close_benefit()
            return False
        self._show()
        return True

    def ask(self, key: str) -> None:
        """Do what an action's key says: ask for what it needs, or go where it is done.

        The answer is about the benefit as it was when this was asked, so that nothing is written
        over that came meanwhile, though the page shows it.
        """
        shown = self._asked = self._shown
        if shown is None:
            return
        name, _, part = key.partition(":")
        if name == "claim" and part:
            self._desk.show("savings", ("claims", int(part)))
        elif name in {"claim", "correct_claim"}:
            self._view.show_claim_form(shown, int(part) if part else None)
        elif name == "shares":
            self._view.show_shares(shown)
        elif name == "changes":
            entries = history_of(self._desk.db, "benefit", shown.line.id)
            self._view.show_changes(f"Changes of {shown.line.title}", entries)
        elif name == "undo_entry":
            self._take_out(shown)
        else:
            self._view.show_question(ask(key, shown))

    def answer(self, key: str, values: Mapping[str, Any]) -> None:
        """Carry out an action with what was typed; a refusal stands beside its field."""
        shown = self._asked
        if shown is None or not self._try(lambda: answer(self._desk.db, shown, key, values)):
            return
        if back := _LEADS_BACK.get(key):
            self.refresh()
            self.ask(back)
        else:
            self._view.close_panel()
            self.refresh()

    def share(self, shares: Mapping[int, int]) -> None:
        """Share the benefit among agencies, in hundredths of a percent."""
        shown = self._asked
        if shown is None:
            return
        line = shown.line
        seen = {share.agency_id: share.basis_points for share in shown.benefit.shares}
        if self._try(lambda: set_shares(self._desk.db, line.id, line.version, shares, seen)):
            self._view.close_panel()
            self.refresh()

    def attempt(self, tried: Tried | None) -> None:
        """Show what it would be worth if it were trusted otherwise; None for as it stands."""
        shown = self._shown
        if shown is None:
            return
        if tried is None:
            self._show()
            return
        grade, cut, rise = tried
        found = appraised(
            shown.benefit, shown.reckoning, grade=grade, benefit_cut=cut, cost_rise=rise
        )
        self._view.show_tried(shown, found, grade)

    def _show(self) -> None:
        if self._shown is not None:
            self._view.show_benefit(
                self._shown, appraised(self._shown.benefit, self._shown.reckoning)
            )

    def _take_out(self, shown: Shown) -> None:
        line = shown.line
        if self._desk.dialogs.confirm(
            f"Take out “{line.title}”?",
            "For a benefit that was entered by mistake, while nothing else stands on it. Undo "
            "brings it back.",
            "Take out",
            danger=True,
        ) and self._try(lambda: remove_entry(self._desk.db, line.id, line.version)):
            self.forget()
            self._view.close_benefit()

    def _try(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except RuleBroken as error:
            self._view.show_problem(error.field, str(error))
        except CohortDeskError as error:
            self._view.show_problem("", str(error))
            self.refresh()
            self._asked = self._shown
        else:
            return True
        return False
