"""The panel that gives many people the same value in one field."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.people import FIELD_LABELS
from cohort_desk.domain.words import counted
from cohort_desk.services.people import BULK_FIELDS
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.people.fields import editor_for


class BulkPanel(QWidget):
    """Asks for a field and its value."""

    set_asked = Signal(tuple, str, str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ids: tuple[int, ...] = ()
        self.field = QComboBox()
        self.field.setAccessibleName("Field to change")
        self._editors: dict[str, QWidget] = {}
        for name in BULK_FIELDS:
            self.field.addItem(FIELD_LABELS[name], name)
            editor = editor_for(name)
            editor.setAccessibleName(f"New {FIELD_LABELS[name].lower()}")
            self._editors[name] = editor
        self.problem = label("", "error", wrap=True)
        self.apply = button("Change", "check", look="primary")
        self.apply.clicked.connect(self._ask)
        self.field.currentIndexChanged.connect(self._choose)
        self._lay_out()
        self._choose(0)

    def start(self, ids: Sequence[int]) -> None:
        """Begin for these people."""
        self._ids = tuple(ids)
        self.apply.setText(f"Change {counted(len(ids), 'person', 'people')}")
        self.show_problem("")
        self.field.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say why the value was refused; "" once it is not."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def editor(self, field: str) -> QWidget:
        """Return the editor of a field's new value."""
        return self._editors[field]

    def _choose(self, at: int) -> None:
        for name, editor in self._editors.items():
            editor.setVisible(name == BULK_FIELDS[at])
        self.show_problem("")

    def _ask(self) -> None:
        field = str(self.field.currentData())
        self.set_asked.emit(self._ids, field, _typed(self._editors[field]))

    def _lay_out(self) -> None:
        cancel = button("Cancel")
        cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.addWidget(self.apply)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(label("Field", "label"))
        layout.addWidget(self.field)
        layout.addWidget(label("New value", "label"))
        for editor in self._editors.values():
            layout.addWidget(editor)
        layout.addWidget(
            label("Left empty, the field is emptied. One undo takes it back.", "small")
        )
        layout.addWidget(self.problem)
        layout.addLayout(buttons)
        layout.addStretch(1)


def _typed(editor: QWidget) -> str:
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else ""
