"""Whose view of the programme is shown; this computer remembers it for each file.

A participant's view is of their own cohort: taking it chooses the cohort, and the box to choose
another is away until somebody else's view is taken.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cohort_desk.domain.errors import NotFound
from cohort_desk.services import programmes
from cohort_desk.services.people import PeopleFilter, find_people, read_people
from cohort_desk.ui.kit.session import Session, Viewpoint
from cohort_desk.ui.shell.view_sheet import ROLES, Viewer, ViewSheet

if TYPE_CHECKING:
    from cohort_desk.ui.shell.window import MainWindow

_MOST_NAMES = 50
_TITLES = {key: title for key, title, _shows in ROLES}


class Viewing(QObject):
    """Asks for a view, remembers it, and names it in the top bar."""

    def __init__(self, window: "MainWindow", session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._restore()
        window.top.view_asked.connect(self.ask)
        session.viewpoint_changed.connect(self._changed)
        self._show_view()

    def ask(self) -> None:
        """Open the sheet that asks whose view to show, unless the user stays with the page."""
        if not self._window.may_leave():
            return
        sheet = ViewSheet(self._window, self._session.viewpoint, self._find)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.chosen.connect(self._session.take_view)
        sheet.open()

    def _show_view(self) -> None:
        """Say in the top bar whose view this is, and offer the cohorts that it has."""
        viewpoint = self._session.viewpoint
        title = _TITLES[viewpoint.role]
        name = self._name_of(viewpoint)
        self._window.top.show_view(f"{title}: {name}" if name else title)
        of_one = viewpoint.role == "participant"
        if of_one and viewpoint.person_id is not None and name:
            people = read_people(self._session.db, [viewpoint.person_id])
            self._session.choose_cohort(people[viewpoint.person_id].cohort_id)
        self._window.top.offer_cohorts(self._session.cohort_id, offered=not of_one)

    def _changed(self, viewpoint: Viewpoint) -> None:
        chosen = None if viewpoint == Viewpoint() else f"{viewpoint.role} {viewpoint.person_id}"
        self._session.settings.set(self._key(), chosen)
        self._show_view()

    def _restore(self) -> None:
        role, _, number = self._session.settings.text(self._key()).partition(" ")
        if role in _TITLES and number.isdecimal():
            viewpoint = Viewpoint(role, int(number))
            if self._name_of(viewpoint):
                self._session.take_view(viewpoint)

    def _key(self) -> str:
        return f"view of {programmes.remembered_as(self._session.db)}"

    def _name_of(self, viewpoint: Viewpoint) -> str:
        """Return whose view it is; "" for an administrator's and for somebody who is gone."""
        if viewpoint.person_id is None:
            return ""
        db = self._session.db
        try:
            if viewpoint.role == "tutor":
                from cohort_desk.services.marks.tutors import read_tutor  # noqa: PLC0415 - seldom

                return read_tutor(db, viewpoint.person_id).name
            return read_people(db, [viewpoint.person_id])[viewpoint.person_id].name
        except (NotFound, KeyError):
            return ""

    def _find(self, role: str, text: str) -> Sequence[Viewer]:
        db = self._session.db
        if role == "tutor":
            from cohort_desk.services.marks.tutors import list_tutors  # noqa: PLC0415 - seldom

            sought = text.casefold()
            tutors = [each for each in list_tutors(db) if sought in each.name.casefold()]
            return [Viewer(each.id, each.name, each.agency) for each in tutors[:_MOST_NAMES]]
        found = find_people(db, self._session.cohort_id, PeopleFilter(text=text))
        ids = list(found)[:_MOST_NAMES]
        people = read_people(db, ids)
        return [Viewer(key, people[key].name, people[key].agency) for key in ids if key in people]
