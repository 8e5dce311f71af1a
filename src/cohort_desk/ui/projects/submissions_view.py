"""The list of submissions of one sitting, and the preview of a folder that is to be taken in."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.domain.submissions.words import HOLDS
from cohort_desk.services.submissions import Owner
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.drops import DropArea
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState, State
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.projects.parts import state_tone
from cohort_desk.ui.projects.presenter.folder import FileShown
from cohort_desk.ui.projects.presenter.submissions import FILTERS, Choice
from cohort_desk.ui.projects.presenter.words import SubmissionShown


def _late(row: SubmissionShown) -> Chip | None:
    return Chip(row.late, "warning") if row.late else None


def _held(row: SubmissionShown) -> Chip | None:
    return Chip(HOLDS[row.line.holds[0].kind], "danger") if row.line.holds else None


COLUMNS: tuple[Column[SubmissionShown], ...] = (
    Column("Who", lambda row: row.line.name, key="name", width=150, grows=True),
    Column(
        "State",
        lambda row: row.state.value,
        key="state",
        chip=lambda row: Chip(row.state.value, state_tone(row.state)),
        width=112,
    ),
    Column("Late by", lambda row: row.late, key="late", chip=_late, width=124),
    Column("Held", lambda row: row.held, key="held", chip=_held, width=164),
    Column("Handed in", lambda row: row.handed_in, key="handed_in", width=178),
    Column("Due", lambda row: row.due, key="due", width=178),
    Column("Code", lambda row: row.line.code, key="code", width=72),
    Column("Files", lambda row: row.files, key="files", width=150, hidden=True),
)
FILE_COLUMNS: tuple[Column[FileShown], ...] = (
    Column(
        "Taken in",
        lambda row: "Yes" if row.taken else "No",
        key="taken",
        chip=lambda row: Chip("Yes", "success") if row.taken else Chip("No"),
        width=84,
    ),
    Column("File", lambda row: row.file.shown, key="file", width=240),
    Column("Whose", lambda row: row.owner_name or "Nobody’s yet", key="whose", width=150),
    Column("Told by", lambda row: row.file.by, key="by", width=110),
    Column("Why not", lambda row: row.why_not, key="why", width=400, grows=True),
)


class SubmissionsList(DropArea):
    """Shows a line for every expected owner; a folder dropped on it is looked through."""

    sitting_chosen = Signal(tuple)
    searched = Signal(str)
    kinds_chosen = Signal(tuple)
    widened = Signal()
    opened = Signal(int)
    export_asked = Signal()
    modules_wanted = Signal()

    def __init__(self, memory: Memory | None) -> None:
        super().__init__()
        self.sitting = QComboBox()
        self.sitting.setAccessibleName("Assessment and sitting")
        self.search = SearchField("Search submissions")
        self.kinds = FilterChips("Show", list(FILTERS))
        self.model = TableModel[SubmissionShown](COLUMNS, identity=lambda row: row.id)
        nouns = ("submission", "submissions")
        self.table = DataTable(self.model, "Submissions", nouns, memory=memory)
        self.table.offer_export()
        self._body = QStackedWidget()
        self._state: State | None = None
        self._lay_out()
        self._connect()

    def show_choices(self, choices: Sequence[Choice], chosen: tuple[int, int] | None) -> None:
        with QSignalBlocker(self.sitting):
            self.sitting.clear()
            for choice in choices:
                self.sitting.addItem(choice.title, choice.key)
            keys = [choice.key for choice in choices]
            self.sitting.setCurrentIndex(keys.index(chosen) if chosen in keys else -1)

    def show_submissions(self, shown: Sequence[SubmissionShown], total: int) -> None:
        self._filters.show()
        self._body.setCurrentWidget(self.table)
        self.model.show_rows(shown)
        self.table.set_total(total)

    def show_no_assessments(self) -> None:
        self._filters.hide()
        empty = EmptyState(
            "book-open",
            "This cohort has no assessments yet.",
            "Set up modules",
            "Once a module has an assessment, what is handed in for it is listed here.",
        )
        empty.asked.connect(self.modules_wanted)
        self._show_state(empty)

    def show_nobody(self, title: str) -> None:
        self._filters.show()
        sentence = f"Nobody is expected to hand anything in for {title}."
        self._show_state(EmptyState("users", sentence))

    def widen(self) -> None:
        """Empty the search and the filters."""
        self.search.clear()
        self.kinds.choose(())
        self.widened.emit()

    def _show_state(self, state: State) -> None:
        if self._state:
            self._body.removeWidget(self._state)
            self._state.deleteLater()
        self._state = state
        self._body.addWidget(state)
        self._body.setCurrentWidget(state)

    def _lay_out(self) -> None:
        self._filters = QWidget()
        row = FlowLayout(self._filters)
        row.add(self.search, stretch=1)
        row.add(self.kinds)
        self._body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        column.addWidget(self._filters)
        column.addWidget(self._body, 1)

    def _connect(self) -> None:
        self.sitting.activated.connect(lambda: self.sitting_chosen.emit(self.sitting.currentData()))
        self.search.searched.connect(self.searched)
        self.search.left_downwards.connect(self.table.take_focus)
        self.kinds.chosen_changed.connect(self.kinds_chosen)
        table = self.table
        table.current_changed.connect(self._current_changed)
        table.grid.clicked.connect(lambda: self._current_changed(table.current()))
        table.opened.connect(self.opened)
        table.edit_asked.connect(self.opened)
        table.export_asked.connect(self.export_asked)
        table.widen_asked.connect(self.widen)

    def _current_changed(self, row_id: int | None) -> None:
        if row_id is not None:
            self.opened.emit(row_id)


class FolderPreview(QWidget):
    """What a folder holds and whose it seems to be, to be changed and then taken in."""

    given = Signal(tuple, object)
    left_out = Signal(tuple)
    take_asked = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "title", wrap=True)
        self.summary = label("", wrap=True)
        self.without = label("", "muted", wrap=True)
        self.owner = QComboBox()
        self.owner.setAccessibleName("Whose the chosen files are")
        self.owner.setMinimumContentsLength(18)
        self.give = button("Take as theirs", "check")
        self.give.clicked.connect(self._give)
        self.leave = button("Leave out", "x")
        self.leave.clicked.connect(lambda: self.left_out.emit(self.table.chosen()))
        self.take = button("Take in", "upload", look="primary")
        self.take.clicked.connect(self.take_asked)
        self.cancel = button("Cancel")
        self.cancel.clicked.connect(self.cancelled)
        self.model = TableModel[FileShown](FILE_COLUMNS, identity=lambda row: row.id)
        self.table = DataTable(self.model, "Files of the folder", ("file", "files"))
        self.table.delete_asked.connect(self.left_out)
        self.table.opened.connect(self._choose_owner)
        self._lay_out()

    def show_owners(self, title: str, owners: Sequence[tuple[Owner, str]]) -> None:
        self.title.setText(f"Take in {title}")
        self.owner.clear()
        for owner, name in owners:
            self.owner.addItem(name, owner)

    def show_files(self, files: Sequence[FileShown], summary: str, without: str) -> None:
        self.summary.setText(f"{summary}. Nothing is taken before you say so.")
        self.without.setText(without)
        self.model.show_rows(files)
        self.table.set_total(len(files))
        taken = sum(file.taken for file in files)
        self.take.setText(f"Take in {taken:,} {'file' if taken == 1 else 'files'}")
        self.take.setEnabled(taken > 0)

    def _choose_owner(self, _file_id: int) -> None:
        self.owner.setFocus()

    def _give(self) -> None:
        if isinstance(owner := self.owner.currentData(), Owner):
            self.given.emit(self.table.chosen(), owner)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(tokens.S)
        tools.addWidget(label("The chosen files are"))
        for each in (self.owner, self.give, self.leave):
            tools.addWidget(each)
        tools.addStretch(1)
        tools.addWidget(self.cancel)
        tools.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        for each in (self.title, self.summary, self.without):
            column.addWidget(each)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
