"""What happens when the program itself is at fault: a calm dialog and a report without names.

    guard = CrashGuard(window_of=lambda: window)
    guard.problem.connect(window.say_problem)
    guard.install()

The report has the kind of each error and where in the program it arose, the versions and the
system. It has neither the messages of errors nor the values of variables, for they may hold
what is in a programme: names, addresses, marks.
"""

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtWidgets import QApplication, QWidget

from cohort_desk import __version__
from cohort_desk.domain.errors import CohortDeskError


class CrashGuard(QObject):
    """Catches what nobody else does, on any thread, and tells the user on the UI thread.

    What the user can act on (a file held by another program, a server that is away) is no fault
    of the program wherever it turns up: it leaves as `problem`, a sentence.
    """

    problem = Signal(str)
    _caught = Signal(str)

    def __init__(self, window_of: Callable[[], QWidget | None]) -> None:
        super().__init__()
        self._window_of = window_of
        self._open = False
        self._caught.connect(self._tell)

    def install(self) -> None:
        """Take over from Python's own hooks, which only print."""
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error

    def _on_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, CohortDeskError):
            self.problem.emit(str(error))
            return
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, Exception):
            self._caught.emit(crash_report(error))

    def _on_thread_error(self, failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value:
            self._on_error(failure.exc_type, failure.exc_value, failure.exc_traceback)

    def _tell(self, report: str) -> None:
        if self._open:
            return
        from cohort_desk.ui.kit.crash_dialog import CrashDialog  # noqa: PLC0415 - seldom needed

        self._open = True
        dialog = CrashDialog(self._window_of(), report)
        dialog.exec()
        self._open = False
        if dialog.wants_to_quit:
            QApplication.quit()


def crash_report(error: BaseException) -> str:
    """Return where in the program an error arose, with nothing of what it was working on."""
    lines = [
        f"Cohort Desk {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        "",
    ]
    for each in _chain(error):
        lines.append(f"{type(each).__module__}.{type(each).__qualname__}")
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(each.__traceback__)
        ]
    return "\n".join(lines) + "\n"


def _chain(error: BaseException) -> list[BaseException]:
    """Return an error and what led to it, the outermost first."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following and following not in chain:
        chain.append(following)
        following = following.__cause__ or following.__context__
    return chain


def _place(filename: str) -> str:
    """Return a file's path from its package on: folders above it may bear the user's name."""
    parts = Path(filename).parts
    for root in ("cohort_desk", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return parts[-1] if parts else filename
