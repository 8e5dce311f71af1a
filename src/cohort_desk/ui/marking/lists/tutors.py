"""The tutors: a list, and a panel with a tutor's fields and conflicts of interest."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.marks.tutors import TUTOR_LABELS
from cohort_desk.services.marks.conflicts import Conflict
from cohort_desk.services.marks.tutors import Tutor
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.record_panel import Panels, RecordPanel, clear_layout
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import button, icon_button, label
from cohort_desk.ui.marking.lists.listing import Listing
from cohort_desk.ui.marking.presenter.tutors import typed_value

if TYPE_CHECKING:
    from cohort_desk.services.history import HistoryEntry
    from cohort_desk.ui.kit.record_editor import Clash
    from cohort_desk.ui.kit.settings_store import Memory

COLUMNS = (
    Column[Tutor]("Name", lambda tutor: tutor.name, key="name", width=170, grows=True),
    Column[Tutor]("E-mail", lambda tutor: tutor.email, key="email", width=190),
    Column[Tutor]("Works at", lambda tutor: tutor.agency, key="agency", width=160),
    Column[Tutor](
        "Marked",
        lambda tutor: f"{tutor.finished} of {tutor.allotted}" if tutor.allotted else "",
        key="marked",
        width=96,
    ),
    Column[Tutor](
        "Conflicts",
        lambda tutor: ", ".join(conflict.name for conflict in tutor.conflicts),
        key="conflicts",
        width=200,
    ),
    Column[Tutor](
        "Given work",
        lambda tutor: "Yes" if tutor.active else "No more",
        key="active",
        width=110,
        chip=lambda tutor: Chip(
            "Yes" if tutor.active else "No more", "success" if tutor.active else "neutral"
        ),
    ),
)


class TutorsPanel(QWidget):
    """Rows open a panel; each field is saved as it is left."""

    record_opened = Signal(int)
    add_asked = Signal(str, str)
    allotment_asked = Signal()

    def __init__(self, detail: DetailPanel, memory: "Memory") -> None:
        super().__init__()
        self._detail = detail
        nouns = ("tutor", "tutors")
        self.list = Listing("Tutors", nouns, COLUMNS, memory, identity=lambda tutor: tutor.id)
        self.add = button("Add tutor", "plus", look="primary")
        self.add.clicked.connect(self.start_adding)
        self.list.add_tool(self.add)
        self.tutor = TutorPanel()
        self.adding = AddTutorPanel()
        self.panels = Panels(detail, self.tutor, self.adding)
        self.panels.setProperty("lasting", True)
        self.adding.asked.connect(self.add_asked)
        self.list.opened.connect(self._open)
        self.list.table.edit_asked.connect(self._open)
        self.list.table.grid.clicked.connect(lambda: self._open(self.list.table.current()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)

    @property
    def search(self) -> QWidget:
        return self.list.search

    def show_tutors(self, tutors: Sequence[Tutor], total: int) -> None:
        self.list.show_rows(tutors, total)

    def show_agencies(self, agencies: Sequence[tuple[int, str]]) -> None:
        self.tutor.offer_agencies(agencies)

    def show_none(self) -> None:
        note = (
            "Tutors mark the work that is allotted to them, here or in a marking pack. Note their "
            "conflicts of interest, and nobody marks what they should not."
        )
        empty = EmptyState("graduation-cap", "There are no tutors yet.", "Add tutor", note)
        empty.asked.connect(self.start_adding)
        self.list.show_empty(empty)

    def start_adding(self) -> None:
        """Open the panel for another tutor."""
        self.panels.open(self.adding, "Add tutor")
        self.adding.start()

    def show_added(self, tutor_id: int) -> None:
        self.list.table.choose((tutor_id,))
        self._open(tutor_id)

    def show_add_problem(self, field: str, sentence: str) -> None:
        self.adding.form.show_problem(field, sentence)

    def show_conflict_problem(self, sentence: str) -> None:
        self.tutor.show_conflict_problem(sentence)

    def propose(self, names: Sequence[str]) -> None:
        self.tutor.propose(names)

    def show_record(self, record: Tutor, keep: Collection[str] = ()) -> None:
        self.tutor.show_record(record, keep)
        self.panels.open_record(record.name)

    def unsaved(self) -> Mapping[str, str]:
        return self.tutor.unsaved()

    def show_field_problem(self, field: str, sentence: str) -> None:
        self.tutor.form.show_problem(field, sentence)

    def show_clash(self, clash: "Clash | None") -> None:
        self.tutor.show_clash(clash)

    def show_history(self, entries: "Sequence[HistoryEntry]") -> None:
        self.panels.open_history(entries)

    def history_is_shown(self) -> bool:
        return self.panels.shows(self.panels.history)

    def close_record(self) -> None:
        self._detail.close_panel()

    def _open(self, tutor_id: int | None) -> None:
        if tutor_id is not None:
            self.panels.show_only(self.tutor)
            self.record_opened.emit(tutor_id)


class AddTutorPanel(QWidget):
    """Name and e-mail of another tutor; the rest is filled in afterwards."""

    asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.form.add("name", TUTOR_LABELS["name"], QLineEdit())
        self.form.add("email", TUTOR_LABELS["email"], QLineEdit())
        self.form.submitted.connect(self._ask)
        add = button("Add", "plus", look="primary")
        add.setAccessibleName("Add this tutor")
        add.clicked.connect(self._ask)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.form)
        layout.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def start(self) -> None:
        self.form.set_values({"name": "", "email": ""})
        self.form.editor("name").setFocus()

    def _ask(self) -> None:
        values = self.form.values()
        self.asked.emit(str(values["name"]), str(values["email"]))


class TutorPanel(RecordPanel):
    """One tutor: fields, whether they are given work, and conflicts."""

    active_changed = Signal(int, bool)
    declared = Signal(int, str, str)
    withdrawn = Signal(int, int)
    delete_asked = Signal(int)
    names_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(typed_value)
        self._tutor_id = 0
        self.agency = QComboBox()
        # As wide as the panel, not as the longest name of an agency.
        self.agency.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for field, editor in (
            ("name", QLineEdit()),
            ("email", QLineEdit()),
            ("agency_id", self.agency),
            ("notes", QPlainTextEdit()),
        ):
            self.form.add(field, TUTOR_LABELS[field], editor)
        self.active = QCheckBox("Is given more work")
        self.active.clicked.connect(self._active_clicked)
        self.conflicts = QVBoxLayout()
        self.conflicts.setSpacing(tokens.XS)
        self._names = QStringListModel(self)
        self.whom, self.reason = _ConflictEdit(self._names), QLineEdit()
        self.whom.entered.connect(self.names_wanted)
        self.reason.setAccessibleName("Reason for the conflict")
        self.reason.setPlaceholderText("Reason, if it may be told")
        self.declare = button("Note the conflict", "plus")
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.delete = button("Delete tutor", "trash-2", look="danger")
        self._lay_out()
        self.declare.clicked.connect(self._declare)
        self.delete.clicked.connect(lambda: self.delete_asked.emit(self._tutor_id))

    def offer_agencies(self, agencies: Sequence[tuple[int, str]]) -> None:
        """Offer these agencies to work at."""
        chosen = self.agency.currentData()
        with QSignalBlocker(self.agency):
            self.agency.clear()
            self.agency.addItem("No agency of the programme", "")
            for agency_id, name in agencies:
                self.agency.addItem(name, str(agency_id))
            self.agency.setCurrentIndex(max(0, self.agency.findData(chosen)))

    def agency_name(self, typed: str) -> str:
        """Return the name of an agency by what the form holds of it."""
        return self.agency.itemText(max(0, self.agency.findData(typed)))

    def propose(self, names: Sequence[str]) -> None:
        self._names.setStringList(list(names))

    def show_record(self, record: Tutor, keep: Collection[str] = ()) -> None:
        if record.id != self._tutor_id:
            self.show_conflict_problem("")
        self._tutor_id = record.id
        super().show_record(record, keep)
        self.active.setChecked(record.active)
        self.delete.setVisible(not record.allotted)
        clear_layout(self.conflicts)
        if not record.conflicts:
            self.conflicts.addWidget(label("None is noted.", "muted"))
        for conflict in record.conflicts:
            self.conflicts.addWidget(self._conflict(conflict))

    def show_conflict_problem(self, sentence: str) -> None:
        """Say why a conflict was not taken; "" once it has been."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if not sentence:
            self.whom.clear()
            self.reason.clear()

    def _conflict(self, conflict: Conflict) -> QWidget:
        shell = QWidget()
        row = QHBoxLayout(shell)
        row.setContentsMargins(0, 0, 0, 0)
        words = f"{conflict.name}: {conflict.reason}" if conflict.reason else conflict.name
        row.addWidget(label(words, wrap=True), 1)
        remove = icon_button(f"Take back the conflict with {conflict.name}", "x")
        remove.clicked.connect(lambda: self.withdrawn.emit(conflict.id, conflict.version))
        row.addWidget(remove)
        return shell

    def _active_clicked(self) -> None:
        self.active_changed.emit(self._tutor_id, self.active.isChecked())

    def _declare(self) -> None:
        self.declared.emit(self._tutor_id, self.whom.text().strip(), self.reason.text())

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(self.active)
        column.addWidget(label("Conflicts of interest", "heading"))
        column.addLayout(self.conflicts)
        column.addWidget(self.whom)
        column.addWidget(self.reason)
        column.addWidget(self.problem)
        column.addWidget(self.declare, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)
        self.end()


class _ConflictEdit(QLineEdit):
    """With whom the conflict is; names are read when the field is first gone to."""

    entered = Signal()

    def __init__(self, names: QStringListModel) -> None:
        super().__init__()
        self.setAccessibleName("Conflict of interest with")
        self.setPlaceholderText("Person, group or agency")
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.entered.emit()
        super().focusInEvent(event)
