"""The print queue over the window: what waits for the printer, in which order, and how."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.grid import ChipDelegate, Grid
from cohort_desk.ui.kit.places import Place
from cohort_desk.ui.kit.print_form import PrintForm
from cohort_desk.ui.kit.print_job import PrintJob, State
from cohort_desk.ui.kit.print_queue import PrintQueue
from cohort_desk.ui.kit.spare_room import SpareRoom
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.tokens import ToneName
from cohort_desk.ui.kit.widgets import button, label

_SIZE = QSize(1040, 560)
_SIDE = 268
_TONES: dict[State, ToneName] = {
    State.WAITING: "neutral",
    State.PRINTING: "accent",
    State.PRINTED: "success",
    State.STOPPED: "warning",
    State.FAILED: "danger",
}
_STATE = 4
COLUMNS: tuple[Column[PrintJob], ...] = (
    Column("Document", lambda job: job.paper.title, key="title", width=160, grows=True),
    Column("Pages", lambda job: job.choices.pages or "All", key="pages", width=72),
    Column("Copies", lambda job: f"{job.choices.copies}", key="copies", width=72, right=True),
    Column("Printer", lambda job: job.choices.printer or "Usual", key="printer", width=110),
    Column(
        "State",
        lambda job: job.state.value,
        key="state",
        width=120,
        chip=lambda job: Chip(job.state.value, _TONES[job.state]),
    ),
)


class PrintSheet(QDialog):
    """Lists the documents; what is done with them is done to those chosen."""

    def __init__(self, prints: PrintQueue, parent: QWidget) -> None:
        super().__init__(parent)
        self._prints = prints
        self.setWindowTitle("Print queue")
        self.resize(_SIZE)
        self.model = TableModel[PrintJob](COLUMNS)
        self.grid = Grid("Print queue")
        self.grid.setModel(self.model)
        self.grid.setSortingEnabled(False)
        self.grid.setItemDelegateForColumn(_STATE, ChipDelegate(self.grid))
        self.grid.horizontalHeader().setStretchLastSection(False)
        for at, column in enumerate(COLUMNS):
            self.grid.setColumnWidth(at, Theme.current().px(column.width))
        SpareRoom(self.grid, {0: COLUMNS[0].width})
        self.problem = label("", "error", wrap=True)
        self.form: PrintForm | None = None
        self._make_buttons()
        self._lay_out()
        self.grid.selectionModel().selectionChanged.connect(self._selection_moved)
        self.grid.delete_asked.connect(lambda: self._each(prints.remove))
        prints.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the queue as it stands."""
        jobs = self._prints.jobs
        place = Place.of(self.grid, self.model.ids())
        self.model.show_rows(jobs)
        place.restore(self.grid, self.model.ids())
        if jobs and not self.grid.chosen_rows():
            self.grid.selectRow(0)
        waiting = self._prints.waiting
        self.print_all.setText(f"Print {counted(waiting, 'document', 'documents')}")
        self.print_all.setEnabled(waiting > 0)
        self.stop.setEnabled(self._prints.printing is not None)
        self.clear.setEnabled(any(job.state is State.PRINTED for job in jobs))
        self._body.setCurrentIndex(0 if jobs else 1)
        self._selection_moved()

    def chosen(self) -> list[PrintJob]:
        """Return the chosen documents, from the top."""
        return [self.model.row_at(row) for row in self.grid.chosen_rows()]

    def _each(self, change: Callable[[PrintJob], None]) -> None:
        for job in self.chosen():
            change(job)

    def _move(self, places: int) -> None:
        jobs = self.chosen()
        for job in jobs if places < 0 else reversed(jobs):
            self._prints.move(job, places)

    def _selection_moved(self) -> None:
        jobs = self.chosen()
        busy = any(job.state is State.PRINTING for job in jobs)
        self.again.setEnabled(any(job.state is not State.WAITING for job in jobs) and not busy)
        for made in (self.sooner, self.later):
            made.setEnabled(bool(jobs))
        self.remove.setEnabled(bool(jobs) and not busy)
        self.problem.setText(next((job.problem for job in jobs if job.problem), ""))
        self.problem.setVisible(bool(self.problem.text()))
        self._show_form(jobs[0] if len(jobs) == 1 and not busy else None)

    def _show_form(self, job: PrintJob | None) -> None:
        """Show how the chosen document is printed, to be changed."""
        if self.form is not None:
            self._side.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if job is None:
            return
        form = self.form = PrintForm(job.paper.page_count, job.choices)
        self._side.insertWidget(0, form)

        def choose(*_field: object) -> None:
            if (choices := form.choices()) and choices != job.choices:
                self._prints.choose(job, choices)

        form.left.connect(choose)
        form.printer.activated.connect(choose)

    def _make_buttons(self) -> None:
        self.print_all = button("Print", "printer", look="primary")
        self.print_all.clicked.connect(self._prints.start)
        self.stop = button("Stop", "square")
        self.stop.clicked.connect(self._prints.stop)
        self.again = button("Print again", "refresh-cw")
        self.again.clicked.connect(lambda: self._each(self._prints.again))
        self.sooner, self.later = button("Sooner", "arrow-up"), button("Later", "arrow-down")
        self.sooner.clicked.connect(lambda: self._move(-1))
        self.later.clicked.connect(lambda: self._move(1))
        self.remove = button("Remove", "trash-2")
        self.remove.clicked.connect(lambda: self._each(self._prints.remove))
        self.clear = button("Clear printed", look="link")
        self.clear.clicked.connect(self._prints.clear_printed)

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(tokens.S)
        for made in (self.sooner, self.later, self.again, self.remove):
            acts.addWidget(made)
        acts.addStretch(1)
        acts.addWidget(self.clear)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addLayout(acts)
        column.addWidget(self.grid, 1)
        column.addWidget(self.problem)
        self._body = QStackedWidget()
        self._body.addWidget(listed)
        self._body.addWidget(_nothing())
        side = QWidget()
        side.setFixedWidth(Theme.current().px(_SIDE))
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(tokens.M)
        self._side.addStretch(1)
        self._side.addWidget(self.print_all)
        self._side.addWidget(self.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.L, tokens.L, tokens.L, tokens.L)
        row.setSpacing(tokens.L)
        row.addWidget(self._body, 1)
        row.addWidget(side, 0, Qt.AlignmentFlag.AlignRight)


def _nothing() -> EmptyState:
    return EmptyState(
        "printer",
        "Nothing waits for the printer.",
        note="“Add to print queue” in the preview of a document puts it here, so that several are "
        "printed one after another.",
    )
