"""Asks for a decision on one claim, or one that goes for several: amount, evidence, reason, day."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDateEdit, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from cohort_desk.domain.savings.words import EVIDENCE
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.widgets import button, label, restyle
from cohort_desk.ui.savings.asking import choice_box, show_problem
from cohort_desk.ui.savings.claims.asked import AS_CLAIMED, Deciding

_VERBS = {"validated": "Validate", "rejected": "Reject", "withdrawn": "Withdraw"}


class DecideForm(QWidget):
    """Hidden until it asks; what was refused stands at its field."""

    decided = Signal(str, dict)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.outcome = ""
        self.told = label("", "muted", wrap=True)
        self.form = Form()
        self.problem = label("", "error", wrap=True)
        self.go = button("Validate", look="primary")
        self.cancel = button("Cancel")
        self.go.clicked.connect(self._tell)
        self.cancel.clicked.connect(self._stop)
        row = FlowLayout()
        row.add(self.go)
        row.add(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        for part in (self.told, self.form, self.problem):
            column.addWidget(part)
        column.addLayout(row)
        self.hide()

    def ask(self, asked: Deciding) -> None:
        """Show the form with its fields filled in, and go to the first."""
        self.outcome = asked.outcome
        self._make_form(asked)
        self.told.setText(asked.told)
        self.told.setVisible(bool(asked.told))
        several = f" {asked.count:,} claims" if asked.count > 1 else ""
        self.go.setText(f"{_VERBS[asked.outcome]}{several}")
        restyle(self.go, "look", "primary" if asked.outcome == "validated" else "danger")
        self.show_problem("", "")
        self.show()
        first = "pence" if asked.amount is not None else next(iter(self.form.values()))
        self.form.editor(first).setFocus()

    def close_form(self) -> None:
        self.hide()

    def show_problem(self, field: str, sentence: str) -> None:
        """Show a problem at its field, or above the buttons where it is about none."""
        show_problem(self.form, self.problem, field, sentence)

    def _make_form(self, asked: Deciding) -> None:
        new = Form()
        if asked.outcome == "validated" and asked.amount is not None:
            new.add("pence", "Confirmed amount", QLineEdit(), hint="At most what was claimed.")
        if asked.outcome != "withdrawn":
            grades = list(EVIDENCE.items())
            if asked.count > 1:
                grades.insert(0, (AS_CLAIMED, "As each was claimed"))
            new.add("grade", "Evidence", choice_box(grades))
            new.add("validator", "Decided by", choice_box(asked.officers))
            new.add("decided_on", "Decided on", QDateEdit())
        hint = "Kept with each of them." if asked.count > 1 else ""
        if asked.outcome == "validated" and asked.count == 1:
            hint = "May stay empty; of use where less is confirmed than claimed."
        new.add("reason", "Reason", QPlainTextEdit(), hint=hint)
        values: Mapping[str, object] = {
            "pence": asked.amount,
            "grade": asked.grade,
            "validator": asked.officer_id,
            "decided_on": asked.day,
        }
        new.set_values({name: values[name] for name in new.values() if name in values})
        new.submitted.connect(self._tell)
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(self.form, new)
        self.form.hide()
        self.form.deleteLater()
        self.form = new

    def _tell(self) -> None:
        for name in self.form.values():
            self.form.show_problem(name, "")
        self.show_problem("", "")
        self.decided.emit(self.outcome, self.form.values())

    def _stop(self) -> None:
        self.close_form()
        self.cancelled.emit()


class RefusedList(QWidget):
    """Why some of several claims cannot be decided so."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S)

    def show_refusals(self, refusals: Sequence[tuple[str, str]]) -> None:
        """Show each claim that was refused, by its name, with the sentence."""
        while (item := self._column.takeAt(0)) is not None:
            if (made := item.widget()) is not None:
                made.deleteLater()
        for name, sentence in refusals:
            self._column.addWidget(label(name, "strong", wrap=True))
            self._column.addWidget(label(sentence, "error", wrap=True))
