"""Works out what each rule costs the mix, and lets one go."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.progress import Progress
from cohort_desk.domain.words import counted
from cohort_desk.services import groups
from cohort_desk.ui.kit.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cohort_desk.db.database import Database
    from cohort_desk.domain.errors import CohortDeskError
    from cohort_desk.services.groups import KnownCost, Relaxation

_TITLE = "Working out what the rules cost"
_CHANGED = "The settings have changed since. Work it out again to see what the rules cost now."
_STOPPED = "Stopped before the rest was worked out."


@dataclass(frozen=True, slots=True)
class CostRow:
    """A rule, what it costs, what would change without it, and how to let it go."""

    rule: str
    cost: str
    without_it: str
    relaxation: "Relaxation | None"


@dataclass(frozen=True, slots=True)
class Costs:
    """What is known: what costs something, dearest first, a line on the rest, and a remark."""

    rows: tuple[CostRow, ...] = ()
    rest: str = ""
    remark: str = ""


class CostsView(Protocol):
    """What the presenter needs of the card."""

    def show_costs(self, costs: Costs | None) -> None: ...
    def show_working(self, words: str) -> None: ...
    def show_share(self, share: float) -> None: ...
    def show_problem(self, sentence: str) -> None: ...


class WhatIfPresenter:
    """Answers the card of what the rules cost; one round at a time."""

    def __init__(self, view: CostsView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._round_id = 0
        self._basis: object = None
        self._work: _Work | None = None
        self._found: Costs | None = None

    def show_round(self, round_id: int, basis: object) -> None:
        """Go with a round; `basis` is all that the costs rest on, to tell when it has changed."""
        if round_id != self._round_id:
            self._round_id, self._basis = round_id, basis
            self._forget()
        elif basis != self._basis:
            self._basis = basis
            self._outdate()

    def work_out(self) -> None:
        """Form the groups without each rule in turn, off the window's thread."""
        if self._work:
            return
        work = self._work = _Work(self._desk.db, self._round_id, self._basis)
        self._view.show_working("Forming the groups as they are asked for…")
        work.cancel = self._desk.runner.run(
            _TITLE,
            work.run,
            done=lambda _none: self._show(work),
            failed=lambda error: self._failed(work, error),
            progressed=lambda done, total: self._progressed(work, done, total),
            ended=lambda: self._ended(work),
            writes=False,
        )

    def stop(self) -> None:
        """End the work; what is worked out so far is shown."""
        if self._work and self._work.cancel:
            self._work.cancel()

    def _forget(self) -> None:
        self.stop()
        self._work = self._found = None
        self._view.show_costs(None)

    def _outdate(self) -> None:
        if self._work is None and self._found:
            self._found = Costs(remark=_CHANGED)
            self._view.show_costs(self._found)

    def _progressed(self, work: "_Work", done: int, total: int) -> None:
        if work is self._work and total:
            if work.known:
                self._view.show_working(f"Without each in turn: {len(work.known)} done…")
            self._view.show_share(done / total)

    def _show(self, work: "_Work", remark: str = "") -> None:
        work.answered = True
        if work is self._work:
            changed = work.basis != self._basis
            self._found = Costs(remark=_CHANGED) if changed else costs_of(work.known, remark)
            self._view.show_costs(self._found)

    def _failed(self, work: "_Work", error: "CohortDeskError") -> None:
        work.answered = True
        if work is self._work:
            self._found = None
            self._view.show_problem(str(error))

    def _ended(self, work: "_Work") -> None:
        if not work.answered:
            self._show(work, _STOPPED)
        if work is self._work:
            self._work = None


class _Work:
    """One piece of work; `known` is how the two threads speak to each other."""

    def __init__(self, db: "Database", round_id: int, basis: object) -> None:
        self.basis = basis
        self.known: list[KnownCost] = []
        self.answered = False
        self.cancel: Callable[[], None] | None = None
        self._db, self._round_id = db, round_id

    def run(self, report: Progress) -> None:
        for cost in groups.find_rule_costs(self._db, self._round_id, report=report):
            self.known.append(cost)


def costs_of(known: "Sequence[KnownCost]", remark: str = "") -> Costs:
    """Return what is known as the card shows it."""
    dear = sorted(
        (one for one in known if one.cost.most),
        key=lambda one: (-one.cost.points, -one.cost.most),
    )
    free = len(known) - len(dear)
    rest = ""
    if free and dear:
        rest = f"{counted(free, 'other costs', 'others cost')} nothing."
    elif free:
        rest = "Nothing that is asked stands in the way of anything else."
    return Costs(tuple(_row(one) for one in dear), rest, remark)


def _row(known: "KnownCost") -> CostRow:
    cost = known.cost
    changes = [
        f"{_lower(change.criterion.label)} {change.kept} → {change.let_go}"
        for change in cost.changes
        if change.kept != change.let_go
    ]
    without_it = f"Without it: {', '.join(changes)}" if changes else ""
    return CostRow(cost.let_go.words, cost.words, without_it, known.relaxation)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
