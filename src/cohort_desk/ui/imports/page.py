"""The import page: five steps from a spreadsheet to people."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import (
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.imports import ImportField
from cohort_desk.domain.words import counted
from cohort_desk.exchange.mapping import MappingProposal, Twin
from cohort_desk.services.agencies.matching import KnownAgency
from cohort_desk.services.imports import (
    AgencyChoice,
    ImportPlan,
    ImportSummary,
    RowOutcome,
)
from cohort_desk.ui.imports.agencies_step import AgenciesStep, first_open
from cohort_desk.ui.imports.columns_step import ColumnsStep, first_line
from cohort_desk.ui.imports.done_step import DoneStep
from cohort_desk.ui.imports.rows_step import RowPanel, RowsStep
from cohort_desk.ui.imports.steps import Step
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.busy_bar import BusyBar
from cohort_desk.ui.kit.drops import dropped_paths
from cohort_desk.ui.kit.open_file import OpenFile
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.sheet_step import SheetStep
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import Tag, label

_BUSY_AFTER_MS = 200
_HELP = (
    "Choose a spreadsheet, or drop it here. Check which row has the headings, then what each "
    "column holds, then the agencies whose spelling is not sure: each is asked once and "
    "remembered. Then see what becomes of every row. Nothing is saved before you press Import, "
    "and Undo takes the whole import back."
)
_NEXT = {
    Step.FILE: "Next: columns",
    Step.COLUMNS: "Next: check the rows",
    Step.AGENCIES: "Next: see every row",
    Step.ROWS: "Import",
    Step.DONE: "Form groups",
}


class ImportPage(Page):
    """Shows the steps and passes on what the user does."""

    file_dropped = Signal(Path)
    next_asked = Signal()
    back_asked = Signal()
    stop_asked = Signal()
    doubt_answered = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__("Import people", help_text=_HELP)
        self.setAcceptDrops(True)
        self.back = self.add_action("Back", "chevron-left")
        self.next = self.set_primary(_NEXT[Step.FILE])
        self.back.clicked.connect(self.back_asked)
        self.next.clicked.connect(self.next_asked)
        self._track = {step: self.add_filter(Tag(_numbered(step))) for step in Step}
        self.file = SheetStep(_nothing(), ("person", "people"))
        self.columns = ColumnsStep()
        self.agencies = AgenciesStep()
        self.rows = RowsStep()
        self.done = DoneStep()
        self._steps: dict[Step, QWidget] = {
            Step.FILE: self.file,
            Step.COLUMNS: self.columns,
            Step.AGENCIES: self.agencies,
            Step.ROWS: self.rows,
            Step.DONE: self.done,
        }
        self._step = Step.FILE
        self._busy = False
        self._ready = {Step.DONE: True, Step.COLUMNS: True, Step.AGENCIES: True}
        self.problem = label("", "error", wrap=True)
        self._body = QStackedWidget()
        for step in self._steps.values():
            self._body.addWidget(step)
        self.busy = BusyBar()
        self.busy.stop.clicked.connect(self.stop_asked)
        self._busy_soon = QTimer(self)
        self._busy_soon.setSingleShot(True)
        self._busy_soon.setInterval(_BUSY_AFTER_MS)
        self._busy_soon.timeout.connect(self.busy.show)
        self.rows.row_chosen.connect(self._open_row)
        self.set_content(self._laid_out())

    # ---------------------------------------------------------------- what the presenter shows

    def open_record(self, record: object) -> None:
        if isinstance(record, Path):
            self.file_dropped.emit(record)

    def show_step(self, step: Step) -> None:
        self._step = step
        self._body.setCurrentWidget(self._steps[step])
        for each, tag in self._track.items():
            here, past = each is step, each < step
            tag.show_text(_numbered(each), "accent" if here else "success" if past else "neutral")
            tag.setAccessibleName(f"{_numbered(each)}{', this step' if here else ''}")
        self.back.setVisible(step not in (Step.FILE, Step.DONE))
        if step is not Step.ROWS:
            self.next.setText(_NEXT[step])
            self.detail.close_panel()
        self._enable()
        self._start_at(step)

    def show_file(self, opened: OpenFile | None) -> None:
        self.file.show_file(opened)
        self._ready[Step.FILE] = bool(opened and opened.layout.rows)
        name = f"{opened.workbook.path.name} · " if opened else ""
        self.set_context(f"{name}Nothing is saved before you press Import.")
        self._enable()

    def show_columns(
        self,
        proposal: MappingProposal,
        mapping: Mapping[ImportField, int],
        twins: Sequence[Twin],
    ) -> None:
        self.show_problem("")
        self.columns.show_columns(proposal, mapping, twins)

    def show_agencies(
        self,
        plan: ImportPlan,
        choices: Mapping[str, AgencyChoice],
        known: tuple[KnownAgency, ...],
    ) -> None:
        self.agencies.show_questions(plan.questions, choices, known)

    def show_rows(self, plan: ImportPlan) -> None:
        people = sum(row.written for row in plan.rows)
        self.rows.show_plan(plan)
        self.next.setText(f"Import {counted(people, 'person', 'people')}")
        self._ready[Step.ROWS] = people > 0 or any(row.group for row in plan.rows)
        self._enable()

    def show_done(self, summary: ImportSummary) -> None:
        self.set_context(summary.source)
        self.done.show_summary(summary)

    def show_undone(self) -> None:
        self.done.show_undone()

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def show_busy(self, sentence: str) -> None:
        self._busy = True
        self.busy.start(sentence)
        self._busy_soon.start()
        self._body.setEnabled(False)
        self._enable()

    def show_progress(self, done: int, total: int) -> None:
        self.busy.bar.setRange(0, total)
        self.busy.bar.setValue(done)

    def show_idle(self) -> None:
        self._busy = False
        self._busy_soon.stop()
        self.busy.hide()
        self._body.setEnabled(True)
        self._enable()
        self._start_at(self._step)

    # ---------------------------------------------------------------- what the user does

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event) and not self._busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event)
        if path:
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def hideEvent(self, event: QHideEvent) -> None:
        self._busy_soon.stop()
        super().hideEvent(event)

    def start_search(self) -> None:
        """Put the cursor into the search of the rows, where they are shown."""
        if self._step is Step.ROWS:
            self.rows.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_row(self, row: RowOutcome | None) -> None:
        if row is None or not (row.reason or row.changes or row.to_check):
            self.detail.close_panel()
            return
        panel = RowPanel(row)
        panel.answered.connect(self.doubt_answered)
        self.detail.show_widget(row.name or f"Row {row.row}", panel)

    def _enable(self) -> None:
        self.next.setEnabled(not self._busy and self._ready.get(self._step, False))
        self.back.setEnabled(not self._busy)

    def _start_at(self, step: Step) -> None:
        """Put the keyboard where the step begins, if it is nowhere useful on this page."""
        focus = self.focusWidget()
        if not self.isVisible() or (focus and self._steps[step].isAncestorOf(focus)):
            return
        starts: dict[Step, QWidget | None] = {
            Step.FILE: self.next if self.next.isEnabled() else self.file.nothing.action,
            Step.COLUMNS: first_line(self.columns),
            Step.AGENCIES: first_open(self.agencies),
            Step.ROWS: self.next,
            Step.DONE: self.next,
        }
        if start := starts[step]:
            start.setFocus()

    def _laid_out(self) -> QWidget:
        shell = QWidget()
        layout = QVBoxLayout(shell)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.problem)
        layout.addWidget(self._body, 1)
        layout.addWidget(self.busy)
        self.problem.hide()
        return shell


def _nothing() -> EmptyState:
    return EmptyState(
        "file-spreadsheet",
        "Drop the nominees’ spreadsheet here.",
        "Choose a file…",
        "Excel, OpenDocument, CSV or text, just as the agencies sent it: title lines, blank "
        "rows and totals are no matter. A roster from Moodle or CATME will do too. Nothing is "
        "saved until you have seen what becomes of every row.",
    )


def _numbered(step: Step) -> str:
    return f"{step.value}  {step.title}"


def _dropped_file(event: QDropEvent) -> Path | None:
    paths = dropped_paths(event)
    return paths[0] if len(paths) == 1 else None
