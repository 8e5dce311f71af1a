"""The form that makes a claim or corrects one; the presenter beside it carries it out."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from cohort_desk.domain.savings.words import EFFECTS, EVIDENCE, MATURITIES
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.drops import DropArea
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.savings.asking import choice_box
from cohort_desk.ui.savings.claims.evidence import EvidenceRow
from cohort_desk.ui.savings.claims.form_asked import Attached, ClaimAsked, Preview
from cohort_desk.ui.savings.claims.pot_bar import PotBar
from cohort_desk.ui.savings.question import Choices

_CHOOSE = "Choose"


class ClaimForm(DropArea):
    """Asks for a claim; files may be dropped on it. What is refused stands at its field."""

    changed = Signal(dict)
    filled = Signal(dict)
    cancelled = Signal()
    files_asked = Signal()
    file_removed = Signal(str)
    open_asked = Signal(str, str)
    save_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self.told = label("", "muted", wrap=True)
        self.form = _fields()
        self.preview = label("", "strong", wrap=True)
        self.hints = label("", "error", wrap=True)
        self.pot = PotBar()
        self.add_files = button("Add evidence…", "file-plus")
        self.no_files = label("", "error", wrap=True)
        self._files = QVBoxLayout()
        self.problem = label("", "error", wrap=True)
        self.save = button("Claim", look="primary")
        self.cancel = button("Cancel")
        self._lay_out()
        self._connect()

    def ask(self, asked: ClaimAsked) -> None:
        """Show the form with its fields filled in, and go to the first."""
        self.told.setText(asked.told)
        self.save.setText(asked.verb)
        for name, choices in (
            ("agency", asked.agencies),
            ("claimant", asked.officers),
            ("validator", asked.officers),
        ):
            _offer(self.form.editor(name), choices)
        self.form.show_field("reason", shown=asked.corrects)
        self.form.set_values(asked.values)
        for name in ("maturity", "grade", "effect"):
            _choose(self.form.editor(name), asked.values.get(name, ""))
        self.show_problem("", "")
        self.form.editor("from_on").setFocus()

    def values(self) -> Mapping[str, object]:
        """Return what is in the fields."""
        return self.form.values()

    def show_files(self, files: Sequence[Attached]) -> None:
        """Show the evidence of the claim: kept and new."""
        clear_layout(self._files)
        for file in files:
            row = EvidenceRow(file.name, file.note, file.sha256 if file.kept else "")
            row.offer_removal()
            row.removal_asked.connect(lambda key=file.sha256: self.file_removed.emit(key))
            row.open_asked.connect(self.open_asked)
            row.save_asked.connect(self.save_asked)
            self._files.addWidget(row)
        if files:
            self.no_files.hide()

    def show_preview(self, preview: Preview) -> None:
        """Show what would be claimed as typed, and the room it would take."""
        self.preview.setText(preview.words)
        self.preview.setVisible(bool(preview.words))
        self.hints.setText(preview.problem)
        self.hints.setVisible(bool(preview.problem))
        self.pot.setVisible(preview.room is not None)
        if preview.room is not None:
            self.pot.show_room(*preview.room)

    def show_problem(self, field: str, sentence: str) -> None:
        """Show a problem at its field, or above the buttons where it is about none."""
        if field in {"evidence", "files"} and sentence:
            self.no_files.setText(sentence)
            self.no_files.show()
            self.add_files.setFocus()
            return
        self.no_files.hide()
        at_field = bool(field) and self.form.show_problem(field, sentence)
        if at_field and sentence:
            self.form.editor(field).setFocus()
        self.problem.setText("" if at_field else sentence)
        self.problem.setVisible(bool(sentence) and not at_field)

    def _lay_out(self) -> None:
        adding, row = FlowLayout(), FlowLayout()
        adding.add(self.add_files)
        row.add(self.save)
        row.add(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        for part in (self.told, self.form, self.preview, self.hints, self.pot):
            column.addWidget(part)
        column.addWidget(label("Evidence files", "label"))
        column.addLayout(self._files)
        column.addLayout(adding)
        for part in (self.no_files, self.problem):
            column.addWidget(part)
        column.addLayout(row)
        column.addStretch(1)

    def _connect(self) -> None:
        self.save.clicked.connect(self._tell)
        self.form.submitted.connect(self._tell)
        self.cancel.clicked.connect(self.cancelled)
        self.add_files.clicked.connect(self.files_asked)
        for name in ("gross", "moved"):
            editor = self.form.editor(name)
            if isinstance(editor, QLineEdit):
                editor.textEdited.connect(self._tell_change)
        for name in ("from_on", "to_on"):
            editor = self.form.editor(name)
            if isinstance(editor, QDateEdit):
                editor.dateChanged.connect(self._tell_change)

    def _tell_change(self) -> None:
        self.changed.emit(dict(self.values()))

    def _tell(self) -> None:
        for name in self.form.values():
            self.form.show_problem(name, "")
        self.show_problem("", "")
        self.filled.emit(dict(self.values()))


def _fields() -> Form:
    form = Form()
    form.add("from_on", "From", QDateEdit())
    form.add("to_on", "To", QDateEdit(), hint="Within one financial year, up to today.")
    form.add("claimed_on", "Claimed on", QDateEdit(), hint="Not before the period’s end.")
    form.add("agency", "Saving of", choice_box(()))
    form.add("gross", "Saved", QLineEdit(), hint="Before any cost is taken off.")
    form.add(
        "moved",
        "Less cost that is not saved",
        QLineEdit(),
        hint="Cost moved to another agency and, of a gross saving, cost to run it.",
    )
    form.add("effect", "The service became", choice_box(()))
    form.add("maturity", "The amount", choice_box(()))
    form.add("grade", "The evidence is", choice_box(()))
    form.add("claimant", "Claimed by", choice_box(()))
    form.add(
        "validator",
        "To be confirmed by",
        choice_box(()),
        hint="Neither the owner nor whoever claims.",
    )
    form.add("note", "Note", QPlainTextEdit())
    form.add("reason", "Reason for the correction", QLineEdit())
    for name, words in (("effect", EFFECTS), ("maturity", MATURITIES), ("grade", EVIDENCE)):
        _offer(form.editor(name), tuple(words.items()))
    return form


def _offer(editor: QWidget, choices: Choices) -> None:
    if isinstance(editor, QComboBox):
        editor.clear()
        editor.setPlaceholderText(_CHOOSE)
        for key, words in choices:
            editor.addItem(words, key)
        editor.setCurrentIndex(-1)


def _choose(editor: QWidget, key: object) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(editor.findData(key))
