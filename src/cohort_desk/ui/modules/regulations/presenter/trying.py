"""Trying the rules of the editor on the whole cohort, off the window's thread."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, cast

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.names import folded
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.marks.what_if import Level, WhatIf, WhatIfRow, try_rules
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk, attempt

if TYPE_CHECKING:
    from cohort_desk.domain.progress import Progress

HEADINGS = ("Candidate", "Name", "What", "Which", "Now", "By these rules", "Change", "Why")
LEVELS = tuple((level, f"{level.value}s") for level in (Level.AWARD, Level.MODULE, Level.MARK))


class TryingView(Protocol):
    """What the presenter needs of its widget."""

    def show_nothing_tried(self) -> None: ...
    def show_trying(self) -> None: ...
    def show_what_if(self, found: WhatIf, rows: Sequence[WhatIfRow], *, stale: bool) -> None: ...


class TryingPresenter:
    """Tries rules on the cohort, and lists what they would change."""

    def __init__(self, view: TryingView, desk: Desk, rules: Callable[[], Regulations]) -> None:
        self._view, self._desk, self._rules = view, desk, rules
        self._found: WhatIf | None = None
        self._tried: Regulations | None = None
        self._rows: tuple[WhatIfRow, ...] = ()
        self._text, self._levels = "", frozenset[object]()
        self._stop: Callable[[], None] = lambda: None
        self._asked = 0

    def forget(self) -> None:
        """Give up what was tried: the editor begins anew."""
        self._drop()
        self._found, self._tried = None, None
        self._view.show_nothing_tried()

    def run(self) -> None:
        """Try the rules as they stand in the editor."""
        self._drop()
        asked, rules, cohort_id = self._asked, self._rules(), self._desk.cohort_id
        self._view.show_trying()

        def work(report: "Progress") -> WhatIf:
            return try_rules(self._desk.db, cohort_id, rules, report)

        def done(found: object) -> None:
            if asked == self._asked:
                self._found, self._tried = cast("WhatIf", found), rules
                self._show()

        def failed(error: CohortDeskError) -> None:
            if asked == self._asked:
                self._view.show_nothing_tried()
                self._desk.warn(str(error))

        self._stop = self._desk.runner.run(
            "Trying rules on the cohort", work, done=done, failed=failed, writes=False
        )

    def rules_changed(self) -> None:
        """Say that what is shown was tried with other rules."""
        if self._found is not None:
            self._show()

    def search(self, text: str) -> None:
        self._text = text
        self.rules_changed()

    def narrow(self, levels: tuple[object, ...]) -> None:
        self._levels = frozenset(levels)
        self.rules_changed()

    def export(self) -> None:
        """Save the list as it is shown."""
        path = self._desk.dialogs.path_to_save(
            "Export what would change", "What would change.xlsx", SHEETS_OUT
        )
        if path is None:
            return
        table = TableOut("What would change", HEADINGS, [_cells(row) for row in self._rows])
        if attempt(self._desk, lambda: write_table(table, path)):
            self._desk.say(f"Saved {path.name}.")

    def _drop(self) -> None:
        self._asked += 1
        self._stop()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        words = folded(self._text)
        self._rows = tuple(
            row
            for row in found.rows
            if words in folded(" ".join(_cells(row)))
            and (not self._levels or row.level in self._levels)
        )
        self._view.show_what_if(found, self._rows, stale=self._tried != self._rules())


def _cells(row: WhatIfRow) -> tuple[str, ...]:
    return (
        row.candidate,
        row.name,
        row.level.value,
        row.what,
        row.before,
        row.after,
        row.change,
        row.why,
    )
