"""A programme while it is open in the window: its pages, cohorts, undo, and news from outside."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.services import programmes
from cohort_desk.services.people import PeopleFilter, find_people, read_people
from cohort_desk.ui.kit.commands import Finder, Found
from cohort_desk.ui.kit.session import Destination, Session, Viewpoint
from cohort_desk.ui.shell.features import page_specs
from cohort_desk.ui.shell.printing import Printing
from cohort_desk.ui.shell.undoing import Undoing
from cohort_desk.ui.shell.viewing import Viewing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cohort_desk.db.database import Committed, Database
    from cohort_desk.ui.kit.dialogs import Dialogs
    from cohort_desk.ui.kit.settings_store import SettingsStore
    from cohort_desk.ui.shell.window import MainWindow

POLL_MS = 1000
_NAMED_AT_TOP = frozenset({"programme", "cohort"})


class OpenProgramme(QObject):
    """Fills the window with a programme; `close` takes it out again."""

    def __init__(
        self,
        window: "MainWindow",
        db: "Database",
        programme: programmes.Programme,
        settings: "SettingsStore",
        dialogs: "Dialogs",
    ) -> None:
        super().__init__(window)
        self.db = db
        self._window, self._settings = window, settings
        self.session = Session(db, window.runner, settings, dialogs)
        self._undoing = Undoing(db, window)
        self._watcher = programmes.watch(db)
        self._away = False
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._look_outside)
        self.programme = programme
        self._choose_first_cohort()
        self._viewing = Viewing(window, self.session)
        self._printing = Printing(window, self.session)
        self._working_file = programmes.working_file(db)
        if self._working_file is not None and self._working_file.tutor_id is not None:
            self.session.take_view(Viewpoint("tutor", self._working_file.tutor_id))
        self._connect()
        self._add_finder("People", "people", self._find_people)
        self._add_finder("Projects", "projects", self._find_projects)
        self._add_finder("Certificates", "certificates", self._find_certificates)
        window.set_pages(page_specs(self.session))
        self._name_at_top()
        self._offer_steps()
        window.go(window.last_page("home"))
        self._poll.start()

    @property
    def cohort_name(self) -> str:
        """The name of the chosen cohort."""
        chosen = self.session.cohort_id
        return next((each.name for each in self.programme.cohorts if each.id == chosen), "")

    def close(self) -> None:
        """Stop its work, hear no more of it and let go of its file."""
        self._poll.stop()
        self._window.runner.forget_all()
        self._window.commands.clear_finders()
        self._window.set_pages([])
        self._window.show_programme("", [], None)
        self._window.show_undo(None, None)
        self._window.top.show_view("")
        self._viewing.deleteLater()
        self._printing.close()
        self.session.news.stop()
        self.session.news.deleteLater()
        self._watcher.close()
        self.db.close()
        self.deleteLater()

    def _connect(self) -> None:
        window, session = self._window, self.session
        window.cohort_chosen.connect(self._choose_cohort)
        window.undo_asked.connect(self._undoing.undo)
        window.redo_asked.connect(self._undoing.redo)
        session.shown.connect(self._go)
        session.said.connect(window.say)
        session.warned.connect(window.say_problem)
        session.viewpoint_changed.connect(self._show_pages_of_view)
        session.cohort_changed.connect(window.top.show_cohort)
        session.news.committed.connect(self._tell)
        session.news.changed.connect(self._records_changed)

    def _choose_first_cohort(self) -> None:
        cohorts = [each.id for each in self.programme.cohorts]
        last = self._settings.number(self._cohort_key(), 0)
        self.session.choose_cohort(last if last in cohorts else max(cohorts, default=0))

    def _choose_cohort(self, cohort_id: int) -> None:
        self._settings.set(self._cohort_key(), cohort_id)
        self.session.choose_cohort(cohort_id)

    def _cohort_key(self) -> str:
        return f"cohort of {programmes.remembered_as(self.db)}"

    def _offer_steps(self) -> None:
        """Offer undo of the steps of this view; a pack's working file has one view alone."""
        if self.session.viewpoint == Viewpoint() or self._working_file is not None:
            self._undoing.offer_all()
        else:
            self._undoing.offer_from_now()

    def _show_pages_of_view(self) -> None:
        self._window.toasts.clear()
        self._offer_steps()
        self._window.set_pages(page_specs(self.session))
        self._window.go("home")

    def _go(self, where: Destination) -> None:
        if not self._window.has_page(where.page):
            self._window.say_problem("That page is not part of this view. Choose another view.")
            return
        page = self._window.go(where.page)
        if where.record is not None and self._window.current_key == where.page:
            page.open_record(where.record)

    def _tell(self, news: "Committed") -> None:
        self._undoing.name_steps()
        if news.kind == "undo":
            self._window.toasts.dismiss(news.target_id)
        said = news.said[:1].upper() + news.said[1:]
        if news.for_good:
            # A batch is many steps; the newest message stands for those before.
            self._window.toasts.dismiss(news.kinds)
            self._window.toasts.say(said, key=news.kinds)
        elif news.foreign or news.kind != "do":
            self._window.say(said)
        else:
            undo = partial(self._undoing.undo_step, news.step_id)
            self._window.toasts.say(said, action="Undo", run=undo, key=news.step_id)

    def _records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _NAMED_AT_TOP:
            self.programme = programmes.read_programme(self.db)
            self._name_at_top()

    def _name_at_top(self) -> None:
        file = programmes.file_of(self.db)
        place = "The office’s database" if file is None else str(file)
        if self.db.read_only:
            place += " · read-only: use File › Save a Copy to make changes"
        cohorts = [(each.id, each.name) for each in self.programme.cohorts]
        name = self.programme.name
        if self._working_file is not None:
            name = f"{name}: marking pack of {self._working_file.reader}"
        self._window.show_programme(name, cohorts, self.session.cohort_id, place)

    def _look_outside(self) -> None:
        try:
            self._watcher.poll()
        except CohortDeskError as error:
            if not self._away:
                self._window.say_problem(str(error))
            self._away = True
        else:
            self._away = False

    def _add_finder(self, heading: str, page: str, find: Finder) -> None:
        """Offer records by name, in the views that have the page they are shown on."""

        def find_in_view(text: str, limit: int) -> "Sequence[Found]":
            return find(text, limit) if self._window.has_page(page) else []

        self._window.commands.add_finder(heading, find_in_view)

    def _find_projects(self, text: str, limit: int) -> "Sequence[Found]":
        from cohort_desk.services.projects.finding import find_projects  # noqa: PLC0415 - when asked

        found = find_projects(self.db, self.session.cohort_id, text, limit)
        return [
            Found(
                each.title, each.group, partial(self.session.show, "projects", each.id), "briefcase"
            )
            for each in found
        ]

    def _find_certificates(self, text: str, limit: int) -> "Sequence[Found]":
        from cohort_desk.services.certificates.register import (  # noqa: PLC0415 - when asked
            find_certificates,
        )

        return [
            Found(
                f"{each.serial} {each.name}",
                each.status_words,
                partial(self.session.show, "certificates", each.id),
                "award",
            )
            for each in find_certificates(self.db, text, limit)
        ]

    def _find_people(self, text: str, limit: int) -> "Sequence[Found]":
        ids = list(find_people(self.db, self.session.cohort_id, PeopleFilter(text=text)))[:limit]
        return [
            Found(person.name, person.agency, partial(self.session.show, "people", person.id))
            for person in read_people(self.db, ids).values()
        ]
