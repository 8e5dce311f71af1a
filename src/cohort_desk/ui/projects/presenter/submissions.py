"""The list of what is expected for one sitting, and what came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.marks.states import State
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.names import folded
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import write_table
from cohort_desk.reports.listing import write_listing
from cohort_desk.services.marks.batches import read_states
from cohort_desk.services.modules import list_modules
from cohort_desk.services.submissions import Due, Owner, list_submissions
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.projects.presenter.projects import SHOWN_OF, Write
from cohort_desk.ui.projects.presenter.words import (
    SUBMISSION_HEADINGS,
    SubmissionShown,
    as_listing,
    as_table,
    moment,
)

ALSO_SHOWN_OF = SHOWN_OF | {"hold", "circumstances", "module", "candidate"}
FILTERS = (
    ("missing", "Not in"),
    ("in", "Handed in"),
    ("late", "Late"),
    ("held", "Held"),
    ("extended", "Extended"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A sitting of an assessment, as it is offered."""

    assessment_id: int
    sitting: int
    title: str
    done_by: str
    deadline: datetime | None

    @property
    def key(self) -> tuple[int, int]:
        return self.assessment_id, self.sitting


class SubmissionsView(Protocol):
    """What the presenter needs of its part of the page."""

    def show_choices(self, choices: Sequence[Choice], chosen: tuple[int, int] | None) -> None: ...
    def show_submissions(
        self, shown: Sequence[SubmissionShown], total: int, context: str
    ) -> None: ...
    def show_no_assessments(self) -> None: ...
    def show_nobody(self, title: str) -> None: ...
    def print_listing(self, title: str, write: Write) -> None: ...


class SubmissionsPresenter:
    """Answers the view of submissions, and keeps it current."""

    def __init__(self, view: SubmissionsView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._choices: tuple[Choice, ...] = ()
        self._chosen: tuple[int, int] | None = None
        self._all: tuple[SubmissionShown, ...] = ()
        self._shown: tuple[SubmissionShown, ...] = ()
        self._text = ""
        self._kinds: tuple[object, ...] = ()
        self._asked = 0

    @property
    def chosen(self) -> Choice | None:
        """The sitting that is shown."""
        return next((each for each in self._choices if each.key == self._chosen), None)

    def refresh(self) -> None:
        """Read the sittings that there are, and the one that is chosen."""
        self._choices = tuple(
            Choice(
                assessment.id,
                sitting.number,
                assessment_name(module.code, assessment.title, sitting.number),
                assessment.done_by,
                sitting.deadline,
            )
            for module in list_modules(self._desk.db, self._desk.cohort_id)
            for assessment in module.assessments
            for sitting in assessment.sittings
        )
        keys = [each.key for each in self._choices]
        if self._chosen not in keys:
            self._chosen = keys[0] if keys else None
        self._view.show_choices(self._choices, self._chosen)
        self._read()

    def show_cohort(self, _cohort_id: int) -> None:
        self._chosen = None
        self.refresh()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Read again if anything in the list is among the records that changed."""
        if kinds & {"module", "assessment", "sitting"}:
            self.refresh()
        elif kinds & ALSO_SHOWN_OF:
            self._read()

    def choose(self, key: tuple[int, int]) -> None:
        """Show another sitting."""
        if key != self._chosen:
            self._chosen = key
            self._view.show_choices(self._choices, self._chosen)
            self._read()

    def search(self, text: str) -> None:
        self._text = text
        self._show_list()

    def filter_kinds(self, kinds: tuple[object, ...]) -> None:
        self._kinds = kinds
        self._show_list()

    def widen(self) -> None:
        """Show every line again."""
        self._text, self._kinds = "", ()
        self._show_list()

    def due(self, row_id: int) -> Due | None:
        """Return what a line of the list is about."""
        return next((each.line.due for each in self._all if each.id == row_id), None)

    def export(self) -> None:
        """Save the lines shown as a sheet."""
        chosen = self.chosen
        if chosen is None:
            return
        name = f"Submissions {chosen.title}.xlsx".replace("/", "-")
        path = self._desk.dialogs.path_to_save("Export submissions", name, SHEETS_OUT)
        if path is None:
            return
        rows = [each.cells() for each in self._shown]
        table = as_table("Submissions", SUBMISSION_HEADINGS, rows)
        self._desk.runner.run(
            "Exporting submissions",
            lambda report: write_table(table, path, report),
            done=lambda _: self._desk.say(f"Saved {len(table.rows):,} rows in {path.name}."),
            writes=False,
        )

    def print_list(self) -> None:
        """Print the lines shown."""
        chosen = self.chosen
        if chosen is None:
            return
        title = f"Submissions: {chosen.title}"
        table = as_table(title, SUBMISSION_HEADINGS, [each.cells() for each in self._shown])
        today = datetime.now(LONDON).date()
        context = _context(chosen, self._all)
        listing = as_listing(self._desk.db, self._desk.cohort_id, table, context, today)
        self._view.print_listing(title, lambda path, report: write_listing(listing, path, report))

    def _read(self) -> None:
        """Read the sitting off the window's thread; what was read before stays in sight."""
        self._asked += 1
        asked, db, key = self._asked, self._desk.db, self._chosen
        if key is None:
            self._all = ()
            self._view.show_no_assessments()
            return

        def read(_report: Progress) -> tuple[SubmissionShown, ...]:
            states: dict[Owner, State] = read_states(db, *key)
            return tuple(
                SubmissionShown(at, line, states.get(line.owner, State.DRAFT))
                for at, line in enumerate(list_submissions(db, *key), start=1)
            )

        def arrived(found: object) -> None:
            if asked == self._asked and isinstance(found, tuple):
                self._all = found
                self._show_list()

        def failed(error: CohortDeskError) -> None:
            if asked == self._asked:
                self._desk.warn(str(error))

        self._desk.runner.run(
            "Reading submissions", read, done=arrived, failed=failed, writes=False, quiet=True
        )

    def _show_list(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        if not self._all:
            self._view.show_nobody(chosen.title)
            return
        words = folded(self._text).split()
        kinds = set(map(str, self._kinds))
        self._shown = tuple(
            each for each in self._all if each.has(words) and (not kinds or kinds & each.kinds)
        )
        self._view.show_submissions(self._shown, len(self._all), _context(chosen, self._all))


def _context(chosen: Choice, rows: Sequence[SubmissionShown]) -> str:
    here = sum("in" in each.kinds for each in rows)
    late = sum("late" in each.kinds for each in rows)
    due = f"due {moment(chosen.deadline)}" if chosen.deadline else "no deadline set"
    nouns = ("group", "groups") if chosen.done_by == "group" else ("person", "people")
    line = f"{here:,} of {counted(len(rows), *nouns)} handed in · {due}"
    return f"{line} · {late:,} late" if late else line
