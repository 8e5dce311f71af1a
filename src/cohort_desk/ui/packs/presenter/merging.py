"""Merging a pack that came back: the comparison, the choices where two clash, and the merge."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from cohort_desk.domain.errors import CohortDeskError, EditedMeanwhile, RuleBroken
from cohort_desk.domain.names import folded
from cohort_desk.domain.packs.merging import Value
from cohort_desk.domain.packs.words import cell_words, typed_cell
from cohort_desk.domain.words import counted
from cohort_desk.exchange.packs import SUFFIX, PassphraseNeeded, WrongPassphrase, read_returned
from cohort_desk.exchange.tables_out import write_table
from cohort_desk.services.packs import (
    Merged,
    MergePlan,
    MergeRow,
    Outcome,
    apply_return,
    plan_return,
)
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.packs.presenter.comparison import (
    OFFICE,
    Comparison,
    MergeLine,
    comparison_table,
    told_of,
)

RETURNED_FILES = f"Returned packs and sheets (*{SUFFIX} *.xlsx *.xlsm *.xls *.ods *.csv)"


class MergeView(Protocol):
    """What the presenter needs of its page."""

    def show_comparison(self, found: Comparison) -> None: ...
    def show_clash(self, line: MergeLine | None, number: int, of: int) -> None: ...
    def show_entry(self, line: MergeLine) -> None: ...
    def show_typed_problem(self, sentence: str) -> None: ...
    def leave_merge(self) -> None: ...


class MergePresenter:
    """Answers the merge view; one return at a time."""

    def __init__(self, view: MergeView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._plan: MergePlan | None = None
        self._choices: dict[str, Value] = {}
        self._text = ""
        self._outcomes: tuple[object, ...] = ()
        self._at = 0

    def ask(self) -> None:
        """Ask for a returned pack or sheet, and compare it."""
        path = self._desk.dialogs.path_to_open("Merge a returned pack", RETURNED_FILES)
        if path is not None:
            self.compare(path)

    def compare(self, path: Path, passphrase: str = "") -> None:
        """Read what came back and show what merging it would do."""

        def read(_report: object) -> MergePlan:
            return plan_return(self._db, read_returned(path, passphrase))

        def failed(error: CohortDeskError) -> None:
            if isinstance(error, PassphraseNeeded | WrongPassphrase):
                typed = self._desk.dialogs.ask_text(str(error), "Passphrase", secret=True)
                if typed:
                    self.compare(path, typed)
            else:
                self._desk.warn(str(error))

        self._desk.runner.run(
            f"Reading {path.name}",
            read,
            done=lambda plan: self._begin(cast("MergePlan", plan)),
            failed=failed,
            writes=False,
            quiet=True,
        )

    def search(self, text: str) -> None:
        self._text = text
        self._show()

    def filter_outcomes(self, outcomes: tuple[object, ...]) -> None:
        self._outcomes = outcomes
        self._show()

    def widen(self) -> None:
        """Show every cell again."""
        self._text, self._outcomes = "", ()
        self._show()

    def go_to(self, line_id: int) -> None:
        """Show the clash of a line, why it is refused, or a decision in full."""
        clashes = self._clashes()
        found = [at for at, line in enumerate(clashes) if line.id == line_id]
        if found:
            self._at = found[0]
            self._show_clash()
            return
        for line in self._lines():
            if line.id == line_id and line.tells_more:
                self._view.show_entry(line)

    def step(self, by: int) -> None:
        """Go on to the next clash, or back."""
        count = len(self._clashes())
        if count:
            self._at = (self._at + by) % count
            self._show_clash()

    def choose(self, side: str) -> None:
        """Settle the clash that is shown with one of the two values, and go on to the next."""
        line = self._current()
        if line is not None:
            self._settle(line.row.key, line.row.office if side == OFFICE else line.row.away)

    def type_value(self, text: str) -> None:
        """Settle the clash that is shown with another value."""
        line = self._current()
        if line is None:
            return
        try:
            value = typed_cell(line.row.about.kind, text)
        except RuleBroken as error:
            self._view.show_typed_problem(str(error))
        else:
            self._settle(line.row.key, value)

    def choose_all(self, side: str) -> None:
        """Settle every clash that is still open with the same side."""
        if self._plan is None:
            return
        for row in self._plan.clashes:
            if row.key not in self._choices:
                self._choices[row.key] = row.office if side == OFFICE else row.away
        self._show()
        self._show_clash()

    def merge(self) -> None:
        """Carry the merge out."""
        plan = self._plan
        if plan is None:
            return
        choices = dict(self._choices)

        def failed(error: CohortDeskError) -> None:
            self._desk.warn(str(error))
            if isinstance(error, EditedMeanwhile):
                self._again(plan)

        self._desk.runner.run(
            f"Merging {plan.reader}’s pack",
            lambda report: apply_return(self._db, plan, choices, report),
            done=lambda merged: self._merged(cast("Merged", merged)),
            failed=failed,
        )

    def export(self) -> None:
        """Save the comparison as it is shown as a sheet."""
        path = self._desk.dialogs.path_to_save("Export entries", "Comparison.xlsx", SHEETS_OUT)
        if path is None:
            return
        table = comparison_table(self._shown())
        self._desk.runner.run(
            "Exporting entries",
            lambda report: write_table(table, path, report),
            done=lambda _: self._desk.say(f"Saved {len(table.rows):,} entries in {path.name}."),
            writes=False,
        )

    def cancel(self) -> None:
        """Leave the comparison; nothing has been merged."""
        self._plan, self._choices = None, {}
        self._view.leave_merge()

    def _begin(self, plan: MergePlan) -> None:
        self._plan, self._choices, self._at = plan, {}, 0
        self._text, self._outcomes = "", ()
        self._show()
        self._show_clash()
        refused = [line for line in self._lines() if line.row.outcome is Outcome.REFUSED]
        if refused and not plan.clashes:
            self._view.show_entry(refused[0])

    def _again(self, plan: MergePlan) -> None:
        kept = dict(self._choices)
        try:
            fresh = plan_return(self._db, plan.returned)
        except CohortDeskError as error:
            self._desk.warn(str(error))
            self.cancel()
            return
        self._begin(fresh)
        clashing = {row.key: row for row in fresh.clashes}
        before = {row.key: row for row in plan.clashes}
        self._choices = {key: v for key, v in kept.items() if clashing.get(key) == before.get(key)}
        self._show()
        self._show_clash()

    def _merged(self, merged: Merged) -> None:
        self._plan, self._choices = None, {}
        self._view.leave_merge()
        if merged.step_id is None:
            self._desk.say(f"Nothing new in {merged.reader}’s pack: nothing was changed.")
        elif merged.left:
            left = counted(merged.left, "entry was", "entries were")
            self._desk.say(f"{left} left as at the office; merge the same file again to settle.")

    def _settle(self, key: str, value: Value) -> None:
        self._choices[key] = value
        left = [at for at, line in enumerate(self._clashes()) if line.chosen is None]
        after = [at for at in left if at > self._at]
        self._at = (after or left or [self._at])[0]
        self._show()
        self._show_clash()

    def _lines(self) -> tuple[MergeLine, ...]:
        if self._plan is None:
            return ()
        return tuple(
            MergeLine(at, row, self._chosen(row)) for at, row in enumerate(self._plan.rows, start=1)
        )

    def _chosen(self, row: MergeRow) -> str | None:
        if row.key not in self._choices:
            return None
        return cell_words(row.about.kind, self._choices[row.key])

    def _clashes(self) -> list[MergeLine]:
        return [line for line in self._lines() if line.clashes]

    def _current(self) -> MergeLine | None:
        clashes = self._clashes()
        return clashes[self._at] if self._at < len(clashes) else None

    def _show_clash(self) -> None:
        self._view.show_clash(self._current(), self._at + 1, len(self._clashes()))

    def _show(self) -> None:
        plan = self._plan
        if plan is None:
            return
        lines, shown = self._lines(), self._shown()
        counts = tuple((outcome.value, plan.count(outcome)) for outcome in Outcome)
        unsettled = sum(line.clashes and line.chosen is None for line in lines)
        found = Comparison(
            f"{plan.reader}’s pack",
            told_of(plan),
            shown,
            len(lines),
            counts,
            unsettled,
            plan.anything,
        )
        self._view.show_comparison(found)

    def _shown(self) -> tuple[MergeLine, ...]:
        words = folded(self._text).split()
        return tuple(line for line in self._lines() if self._passes(line, words))

    def _passes(self, line: MergeLine, words: Sequence[str]) -> bool:
        row = line.row
        text = folded(" ".join((row.about.where, row.about.of, row.about.what, row.reason)))
        wanted = not self._outcomes or row.outcome.value in self._outcomes
        return wanted and all(word in text for word in words)
