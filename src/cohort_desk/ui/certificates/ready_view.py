"""Ready to issue: what is still to be done first, who is ready, and who is not and why."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.words import counted
from cohort_desk.services.certificates.batches import Batch
from cohort_desk.services.certificates.ready import ReadyLine, State
from cohort_desk.ui.certificates.presenter.ready import ORDER_WORDS, PrintOrder, Step
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState, LoadingState
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

_TONES: dict[State, tokens.ToneName] = {
    State.READY: "success",
    State.NOT_READY: "warning",
    State.ISSUED: "accent",
}
_CHOICES: Mapping[State, str] = {
    State.READY: "Ready",
    State.NOT_READY: "Not ready",
    State.ISSUED: "Already issued",
}
_DESIGN_WIDTH = 200
_NOBODY = (
    "Certificates are issued to people of a cohort: for the award and for modules once a board "
    "has ratified them, and for attendance once sessions were recorded."
)

COLUMNS: tuple[Column[ReadyLine], ...] = (
    Column("Name", lambda line: line.name, key="name", width=164),
    Column(
        "Status",
        lambda line: str(line.state),
        key="state",
        width=96,
        chip=lambda line: Chip(str(line.state), _TONES[line.state]),
    ),
    Column("Outcome", lambda line: line.outcome, key="outcome", width=92),
    Column("Group", lambda line: line.group, key="group", width=88),
    Column("Agency", lambda line: line.agency, key="agency", width=170, hidden=True),
    Column("Serial", lambda line: line.serial, key="serial", width=160, hidden=True),
    Column("Why", lambda line: line.reason, key="reason", width=320, grows=True),
)


class ReadyView(QWidget):
    """Lists people and passes on to whom certificates are to be issued."""

    searched = Signal(str)
    states_chosen = Signal(tuple)
    widened = Signal()
    selected = Signal(tuple)
    export_asked = Signal()
    step_taken = Signal(str, object)
    rest_asked = Signal(str)
    person_opened = Signal(int)

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self.steps = _Steps()
        self.unfinished = _Unfinished()
        self.search = SearchField("Search people")
        self.states = FilterChips("Status", list(_CHOICES.items()))
        self.design, self.order = QComboBox(), QComboBox()
        self.model = TableModel[ReadyLine](COLUMNS, identity=lambda line: line.participant_id)
        self.table = DataTable(self.model, "Ready to issue", ("person", "people"), memory=memory)
        self.table.offer_export()
        self.nobody = EmptyState(
            "users", "Nobody is in this cohort yet.", "Import people…", _NOBODY
        )
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_steps(self, steps: Sequence[Step]) -> None:
        self.steps.show_steps(steps)
        self._choices.setVisible(all(step.done for step in steps))

    def show_reading(self) -> None:
        """Say that it is being read who is ready."""
        self._body.setCurrentIndex(0)

    def show_unfinished(self, batch: Batch | None) -> None:
        self.unfinished.show_batch(batch)

    def show_ready(self, shown: Sequence[ReadyLine], total: int) -> None:
        self.model.show_rows(shown)
        self.table.set_total(total)
        self._body.setCurrentWidget(self.table if total else self.nobody)

    def show_state_counts(self, counts: Mapping[State, int]) -> None:
        for state, count in counts.items():
            self.states.set_count(state, count)

    def offer_designs(self, designs: Sequence[tuple[int, str]]) -> None:
        """Offer the designs of the kind; the one chosen before stays chosen."""
        before = self.design.currentData()
        with QSignalBlocker(self.design):
            self.design.clear()
            for design_id, name in designs:
                self.design.addItem(name, design_id)
            self.design.setCurrentIndex(max(self.design.findData(before), 0))
        self.design.setEnabled(bool(designs))
        self.design.setPlaceholderText("None yet")

    def design_id(self) -> int:
        """Return the chosen design, 0 if there is none."""
        return int(self.design.currentData() or 0)

    def print_order(self) -> PrintOrder:
        return PrintOrder(str(self.order.currentData()))

    def _lay_out(self) -> None:
        self.design.setMinimumWidth(Theme.current().px(_DESIGN_WIDTH))
        for order, words in ORDER_WORDS.items():
            self.order.addItem(words, order)
        filters = FlowLayout()
        filters.add(self.search, stretch=1)
        filters.add(self.states)
        self._choices = QWidget()
        choices = FlowLayout(self._choices)
        for caption, box in (("Design", self.design), ("Print order", self.order)):
            box.setAccessibleName(caption)
            choices.add(_captioned(caption, box))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(self.steps)
        layout.addWidget(self.unfinished)
        layout.addWidget(self._choices)
        layout.addLayout(filters)
        for part in (LoadingState("Reading who is ready…"), self.table, self.nobody):
            self._body.addWidget(part)
        layout.addWidget(self._body, 1)

    def _connect(self) -> None:
        self.search.searched.connect(self.searched)
        self.search.left_downwards.connect(self.table.take_focus)
        self.states.chosen_changed.connect(self.states_chosen)
        self.table.selection_changed.connect(self.selected)
        self.table.export_asked.connect(self.export_asked)
        self.table.widen_asked.connect(self._widen)
        self.table.opened.connect(self.person_opened)
        self.steps.taken.connect(self.step_taken)
        self.nobody.asked.connect(lambda: self.step_taken.emit("import", None))
        self.unfinished.asked.connect(self.rest_asked)

    def _widen(self) -> None:
        self.search.clear()
        self.states.choose(())
        self.widened.emit()


class _Steps(QFrame):
    """What comes before the first certificate, ticked off as it is done."""

    taken = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName("Before the first certificate")
        self._shown: tuple[Step, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        column.setSpacing(tokens.S)
        column.addWidget(label("Before the first certificate", "heading"))
        column.addLayout(self._rows)
        Theme.current().changed.connect(self._draw)
        self.hide()

    def show_steps(self, steps: Sequence[Step]) -> None:
        self.setVisible(bool(steps))
        if tuple(steps) != self._shown:
            self._shown = tuple(steps)
            self._draw()

    def _draw(self) -> None:
        clear_layout(self._rows)
        for number, step in enumerate(self._shown, start=1):
            self._rows.addWidget(self._row(number, step))

    def _row(self, number: int, step: Step) -> QWidget:
        shell = QWidget()
        row = QHBoxLayout(shell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S)
        theme = Theme.current()
        sign = QLabel()
        sign.setFixedWidth(theme.px(tokens.XL))
        icon, role = ("circle-check", "success") if step.done else ("circle-dot", "muted")
        sign.setPixmap(theme.pixmap(icon, tokens.ICON, role))
        sign.setAccessibleName("Done" if step.done else "To do")
        row.addWidget(sign)
        words = label(f"{number}. {step.words}", "muted" if step.done else "strong", wrap=True)
        row.addWidget(words, 1)
        go = button(step.action, look="link")
        go.clicked.connect(lambda: self.taken.emit(step.page, step.record))
        go.setVisible(not step.done)
        row.addWidget(go)
        shell.setMinimumHeight(theme.px(tokens.XL + tokens.XS))
        return shell


class _Unfinished(QFrame):
    """A batch that was stopped, and the way to go on with it."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._batch = ""
        self.words = label("", wrap=True)
        self.go = button("Issue the others…", "play")
        self.go.clicked.connect(lambda: self.asked.emit(self._batch))
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.L, tokens.S, tokens.M, tokens.S)
        row.addWidget(self.words, 1)
        row.addWidget(self.go)
        self.hide()

    def show_batch(self, batch: Batch | None) -> None:
        self.setVisible(batch is not None)
        if batch:
            self._batch = batch.id
            all_of_them = counted(batch.of, "certificate", "certificates")
            self.words.setText(
                f"A batch of {all_of_them} ({batch.title}) was stopped after {batch.issued:,}. "
                "What was issued stays issued."
            )
            self.go.setText(f"Issue the other {batch.left:,}…")


def _captioned(caption: str, box: QComboBox) -> QWidget:
    shell = QWidget()
    row = QHBoxLayout(shell)
    row.setContentsMargins(0, 0, tokens.S, 0)
    row.setSpacing(tokens.S)
    words = label(caption, "label")
    words.setBuddy(box)
    row.addWidget(words)
    row.addWidget(box)
    return shell
