"""Rules on named people: those there are, and a form for another or for changing one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from cohort_desk.domain.words import counted
from cohort_desk.ui.groups.presenter.rules_words import reasons_to_offer, rule_line
from cohort_desk.ui.groups.presenter.set_up import PersonFound
from cohort_desk.ui.groups.set_up.apart_columns import ApartColumns
from cohort_desk.ui.groups.set_up.rule_form import RuleForm
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label, rule

if TYPE_CHECKING:
    from cohort_desk.services.groups import RoundColumns, RoundRule

_RULE = Qt.ItemDataRole.UserRole
_TWO_LINES, _LIST_HEIGHT = 44, 208
_MANY, _LISTED = 6, 300


class RulesCard(QFrame):
    """Lists the rules that hold, removes, changes and adds."""

    removed = Signal(list)
    import_asked = Signal()
    form_shown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.columns = ApartColumns()
        self.form = RuleForm()
        self._rules: tuple[RoundRule, ...] = ()
        self._facts: RoundColumns | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a rule by name or reason")
        self.search.setAccessibleName("Find a rule")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._list)
        self.list = _RulesList()
        self.list.removed.connect(self._remove)
        self.list.edited.connect(self._edit)
        self.list.itemSelectionChanged.connect(self._enable_tools)
        self.more = label("", "muted")
        self.none = label("No rule on named people yet.", "muted")
        self.remove = button("Remove rule", "trash-2")
        self.remove.clicked.connect(self._remove)
        self.edit = button("Edit rule", "pencil")
        self.edit.clicked.connect(self._edit)
        self.bring_in = button("Import rules…", "upload")
        self.bring_in.clicked.connect(self.import_asked)
        Theme.current().changed.connect(self._colour)
        self._lay_out()

    def show_columns(self, columns: Sequence[str]) -> None:
        """Tick the columns that keep people apart by themselves."""
        self.columns.show_columns(columns)

    def show_facts(self, facts: "RoundColumns") -> None:
        """Say what the columns that keep people apart make of the data."""
        self._facts = facts
        self.columns.show_facts(facts, self._rules)

    def show_groups(self, groups: Sequence[tuple[int, str]]) -> None:
        """Offer these groups for rules that name one."""
        self.form.show_groups(groups)

    def show_rules(self, rules: Sequence["RoundRule"]) -> None:
        """List the rules, those made by columns last and without a way to remove them."""
        changed = tuple(rules) != self._rules
        self._rules = tuple(rules)
        self.form.offer_reasons(reasons_to_offer(rules))
        if self._facts:
            self.columns.show_facts(self._facts, rules)
        self.none.setVisible(not rules)
        self.search.setVisible(len(rules) > _MANY)
        if changed:
            self._list()

    def propose(self, people: Sequence[PersonFound]) -> None:
        self.form.people.propose(people)

    def show_problem(self, sentence: str) -> None:
        self.form.show_problem(sentence)

    def rule_kept(self) -> None:
        """Empty the form for the next rule."""
        self.form.clear()

    def _add_row(self, one: "RoundRule", *, chosen: bool) -> None:
        item = QListWidgetItem(rule_line(one))
        item.setData(_RULE, one.id)
        item.setToolTip(rule_line(one))
        if one.id is None:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsSelectable)
        self.list.addItem(item)
        item.setSelected(chosen and one.id is not None)

    def _colour(self) -> None:
        """Show what columns make in a quieter colour, by the theme there is."""
        muted = Theme.current().colour("muted")
        for at in range(self.list.count()):
            if self.list.item(at).data(_RULE) is None:
                self.list.item(at).setForeground(muted)

    def _list(self) -> None:
        """List the rules that are searched for, as many as anybody would read."""
        words = self.search.text().casefold().split() if len(self._rules) > _MANY else []
        chosen = set(self._chosen())
        found = [
            one
            for one in self._rules
            if not words or all(word in rule_line(one).casefold() for word in words)
        ]
        self.list.clear()
        for one in found[:_LISTED]:
            self._add_row(one, chosen=one.id in chosen)
        rest = len(found) - _LISTED
        self.more.setText(f"and {rest:,} more; search to find one" if rest > 0 else "")
        self.more.setVisible(rest > 0)
        self.list.setVisible(bool(found))
        self.list.fit(min(len(found), _LISTED))
        self._colour()
        self._enable_tools()

    def _chosen(self) -> list[int]:
        ids = (item.data(_RULE) for item in self.list.selectedItems())
        return [rule_id for rule_id in ids if rule_id is not None]

    def _remove(self) -> None:
        if chosen := self._chosen():
            self.removed.emit(chosen)

    def _edit(self) -> None:
        chosen = self._chosen()
        one = next((each for each in self._rules if [each.id] == chosen), None)
        if one is not None:
            self.form.edit(one)
            self.form_shown.emit()

    def _enable_tools(self) -> None:
        chosen = len(self._chosen())
        by_hand = any(one.id is not None for one in self._rules)
        self.remove.setVisible(by_hand)
        self.edit.setVisible(by_hand)
        self.remove.setEnabled(chosen > 0)
        self.edit.setEnabled(chosen == 1)
        several = counted(chosen, "rule", "rules")
        self.remove.setText(f"Remove {several}" if chosen > 1 else "Remove rule")

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        layout.setSpacing(tokens.S)
        head = QHBoxLayout()
        head.addWidget(label("Rules", "heading"), 1)
        head.addWidget(self.bring_in)
        layout.addLayout(head)
        for widget in (self.columns, rule(), self.none, self.search, self.list, self.more):
            layout.addWidget(widget)
        tools = QHBoxLayout()
        tools.setSpacing(tokens.S)
        tools.addWidget(self.edit)
        tools.addWidget(self.remove)
        tools.addStretch(1)
        layout.addLayout(tools)
        layout.addWidget(rule())
        layout.addWidget(self.form)
        self._list()


class _RulesList(QListWidget):
    removed = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "plain")
        self.setAccessibleName("Rules on named people")
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.itemDoubleClicked.connect(self.edited)

    def fit(self, rows: int) -> None:
        """Be as high as so many rules need, up to a limit."""
        px = Theme.current().px
        self.setFixedHeight(min(rows * px(_TWO_LINES) + tokens.S, px(_LIST_HEIGHT)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edited.emit()
        else:
            super().keyPressEvent(event)
