"""What the import of marks and allotments does: reads a sheet, says what each row would do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.words import counted
from cohort_desk.exchange.allotments import read_allotments_sheet, write_allotments
from cohort_desk.exchange.marks import read_marks, write_marks
from cohort_desk.services.marks.allotment_import import (
    AllotmentImport,
    apply_allotments,
    plan_allotments,
)
from cohort_desk.services.marks.allotments import read_allotments
from cohort_desk.services.marks.given import read_mark_sheet
from cohort_desk.services.marks.importing import apply_marks, plan_marks
from cohort_desk.services.marks.mark_plans import Entry, ImportWish, MarkPlan, MarksMoved, Outcome
from cohort_desk.services.marks.tutors import list_tutors
from cohort_desk.services.modules import read_assessment, read_guide
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk, attempt
from cohort_desk.ui.kit.tokens import ToneName
from cohort_desk.ui.marking.presenter.narrowing import Narrowing, export_rows
from cohort_desk.ui.marking.presenter.views import Occasion

SHEETS_IN = "Spreadsheets and tables (*.xlsx *.ods *.xls *.csv *.tsv *.txt)"
KINDS = tuple((outcome.name, outcome.value) for outcome in Outcome)
_TONES: dict[Outcome, ToneName] = {
    Outcome.NEW: "success",
    Outcome.CHANGED: "accent",
    Outcome.CLASH: "warning",
    Outcome.REFUSED: "danger",
}
_WRITES = (Outcome.NEW, Outcome.CHANGED)


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A row of the sheet: whose it is, what becomes of it, and why."""

    id: int
    who: str
    outcome: str
    tone: ToneName
    changes: str
    reason: str
    kind: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: a heading, whose marks they can be, and how many rows it writes."""

    title: str
    tutors: tuple[tuple[int, str], ...]
    tutor_id: int
    writes: int
    clashes: int


class ImportView(Protocol):
    """What the presenter needs of the view."""

    def show_preview(
        self, preview: Preview, lines: Sequence[ImportLine], total: int, counts: dict[str, int]
    ) -> None: ...
    def show_import(self, *, shown: bool) -> None: ...


class ImportPresenter:
    """Imports into one sitting; nothing is written before the user has seen every row."""

    def __init__(self, view: ImportView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._occasion: Occasion = (0, 0)
        self._name = ""
        self._entries: tuple[Entry, ...] = ()
        self._plan: MarkPlan | AllotmentImport | None = None
        self._tutor_id, self._finish, self._over = 0, False, False
        self._lines = Narrowing[ImportLine](
            lambda line: f"{line.id} {line.who} {line.reason}", lambda line: line.kind
        )

    def import_marks(self, occasion: Occasion | None, tutor_id: int) -> None:
        """Choose a sheet with one tutor's marks and show what it would do."""
        path = self._chosen("Import marks", occasion)
        if path is None or occasion is None:
            return
        tutors = list_tutors(self._desk.db)
        self._tutor_id = tutor_id or (tutors[0].id if tutors else 0)
        self._finish = self._over = False

        def read() -> None:
            assessment = read_assessment(self._desk.db, occasion[0])
            guide = read_guide(self._desk.db, assessment.guide_id) if assessment.guide_id else None
            titles = [criterion.title for criterion in guide.criteria] if guide else []
            self._entries = read_marks(path, assessment.title, titles).entries
            self._occasion, self._name = occasion, path.name
            self._plan_marks()

        if attempt(self._desk, read):
            self._view.show_import(shown=True)

    def import_allotments(self, occasion: Occasion | None) -> None:
        """Choose a sheet that says who marks what, and show what it would do."""
        path = self._chosen("Import who marks what", occasion)
        if path is None or occasion is None:
            return

        def read() -> None:
            entries = read_allotments_sheet(path)
            self._occasion, self._name, self._tutor_id = occasion, path.name, 0
            self._plan = plan_allotments(self._desk.db, occasion, entries)
            self._take(self._plan)

        if attempt(self._desk, read):
            self._view.show_import(shown=True)

    def choose_tutor(self, tutor_id: int) -> None:
        """Take the sheet for another tutor's marks."""
        self._tutor_id = tutor_id
        attempt(self._desk, self._plan_marks)

    def set_finish(self, finish: bool) -> None:  # noqa: FBT001 - a check box says it
        """Say whether what is complete afterwards is to be final."""
        self._finish = finish
        attempt(self._desk, self._plan_marks)

    def set_over(self, over: bool) -> None:  # noqa: FBT001 - a check box says it
        """Say whether rows that were changed meanwhile are written over."""
        self._over = over
        self._show()

    def apply(self) -> None:
        """Write what was shown, in one step."""
        plan = self._plan
        try:
            if isinstance(plan, MarkPlan):
                clashes = [row.row for row in plan.rows if row.outcome is Outcome.CLASH]
                apply_marks(self._desk.db, plan, clashes if self._over else ())
            elif plan is not None:
                apply_allotments(self._desk.db, plan)
        except MarksMoved as error:
            self._desk.warn(str(error))
            self._plan_marks(earlier=plan if isinstance(plan, MarkPlan) else None)
        except CohortDeskError as error:
            self._desk.warn(str(error))
        else:
            self.leave()

    def leave(self) -> None:
        """Import nothing more."""
        self._plan = None
        self._view.show_import(shown=False)

    def search(self, text: str) -> None:
        self._lines.search(text)
        self._show()

    def filter(self, kinds: tuple[object, ...]) -> None:
        self._lines.kinds = kinds
        self._show()

    def export(self, title: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        export_rows(self._desk, title, heads, rows)

    def export_marks(self, occasion: Occasion | None) -> None:
        """Save the marks that were given as a sheet that can be imported again."""
        if path := self._place("Save the sheet of marks", occasion):
            db, of = self._desk.db, occasion or (0, 0)
            self._write(path, lambda: write_marks(read_mark_sheet(db, of), path))

    def export_allotments(self, occasion: Occasion | None) -> None:
        """Save who marks what as a sheet that can be imported again."""
        if path := self._place("Save who marks what", occasion):
            db, of = self._desk.db, occasion or (0, 0)
            self._write(path, lambda: write_allotments(read_allotments(db, *of), path))

    def _chosen(self, title: str, occasion: Occasion | None) -> Path | None:
        return self._desk.dialogs.path_to_open(title, SHEETS_IN) if occasion else None

    def _plan_marks(self, earlier: MarkPlan | None = None) -> None:
        wish = ImportWish(self._occasion, self._tutor_id, self._finish)
        self._plan = plan = plan_marks(self._desk.db, wish, self._entries, earlier)
        self._take(plan)

    def _take(self, plan: MarkPlan | AllotmentImport) -> None:
        lines: list[ImportLine] = []
        if isinstance(plan, MarkPlan):
            for row in plan.rows:
                changes = [f"{cell.what} {cell.old or 'empty'} → {cell.new}" for cell in row.cells]
                lines.append(_line(row.row, row.who, row.outcome, changes, row.reason))
        else:
            for each in plan.rows:
                changes = [
                    f"{made.role}: {made.was or 'nobody'} → {made.tutor}" for made in each.changes
                ]
                lines.append(_line(each.row, each.who, each.outcome, changes, each.reason))
        self._lines.take(lines)
        self._show()

    def _show(self) -> None:
        plan = self._plan
        if plan is None:
            return
        writes = sum(plan.count(outcome) for outcome in _WRITES)
        clashes = plan.count(Outcome.CLASH)
        tutors = list_tutors(self._desk.db) if isinstance(plan, MarkPlan) else ()
        preview = Preview(
            f"{self._name}: {counted(len(plan.rows), 'row', 'rows')}",
            tuple((tutor.id, tutor.name) for tutor in tutors),
            self._tutor_id,
            writes + (clashes if self._over else 0),
            clashes,
        )
        counts = {kind: self._lines.count(kind) for kind, _ in KINDS}
        self._view.show_preview(preview, self._lines.shown(), len(self._lines.all), counts)

    def _place(self, title: str, occasion: Occasion | None) -> Path | None:
        if occasion is None:
            return None
        return self._desk.dialogs.path_to_save(title, "Marks.xlsx", SHEETS_OUT)

    def _write(self, path: Path, write: Callable[[], None]) -> None:
        self._desk.runner.run(
            f"Writing {path.name}",
            lambda _report: write(),
            done=lambda _: self._desk.say(f"Saved {path.name}."),
            writes=False,
        )


def _line(row: int, who: str, outcome: Outcome, changes: Sequence[str], reason: str) -> ImportLine:
    tone = _TONES.get(outcome, "neutral")
    return ImportLine(row, who, outcome.value, tone, "; ".join(changes), reason, outcome.name)
