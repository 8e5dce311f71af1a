"""Keeps the window answering while other threads work.

    keep_responsive(window.runner, window)

Two things hold it up otherwise. A thread that wants to go on waits five milliseconds for one that
is busy in Python, and painting a page wants to go on dozens of times; half a millisecond is
enough. And Python looks for garbage on whichever thread happens to make objects, while all others
wait: with thousands of people in memory up to a third of a second. So it is looked for on the
window's thread, a little at a time, and thoroughly only while nothing else is going on. What is
more, an object of Qt's that is found on a worker's thread would end there, which Qt does not allow.
"""

import gc
import sys

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from cohort_desk.ui.kit.background import TaskRunner

_TURN_S = 0.0005
_EVERY_MS = 200
_MANY_NEW = 5_000
_THOROUGHLY_AFTER = 20


def keep_responsive(runner: TaskRunner, parent: QObject) -> None:
    """Let the window's thread have its turn soon, and stop Python's own collector for good."""
    sys.setswitchinterval(_TURN_S)
    gc.disable()
    GarbageCollector(runner, parent)


class GarbageCollector(QObject):
    """Looks for garbage now and then, on the thread on which it was made."""

    def __init__(self, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look through what is new if it is much, or through everything if now is the time."""
        new, _, looks = gc.get_count()
        if new > _MANY_NEW:
            gc.collect(1)
        elif looks > _THOROUGHLY_AFTER and not self._busy():
            gc.collect()

    def _busy(self) -> bool:
        dragging = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        return dragging or bool(self._runner.tasks())
