"""One start for startup.py: shows a window and prints the moment at which it was painted.

python startup_watched.py bare
python startup_watched.py window FILE.cohort
python startup_watched.py people FILE.cohort
"""

import os
import sys
import time
from collections.abc import Callable

from PySide6 import QtWidgets
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMainWindow, QWidget

CROWD = 100_000
SIZE = (1280, 800)


class Watched(QApplication):
    """The app's QApplication, which ends the process when what is awaited is painted."""

    awaited: Callable[[QWidget], bool]

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self._found = False
        self.installEventFilter(self)

    def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.Paint
            and not self._found
            and isinstance(receiver, QWidget)
            and Watched.awaited(receiver)
        ):
            self._found = True
            # This paint is about to begin; ahead of all else, this comes when it is done.
            first = Qt.EventPriority.HighEventPriority.value
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), first)
        return False

    def customEvent(self, _event: QEvent) -> None:
        print(time.monotonic(), flush=True)
        os._exit(0)


def any_paint(_widget: QWidget) -> bool:
    return True


def paint_of_the_crowd(widget: QWidget) -> bool:
    """Say whether this paints the table of people with its first row's name in it."""
    view = widget.parent()
    if not isinstance(view, QAbstractItemView) or view.viewport() is not widget:
        return False
    model = view.model()
    return (
        model is not None
        and model.rowCount() == CROWD
        and any(model.index(0, column).data() for column in range(model.columnCount()))
    )


def show_a_bare_window() -> None:
    app = Watched(sys.argv[:1])
    window = QMainWindow()
    window.resize(*SIZE)
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
    Watched.awaited = staticmethod(paint_of_the_crowd if sys.argv[1] == "people" else any_paint)
    if sys.argv[1] == "bare":
        show_a_bare_window()
    else:
        show_the_app(*sys.argv[1:])
