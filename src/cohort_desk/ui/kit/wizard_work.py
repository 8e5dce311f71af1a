"""Runs what a wizard does step by step off the window's thread, and shows how far it is.

work = WizardWork(view, desk)
work.run("Reading List.csv", read, done=show, writes=False)
work.stop()                         # nothing it would have written is written
"""

from collections.abc import Callable
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.progress import Progress
from cohort_desk.ui.kit.desk import Desk


class BusyView(Protocol):
    """What is shown while something runs."""

    def show_problem(self, sentence: str) -> None: ...
    def show_busy(self, sentence: str) -> None: ...
    def show_progress(self, done: int, total: int) -> None: ...
    def show_idle(self) -> None: ...


class WizardWork:
    """One thing after another; `writing` tells whether what runs is the import itself."""

    def __init__(self, view: BusyView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._stop: Callable[[], None] = lambda: None
        self._running = 0
        self.writing = False

    def run(
        self,
        title: str,
        work: Callable[[Progress], object],
        *,
        done: Callable[[object], None],
        failed: Callable[[CohortDeskError], None] | None = None,
        writes: bool = True,
    ) -> None:
        """Run this; what the user can put right is shown, or given to `failed`."""
        self._running += 1
        self._view.show_busy(f"{title}…")
        self._stop = self._desk.runner.run(
            title,
            work,
            done=done,
            failed=failed or (lambda error: self._view.show_problem(str(error))),
            progressed=self._view.show_progress,
            ended=self._ended,
            writes=writes,
        )

    def stop(self) -> None:
        """Stop what is running; nothing it would have written is written."""
        self._stop()

    def _ended(self) -> None:
        self._running -= 1
        if not self._running:
            self.writing = False
            self._view.show_idle()
