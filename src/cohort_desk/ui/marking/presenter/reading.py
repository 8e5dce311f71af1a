"""Reads the lists around marking: at once in a small cohort, else off the window's thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from cohort_desk.domain.errors import CohortDeskError, NotFound
from cohort_desk.services.people import find_people
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.kit.elsewhere import LatestReading

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

READ_AT_ONCE = 100
"""The lists of so many people are read within a tenth of a second."""

_Read = TypeVar("_Read")


class ListReading:
    """Reads one list anew as often as it is asked to; only the latest answer is shown."""

    def __init__(self, title: str, desk: Desk) -> None:
        self._desk = desk
        self._reading = LatestReading(title, desk, self._failed)

    def ask(self, read: "Callable[[Database], _Read]", show: Callable[[_Read], None]) -> None:
        """Read and show; what has been deleted meanwhile is passed over: the news is on its way."""
        db = self._desk.db
        small = len(find_people(db, self._desk.cohort_id)) <= READ_AT_ONCE
        try:
            self._reading.ask(lambda _report: read(db), show, at_once=small)
        except NotFound as error:
            self._failed(error)

    def drop(self) -> None:
        """Give up what is being read: something else is to be shown."""
        self._reading.drop()

    def _failed(self, error: CohortDeskError) -> None:
        if not isinstance(error, NotFound):
            self._desk.warn(str(error))
