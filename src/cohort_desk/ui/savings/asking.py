"""Small forms that ask for what one action needs; what is asked is told as data, without Qt.

panel = AskingPanel()
panel.ask(Question("settle", "Settle the amount", "Settle", (Field("pence", "Amount"), …)))
panel.answered.connect(presenter.act)      # (the question's key, its fields' values)
panel.show_problem("pence", "Enter …")     # beside the field, or above the buttons
panel.may_leave(dialogs)                   # asks before what is typed is dropped
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.desk import Asks
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.form import Form, spin_box
from cohort_desk.ui.kit.widgets import button, label, restyle
from cohort_desk.ui.savings.question import Choices, Field, Question, Way


class AskingPanel(QWidget):
    """Asks one question at a time; what was refused stands at its field."""

    answered = Signal(str, dict)
    other_way = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self.key = ""
        self._untouched: Mapping[str, object] = {}
        self.form = Form()
        self.told = label("", "muted", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.save = button("Save", look="primary")
        self.save.clicked.connect(self._answer)
        self.cancel = button("Cancel")
        self.cancel.clicked.connect(self.cancelled)
        self._ways = FlowLayout()
        row = FlowLayout()
        row.add(self.save)
        row.add(self.cancel)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.M)
        for part in (self.told, self.form, self.problem):
            self._column.addWidget(part)
        self._column.addLayout(self._ways)
        self._column.addLayout(row)
        self._column.addStretch(1)

    def ask(self, question: Question) -> None:
        """Show a question with its fields filled in, and go to the first."""
        self.key = question.key
        self.told.setText(question.told)
        self.told.setVisible(bool(question.told))
        self.save.setText(question.verb)
        restyle(self.save, "look", question.look)
        self._make_form(question.fields)
        self._make_ways(question.ways)
        self.show_problem("", "")
        self._untouched = self.values()
        self.form.editor(question.fields[0].name).setFocus()

    def may_leave(self, dialogs: Asks) -> bool:
        """Ask whether what is typed may be dropped; True if it may, or there is nothing."""
        if not self.isVisible() or self.values() == self._untouched:
            return True
        dropped = may_drop(dialogs)
        if dropped:
            self._untouched = self.values()
        return dropped

    def values(self) -> Mapping[str, object]:
        """Return what is in the fields."""
        return self.form.values()

    def show_problem(self, field: str, sentence: str) -> None:
        """Show a problem at its field, or above the buttons where it is about none."""
        show_problem(self.form, self.problem, field, sentence)

    def _make_form(self, fields: Sequence[Field]) -> None:
        self._column.removeWidget(self.form)
        self.form.hide()
        self.form.deleteLater()
        self.form = Form()
        for field in fields:
            self.form.add(field.name, _caption(field), _editor(field), hint=field.hint)
            self.form.editor(field.name).setAccessibleName(field.caption)
        self.form.set_values({field.name: field.value for field in fields})
        self.form.submitted.connect(self._submit)
        self._column.insertWidget(1, self.form)
        self.form.show()

    def _make_ways(self, ways: Sequence[Way]) -> None:
        while (item := self._ways.takeAt(0)) is not None:
            if (made := item.widget()) is not None:
                made.hide()
                made.deleteLater()
        for way in ways:
            link = button(way.text, look="link")
            link.clicked.connect(lambda _=False, key=way.key: self.other_way.emit(key))
            self._ways.add(link)
            link.show()

    def _submit(self) -> None:
        """Answer on Enter, unless it was pressed to choose what completes a line."""
        completers = [line.completer() for line in self.form.findChildren(QLineEdit)]
        popups = [each.popup() for each in completers if each]
        if not any(popup and popup.isVisible() for popup in popups):
            self._answer()

    def _answer(self) -> None:
        for name in self.form.values():
            self.form.show_problem(name, "")
        self.show_problem("", "")
        self.answered.emit(self.key, dict(self.values()))


def show_problem(form: Form, above: QLabel, field: str, sentence: str) -> None:
    """Show a problem at its field and go there, or in the label where it is about none."""
    at_field = bool(field) and form.show_problem(field, sentence)
    if at_field and sentence:
        form.editor(field).setFocus()
    above.setText("" if at_field else sentence)
    above.setVisible(bool(sentence) and not at_field)


def may_drop(dialogs: Asks) -> bool:
    """Ask whether a form that is half filled in may be dropped."""
    return dialogs.confirm(
        "Leave what you are entering?", "Nothing of it has been saved yet.", "Leave it"
    )


def _caption(field: Field) -> str:
    return "" if field.kind == "tick" else field.caption


def _editor(field: Field) -> QWidget:
    if field.kind == "text":
        return QPlainTextEdit()
    if field.kind == "tick":
        return QCheckBox(field.caption)
    if field.kind == "number":
        return spin_box(*field.limits, field.suffix)
    if field.kind == "choice":
        return choice_box(field.choices)
    return _line(field.offered)


def _line(offered: Sequence[str]) -> QLineEdit:
    """Return a line that is completed by any part of what is offered."""
    made = QLineEdit()
    if offered:
        completer = QCompleter(list(offered), made)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        made.setCompleter(completer)
    return made


def choice_box(choices: Choices) -> QComboBox:
    """Return a box of choices that makes do with little width."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
    for key, words in choices:
        box.addItem(words, key)
    return box
