"""The open programme as every page sees it; each feature's wiring takes one.

    def open_people_page(session: Session) -> PeoplePage:
        presenter = PeoplePresenter(page, session.db, session.cohort_id)
        session.news.changed.connect(presenter.records_changed)
        session.cohort_changed.connect(presenter.show_cohort)
        session.show("people", 17)             # goes to a page and calls its `open_record(17)`

A wiring that connects functions of its own takes them by `kit.hearing`, which ends with the page.
The main window makes one when a programme opens and ends it when the programme closes.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.changes import ChangeNews
from cohort_desk.ui.kit.dialogs import Dialogs
from cohort_desk.ui.kit.print_queue import PrintQueue
from cohort_desk.ui.kit.settings_store import SettingsStore

if TYPE_CHECKING:
    from cohort_desk.db.database import Database


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to go: a page, and a record or a view on it (None for the page as it stands)."""

    page: str
    record: object = None


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Whose view of the programme is shown: a choice of what to see, not a lock.

    `role` is administrator, tutor or participant; `person_id` is the tutor's or participant's id.
    """

    role: str = "administrator"
    person_id: int | None = None


class Session(QObject):
    """What pages share while one programme is open."""

    cohort_changed = Signal(int)
    viewpoint_changed = Signal(Viewpoint)
    shown = Signal(Destination)
    said = Signal(str)
    warned = Signal(str)

    def __init__(
        self, db: "Database", runner: TaskRunner, settings: SettingsStore, dialogs: Dialogs
    ) -> None:
        super().__init__()
        self.db = db
        self.news = ChangeNews(db)
        self.runner = runner
        self.prints = PrintQueue(runner)
        self.settings = settings
        self.dialogs = dialogs
        self._cohort_id = 0
        self._viewpoint = Viewpoint()

    @property
    def cohort_id(self) -> int:
        """The cohort chosen at the top of the window; it applies everywhere."""
        return self._cohort_id

    def choose_cohort(self, cohort_id: int) -> None:
        if cohort_id != self._cohort_id:
            self._cohort_id = cohort_id
            self.cohort_changed.emit(cohort_id)

    @property
    def viewpoint(self) -> Viewpoint:
        """Whose view is shown; an administrator's until another is chosen."""
        return self._viewpoint

    def take_view(self, viewpoint: Viewpoint) -> None:
        if viewpoint != self._viewpoint:
            self._viewpoint = viewpoint
            self.viewpoint_changed.emit(viewpoint)

    def show(self, page: str, record: object = None) -> None:
        """Go to a page, and there to a record where one is given."""
        self.shown.emit(Destination(page, record))

    def say(self, sentence: str) -> None:
        """Tell the user in a toast; what a step did is told without this."""
        self.said.emit(sentence)

    def warn(self, sentence: str) -> None:
        """Tell the user in a toast what was refused or went wrong."""
        self.warned.emit(sentence)
