"""The register: a line for each person, a key for each way to attend."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.attendance import ATTENDANCE_WORDS, Attendance
from cohort_desk.services.attendance import Entry, Register, SessionLine
from cohort_desk.ui.attendance.presenter.words import written_counts, written_day
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.filters import SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.grid import ChipDelegate, Grid
from cohort_desk.ui.kit.places import Place
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.tokens import ToneName
from cohort_desk.ui.kit.widgets import button, label

_TONES: dict[Attendance, ToneName] = {
    Attendance.PRESENT: "success",
    Attendance.LATE: "warning",
    Attendance.EXCUSED: "neutral",
    Attendance.ABSENT: "danger",
}
_STATUS, _NOTE = 2, 3
_KEYS = {words[0].casefold(): status for status, words in ATTENDANCE_WORDS.items()}
SHORTCUTS = (
    *((f"Record {words.casefold()}", words[0]) for words in ATTENDANCE_WORDS.values()),
    ("Take a record out", "Del"),
    ("Note why", "F2"),
)
_HELP = "P present, L late, E excused, A absent; the next line follows. Delete takes out, F2 notes."


def _words(entry: Entry) -> str:
    return "" if entry.status is None else ATTENDANCE_WORDS[entry.status]


def _chip(entry: Entry) -> Chip | None:
    return None if entry.status is None else Chip(_words(entry), _TONES[entry.status])


COLUMNS: tuple[Column[Entry], ...] = (
    Column("Name", lambda entry: entry.name, width=240),
    Column("Agency", lambda entry: entry.agency, width=260),
    Column("Attendance", _words, width=130, chip=_chip),
    Column("Note", lambda entry: entry.note, width=220, editable=True),
)


class RegisterGrid(Grid):
    """A grid whose letters record how the person in the current line attended."""

    marked = Signal(int, object)
    edit_ended = Signal()

    def __init__(self, model: TableModel[Entry]) -> None:
        super().__init__("Register")
        self.entries = model
        self.setModel(model)
        self.setItemDelegateForColumn(_STATUS, ChipDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    @property
    def is_editing(self) -> bool:
        """Whether a note is being typed."""
        return self.state() == QAbstractItemView.State.EditingState

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.edit_ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        status = _KEYS.get(event.text().casefold()) if plain else None
        if self.is_editing or row < 0:
            super().keyPressEvent(event)
        elif status is not None:
            self._mark(row, status)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._mark(row, None)
        elif event.key() == Qt.Key.Key_F2:
            self.edit(self.entries.index(row, _NOTE))
        else:
            super().keyPressEvent(event)

    def _mark(self, row: int, status: Attendance | None) -> None:
        participant_id = self.entries.row_at(row).participant_id
        following = min(row + 1, self.entries.rowCount() - 1)
        self.setCurrentIndex(self.entries.index(following, 0))
        self.marked.emit(participant_id, status)


class RegisterView(QWidget):
    """Shows the register of one session and passes on what is recorded."""

    session_chosen = Signal(int)
    marked = Signal(int, object)
    noted = Signal(int, str)
    rest_marked = Signal()
    searched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sessions = QComboBox()
        self.sessions.setAccessibleName("Session")
        self.sessions.setMinimumWidth(Theme.current().px(320))
        self.search = SearchField("Search people")
        self.counts = label("", "muted")
        self.rest = button("Mark everybody else present", "check")
        self.model = TableModel[Entry](COLUMNS, identity=lambda entry: entry.participant_id)
        self.grid = RegisterGrid(self.model)
        self.buttons = FlowLayout()
        self._waiting: tuple[Register, tuple[Entry, ...]] | None = None
        self._lay_out()
        self._connect()

    def offer_sessions(self, sessions: Sequence[SessionLine], chosen: int) -> None:
        with QSignalBlocker(self.sessions):
            self.sessions.clear()
            for line in sessions:
                self.sessions.addItem(f"{written_day(line)}: {line.title}", line.id)
            self.sessions.setCurrentIndex(self.sessions.findData(chosen))

    def show_register(self, register: Register, shown: Sequence[Entry]) -> None:
        """Show a register; while a note is being typed that waits, or the note would go."""
        if self.grid.is_editing:
            self._waiting = register, tuple(shown)
            return
        self._waiting = None
        place = Place.of(self.grid, self.model.ids())
        self.model.show_rows(shown)
        place.restore(self.grid, self.model.ids())
        line = register.session
        self.counts.setText(written_counts(line.counts, line.unrecorded))
        self.rest.setEnabled(line.unrecorded > 0)
        self._body.setCurrentIndex(0 if register.entries else 1)

    def show_no_register(self) -> None:
        self.model.show_rows(())
        self.counts.clear()
        self.rest.setEnabled(False)
        self._body.setCurrentIndex(1)

    def take_focus(self) -> None:
        """Go to the first person of whom nothing is recorded."""
        rows = range(self.model.rowCount())
        row = next((row for row in rows if self.model.row_at(row).status is None), 0)
        self.grid.setCurrentIndex(self.model.index(row, 0))
        self.grid.setFocus()

    def _lay_out(self) -> None:
        for column, made in enumerate(COLUMNS):
            self.grid.setColumnWidth(column, Theme.current().px(made.width))
        top = FlowLayout()
        top.add(self.sessions)
        top.add(self.search, stretch=1)
        top.add(self.rest)
        for status, words in ATTENDANCE_WORDS.items():
            made = button(f"{words} ({words[0]})")
            made.clicked.connect(lambda _=False, status=status: self._press(status))
            self.buttons.add(made)
        self.buttons.add(self.counts)
        self._body = QStackedWidget()
        self._body.addWidget(self.grid)
        self._body.addWidget(EmptyState("users", "Nobody is on this register."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(top)
        layout.addLayout(self.buttons)
        layout.addWidget(self._body, 1)
        layout.addWidget(label(_HELP, "small", wrap=True))

    def _connect(self) -> None:
        self.sessions.activated.connect(
            lambda: self.session_chosen.emit(self.sessions.currentData())
        )
        self.search.searched.connect(self.searched)
        self.search.left_downwards.connect(self.take_focus)
        self.rest.clicked.connect(self.rest_marked)
        self.grid.marked.connect(self.marked)
        self.model.edited.connect(self._noted)
        self.grid.edit_ended.connect(self._show_what_waits)

    def _press(self, status: Attendance) -> None:
        row = self.grid.currentIndex().row()
        if row >= 0:
            self.marked.emit(self.model.row_at(row).participant_id, status)
            following = min(row + 1, self.model.rowCount() - 1)
            self.grid.setCurrentIndex(self.model.index(following, 0))
            self.grid.setFocus()

    def _show_what_waits(self) -> None:
        if self._waiting is not None:
            self.show_register(*self._waiting)

    def _noted(self, row: int, _column: int, text: str) -> None:
        self.noted.emit(self.model.row_at(row).participant_id, text)
