"""Documents that wait for the printer, one after another.

    queue = PrintQueue(runner)
    queue.print_now(Paper("Group lists", content), PrintChoices())
    queue.add(Paper("Transcript", content), PrintChoices(copies=2))     # waits for `start`
    queue.changed.connect(…)

The documents are kept in memory, for they hold names; closing the window forgets them.
"""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.progress import Progress
from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.outside import OutsideCopies
from cohort_desk.ui.kit.print_job import Paper, PrintChoices, PrintJob, State

if TYPE_CHECKING:
    from cohort_desk.ui.kit.print_painting import MakePrinter

_OVER = (State.PRINTED, State.STOPPED, State.FAILED)


class PrintQueue(QObject):
    """Prints one document at a time, off the window's thread, in the order of the list."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, runner: TaskRunner, make_printer: "MakePrinter | None" = None) -> None:
        super().__init__()
        self.runner = runner
        self.copies = OutsideCopies()
        self.last_choices = PrintChoices()
        self._make_printer = make_printer
        self._jobs: list[PrintJob] = []
        self._stop = lambda: None
        self._going: set[PrintJob] = set()

    @property
    def jobs(self) -> tuple[PrintJob, ...]:
        """All that has been put here and not removed, in print order."""
        return tuple(self._jobs)

    @property
    def waiting(self) -> int:
        """How many documents have not been printed yet."""
        return sum(job.state is State.WAITING for job in self._jobs)

    @property
    def printing(self) -> PrintJob | None:
        """What is at the printer now."""
        return next((job for job in self._jobs if job.state is State.PRINTING), None)

    def add(self, paper: Paper, choices: PrintChoices) -> PrintJob:
        """Put a document at the end; it waits until the queue is started."""
        job = PrintJob(paper, choices)
        self.last_choices = replace(choices, pages="", copies=1)
        self._jobs.append(job)
        self.changed.emit()
        return job

    def print_now(self, paper: Paper, choices: PrintChoices) -> PrintJob:
        """Print a document as soon as the printer is free; those that wait go on waiting."""
        job = self.add(paper, choices)
        self._go([job])
        return job

    def start(self) -> None:
        """Print all that waits."""
        self._go([job for job in self._jobs if job.state is State.WAITING])

    def stop(self) -> None:
        """Stop after what the printer has; the rest waits."""
        self._going.clear()
        self._stop()

    def again(self, job: PrintJob) -> None:
        """Have a document wait once more, with its choices."""
        if job.state in _OVER:
            job.state, job.problem = State.WAITING, ""
            self.changed.emit()

    def choose(self, job: PrintJob, choices: PrintChoices) -> None:
        """Print a document that waits in another way."""
        if job.state is not State.PRINTING:
            job.choices = choices
            self.changed.emit()

    def move(self, job: PrintJob, places: int) -> None:
        """Print a document so many places later, or sooner."""
        at = self._jobs.index(job)
        self._jobs.insert(max(0, at + places), self._jobs.pop(at))
        self.changed.emit()

    def remove(self, job: PrintJob) -> None:
        """Forget a document, unless it is at the printer."""
        if job.state is not State.PRINTING:
            self._jobs.remove(job)
            self._going.discard(job)
            self.changed.emit()

    def clear_printed(self) -> None:
        """Forget what has been printed."""
        self._jobs = [job for job in self._jobs if job.state is not State.PRINTED]
        self.changed.emit()

    def close(self) -> None:
        """Forget every document, and delete the copies that other programs were given."""
        self.stop()
        self._jobs.clear()
        self.copies.close()

    def _go(self, jobs: list[PrintJob]) -> None:
        self._going.update(jobs)
        self._next()

    def _next(self) -> None:
        if self.printing is not None:
            return
        job = next((each for each in self._jobs if each in self._going), None)
        if job is None:
            return
        self._going.discard(job)
        job.state = State.PRINTING
        self.changed.emit()

        def send(report: Progress) -> None:
            # Seldom wanted, and slow to load.
            from cohort_desk.ui.kit.print_painting import (  # noqa: PLC0415
                open_printer,
                print_job,
            )

            print_job(job, self._make_printer or open_printer, report)

        self._stop = self.runner.run(
            f"Printing {job.paper.title}",
            send,
            done=partial(self._printed, job),
            failed=partial(self._failed, job),
            ended=partial(self._ended, job),
            writes=False,
        )

    def _printed(self, job: PrintJob, _nothing: object) -> None:
        job.state = State.PRINTED

    def _failed(self, job: PrintJob, error: CohortDeskError) -> None:
        job.state, job.problem = State.FAILED, str(error)
        self.failed.emit(job.problem)

    def _ended(self, job: PrintJob) -> None:
        if job.state is State.PRINTING:
            job.state = State.STOPPED
        self.changed.emit()
        self._next()
