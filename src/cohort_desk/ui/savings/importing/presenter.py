"""What an import of benefits does, step by step; free of Qt."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol, cast

from cohort_desk.domain.errors import CohortDeskError, EditedMeanwhile
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.savings.sheets import SheetField
from cohort_desk.exchange.people import sheet_named
from cohort_desk.exchange.savings.importing import used_layout, write_refused
from cohort_desk.exchange.savings.mapping import check_mapping, mapping_of, taken
from cohort_desk.exchange.tables_out import check_place
from cohort_desk.services.history import undo_step
from cohort_desk.services.savings.imports.choices import Choices, read_choices
from cohort_desk.services.savings.imports.plans import (
    Answers,
    BenefitImport,
    BenefitPlan,
    NameKey,
    Otherwise,
)
from cohort_desk.services.savings.imports.writing import LOOKED_AT, apply_benefits
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.kit.wizard_work import WizardWork
from cohort_desk.ui.savings.importing.steps import Step
from cohort_desk.ui.savings.importing.work import (
    Reading,
    plan_rows,
    read_below,
    read_file,
    read_sheet,
)


class ImportView(Protocol):
    """What the presenter needs of its view."""

    def show_step(self, step: Step) -> None: ...
    def show_file(self, reading: Reading | None) -> None: ...
    def show_columns(
        self, reading: Reading, mapping: Mapping[int, SheetField], otherwise: Otherwise
    ) -> None: ...
    def show_names(
        self, plan: BenefitPlan, names: Mapping[NameKey, int | None], choices: Choices
    ) -> None: ...
    def show_rows(self, plan: BenefitPlan) -> None: ...
    def show_done(self, done: BenefitImport) -> None: ...
    def show_undone(self) -> None: ...
    def show_problem(self, sentence: str) -> None: ...
    def show_busy(self, sentence: str) -> None: ...
    def show_progress(self, done: int, total: int) -> None: ...
    def show_idle(self) -> None: ...


class ImportPresenter:
    """Answers the wizard; nothing is written before `import_all`."""

    def __init__(self, view: ImportView, desk: Desk, leave: Callable[[], None]) -> None:
        self._view, self._desk, self._db, self._leave = view, desk, desk.db, leave
        self._work = WizardWork(view, desk)
        self.start_over()

    def start_over(self) -> None:
        """Forget the file and go to the first step."""
        self._step = Step.FILE
        self._reading: Reading | None = None
        self._mapping: dict[int, SheetField] = {}
        self._otherwise = Otherwise()
        self._names: dict[NameKey, int | None] = {}
        self._plan: BenefitPlan | None = None
        self._done: BenefitImport | None = None
        self._view.show_problem("")
        self._view.show_file(None)
        self._go(Step.FILE)

    def come_back(self) -> None:
        """Begin anew when the wizard is gone to after an import that is done."""
        if self._step is Step.DONE:
            self.start_over()

    # Step 1: the file and its sheet

    def choose_file(self, kinds: str) -> None:
        path = self._desk.dialogs.path_to_open("Choose the spreadsheet of savings", kinds)
        if path:
            self.open_file(path)

    def open_file(
        self, path: Path, *, encoding: str | None = None, delimiter: str | None = None
    ) -> None:
        """Read a file and show the list found in it."""
        self._view.show_problem("")
        db, cohort_id = self._db, self._desk.cohort_id
        self._work.run(
            f"Reading {path.name}",
            lambda _: read_file(db, cohort_id, path, encoding, delimiter),
            done=lambda found: self._show_new_file(cast("Reading", found)),
            writes=False,
        )

    def read_as(self, encoding: str | None, delimiter: str | None) -> None:
        """Read the text file again, as the user says it is written."""
        if self._reading:
            path = self._reading.opened.workbook.path
            self.open_file(path, encoding=encoding, delimiter=delimiter)

    def choose_sheet(self, name: str) -> None:
        if self._reading:
            book, cohort_id = self._reading.opened.workbook, self._desk.cohort_id
            sheet = sheet_named(book, name)
            self._work.run(
                f"Reading {name}",
                lambda _: read_sheet(self._db, cohort_id, book, sheet),
                done=lambda found: self._show_file(cast("Reading", found)),
                writes=False,
            )

    def choose_header_row(self, row: int) -> None:
        """Read the list anew below this row; 0 says that it has no headings."""
        if self._reading and row != self._reading.opened.layout.header_row:
            self._show_file(read_below(self._db, self._desk.cohort_id, self._reading.opened, row))

    # Step 2: the columns, and what holds where they say nothing

    def map_column(self, column: int, field: SheetField | None) -> None:
        """Say what a column holds."""
        self._mapping = taken(self._mapping, column, field)
        self._show_columns()

    def say_otherwise(self, name: str, value: object) -> None:
        """Say what holds where the sheet says nothing."""
        self._otherwise = replace(self._otherwise, **{name: value})

    # Step 3: names

    def answer_name(self, key: NameKey, record_id: int | None) -> None:
        """Say which record an unsure name means; None for none of them."""
        self._names[key] = record_id

    # Going on and back

    def go_on(self) -> None:
        """Do what the main button says at this step."""
        self._view.show_problem("")
        match self._step:
            case Step.FILE if self._reading:
                self._show_columns()
                self._go(Step.COLUMNS)
            case Step.COLUMNS:
                self._check(then=self._ask_or_show)
            case Step.NAMES:
                self._check(then=self._show_rows)
            case Step.ROWS:
                self.import_all()
            case Step.DONE:
                self.leave()
            case _:
                pass

    def go_back(self) -> None:
        self._view.show_problem("")
        match self._step:
            case Step.COLUMNS:
                self._go(Step.FILE)
            case Step.NAMES:
                self._go(Step.COLUMNS)
            case Step.ROWS:
                asked = self._plan and self._plan.questions
                self._go(Step.NAMES if asked else Step.COLUMNS)
            case Step.FILE | Step.DONE:
                self.start_over()

    def leave(self) -> None:
        """Go back to the benefits; what was not imported is forgotten."""
        self.stop()
        self.start_over()
        self._leave()

    def import_all(self) -> None:
        """Write what the plan says."""
        plan, reading = self._plan, self._reading
        if not plan or not reading:
            return
        layout = used_layout(reading.opened.layout, self._mapping)
        self._work.writing = True
        self._work.run(
            f"Importing {plan.source}",
            lambda report: apply_benefits(self._db, plan, layout, report),
            done=lambda done: self._show_done(cast("BenefitImport", done)),
            failed=self._import_failed,
        )

    def undo(self) -> None:
        """Take the whole import back."""
        step = self._done.step_id if self._done else None
        if step is not None:
            self._work.run(
                "Undoing the import",
                lambda _: undo_step(self._db, step),
                done=lambda _: self._view.show_undone(),
            )

    def save_refused(self) -> None:
        """Save the refused rows with their reasons."""
        plan, reading = self._plan, self._reading
        if not plan or not reading:
            return
        source = reading.opened.workbook.path
        path = self._desk.dialogs.path_to_save(
            "Save the refused rows", f"Refused from {source.stem}.xlsx", SHEETS_OUT
        )
        if path is None:
            return
        self._view.show_problem("")

        def save(report: Progress) -> int:
            check_place(path, source)
            return write_refused(reading.opened.layout, plan, path, report)

        self._work.run(
            "Saving the refused rows",
            save,
            done=lambda _: self._desk.say(f"The refused rows are in “{path.name}”."),
            writes=False,
        )

    # What happens meanwhile

    def stop(self) -> None:
        """Stop what is running; nothing it would have written is written."""
        self._work.stop()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Check the rows again when what they rest on has changed under the plan."""
        if kinds & LOOKED_AT and self._step is Step.ROWS and not self._work.writing:
            self._check(then=self._show_rows)

    def show_cohort(self) -> None:
        """Have the rows checked again, for the cohort now chosen."""
        self.stop()
        if self._step in (Step.COLUMNS, Step.NAMES, Step.ROWS) and self._reading:
            self._otherwise = replace(self._otherwise, project_id=None)
            opened = self._reading.opened
            self._reading = read_below(
                self._db, self._desk.cohort_id, opened, opened.layout.header_row
            )
            self._show_columns()
            self._go(Step.COLUMNS)

    def _show_new_file(self, reading: Reading) -> None:
        self._names, self._otherwise = {}, Otherwise()
        self._show_file(reading)
        self._go(Step.FILE)

    def _show_file(self, reading: Reading) -> None:
        self._reading = reading
        self._mapping = mapping_of(reading.columns)
        self._view.show_file(reading)

    def _show_columns(self) -> None:
        if self._reading:
            self._view.show_columns(self._reading, self._mapping, self._otherwise)

    def _check(self, then: Callable[[BenefitPlan], None]) -> None:
        """Plan the import from what is known so far."""
        reading, mapping = self._reading, dict(self._mapping)
        if not reading:
            return
        try:
            check_mapping(reading.opened.layout, mapping)
        except CohortDeskError as error:
            self._view.show_problem(str(error))
            return
        cohort_id, answers = self._desk.cohort_id, Answers(dict(self._names), self._otherwise)
        self._work.run(
            f"Checking {len(reading.opened.layout.rows):,} rows",
            lambda report: plan_rows(self._db, cohort_id, reading, mapping, answers, report),
            done=lambda plan: then(cast("BenefitPlan", plan)),
            writes=False,
        )

    def _ask_or_show(self, plan: BenefitPlan) -> None:
        """Ask about the names that are unsure; what is suggested stands until changed."""
        self._plan = plan
        if not plan.questions:
            self._show_rows(plan)
            return
        for question in plan.questions:
            if question.suggested is not None:
                self._names.setdefault(question.key, question.suggested)
        self._view.show_names(plan, self._names, read_choices(self._db))
        self._go(Step.NAMES)

    def _show_rows(self, plan: BenefitPlan) -> None:
        self._plan = plan
        self._view.show_rows(plan)
        if self._step is not Step.ROWS:
            self._go(Step.ROWS)

    def _show_done(self, done: BenefitImport) -> None:
        self._done = done
        self._view.show_done(done)
        self._go(Step.DONE)

    def _import_failed(self, error: CohortDeskError) -> None:
        self._view.show_problem(str(error))
        if isinstance(error, EditedMeanwhile):
            self._check(then=self._show_rows)

    def _go(self, step: Step) -> None:
        self._step = step
        self._view.show_step(step)
