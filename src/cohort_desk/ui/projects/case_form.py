"""The small forms in which decisions about a submission are made, one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.submissions.words import BASES, DECISIONS, HOLDS
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.widgets import button, label

Choices = Sequence[tuple[str, str]]
_WHEN = "Such as 1 March 2027, 12:00"


@dataclass(frozen=True, slots=True)
class FormKind:
    """A form: its title, the fields in their order, and the verb on its button."""

    title: str
    fields: tuple[str, ...]
    verb: str


KINDS = {
    "extension": FormKind("Extension", ("whom", "until", "reason"), "Grant extension"),
    "claim": FormKind("Extenuating circumstances", ("person", "claim", "evidence"), "Record claim"),
    "decide": FormKind("Decide on the claim", ("outcome", "reason"), "Save decision"),
    "hold": FormKind("Hold the mark", ("hold", "whom", "reason"), "Place hold"),
    "clear": FormKind("Clear the hold", ("reason",), "Clear hold"),
    "reopen": FormKind("Open again", ("reason",), "Open again"),
    "attempt": FormKind("Another attempt", ("whom", "basis"), "Give attempt"),
    "receive": FormKind("Hand in on behalf", ("received_at", "by"), "Choose files…"),
}
_CAPTIONS = {
    "whom": "For whom",
    "person": "Whose claim",
    "until": "New deadline",
    "reason": "Reason",
    "claim": "What is claimed",
    "evidence": "Evidence",
    "outcome": "Decision",
    "hold": "Why it is held",
    "basis": "Kind of attempt",
    "received_at": "Received",
    "by": "Handed in by",
}
_HINTS = {
    "until": _WHEN,
    "received_at": f"Empty for now. {_WHEN}",
    "by": "Empty if you hand it in for them.",
}


class CaseForm(QWidget):
    """Asks for what one decision needs; what was refused stands at its field."""

    submitted = Signal(str, dict)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = ""
        self.form = Form()
        self.title = label("", "heading")
        self.problem = label("", "error", wrap=True)
        self.save = button("Save", look="primary")
        self.save.clicked.connect(self._submit)
        self.cancel = button("Cancel")
        self.cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.S)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S)
        for each in (self.title, self.form, self.problem):
            self._column.addWidget(each)
        self._column.addLayout(buttons)
        self.hide()

    def ask(self, kind: str, whom: Choices) -> None:
        """Show a form of this kind, empty; `whom` are those it may be for, the owner first."""
        self.kind = kind
        shown = KINDS[kind]
        self.title.setText(shown.title)
        self.save.setText(shown.verb)
        self._column.removeWidget(self.form)
        self.form.deleteLater()
        self.form = Form()
        for field in shown.fields:
            name = "whom" if field == "person" else field
            editor = _editor(field, whom)
            self.form.add(name, _CAPTIONS[field], editor, hint=_HINTS.get(field, ""))
        self.form.submitted.connect(self._submit)
        self._column.insertWidget(1, self.form)
        self.show_problem("", "")
        self.show()
        self.form.editor(next(iter(self.form.values()))).setFocus()

    def values(self) -> dict[str, str]:
        """Return what is in the fields."""
        return {name: str(value or "") for name, value in self.form.values().items()}

    def show_problem(self, field: str, sentence: str) -> None:
        """Show a problem at its field, or under all of them where it is about none."""
        at_field = bool(field) and self.form.show_problem(field, sentence)
        self.problem.setText("" if at_field else sentence)
        self.problem.setVisible(bool(sentence) and not at_field)

    def _submit(self) -> None:
        self.submitted.emit(self.kind, self.values())


def _editor(field: str, whom: Choices) -> QWidget:
    choices: dict[str, Choices] = {
        "whom": whom,
        "person": [each for each in whom if each[0]],
        "outcome": [each for each in DECISIONS.items() if each[0] != "open"],
        "hold": list(HOLDS.items()),
        "basis": [each for each in BASES.items() if each[0] != "first"],
    }
    if field in choices:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        for key, words in choices[field]:
            box.addItem(words, key)
        return box
    return QPlainTextEdit() if field in {"claim", "evidence"} else QLineEdit()
