"""What the presenters of the groups page need of the window around them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.ui.kit.desk import Asks, Runner

if TYPE_CHECKING:
    from cohort_desk.db.database import Database


class Desk(Protocol):
    """What the presenters need of the session."""

    @property
    def db(self) -> "Database": ...
    @property
    def cohort_id(self) -> int: ...
    @property
    def runner(self) -> Runner: ...
    @property
    def dialogs(self) -> Asks: ...
    def say(self, sentence: str) -> None: ...
    def show(self, page: str, record: object = None) -> None: ...


def attempt(desk: Desk, action: Callable[[], object]) -> bool:
    """Carry out an action of the user's; what they can put right is said. Tells whether it held."""
    try:
        action()
    except CohortDeskError as error:
        desk.say(str(error))
        return False
    return True
