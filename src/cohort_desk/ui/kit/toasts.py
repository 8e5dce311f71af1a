"""Short messages at the foot of the window, at the left: what was done, and the way back.

    toasts = ToastHost(window)
    toasts.say("Moved Aisha Khan to Group 3", action="Undo", run=window.undo_asked.emit)
    toasts.say("The list was saved.", tone="success")
    toasts.take_focus()             # F6 goes to the newest one's button

A message stays ten seconds (six without an action), longer while the pointer or the focus is on
it, and is announced to screen readers. At most three stand at once.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCursor, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, icon_button, label

AT_ONCE = 3
STAY_MS, STAY_WITH_ACTION_MS = 6_000, 10_000
_WIDEST = 360
_ABOVE_FOOT = 44
_ICONS: dict[tokens.ToneName, str] = {
    "neutral": "info",
    "accent": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "triangle-alert",
}


class Toast(QFrame):
    """One message."""

    gone = Signal()

    def __init__(
        self, text: str, tone: tokens.ToneName, action: str, run: Callable[[], object] | None
    ) -> None:
        super().__init__()
        self.setObjectName("toast")
        self.setAccessibleName(text)
        self.text, self.tone = text, tone
        self.dismissed = False
        self.action: QPushButton | None = None
        self._stay = QTimer(self)
        self._stay.setSingleShot(True)
        self._stay.setInterval(STAY_WITH_ACTION_MS if action else STAY_MS)
        self._stay.timeout.connect(self._time_is_up)
        picture = QLabel()
        picture.setPixmap(Theme.current().pixmap(_ICONS[tone], tokens.ICON, "on_toast"))
        words = _words(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.L, tokens.S, tokens.S, tokens.S)
        row.setSpacing(tokens.M)
        row.addWidget(picture)
        row.addWidget(words, 1)
        if action and run:
            self.action = button(action)
            # A click leaves the focus where the user works; F6 and Tab come here all the same.
            self.action.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.action.clicked.connect(lambda: run())  # noqa: PLW0108 - drops `checked`
            self.action.clicked.connect(self.dismiss)
            row.addWidget(self.action)
        self.close_button = icon_button("Dismiss this message", "x")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        Theme.current().dress(self.close_button, "x", "on_toast")
        self.close_button.clicked.connect(self.dismiss)
        row.addWidget(self.close_button)
        self._stay.start()

    def dismiss(self) -> None:
        self._stay.stop()
        self.dismissed = True
        self.gone.emit()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _time_is_up(self) -> None:
        focus = QApplication.focusWidget()
        pointed_at = self.rect().contains(self.mapFromGlobal(QCursor.pos()))
        if pointed_at or (focus and self.isAncestorOf(focus)):
            self._stay.start()
        else:
            self.dismiss()


def _words(text: str) -> QLabel:
    """Return the text whole: in one line where that is short, else as many as it needs.

    A layout that is fitted to its contents asks a wrapped label for its height before its width.
    """
    made = label(text)
    made.ensurePolished()
    widest = Theme.current().px(_WIDEST)
    if made.sizeHint().width() > widest:
        made.setWordWrap(True)
        made.setFixedSize(widest, made.heightForWidth(widest))
    return made


class ToastHost(QWidget):
    """Stacks messages over the foot of its window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName("Messages")
        self._window = window
        self._toasts: list[Toast] = []
        self._keys: dict[Toast, object] = {}
        self._came_from: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S)
        window.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        *,
        tone: tokens.ToneName = "success",
        action: str = "",
        run: Callable[[], object] | None = None,
        key: object = None,
    ) -> None:
        """Show a message; its action, if any, is carried out by `run`; `dismiss(key)` ends it."""
        while len(self._toasts) >= AT_ONCE:
            self._toasts[0].dismiss()
        toast = Toast(text, tone, action, run)
        toast.gone.connect(self._drop)
        self._toasts.append(toast)
        self._keys[toast] = key
        self._column.addWidget(toast, 0, Qt.AlignmentFlag.AlignLeft)
        toast.show()
        self._place()
        spoken = QAccessibleAnnouncementEvent(self._window, text)
        QAccessible.updateAccessibility(spoken)

    def toasts(self) -> tuple[Toast, ...]:
        """Return what is shown, oldest first."""
        return tuple(self._toasts)

    def take_focus(self) -> None:
        """Go to the newest message's button."""
        if self._toasts:
            newest, here = self._toasts[-1], QApplication.focusWidget()
            if here and not self.isAncestorOf(here):
                self._came_from = here
            (newest.action or newest.close_button).setFocus()

    def dismiss(self, key: object) -> None:
        """Dismiss the message with this key, whose action has lost its sense."""
        for toast in self.toasts():
            if self._keys[toast] == key:
                toast.dismiss()

    def clear(self) -> None:
        """Dismiss everything, as when the window closes."""
        for toast in self.toasts():
            toast.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _drop(self) -> None:
        focus = QApplication.focusWidget()
        if focus and self.isAncestorOf(focus) and self._came_from and isValid(self._came_from):
            self._came_from.setFocus()
        gone = [toast for toast in self._toasts if toast.dismissed]
        for toast in gone:
            self._toasts.remove(toast)
            del self._keys[toast]
            self._column.removeWidget(toast)
            toast.deleteLater()
        self._place()

    def _place(self) -> None:
        self._column.activate()
        self.adjustSize()
        # At the left: the buttons that finish a page's work stand at the right.
        self.move(tokens.L, self._window.height() - self.height() - _ABOVE_FOOT)
        self.setVisible(bool(self._toasts))
        self.raise_()
