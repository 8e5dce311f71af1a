"""Fields under one another, each checked as the user leaves it.

    form = Form()
    form.add("email", "Email", QLineEdit(), check=email_problem, hint="Where joining notes go")
    form.add("grade", "Grade", spin_box(1, 12))
    form.set_values({"email": "a.khan@example.org", "grade": 4})
    form.left.connect(presenter.field_left)         # (name, value) once a changed field is sound
    form.show_problem("email", "Someone else has this address.")   # e.g. RuleBroken.field
    if form.check_all():
        presenter.save(form.values())

A check returns the sentence to show, or "". Values are str, int, bool, date or, for a combo box,
the data of the chosen item (its text where it has none).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label, restyle

if TYPE_CHECKING:
    from datetime import date

Check = Callable[[Any], str]
_SPIN_MARGIN = 6


def spin_box(lowest: int, highest: int, suffix: str = "") -> QSpinBox:
    """Return a number field that does not change when the wheel scrolls past it."""
    made = QSpinBox()
    made.setRange(lowest, highest)
    made.setSuffix(suffix)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    indent_number(made)
    return made


def indent_number(field: QAbstractSpinBox) -> None:
    """Give a spin box's text the padding that a style sheet cannot."""
    field.lineEdit().setTextMargins(_SPIN_MARGIN, 0, 0, 0)


@dataclass(slots=True)
class _Field:
    editor: QWidget
    error: QLabel
    box: QVBoxLayout
    check: Check | None
    settled: object = None


class Form(QWidget):
    """Labelled fields; errors stand under their field, in a sentence."""

    left = Signal(str, object)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, _Field] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.M)

    def add(
        self,
        name: str,
        caption: str,
        editor: QWidget,
        *,
        check: Check | None = None,
        hint: str = "",
    ) -> QWidget:
        """Add a field at the end and return its editor; "&" in the caption marks its Alt key."""
        plain = caption.replace("&", "")
        editor.setAccessibleName(plain)
        editor.setAccessibleDescription(hint)
        editor.setObjectName(name)
        editor.installEventFilter(self)
        error = label("", "error", wrap=True)
        error.hide()
        box = QVBoxLayout()
        box.setSpacing(tokens.XS)
        if not isinstance(editor, QCheckBox):
            box.addWidget(_caption(caption, editor))
        box.addWidget(editor)
        if hint:
            box.addWidget(label(hint, "small", wrap=True))
        box.addWidget(error)
        self._layout.addLayout(box)
        self._fields[name] = _Field(editor, error, box, check, _value(editor))
        self._tune(editor)
        return editor

    def add_fact(self, caption: str, value: str) -> QLabel:
        """Add something to read only; the text can be selected and copied."""
        shown = label(value, wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QFormLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(tokens.M)
        caption_label = label(caption, "muted")
        caption_label.setMinimumWidth(Theme.current().px(96))
        row.addRow(caption_label, shown)
        self._layout.addLayout(row)
        return shown

    def add_widget(self, widget: QWidget) -> None:
        """Add anything else at the end, such as a heading or a row of buttons."""
        self._layout.addWidget(widget)

    def put_under(self, name: str, widget: QWidget) -> None:
        """Put a widget under a field, from wherever it was before."""
        self._fields[name].box.addWidget(widget)

    def show_field(self, name: str, *, shown: bool) -> None:
        """Have a field in sight or not; one out of sight keeps what it holds."""
        field = self._fields[name]
        for at in range(field.box.count()):
            if (item := field.box.itemAt(at)) and (part := item.widget()):
                part.setVisible(shown and (part is not field.error or bool(field.error.text())))

    def end(self) -> None:
        """Leave the rest of the height empty."""
        self._layout.addStretch(1)

    def editor(self, name: str) -> QWidget:
        return self._fields[name].editor

    def values(self) -> dict[str, object]:
        """Return what all fields hold now."""
        return {name: _value(field.editor) for name, field in self._fields.items()}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Fill in these fields; nothing is announced and their errors go."""
        for name, value in values.items():
            field = self._fields[name]
            _set_value(field.editor, value)
            field.settled = _value(field.editor)
            self._show_error(field, "")

    def show_problem(self, name: str, sentence: str) -> bool:
        """Show a problem at its field; False if this form has no such field."""
        if name not in self._fields:
            return False
        self._show_error(self._fields[name], sentence)
        return True

    def check_all(self) -> bool:
        """Check every field and go to the first that is wrong; True if none is."""
        wrong = [name for name in self._fields if self._problem(name)]
        if wrong:
            self._fields[wrong[0]].editor.setFocus()
        return not wrong

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A list that drops down under the field takes the focus without the user's leaving it.
        if (
            isinstance(event, QFocusEvent)
            and event.lostFocus()
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            self._leave(watched.objectName())
        return super().eventFilter(watched, event)

    def _leave(self, name: str) -> None:
        field = self._fields[name]
        value = _value(field.editor)
        if value == field.settled or self._problem(name):
            return
        field.settled = value
        self.left.emit(name, value)

    def _problem(self, name: str) -> str:
        field = self._fields[name]
        sentence = field.check(_value(field.editor)) if field.check else ""
        self._show_error(field, sentence)
        return sentence

    @staticmethod
    def _show_error(field: _Field, sentence: str) -> None:
        field.error.setText(sentence)
        field.error.setVisible(bool(sentence))
        if sentence:
            field.editor.setAccessibleDescription(sentence)
        if bool(field.editor.property("invalid")) != bool(sentence):
            restyle(field.editor, "invalid", bool(sentence))

    def _tune(self, editor: QWidget) -> None:
        if isinstance(editor, QSpinBox | QDoubleSpinBox):
            indent_number(editor)
        if isinstance(editor, QPlainTextEdit):
            editor.setTabChangesFocus(True)
            editor.setFixedHeight(Theme.current().px(84))
        if isinstance(editor, QDateEdit):
            editor.setDisplayFormat("d MMMM yyyy")
            editor.setCalendarPopup(True)
        if isinstance(editor, QLineEdit):
            editor.returnPressed.connect(self._entered)
        if isinstance(editor, QComboBox | QCheckBox):
            signal = editor.activated if isinstance(editor, QComboBox) else editor.clicked
            signal.connect(lambda: self._leave(editor.objectName()))

    def _entered(self) -> None:
        self._leave(self.sender().objectName())
        self.submitted.emit()


def _caption(caption: str, editor: QWidget) -> QLabel:
    made = label(caption, "label")
    made.setBuddy(editor)
    return made


def _value(editor: QWidget) -> object:
    return next(read(editor) for kind, read, _ in _EDITORS if isinstance(editor, kind))


def _set_value(editor: QWidget, value: object) -> None:
    next(write for kind, _, write in _EDITORS if isinstance(editor, kind))(editor, value)


def _set_line(editor: QLineEdit, value: object) -> None:
    editor.setText("" if value is None else str(value))
    editor.setCursorPosition(0)


def _set_day(editor: QDateEdit, value: "date") -> None:
    editor.setDate(QDate(value.year, value.month, value.day))


def _chosen(editor: QComboBox) -> object:
    data: object = editor.currentData()
    return editor.currentText().strip() if data is None else data


def _choose(editor: QComboBox, value: object) -> None:
    at = editor.findData(value)
    editor.setCurrentIndex(at if at >= 0 else editor.findText(str(value)))


_EDITORS: tuple[tuple[type[QWidget], Callable[[Any], object], Callable[[Any, Any], None]], ...] = (
    (QLineEdit, lambda line: line.text().strip(), _set_line),
    (
        QPlainTextEdit,
        lambda box: box.toPlainText().strip(),
        lambda box, text: box.setPlainText(text or ""),
    ),
    (QDateEdit, lambda day: day.date().toPython(), _set_day),
    (QSpinBox, QSpinBox.value, QSpinBox.setValue),
    (QDoubleSpinBox, QDoubleSpinBox.value, QDoubleSpinBox.setValue),
    (QCheckBox, QCheckBox.isChecked, QCheckBox.setChecked),
    (QComboBox, _chosen, _choose),
)
