"""A field for feedback that offers the comment bank while one types."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

from cohort_desk.domain.names import folded
from cohort_desk.ui.kit.theme import Theme

_LEAST, _MOST = 2, 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OF_THE_LIST = (
    *_ENTER,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)


class BankEdit(QPlainTextEdit):
    """Plain text; typing part of a comment offers it, Ctrl+Space offers them all.

    Enter or Tab puts the chosen comment in place of what was typed of it; Ctrl+Enter goes on.
    """

    typed = Signal(str)
    left = Signal()
    went_on = Signal()

    def __init__(self, name: str, lines: int = 3) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(Theme.current().px(22 * lines + 14))
        self._comments: tuple[str, ...] = ()
        self._offered = QStringListModel(self)
        self._bank = QCompleter(self._offered, self)
        self._bank.setWidget(self)
        self._bank.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.popup = QListView()
        self.popup.setAccessibleName("Comments that fit")
        self._bank.setPopup(self.popup)
        self._bank.activated.connect(self._insert)
        self._filling = False
        self.textChanged.connect(self._say)

    def set_comments(self, comments: Sequence[str]) -> None:
        """Offer these while one types."""
        self._comments = tuple(dict.fromkeys(comments))
        hint = "Type to find a comment; Ctrl+Space shows all." if comments else ""
        self.setPlaceholderText(hint)
        self.setAccessibleDescription(hint)

    def show_text(self, text: str) -> None:
        """Put text in without announcing it; the cursor stays if nothing changes."""
        if text != self.toPlainText():
            self._filling = True
            self.setPlainText(text)
            self._filling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.popup.isVisible() and event.key() in _OF_THE_LIST:
            # The list answers these; what it ignores is its own to close on.
            event.ignore()
        elif control and event.key() == Qt.Key.Key_Space:
            self._offer(self._comments)
        elif control and event.key() in _ENTER:
            self.went_on.emit()
        else:
            before = self.toPlainText()
            super().keyPressEvent(event)
            if event.text() and self.toPlainText() != before:
                self._offer(self._fitting(self._begun()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _say(self) -> None:
        if not self._filling:
            self.typed.emit(self.toPlainText())

    def _begun(self) -> str:
        """Return what stands before the cursor since the last full stop or line."""
        cursor = self.textCursor()
        line = cursor.block().text()[: cursor.positionInBlock()]
        return line[max(line.rfind(mark) for mark in ".;!?") + 1 :].strip()

    def _fitting(self, begun: str) -> list[str]:
        words = folded(begun).split()
        if len(begun) < _LEAST or begun in self._comments:
            return []
        return [text for text in self._comments if _has(text, words)][:_MOST]

    def _offer(self, comments: Sequence[str]) -> None:
        if not comments:
            self.popup.hide()
            return
        self._offered.setStringList(list(comments))
        below = self.cursorRect()
        below.setLeft(0)
        below.setWidth(self.width())
        self._bank.complete(below)
        self.popup.setCurrentIndex(self._offered.index(0, 0))

    def _insert(self, comment: str) -> None:
        cursor = self.textCursor()
        begun = self._begun()
        if begun and self._fitting(begun):
            cursor.movePosition(
                QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(begun)
            )
        elif begun:
            comment = f" {comment}"
        cursor.insertText(comment)
        self.setTextCursor(cursor)


def _has(comment: str, words: Sequence[str]) -> bool:
    """Say whether every word begins some word of the comment."""
    own = folded(comment).split()
    return bool(words) and all(any(mine.startswith(word) for mine in own) for word in words)
