"""Editors that stand anywhere on a view, each saved as it is left, like the fields of a form."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from cohort_desk.ui.kit.widgets import restyle

Editor = QLineEdit | QPlainTextEdit | QComboBox


class Cells(QObject):
    """Knows every editor by the name of its field; `left` tells the text of a changed one.

    Esc brings back what the field held when it was entered.
    """

    left = Signal(str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._editors: dict[str, Editor] = {}
        self._settled: dict[str, str] = {}

    def add(self, name: str, caption: str, editor: Editor) -> None:
        """Take on an editor under the name of its field."""
        editor.setObjectName(name)
        editor.setAccessibleName(caption)
        editor.installEventFilter(self)
        if isinstance(editor, QPlainTextEdit):
            editor.setTabChangesFocus(True)
        elif isinstance(editor, QComboBox):
            editor.activated.connect(lambda: self._leave(name))
        else:
            editor.returnPressed.connect(lambda: self._leave(name))
        self._editors[name] = editor
        self._settled[name] = _text(editor)

    def drop(self, names: Collection[str]) -> None:
        """Let go of editors that are about to be deleted."""
        for name in names:
            self._editors.pop(name).removeEventFilter(self)
            self._settled.pop(name)

    def names(self) -> tuple[str, ...]:
        return tuple(self._editors)

    def editor(self, name: str) -> Editor | None:
        return self._editors.get(name)

    def values(self) -> dict[str, str]:
        """Return what all hold now."""
        return {name: _text(editor) for name, editor in self._editors.items()}

    def show(self, values: Mapping[str, str]) -> None:
        """Fill these in; nothing is announced, and their problems go."""
        for name, text in values.items():
            editor = self._editors[name]
            if _text(editor) != text:
                _put(editor, text)
            self._settled[name] = _text(editor)
            self.mark(name, "")

    def mark(self, name: str, sentence: str) -> None:
        """Show that a field is wrong, and why; "" once it is right."""
        editor = self._editors.get(name)
        if editor is None:
            return
        editor.setAccessibleDescription(sentence)
        editor.setToolTip(sentence)
        if bool(editor.property("invalid")) != bool(sentence):
            restyle(editor, "invalid", bool(sentence))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QFocusEvent)
            and event.lostFocus()
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            self._leave(watched.objectName())
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            return self._bring_back(watched.objectName())
        return super().eventFilter(watched, event)

    def _leave(self, name: str) -> None:
        editor = self._editors.get(name)
        if editor is not None and _text(editor) != self._settled[name]:
            self._settled[name] = _text(editor)
            self.left.emit(name, _text(editor))

    def _bring_back(self, name: str) -> bool:
        editor = self._editors.get(name)
        if editor is None or _text(editor) == self._settled[name]:
            return False
        _put(editor, self._settled[name])
        return True


def _text(editor: Editor) -> str:
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()


def _put(editor: Editor, text: str) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(editor.findData(text))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        editor.setText(text)
        editor.setCursorPosition(0)
