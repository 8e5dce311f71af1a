"""What waits until the user sees something."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


def when_painted(window: QWidget, then: Callable[[], object]) -> None:
    """Call `then` once, as soon as the window has been painted for the first time.

    A timer of no time is not enough: it fires before the window system has asked for a paint.
    """
    _FirstPaint(window, then)


class _FirstPaint(QObject):
    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            # The paint itself is still to come.
            QTimer.singleShot(0, self._then)
            self.deleteLater()
        return False
