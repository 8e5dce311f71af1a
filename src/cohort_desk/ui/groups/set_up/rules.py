"""Rules on named people: those there are, and a form for another."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.groups import NewRule
from cohort_desk.ui.groups.presenter.set_up import PersonFound
from cohort_desk.ui.groups.set_up.people_field import PeopleField
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label, rule

if TYPE_CHECKING:
    from cohort_desk.services.groups import RoundRule

_RULE = Qt.ItemDataRole.UserRole
_KINDS = (
    (RuleKind.APART, "Keep apart"),
    (RuleKind.TOGETHER, "Keep together"),
    (RuleKind.IN_GROUP, "Put into a group"),
    (RuleKind.NOT_IN_GROUP, "Keep out of a group"),
)
_APART_BY = (
    ("line_manager", "Keep people apart from their line manager"),
    ("team", "Keep people of the same team apart"),
)
_TWO_LINES, _LIST_HEIGHT = 44, 208


class RulesCard(QFrame):
    """Lists the rules that hold, removes and adds."""

    asked = Signal(object)
    removed = Signal(list)
    people_typed = Signal(str)
    apart_by_changed = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.columns = {column: QCheckBox(text) for column, text in _APART_BY}
        self._others: list[str] = []
        self.list = _RulesList()
        self.list.removed.connect(self._remove)
        self.none = label("No rule on named people yet.", "muted")
        self.remove = button("Remove rule", "trash-2")
        self.remove.clicked.connect(self._remove)
        self.kind, self.group = QComboBox(), QComboBox()
        self.people = PeopleField("People whom the rule names")
        self.people.typed.connect(self.people_typed)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Reason, such as a complaint")
        self.every_round = QCheckBox("In every round of this cohort")
        self.add = button("Add rule", "plus")
        self.problem = label("", "error", wrap=True)
        self._lay_out()
        self._connect()

    def show_columns(self, columns: Sequence[str]) -> None:
        """Tick the columns that keep people apart by themselves."""
        self._others = [column for column in columns if column not in self.columns]
        for column, box in self.columns.items():
            box.setChecked(column in columns)

    def show_groups(self, groups: Sequence[tuple[int, str]]) -> None:
        """Offer these groups for rules that name one."""
        self.group.clear()
        for group_id, name in groups:
            self.group.addItem(name, group_id)

    def show_rules(self, rules: Sequence["RoundRule"]) -> None:
        """List the rules, those made by columns last and without a way to remove them."""
        self.list.clear()
        for one in rules:
            item = QListWidgetItem(_words(one))
            item.setData(_RULE, one.id)
            item.setToolTip(_words(one))
            if one.id is None:
                item.setForeground(Theme.current().colour("muted"))
            self.list.addItem(item)
        self.none.setVisible(not rules)
        self.list.setVisible(bool(rules))
        self.list.fit()
        self._enable_removal()

    def propose(self, people: Sequence[PersonFound]) -> None:
        self.people.propose(people)

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def rule_added(self) -> None:
        """Empty the form for the next rule."""
        self.people.clear()
        self.reason.clear()
        self.problem.hide()

    def _ask(self) -> None:
        kind = RuleKind(self.kind.currentData())
        about_group = kind in (RuleKind.IN_GROUP, RuleKind.NOT_IN_GROUP)
        self.asked.emit(
            NewRule(
                kind=kind,
                people=self.people.people(),
                reason=self.reason.text().strip(),
                group_id=self.group.currentData() if about_group else None,
                every_round=self.every_round.isChecked() and not about_group,
            )
        )

    def _remove(self) -> None:
        chosen = (item.data(_RULE) for item in self.list.selectedItems())
        self.removed.emit([rule_id for rule_id in chosen if rule_id is not None])

    def _enable_removal(self) -> None:
        chosen = [item.data(_RULE) for item in self.list.selectedItems()]
        self.remove.setVisible(self.list.count() > 0)
        self.remove.setEnabled(any(rule_id is not None for rule_id in chosen))

    def _kind_changed(self) -> None:
        about_group = self.kind.currentData() in (RuleKind.IN_GROUP, RuleKind.NOT_IN_GROUP)
        self.group.setVisible(about_group)
        self.every_round.setVisible(not about_group)

    def _columns_changed(self) -> None:
        ticked = [column for column, box in self.columns.items() if box.isChecked()]
        self.apart_by_changed.emit([*ticked, *self._others])

    def _connect(self) -> None:
        self.list.itemSelectionChanged.connect(self._enable_removal)
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.add.clicked.connect(self._ask)
        for box in self.columns.values():
            box.clicked.connect(self._columns_changed)
        self._kind_changed()

    def _lay_out(self) -> None:
        for kind, text in _KINDS:
            self.kind.addItem(text, kind)
        self.kind.setAccessibleName("What the rule demands")
        self.group.setAccessibleName("Group of the rule")
        self.reason.setAccessibleName("Reason for the rule")
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        layout.setSpacing(tokens.S)
        layout.addWidget(label("Rules", "heading"))
        for box in self.columns.values():
            layout.addWidget(box)
        layout.addWidget(self.none)
        layout.addWidget(self.list)
        layout.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(rule())
        layout.addWidget(label("Another rule", "label"))
        kinds = QHBoxLayout()
        kinds.setSpacing(tokens.S)
        kinds.addWidget(self.kind, 1)
        kinds.addWidget(self.group, 1)
        layout.addLayout(kinds)
        for widget in (self.people, self.reason, self.every_round, self.problem):
            layout.addWidget(widget)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)


def _words(one: "RoundRule") -> str:
    reason = f" ({one.reason})" if one.reason else ""
    scope = " · every round" if one.every_round and one.id is not None else ""
    made = " · from the people’s records" if one.id is None else ""
    return f"{one.words}{reason}{scope}{made}"


class _RulesList(QListWidget):
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "plain")
        self.setAccessibleName("Rules on named people")
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)

    def fit(self) -> None:
        """Be as high as the rules need, up to a limit."""
        px = Theme.current().px
        self.setFixedHeight(min(self.count() * px(_TWO_LINES) + tokens.S, px(_LIST_HEIGHT)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
