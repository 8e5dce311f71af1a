"""One start for startup.py: shows a window and prints the moment at which it was painted.

python startup_watched.py bare
python startup_watched.py home FILE.cohort
python startup_watched.py people FILE.cohort
"""

import os
import sys
import time
from collections.abc import Callable

from PySide6 import QtWidgets
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMainWindow, QWidget

CROWD = 100_000
SIZE = (1280, 800)


class Watched(QApplication):
    """The app's QApplication, which ends the process when what is awaited is painted.

    It filters the events of the window and of what is awaited in it: to see every event of the
    app would slow down what is measured.
    """

    find: Callable[[QWidget], QWidget | None]
    awaited: QWidget | None = None

    def exec(self) -> int:
        (self.window,) = (each for each in self.topLevelWidgets() if each.isVisible())
        self.window.installEventFilter(self)
        self.look_around()
        return super().exec()

    def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and receiver is self.awaited:
            # This paint is about to begin; ahead of all else, this comes when it is done.
            first = Qt.EventPriority.HighEventPriority.value
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), first)
        elif event.type() == QEvent.Type.UpdateRequest and self.awaited is None:
            self.look_around()
        return False

    def look_around(self) -> None:
        """Await what is sought, if it is there by now: every paint is requested beforehand."""
        self.awaited = Watched.find(self.window)
        if self.awaited not in {None, self.window}:
            self.awaited.installEventFilter(self)

    def customEvent(self, _event: QEvent) -> None:
        print(time.monotonic(), flush=True)
        os._exit(0)


def find_window(window: QWidget) -> QWidget | None:
    return window


def find_crowd(window: QWidget) -> QWidget | None:
    """Return what the table of people is painted on, once it has its rows' names."""
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if model is not None and model.rowCount() == CROWD and view.isVisible():
            cells = (model.index(0, column) for column in range(model.columnCount()))
            return view.viewport() if any(cell.data() for cell in cells) else None
    return None


def show_a_bare_window() -> None:
    app = Watched(sys.argv[:1])
    window = QMainWindow()
    window.resize(*SIZE)
    window.setCentralWidget(QLabel("Hello"))
    window.show()
    app.exec()


def show_the_app(page: str, file: str) -> None:
    """Start the app as someone does who left it at this page."""
    QtWidgets.QApplication = Watched
    # Only after the replacement above, and so that nothing is imported that the app does not.
    from cohort_desk.__main__ import main  # noqa: PLC0415
    from cohort_desk.ui.kit.settings_store import SettingsStore  # noqa: PLC0415

    SettingsStore().set("window.page", page)
    main([file])


if __name__ == "__main__":
    Watched.find = staticmethod(find_crowd if sys.argv[1] == "people" else find_window)
    if sys.argv[1] == "bare":
        show_a_bare_window()
    else:
        show_the_app(*sys.argv[1:])
