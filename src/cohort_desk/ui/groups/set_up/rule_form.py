"""The fields of a rule: for a new one, or for changing one there is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.groups import NewRule
from cohort_desk.ui.groups.presenter.set_up import PersonFound
from cohort_desk.ui.groups.set_up.people_field import PeopleField
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import button, label

if TYPE_CHECKING:
    from cohort_desk.services.groups import RoundRule

_KINDS = (
    (RuleKind.APART, "Keep apart"),
    (RuleKind.TOGETHER, "Keep together"),
    (RuleKind.IN_GROUP, "Put into a group"),
    (RuleKind.NOT_IN_GROUP, "Keep out of a group"),
)
_ABOUT_GROUPS = (RuleKind.IN_GROUP, RuleKind.NOT_IN_GROUP)


class RuleForm(QWidget):
    """Asks for a new rule, or with the id and version of one, for its change."""

    asked = Signal(object)
    changed = Signal(int, int, object)

    def __init__(self) -> None:
        super().__init__()
        self._edited: RoundRule | None = None
        self.title = label("Another rule", "label")
        self.kind, self.group = QComboBox(), QComboBox()
        self.people = PeopleField("People whom the rule names")
        self.reason = _ReasonField()
        self.every_round = QCheckBox("In every round of this cohort")
        self.keep = button("Add rule", "plus")
        self.cancel = button("Cancel")
        self.problem = label("", "error", wrap=True)
        self.keep.clicked.connect(self._ask)
        self.cancel.clicked.connect(self.clear)
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self._lay_out()
        self.clear()

    def show_groups(self, groups: Sequence[tuple[int, str]]) -> None:
        """Offer these groups for rules that name one; the chosen one stays chosen."""
        offered = [(self.group.itemData(at), self.group.itemText(at)) for at in self._places()]
        if offered == list(groups):
            return
        chosen = self.group.currentData()
        self.group.clear()
        for group_id, name in groups:
            self.group.addItem(name, group_id)
        self.group.setCurrentIndex(max(self.group.findData(chosen), 0))

    def offer_reasons(self, reasons: Sequence[str]) -> None:
        """Offer these reasons as one is typed."""
        self.reason.offered.setStringList(list(reasons))

    def edit(self, rule: "RoundRule") -> None:
        """Fill in a rule that is to be changed."""
        self.clear()
        self._edited = rule
        self.title.setText("Change the rule")
        self.keep.setText("Save rule")
        self.cancel.show()
        self.kind.setCurrentIndex(self.kind.findData(rule.kind))
        self.group.setCurrentIndex(max(self.group.findData(rule.group_id), 0))
        for person_id, name in rule.people:
            self.people.choose(PersonFound(person_id, name, ""))
        self.reason.setText(rule.reason)
        self.every_round.setChecked(rule.every_round)
        self.people.field.setFocus()

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def clear(self) -> None:
        """Go back to an empty form for another rule of the same kind."""
        self._edited = None
        self.title.setText("Another rule")
        self.keep.setText("Add rule")
        self.cancel.hide()
        self.people.clear()
        self.reason.clear()
        self.problem.hide()

    def _ask(self) -> None:
        kind = RuleKind(self.kind.currentData())
        about_group = kind in _ABOUT_GROUPS
        rule = NewRule(
            kind=kind,
            people=self.people.people(),
            reason=self.reason.text().strip(),
            group_id=self.group.currentData() if about_group else None,
            every_round=self.every_round.isChecked() and not about_group,
        )
        edited = self._edited
        if edited is None or edited.id is None:
            self.asked.emit(rule)
        else:
            self.changed.emit(edited.id, edited.version, rule)

    def _kind_changed(self) -> None:
        about_group = self.kind.currentData() in _ABOUT_GROUPS
        self.group.setVisible(about_group)
        self.every_round.setVisible(not about_group)

    def _places(self) -> range:
        return range(self.group.count())

    def _lay_out(self) -> None:
        for kind, text in _KINDS:
            self.kind.addItem(text, kind)
        self.kind.setAccessibleName("What the rule demands")
        self.group.setAccessibleName("Group of the rule")
        self.reason.setAccessibleName("Reason for the rule")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(self.title)
        kinds = QHBoxLayout()
        kinds.setSpacing(tokens.S)
        kinds.addWidget(self.kind, 1)
        kinds.addWidget(self.group, 1)
        layout.addLayout(kinds)
        for widget in (self.people, self.reason, self.every_round, self.problem):
            layout.addWidget(widget)
        ends = QHBoxLayout()
        ends.setSpacing(tokens.S)
        ends.addWidget(self.keep)
        ends.addWidget(self.cancel)
        ends.addStretch(1)
        layout.addLayout(ends)
        self._kind_changed()


class _ReasonField(QLineEdit):
    """Proposes reasons as one is typed; the Down key lists them all."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Reason, such as a complaint (Down lists some)")
        self.offered = QStringListModel(self)
        self._completer = QCompleter(self.offered, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(self._completer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._completer.popup()
        if event.key() == Qt.Key.Key_Down and not (popup and popup.isVisible()):
            self._completer.setCompletionPrefix("")
            self._completer.complete()
        else:
            super().keyPressEvent(event)
