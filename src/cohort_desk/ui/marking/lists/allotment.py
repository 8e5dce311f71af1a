"""The allotment: works and their markers; two panels that allot by hand and in balance."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

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
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.filters import FilterChips
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.marking.lists.listing import Listing
from cohort_desk.ui.marking.presenter.allotment import KINDS, Balance, WorkLine

if TYPE_CHECKING:
    from cohort_desk.ui.kit.settings_store import Memory

COLUMNS = (
    Column[WorkLine]("Whose work", lambda line: line.name, key="name", width=150),
    Column[WorkLine]("Number", lambda line: line.code, key="code", width=90),
    Column[WorkLine]("First marker", lambda line: line.markers[0], key="first", width=180),
    Column[WorkLine]("Second marker", lambda line: line.markers[1], key="second", width=180),
    Column[WorkLine]("Third", lambda line: line.markers[2], key="third", width=140, hidden=True),
    Column[WorkLine]("Due", lambda line: line.due, key="due", width=150),
    Column[WorkLine](
        "Allotment",
        lambda line: line.standing,
        key="standing",
        width=220,
        chip=lambda line: Chip(line.standing, line.tone),
        grows=True,
    ),
    Column[WorkLine]("State", lambda line: line.state, key="state", width=120, hidden=True),
)
_DUE_HINT = "For example 14 December 2026, 12:00. Leave it empty for no date."


class AllotmentPanel(QWidget):
    """Enter on works opens the panel that allots them."""

    allot_asked = Signal(tuple, str, int, str)
    taking_asked = Signal(tuple, str)
    due_asked = Signal(tuple, str)
    plan_asked = Signal(tuple, tuple, str)
    applied = Signal()
    modules_asked = Signal()
    import_asked = Signal()
    sheet_asked = Signal()
    opened = Signal()

    def __init__(self, detail: DetailPanel, memory: "Memory") -> None:
        super().__init__()
        self._detail = detail
        self._tutors: tuple[tuple[int, str], ...] = ()
        self._roles: tuple[str, ...] = ()
        self.by_hand: ByHandPanel | None = None
        self.balancing: BalancePanel | None = None
        nouns = ("work", "works")
        self.list = Listing("Allotment", nouns, COLUMNS, memory, identity=lambda line: line.id)
        self.kinds = FilterChips("Allotment", KINDS)
        self.balance = button("Balance…", "scale", look="primary")
        self.balance.clicked.connect(self.open_balance)
        self.list.add_tool(self.kinds)
        self.bring_in = button("Import…", "upload")
        self.bring_in.setAccessibleName("Import who marks what…")
        self.bring_in.clicked.connect(self.import_asked)
        self.sheet = button("Save as sheet…", "file-spreadsheet")
        self.sheet.clicked.connect(self.sheet_asked)
        for made in (self.bring_in, self.sheet, self.balance):
            self.list.add_tool(made)
        self.summary = label("", "muted")
        self.list.add_above(self.summary)
        table = self.list.table
        table.add_bulk_action("Allot…", "user-plus", self.open_by_hand)
        table.opened.connect(self._open_chosen)
        table.widen_asked.connect(lambda: self.kinds.choose(()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)

    @property
    def search(self) -> QWidget:
        return self.list.search

    def show_choices(self, tutors: Sequence[tuple[int, str]], roles: Sequence[str]) -> None:
        self._tutors, self._roles = tuple(tutors), tuple(roles)
        self.balance.setEnabled(bool(tutors))
        self.balance.setToolTip("" if tutors else "There are no tutors yet. Add them first.")

    def show_allotment(
        self, lines: Sequence[WorkLine], total: int, counts: dict[str, int], summary: str
    ) -> None:
        self.summary.setText(summary)
        self.list.show_rows(lines, total)
        for kind, count in counts.items():
            self.kinds.set_count(kind, count)

    def show_no_work(self, why: str) -> None:
        self.summary.setText("")
        empty = EmptyState(
            "list-checks",
            why,
            "Go to Modules",
            "Once an assessment has people or groups, their work is allotted to tutors here, "
            "before or after it is handed in.",
        )
        empty.asked.connect(self.modules_asked)
        self.list.show_empty(empty)

    def open_by_hand(self, keys: tuple[int, ...]) -> None:
        """Open the panel that gives these works to a tutor."""
        if not keys:
            return
        self.by_hand = panel = ByHandPanel(keys, self._tutors, self._roles)
        panel.allot_asked.connect(self.allot_asked)
        panel.taking_asked.connect(self.taking_asked)
        panel.due_asked.connect(self.due_asked)
        self.balancing = None
        row = self.list.row(keys[0])
        title = row.name if len(keys) == 1 and row else counted(len(keys), "work", "works")
        self._detail.show_widget(f"Allot {title}", panel)
        panel.take_focus()

    def _open_chosen(self) -> None:
        self.open_by_hand(self.list.table.chosen())

    def open_balance(self) -> None:
        """Open the panel that shares all works out evenly."""
        self.balancing = panel = BalancePanel(self._tutors, self._roles)
        self.by_hand = None
        panel.plan_asked.connect(self.plan_asked)
        panel.applied.connect(self.applied)
        self._detail.show_widget("Balance the allotment", panel)
        panel.ask()
        panel.take_focus()

    def show_balance(self, balance: Balance) -> None:
        if self.balancing:
            self.balancing.show_balance(balance)

    def show_problem(self, field: str, sentence: str) -> None:
        panel = self.by_hand or self.balancing
        if panel and not self._detail.isHidden():
            panel.show_problem(field, sentence)

    def close_panel(self) -> None:
        self._detail.close_panel()
        self.list.table.take_focus()


class ByHandPanel(QWidget):
    """Gives some works to a tutor in a role, or takes them back."""

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
        self.tutors.setAccessibleName("Tutors to share the work")
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
        note = "Who has marked or been allotted a work keeps it. Conflicts of interest are kept to."
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
