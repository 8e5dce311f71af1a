"""The editors of a person's fields, alike in every panel."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.people import FIELD_LABELS, STATUS_LABELS, clean_field
from cohort_desk.ui.kit.form import Check, Form

SUGGESTED = ("agency_id", "grade", "location")
"""Fields that propose what others already have."""

_MANY_LINES = frozenset({"availability", "notes"})
_MOST_SHOWN = 10


class SuggestField(QLineEdit):
    """A line that proposes known values as one types; anything may be typed.

    `focused` asks for values as the user comes into the field.
    """

    focused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(_MOST_SHOWN)
        completer.activated.connect(self._taken)
        self.setCompleter(completer)

    def suggest(self, values: Sequence[str]) -> None:
        """Propose these from now on."""
        self._known.setStringList(list(values))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.focused.emit()

    def _taken(self, _text: str) -> None:
        self.returnPressed.emit()


def add_field(form: Form, field: str, *, hint: str = "") -> QWidget:
    """Add the editor of a person's field to a form, checked as its rules say."""
    check = None if field == "agency_id" else _check(field)
    return form.add(field, FIELD_LABELS[field], editor_for(field), check=check, hint=hint)


def editor_for(field: str) -> QWidget:
    """Return an empty editor for a field."""
    if field == "status":
        statuses = QComboBox()
        for key, words in STATUS_LABELS.items():
            statuses.addItem(words, key)
        return statuses
    if field in SUGGESTED:
        return SuggestField()
    return QPlainTextEdit() if field in _MANY_LINES else QLineEdit()


def _check(field: str) -> Check:
    def problem(value: object) -> str:
        try:
            clean_field(field, str(value))
        except RuleBroken as error:
            return str(error)
        return ""

    return problem
