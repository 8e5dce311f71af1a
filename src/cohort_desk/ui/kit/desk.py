"""What presenters need of the window around them, without knowing Qt.

TaskRunner is a Runner and QtDialogs answers what Asks asks; a test stands in for either.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.progress import Progress, unwatched

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

SHEETS_OUT = "Excel workbook (*.xlsx);;Comma-separated values (*.csv)"
"""The kinds of file that a list can be saved as, for `path_to_save`."""


class Runner(Protocol):
    """Runs long work elsewhere and answers on the caller's thread."""

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
    ) -> Callable[[], None]: ...


class Asks(Protocol):
    """The questions that presenters put to the user; None or False means "never mind"."""

    def confirm(self, title: str, text: str, verb: str, *, danger: bool = False) -> bool: ...
    def ask_text(
        self,
        title: str,
        caption: str,
        text: str = "",
        check: Callable[[str], str] | None = None,
        *,
        secret: bool = False,
    ) -> str | None: ...
    def path_to_open(self, title: str, kinds: str = "") -> Path | None: ...
    def paths_to_open(self, title: str, kinds: str = "") -> Sequence[Path]: ...
    def folder(self, title: str) -> Path | None: ...
    def path_to_save(self, title: str, suggestion: str, kinds: str = "") -> Path | None: ...


class Desk(Protocol):
    """What presenters need of the open programme: a Session is one."""

    @property
    def db(self) -> "Database": ...
    @property
    def cohort_id(self) -> int: ...
    @property
    def runner(self) -> Runner: ...
    @property
    def dialogs(self) -> Asks: ...
    def say(self, sentence: str) -> None: ...
    def warn(self, sentence: str) -> None: ...
    def show(self, page: str, record: object = None) -> None: ...


def attempt(desk: Desk, action: Callable[[], object]) -> bool:
    """Carry out an action of the user's; what they can put right is said. Tells whether it held."""
    try:
        action()
    except CohortDeskError as error:
        desk.warn(str(error))
        return False
    return True
