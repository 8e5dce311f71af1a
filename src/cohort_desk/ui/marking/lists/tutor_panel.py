"""The panels of one tutor: fields and conflicts of interest, and adding another."""

from collections.abc import Collection, Sequence

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
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.record_panel import RecordPanel, clear_layout
from cohort_desk.ui.kit.widgets import button, icon_button, label
from cohort_desk.ui.marking.presenter.tutors import typed_value


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
