"""Long work off the UI thread, with progress and cancel; several pieces at once.

    stop = runner.run(
        "Forming groups",
        lambda report: form_round(db, round_id, report),
        done=view.show_proposal,              # on the UI thread, with what the work returned
        failed=view.show_problem,             # only what the user can act on: CohortDeskError
        progressed=view.show_progress,
        ended=view.unlock,                    # always last, however it ended
        writes=False,
    )
    stop()

Work that writes waits for its turn, so that only one piece writes to the database at a time;
reading and reckoning runs beside it. What a user has asked for by name, such as checking a file,
does not wait behind the `quiet` reading of lists. An unexpected failure goes to `sys.excepthook`.
"""

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QObject, QThreadPool, Signal

from cohort_desk.domain.errors import Cancelled, CohortDeskError
from cohort_desk.domain.progress import Progress, unwatched

REPORT_EVERY_S = 0.05
READERS = 2
WORTH_TELLING_S = 3.0


class Task(QObject):
    """One piece of work; make it on the UI thread, where all its signals then arrive."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(Exception)
    finished = Signal()

    def __init__(
        self,
        title: str,
        work: Callable[[Progress], object],
        parent: QObject | None = None,
        *,
        writes: bool = False,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.writes = writes
        self.done, self.total = 0, 0
        self.asked_at = time.monotonic()
        self._work = work
        self._cancelled = threading.Event()
        self._last_report = 0.0
        self.progressed.connect(self._remember)

    @property
    def stopping(self) -> bool:
        """Whether it has been asked to stop."""
        return self._cancelled.is_set()

    def start(self, pool: QThreadPool) -> None:
        pool.start(self._run)

    def cancel(self) -> None:
        """Ask the work to stop at its next report; `finished` tells when it has."""
        self._cancelled.set()

    def _remember(self, done: int, total: int) -> None:
        self.done, self.total = done, total

    def _report(self, done: int, total: int) -> None:
        if self._cancelled.is_set():
            raise Cancelled("Stopped at your request.")
        now = time.monotonic()
        if done == total or now - self._last_report >= REPORT_EVERY_S:
            self._last_report = now
            self.progressed.emit(done, total)

    def _run(self) -> None:
        try:
            self._report(0, 0)
            result = self._work(self._report)
        except Cancelled:
            pass
        except Exception as error:  # noqa: BLE001 - carried to the UI thread, never lost
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)
        finally:
            self.finished.emit()


@dataclass(frozen=True, slots=True)
class _Answers:
    done: Callable[[object], None]
    failed: Callable[[CohortDeskError], None]
    progressed: Callable[[int, int], None]
    ended: Callable[[], None]
    quiet: bool


_NOBODY = _Answers(
    done=lambda _result: None,
    failed=lambda _error: None,
    progressed=unwatched,
    ended=lambda: None,
    quiet=True,
)


class TaskRunner(QObject):
    """Runs tasks and tells the status bar about them.

    `problem` carries the sentence of a failure that its owner does not answer itself, `told` that
    a task has ended well which took so long that the user may have turned to something else.
    """

    changed = Signal()
    problem = Signal(str)
    told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer, self._readers, self._listers = QThreadPool(), QThreadPool(), QThreadPool()
        self._writer.setMaxThreadCount(1)
        for pool in (self._readers, self._listers):
            pool.setMaxThreadCount(READERS)
        self._live: dict[Task, _Answers] = {}

    def run(  # noqa: PLR0913 - most have a default
        self,
        title: str,
        work: Callable[[Progress], object],
        *,
        done: Callable[[object], None],
        failed: Callable[[CohortDeskError], None] | None = None,
        progressed: Callable[[int, int], None] = unwatched,
        ended: Callable[[], None] = lambda: None,
        writes: bool = True,
        quiet: bool = False,
    ) -> Callable[[], None]:
        """Start the work and return what cancels it; the callbacks come on the UI thread.

        The end of `quiet` work is not told: what it did is told by other means, such as the list
        that it has read.
        """
        task = Task(title, work, self, writes=writes)
        answers = _Answers(
            done, failed or (lambda error: self.problem.emit(str(error))), progressed, ended, quiet
        )
        self._live[task] = answers
        task.progressed.connect(self._on_progress)
        task.succeeded.connect(self._on_success)
        task.failed.connect(self._on_failure)
        task.finished.connect(self._on_end)
        reading = self._listers if quiet else self._readers
        task.start(self._writer if writes else reading)
        self.changed.emit()
        return task.cancel

    def tasks(self) -> tuple[Task, ...]:
        """Return what is running or waiting, oldest first."""
        return tuple(self._live)

    def writing(self) -> tuple[Task, ...]:
        """Return what is running or waiting to write, oldest first."""
        return tuple(task for task in self._live if task.writes)

    def forget_all(self) -> None:
        """Stop everything and pass on no more of it: those who would hear are going."""
        self.stop_all()
        self._live = dict.fromkeys(self._live, _NOBODY)

    def stop_all(self, wait_ms: int = 5000) -> bool:
        """Cancel everything and wait; the main window calls this as it closes."""
        for task in self._live:
            task.cancel()
        pools = (self._writer, self._readers, self._listers)
        stopped = [pool.waitForDone(wait_ms) for pool in pools]
        return all(stopped)

    def _task(self) -> tuple[Task, _Answers]:
        task = cast("Task", self.sender())
        return task, self._live[task]

    def _on_progress(self, done: int, total: int) -> None:
        _, answers = self._task()
        answers.progressed(done, total)
        self.changed.emit()

    def _on_success(self, result: object) -> None:
        task, answers = self._task()
        answers.done(result)
        if not answers.quiet and time.monotonic() - task.asked_at >= WORTH_TELLING_S:
            self.told.emit(f"{task.title}: finished.")

    def _on_failure(self, error: Exception) -> None:
        _, answers = self._task()
        if isinstance(error, CohortDeskError):
            answers.failed(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)

    def _on_end(self) -> None:
        task, answers = self._task()
        del self._live[task]
        task.deleteLater()
        self.changed.emit()
        answers.ended()
