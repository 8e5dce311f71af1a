"""What takes a moment for many people: read and done off the window's thread, else at once."""

from collections.abc import Callable
from typing import TypeVar, cast

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.ui.kit.desk import Desk, attempt

READ_AT_ONCE = 500
"""Rounds of up to so many people are read in an instant, and therefore without a detour."""

_Read = TypeVar("_Read")


class LatestReading:
    """Reads one thing anew as often as it is asked to; what was read before stays in sight.

    Only the answer to what was asked last is shown: one that is out of date is dropped.
    """

    def __init__(
        self, title: str, desk: Desk, failed: Callable[[CohortDeskError], None] | None = None
    ) -> None:
        self._title, self._desk = title, desk
        self._failed = failed or self._say
        self._asked = 0
        self._stop: Callable[[], None] = lambda: None

    def ask(
        self,
        read: Callable[[Progress], _Read],
        show: Callable[[_Read], None],
        *,
        at_once: bool,
    ) -> None:
        """Read, at once or elsewhere, and show what was read.

        Raises:
            CohortDeskError: whatever `read` raises if it is read at once; elsewhere it is told.
        """
        self.drop()
        if at_once:
            show(read(unwatched))
            return
        asked = self._asked

        def arrived(answer: object) -> None:
            if asked == self._asked:
                show(cast("_Read", answer))

        def failed(error: CohortDeskError) -> None:
            if asked == self._asked:
                self._failed(error)

        self._stop = self._desk.runner.run(
            self._title, read, done=arrived, failed=failed, writes=False, quiet=True
        )

    def _say(self, error: CohortDeskError) -> None:
        self._desk.warn(str(error))

    def drop(self) -> None:
        """Give up the reading that is under way: it would be out of date."""
        self._asked += 1
        self._stop()


def carry_out(  # noqa: PLR0913 - most have a default
    desk: Desk,
    title: str,
    action: Callable[[], object],
    *,
    at_once: bool,
    done: Callable[[], None] = lambda: None,
    failed: Callable[[], None] = lambda: None,
) -> None:
    """Do what changes many rows, at once or elsewhere; what the user can put right is said."""
    if at_once:
        (done if attempt(desk, action) else failed)()
        return

    def refused(error: CohortDeskError) -> None:
        desk.warn(str(error))
        failed()

    desk.runner.run(
        title, lambda _report: action(), done=lambda _result: done(), failed=refused, quiet=True
    )
