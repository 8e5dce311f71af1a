"""The import of benefits in five steps, in the place of a view of savings."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.domain.savings.sheets import SheetField
from cohort_desk.domain.words import counted
from cohort_desk.services.savings.imports.choices import Choices
from cohort_desk.services.savings.imports.plans import (
    BenefitImport,
    BenefitPlan,
    NameKey,
    Otherwise,
    PlannedBenefit,
)
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.busy_bar import BusyBar
from cohort_desk.ui.kit.drops import DropArea
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.sheet_step import SheetStep
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import OneLine, Tag, button, label
from cohort_desk.ui.savings.importing.columns_step import ColumnsStep, first_line
from cohort_desk.ui.savings.importing.done_step import DoneStep
from cohort_desk.ui.savings.importing.names_step import NamesStep, first_open
from cohort_desk.ui.savings.importing.rows_step import RowPanel, RowsStep
from cohort_desk.ui.savings.importing.steps import Step
from cohort_desk.ui.savings.importing.work import Reading

_BUSY_AFTER_MS = 200
_NEXT = {
    Step.FILE: "Next: columns",
    Step.COLUMNS: "Next: check the rows",
    Step.NAMES: "Next: see every row",
    Step.ROWS: "Import",
    Step.DONE: "See the benefits",
}
_WAITING = (
    "An export of savings, or an office’s own tracker with other headings: title lines, blank rows "
    "and totals are no matter, and “c £150K annually” is understood. Nothing is saved until you "
    "have seen what becomes of every row."
)


class ImportWizard(DropArea):
    """Shows the steps and passes on what the user does."""

    file_dropped = Signal(Path)
    next_asked = Signal()
    back_asked = Signal()
    leave_asked = Signal()
    stop_asked = Signal()

    def __init__(self, detail: DetailPanel) -> None:
        super().__init__()
        self._detail = detail
        self.leave_button = button("Leave the import", "x")
        self.back = button("Back", "chevron-left")
        self.next = button(_NEXT[Step.FILE], look="primary")
        self._track = {step: Tag(_numbered(step)) for step in Step}
        self.file = SheetStep(
            EmptyState(
                "file-spreadsheet",
                "Drop a spreadsheet of savings here.",
                "Choose a file…",
                _WAITING,
            ),
            ("benefit", "benefits"),
        )
        self.columns, self.names = ColumnsStep(), NamesStep()
        self.rows, self.done = RowsStep(), DoneStep()
        self._steps: dict[Step, QWidget] = {
            Step.FILE: self.file,
            Step.COLUMNS: self.columns,
            Step.NAMES: self.names,
            Step.ROWS: self.rows,
            Step.DONE: self.done,
        }
        self._step, self._busy = Step.FILE, False
        self._ready = {Step.DONE: True, Step.COLUMNS: True, Step.NAMES: True}
        self.context = OneLine("muted")
        self.problem = label("", "error", wrap=True)
        self._body = QStackedWidget()
        self.busy = BusyBar()
        self._busy_soon = QTimer(self)
        self._busy_soon.setSingleShot(True)
        self._busy_soon.setInterval(_BUSY_AFTER_MS)
        self._busy_soon.timeout.connect(self.busy.show)
        self._lay_out()
        self._connect()

    @property
    def actions_of_page(self) -> Sequence[QPushButton]:
        """The buttons that the head of the page has while the wizard is seen."""
        return (self.leave_button, self.back, self.next)

    # ---------------------------------------------------------------- what the presenter shows

    def show_step(self, step: Step) -> None:
        self._step = step
        self._body.setCurrentWidget(self._steps[step])
        for each, tag in self._track.items():
            here, past = each is step, each < step
            tag.show_text(_numbered(each), "accent" if here else "success" if past else "neutral")
            tag.setAccessibleName(f"{_numbered(each)}{', this step' if here else ''}")
        if step is not Step.ROWS:
            self.next.setText(_NEXT[step])
            self._detail.close_panel()
        self._enable()
        self._start_at(step)

    def show_file(self, reading: Reading | None) -> None:
        self.file.show_file(reading.opened if reading else None)
        self._ready[Step.FILE] = bool(reading and reading.opened.layout.rows)
        name = f"{reading.opened.workbook.path.name} · " if reading else ""
        self.context.setText(f"{name}Nothing is saved before you press Import.")
        self._enable()

    def show_columns(
        self, reading: Reading, mapping: Mapping[int, SheetField], otherwise: Otherwise
    ) -> None:
        self.show_problem("")
        self.columns.show_columns(reading, mapping, otherwise)

    def show_names(
        self, plan: BenefitPlan, names: Mapping[NameKey, int | None], choices: Choices
    ) -> None:
        self.names.show_questions(plan.questions, names, choices)

    def show_rows(self, plan: BenefitPlan) -> None:
        lines = sum(row.written for row in plan.rows)
        self.rows.show_plan(plan)
        self.next.setText(f"Import {counted(lines, 'benefit', 'benefits')}")
        self._ready[Step.ROWS] = lines > 0
        self._enable()

    def show_done(self, done: BenefitImport) -> None:
        self.context.setText(done.source)
        self.done.show_done(done)

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

    @property
    def has_file(self) -> bool:
        """Whether a file is open that has not been imported yet."""
        return self._step is not Step.DONE and self.file.currentIndex() > 0

    def hideEvent(self, event: QHideEvent) -> None:
        self._busy_soon.stop()
        super().hideEvent(event)

    def start_search(self) -> None:
        """Put the cursor into the search of the rows, where they are shown."""
        if self._step is Step.ROWS:
            self.rows.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _dropped(self, paths: Sequence[Path]) -> None:
        if len(paths) == 1 and not self._busy:
            self.file_dropped.emit(paths[0])

    def _open_row(self, row: PlannedBenefit | None) -> None:
        if row is None or not (row.reason or row.changes or row.remark):
            self._detail.close_panel()
        else:
            self._detail.show_widget(row.title or f"Row {row.row}", RowPanel(row))

    def _enable(self) -> None:
        self.next.setEnabled(not self._busy and self._ready.get(self._step, False))
        self.back.setEnabled(not self._busy and self._step not in (Step.FILE, Step.DONE))
        self.leave_button.setEnabled(self._step is not Step.DONE)

    def _start_at(self, step: Step) -> None:
        """Put the keyboard where the step begins, if it is nowhere useful in the wizard."""
        focus = self.window().focusWidget()
        if not self.isVisible() or (focus and self._steps[step].isAncestorOf(focus)):
            return
        starts: dict[Step, QWidget | None] = {
            Step.FILE: self.next if self.next.isEnabled() else self.file.nothing.action,
            Step.COLUMNS: first_line(self.columns),
            Step.NAMES: first_open(self.names),
            Step.ROWS: self.next,
            Step.DONE: self.next,
        }
        if start := starts[step]:
            start.setFocus()

    def _connect(self) -> None:
        self.dropped.connect(self._dropped)
        self.next.clicked.connect(self.next_asked)
        self.back.clicked.connect(self.back_asked)
        self.leave_button.clicked.connect(self.leave_asked)
        self.busy.stop.clicked.connect(self.stop_asked)
        self.rows.row_chosen.connect(self._open_row)

    def _lay_out(self) -> None:
        track = FlowLayout()
        for tag in self._track.values():
            track.add(tag)
        track.add(self.context, stretch=1)
        for step in self._steps.values():
            self._body.addWidget(step)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(track)
        layout.addWidget(self.problem)
        layout.addWidget(self._body, 1)
        layout.addWidget(self.busy)
        self.problem.hide()


def _numbered(step: Step) -> str:
    return f"{step.value}  {step.title}"
