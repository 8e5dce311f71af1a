"""The panel that enrols a person."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.people.fields import add_field

_FIELDS = ("given_name", "family_name", "email", "agency_id", "job_title", "grade", "location")


class AddPanel(QWidget):
    """Asks for what is usually known; the rest is filled in afterwards."""

    submitted = Signal(dict)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        for field in _FIELDS:
            hint = (
                "Councils, forces, trusts and more are known by name" if "agency" in field else ""
            )
            add_field(self.form, field, hint=hint)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.add = button("Add person", "plus", look="primary")
        self.add.clicked.connect(self.submit)
        cancel = button("Cancel")
        cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.form)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def start(self) -> None:
        """Begin with empty fields, in the first of them."""
        self.form.set_values(dict.fromkeys(_FIELDS, ""))
        self.problem.hide()
        self.form.editor(_FIELDS[0]).setFocus()

    def show_problem(self, field: str, sentence: str) -> None:
        """Say what is wrong, at its field if the panel has it."""
        if not self.form.show_problem(field, sentence):
            self.problem.setText(sentence)
            self.problem.show()

    def submit(self) -> None:
        """Pass on what was typed, unless a field is wrong."""
        self.problem.hide()
        if self.form.check_all():
            self.submitted.emit({field: str(typed) for field, typed in self.form.values().items()})
