"""Ctrl+C while much is being done: what is begun is brought to an end, and told."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

from cohort_desk.domain.errors import Cancelled
from cohort_desk.domain.progress import Progress


@contextmanager
def stoppable(report: Progress) -> Generator[Progress]:
    """Yield a report by which work stops at its next step, once Ctrl+C is pressed.

    Whoever presses it again stops at once. Only the main thread may ask so.
    """
    asked = False
    before = signal.getsignal(signal.SIGINT)

    def ask(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, before)

    def stop_or_report(done: int, total: int) -> None:
        if asked and done < total:
            raise Cancelled("Stopped at your request.")
        report(done, total)

    signal.signal(signal.SIGINT, ask)
    try:
        yield stop_or_report
    finally:
        signal.signal(signal.SIGINT, before)
