"""What a page's presenters need of the window, for as long as the page lives.

    desk = PageDesk(page, session)
    presenter = RegisterPresenter(page, desk)

Another view of the programme deletes pages while work goes on that they began. What that work
answers then finds nobody; why it failed is told all the same.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.ui.kit.dialogs import Dialogs
from cohort_desk.ui.kit.session import Session

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

_Told = ParamSpec("_Told")


class PageDesk:
    """The session as a Desk whose runner answers only while a page is there to hear."""

    def __init__(self, page: QWidget, session: Session) -> None:
        self._session = session
        self.runner = PageRunner(page, session)

    @property
    def db(self) -> "Database":
        return self._session.db

    @property
    def cohort_id(self) -> int:
        return self._session.cohort_id

    @property
    def dialogs(self) -> Dialogs:
        return self._session.dialogs

    def say(self, sentence: str) -> None:
        self._session.say(sentence)

    def warn(self, sentence: str) -> None:
        self._session.warn(sentence)

    def show(self, page: str, record: object = None) -> None:
        self._session.show(page, record)


class PageRunner:
    """Runs work as the session's runner does."""

    def __init__(self, page: QWidget, session: Session) -> None:
        self._page, self._session = page, session

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
        """Start the work and return what cancels it, as `TaskRunner.run` does."""

        def refuse(error: CohortDeskError) -> None:
            if failed and isValid(self._page):
                failed(error)
            else:
                self._session.warn(str(error))

        return self._session.runner.run(
            title,
            work,
            done=self._heard(done),
            failed=refuse,
            progressed=self._heard(progressed),
            ended=self._heard(ended),
            writes=writes,
            quiet=quiet,
        )

    def _heard(self, answer: Callable[_Told, None]) -> Callable[_Told, None]:
        def tell(*args: _Told.args, **named: _Told.kwargs) -> None:
            if isValid(self._page):
                answer(*args, **named)

        return tell
