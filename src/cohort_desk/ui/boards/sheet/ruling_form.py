"""The form in which a decision is made that needs more than a key: a mark, an outcome, a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout

from cohort_desk.domain.awards.facts import NAMES, Outcome
from cohort_desk.services.boards import Ruling, Subject
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.widgets import button, label


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be decided: on what, under which title, and what to begin with.

    Without `outcomes` it is a mark that is asked for.
    """

    subject: Subject
    title: str
    outcomes: Sequence[Outcome] = ()
    chosen: Outcome | None = None
    mark: str = ""
    note: str = ""


class RulingForm(QFrame):
    """Asks for an outcome or a mark, and why."""

    ruled = Signal(Subject, Ruling)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._question: Question | None = None
        self.title = label("", "heading", wrap=True)
        self.note = label("", "muted", wrap=True)
        self.form = Form()
        self.outcome, self.mark, self.reason = QComboBox(), QLineEdit(), QLineEdit()
        self.form.add("outcome", "Decision", self.outcome)
        self.form.add("mark", "Mark, 0 to 100", self.mark)
        self.form.add("reason", "Reason", self.reason)
        self.save = button("Save the decision", look="primary")
        self.cancel = button("Cancel")
        self.save.clicked.connect(self._save)
        self.form.submitted.connect(self._save)
        self.cancel.clicked.connect(self._cancel)
        self._lay_out()
        self.hide()

    def ask(self, question: Question) -> None:
        """Open the form and put the cursor where something is to be typed."""
        self._question = question
        self.title.setText(question.title)
        self.setAccessibleName(question.title)
        self.note.setText(question.note)
        self.note.setVisible(bool(question.note))
        self.outcome.clear()
        for outcome in question.outcomes:
            self.outcome.addItem(NAMES[outcome], outcome.value)
        self.form.show_field("outcome", shown=bool(question.outcomes))
        self.form.show_field("mark", shown=not question.outcomes)
        chosen = question.chosen.value if question.chosen else ""
        self.form.set_values({"outcome": chosen, "mark": question.mark, "reason": ""})
        self.show()
        (self.reason if question.outcomes else self.mark).setFocus()

    def show_problem(self, field: str, sentence: str) -> None:
        self.form.show_problem(field, sentence)
        self.form.editor(field).setFocus()

    def close_form(self) -> None:
        """Put the form away."""
        self._question = None
        self.hide()

    def asks_about(self, participant_id: int) -> bool:
        """Whether it is open for this candidate."""
        return (
            self._question is not None and self._question.subject.participant_id == participant_id
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _cancel(self) -> None:
        self.close_form()
        self.cancelled.emit()

    def _save(self) -> None:
        question = self._question
        if question is None:
            return
        reason = self.reason.text().strip()
        if question.outcomes:
            ruling = Ruling(Outcome(self.outcome.currentData()), reason=reason)
            self.ruled.emit(question.subject, ruling)
            return
        typed = self.mark.text().strip()
        try:
            mark = Decimal(typed)
        except InvalidOperation:
            said = f"“{typed}” is no number." if typed else "Type the mark."
            self.show_problem("mark", said)
            return
        self.ruled.emit(question.subject, Ruling(mark=mark, reason=reason))

    def _lay_out(self) -> None:
        buttons = FlowLayout()
        buttons.add(self.save)
        buttons.add(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.M, tokens.M, tokens.M, tokens.M)
        column.setSpacing(tokens.S)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addWidget(self.form)
        column.addLayout(buttons)
