"""What the import does, step by step; free of Qt."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from cohort_desk.domain.errors import CohortDeskError, EditedMeanwhile
from cohort_desk.domain.imports import ImportField
from cohort_desk.domain.progress import Progress
from cohort_desk.exchange.layout import read_layout
from cohort_desk.exchange.mapping import MappingProposal, find_twins
from cohort_desk.exchange.people import (
    check_mapping,
    proposal_for,
    sheet_named,
    used_layout,
    write_refused_rows,
)
from cohort_desk.exchange.tables_out import check_place
from cohort_desk.services.history import undo_step
from cohort_desk.services.imports import (
    AgencyChoice,
    Decisions,
    ImportPlan,
    ImportSummary,
    apply_import,
    read_known_agencies,
    remembered_mappings,
)
from cohort_desk.ui.imports.parts import ImportView
from cohort_desk.ui.imports.steps import Step
from cohort_desk.ui.imports.work import Reading, plan_rows, read_file, read_sheet
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.kit.open_file import OpenFile
from cohort_desk.ui.kit.wizard_work import WizardWork

_LOOKED_AT = frozenset({"participant", "agency", "agency_alias"})


class ImportPresenter:
    """Answers the import page; nothing is written before `import_all`."""

    def __init__(self, view: ImportView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._work = WizardWork(view, desk)
        self.start_over()

    def start_over(self) -> None:
        """Forget the file and go to the first step."""
        self._step = Step.FILE
        self._file: OpenFile | None = None
        self._mapping: dict[ImportField, int] = {}
        self._proposal = MappingProposal((), ())
        self._choices: dict[str, AgencyChoice] = {}
        self._same_person: dict[int, bool] = {}
        self._plan: ImportPlan | None = None
        self._summary: ImportSummary | None = None
        self._view.show_file(None)
        self._go(Step.FILE)

    def come_back(self) -> None:
        """Begin anew when the page is gone to after an import that is done."""
        if self._step is Step.DONE:
            self.start_over()

    # Step 1: the file and its sheet

    def choose_file(self, kinds: str) -> None:
        path = self._desk.dialogs.path_to_open("Choose the spreadsheet of nominees", kinds)
        if path:
            self.open_file(path)

    def open_file(
        self, path: Path, *, encoding: str | None = None, delimiter: str | None = None
    ) -> None:
        """Read a file and show the list found in it."""
        self._view.show_problem("")
        self._work.run(
            f"Reading {path.name}",
            lambda _: read_file(self._db, path, encoding, delimiter),
            done=lambda found: self._show_new_file(cast("Reading", found)),
            writes=False,
        )

    def read_as(self, encoding: str | None, delimiter: str | None) -> None:
        """Read the text file again, as the user says it is written."""
        if self._file:
            self.open_file(self._file.workbook.path, encoding=encoding, delimiter=delimiter)

    def choose_sheet(self, name: str) -> None:
        if not self._file:
            return
        book = self._file.workbook
        sheet = sheet_named(book, name)
        self._work.run(
            f"Reading {name}",
            lambda _: read_sheet(self._db, book, sheet),
            done=lambda found: self._show_file(*cast("Reading", found)),
            writes=False,
        )

    def choose_header_row(self, row: int) -> None:
        """Read the list anew below this row; 0 says that it has no headings."""
        if not self._file or row == self._file.layout.header_row:
            return
        layout = read_layout(self._file.sheet, row)
        proposal = proposal_for(layout, remembered_mappings(self._db))
        self._show_file(OpenFile(self._file.workbook, self._file.sheet, layout), proposal)

    # Step 2: the columns

    def map_column(self, column: int, field: ImportField | None) -> None:
        """Say what a column holds; a field taken from another column leaves that one out."""
        self._mapping = {f: c for f, c in self._mapping.items() if c != column and f is not field}
        if field:
            self._mapping[field] = column
        self._show_columns()

    def _show_columns(self) -> None:
        twins = find_twins(self._file.layout, self._mapping) if self._file else ()
        self._view.show_columns(self._proposal, self._mapping, twins)

    # Steps 3 and 4: agencies and rows

    def choose_agency(self, key: str, choice: AgencyChoice | None) -> None:
        self._choices.pop(key, None)
        if choice:
            self._choices[key] = choice

    def answer(self, row: int, same: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Say whether a row is the person it was taken for."""
        self._same_person[row] = same
        self._check(then=self._show_rows)

    # Going on and back

    def go_on(self) -> None:
        """Do what the page's main button says at this step."""
        self._view.show_problem("")
        match self._step:
            case Step.FILE if self._file:
                self._show_columns()
                self._go(Step.COLUMNS)
            case Step.COLUMNS:
                self._check(then=self._ask_or_show)
            case Step.AGENCIES:
                self._leave_agencies()
            case Step.ROWS:
                self.import_all()
            case Step.DONE:
                self._desk.show("groups")
            case _:
                pass

    def go_back(self) -> None:
        self._view.show_problem("")
        match self._step:
            case Step.COLUMNS:
                self._go(Step.FILE)
            case Step.AGENCIES:
                self._go(Step.COLUMNS)
            case Step.ROWS:
                asked = self._plan and self._plan.questions
                self._go(Step.AGENCIES if asked else Step.COLUMNS)
            case Step.FILE | Step.DONE:
                self.start_over()

    def import_all(self) -> None:
        """Write what the plan says."""
        plan, file = self._plan, self._file
        if not plan or not file:
            return
        layout = used_layout(file.layout, self._mapping)
        self._work.writing = True
        self._work.run(
            f"Importing {plan.source}",
            lambda report: apply_import(self._db, plan, layout, report),
            done=lambda summary: self._show_done(cast("ImportSummary", summary)),
            failed=self._import_failed,
        )

    def undo(self) -> None:
        """Take the whole import back."""
        step = self._summary.step_id if self._summary else None
        if step is not None:
            self._work.run(
                "Undoing the import",
                lambda _: undo_step(self._db, step),
                done=lambda _: self._view.show_undone(),
            )

    def save_refused(self) -> None:
        """Save the refused rows with their reasons."""
        plan, file = self._plan, self._file
        if not plan or not file:
            return
        path = self._desk.dialogs.path_to_save(
            "Save the refused rows", f"Refused from {file.workbook.path.stem}.xlsx", SHEETS_OUT
        )
        if path:
            self._view.show_problem("")

            def save(report: Progress) -> int:
                check_place(path, file.workbook.path)
                return write_refused_rows(file.layout, plan, path, report)

            self._work.run(
                "Saving the refused rows",
                save,
                done=lambda _: self._desk.say(f"The refused rows are in “{path.name}”."),
                writes=False,
            )

    def show_people(self) -> None:
        self._desk.show("people")

    # What happens meanwhile

    def stop(self) -> None:
        """Stop what is running; nothing it would have written is written."""
        self._work.stop()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Check the rows again when people or agencies have changed under the plan."""
        if kinds & _LOOKED_AT and self._step is Step.ROWS and not self._work.writing:
            self._check(then=self._show_rows)

    def show_cohort(self, _cohort_id: int) -> None:
        """Have the rows checked again, for the cohort now chosen."""
        self.stop()
        if self._step in (Step.AGENCIES, Step.ROWS):
            self._go(Step.COLUMNS)

    def _show_new_file(self, found: Reading) -> None:
        self._choices, self._same_person = {}, {}
        self._show_file(*found)
        self._go(Step.FILE)

    def _show_file(self, opened: OpenFile, proposal: MappingProposal) -> None:
        self._file, self._proposal = opened, proposal
        self._mapping = dict(proposal.mapping)
        self._view.show_file(opened)

    def _check(self, then: Callable[[ImportPlan], None]) -> None:
        """Plan the import from what is known so far."""
        opened, mapping = self._file, dict(self._mapping)
        if not opened:
            return
        try:
            check_mapping(opened.layout, mapping)
        except CohortDeskError as error:
            self._view.show_problem(str(error))
            return
        cohort, decisions = self._desk.cohort_id, self._decisions()
        self._work.run(
            f"Checking {len(opened.layout.rows):,} rows",
            lambda report: plan_rows(self._db, cohort, opened, mapping, decisions, report),
            done=lambda plan: then(cast("ImportPlan", plan)),
            writes=False,
        )

    def _decisions(self) -> Decisions:
        return Decisions(dict(self._choices), dict(self._same_person))

    def _ask_or_show(self, plan: ImportPlan) -> None:
        """Ask about the agencies if any are unsure; what is suggested stands until changed."""
        self._plan = plan
        if not plan.questions:
            self._show_rows(plan)
            return
        for question in plan.questions:
            if question.suggested:
                self._choices.setdefault(question.key, question.suggested)
        self._view.show_agencies(plan, self._choices, read_known_agencies(self._db))
        self._go(Step.AGENCIES)

    def _leave_agencies(self) -> None:
        questions = self._plan.questions if self._plan else ()
        waiting = [q.spelling for q in questions if q.key not in self._choices]
        if waiting:
            more = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
            self._view.show_problem(
                f"Say which agency “{waiting[0]}”{more} is, or choose “Leave blank”."
            )
        else:
            self._check(then=self._show_rows)

    def _show_rows(self, plan: ImportPlan) -> None:
        self._plan = plan
        self._view.show_rows(plan)
        if self._step is not Step.ROWS:
            self._go(Step.ROWS)

    def _show_done(self, summary: ImportSummary) -> None:
        self._summary = summary
        self._view.show_done(summary)
        self._go(Step.DONE)

    def _import_failed(self, error: CohortDeskError) -> None:
        self._view.show_problem(str(error))
        if isinstance(error, EditedMeanwhile):
            self._check(then=self._show_rows)

    def _go(self, step: Step) -> None:
        self._step = step
        self._view.show_step(step)
