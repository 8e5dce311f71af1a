"""Two panels that allot submissions to tutors: by hand, and in balance."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.marking.presenter.allotment import Balance

_DUE_HINT = "For example 14 December 2026, 12:00. Leave it empty for no date."


class ByHandPanel(QWidget):
    """Gives some submissions to a tutor in a role, or takes them back."""

    allot_asked = Signal(tuple, str, int, str)
    taking_asked = Signal(tuple, str)
    due_asked = Signal(tuple, str)

    def __init__(
        self, keys: tuple[int, ...], tutors: Sequence[tuple[int, str]], roles: Sequence[str]
    ) -> None:
        super().__init__()
        self._keys = keys
        self.form = Form()
        self.role, self.tutor, self.due = QComboBox(), QComboBox(), QLineEdit()
        for role in roles:
            self.role.addItem(f"{role.capitalize()} marker", role)
        for tutor_id, name in tutors:
            self.tutor.addItem(name, tutor_id)
        self.form.add("role", "Role", self.role)
        self.form.add("tutor", "Tutor", self.tutor)
        self.form.add("due", "To be marked by", self.due, hint=_DUE_HINT)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.give = button("Allot", "check", look="primary")
        self.date = button("Set the date only", "calendar")
        self.take = button("Take back", "undo-2")
        self.give.setEnabled(bool(tutors))
        self.give.clicked.connect(self._give)
        self.date.clicked.connect(lambda: self.due_asked.emit(self._keys, self.due.text()))
        self.take.clicked.connect(
            lambda: self.taking_asked.emit(self._keys, self.role.currentData())
        )
        buttons = QHBoxLayout()
        for made in (self.give, self.take):
            buttons.addWidget(made)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.form)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)
        layout.addWidget(self.date, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def take_focus(self) -> None:
        self.role.setFocus()

    def show_problem(self, field: str, sentence: str) -> None:
        if not self.form.show_problem(field, sentence):
            self.problem.setText(sentence)
            self.problem.setVisible(bool(sentence))

    def _give(self) -> None:
        role, tutor = self.role.currentData(), self.tutor.currentData()
        self.allot_asked.emit(self._keys, role, tutor, self.due.text())


class BalancePanel(QWidget):
    """Tutors and roles to share out between; says who would get how much before it is done."""

    plan_asked = Signal(tuple, tuple, str)
    applied = Signal()

    def __init__(self, tutors: Sequence[tuple[int, str]], roles: Sequence[str]) -> None:
        super().__init__()
        self.tutors = QListWidget()
        self.tutors.setAccessibleName("Tutors to share the submissions")
        for tutor_id, name in tutors:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, tutor_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.tutors.addItem(item)
        self.tutors.setFixedHeight(Theme.current().px(32 * min(max(len(tutors), 2), 7) + 12))
        self.roles = {role: QCheckBox(f"{role.capitalize()} markers") for role in roles}
        self.due = QLineEdit()
        self.form = Form()
        self.form.add("due", "To be marked by", self.due, hint=_DUE_HINT)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self._loads = QVBoxLayout()
        self._loads.setSpacing(tokens.XS)
        self.apply = button("Allot", "check", look="primary")
        self.apply.clicked.connect(self.applied)
        self.tutors.itemChanged.connect(self.ask)
        self.form.left.connect(self.ask)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        note = "Who has begun or been allotted a submission keeps it. Conflicts are kept to."
        layout.addWidget(label(note, "muted", wrap=True))
        layout.addWidget(label("Between", "label"))
        layout.addWidget(self.tutors)
        for box in self.roles.values():
            box.setChecked(True)
            box.clicked.connect(self.ask)
            layout.addWidget(box)
        layout.addWidget(self.form)
        layout.addWidget(self.problem)
        layout.addLayout(self._loads)
        layout.addWidget(self.apply, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def take_focus(self) -> None:
        self.tutors.setFocus()

    def ask(self) -> None:
        """Have worked out who would get what."""
        items = [self.tutors.item(at) for at in range(self.tutors.count())]
        chosen = tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )
        roles = tuple(role for role, box in self.roles.items() if box.isChecked())
        self.plan_asked.emit(chosen, roles, self.due.text())

    def show_problem(self, field: str, sentence: str) -> None:
        if not self.form.show_problem(field, sentence):
            self.problem.setText(sentence)
            self.problem.setVisible(bool(sentence))

    def show_balance(self, balance: Balance) -> None:
        """Show who would get how much, and what nobody may take."""
        clear_layout(self._loads)
        if balance.loads:
            self._loads.addWidget(label("Each would then have", "heading"))
        for name, before, added in balance.loads:
            more = f", {added} more than now" if added else ", as now"
            self._loads.addWidget(label(f"{name}: {before + added}{more}", wrap=True))
        if balance.unplaced:
            self._loads.addWidget(label("Nobody may take", "heading"))
        for sentence in balance.unplaced:
            self._loads.addWidget(label(sentence, "muted", wrap=True))
        self.apply.setEnabled(balance.tasks > 0)
        what = counted(balance.tasks, "task", "tasks")
        self.apply.setText(f"Allot {what}" if balance.tasks else "Everything is allotted")
