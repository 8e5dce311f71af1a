"""What the settings page does; free of Qt."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.services import programmes
from cohort_desk.services.programmes import Programme

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

_SHOWN_OF = frozenset({"programme", "cohort", "participant"})


class SettingsView(Protocol):
    """What the presenter needs of its page."""

    def show_programme(
        self, programme: Programme, people: Mapping[int, int], where: str
    ) -> None: ...
    def show_problem(self, field: str, sentence: str) -> None: ...
    def cohort_added(self) -> None: ...


class SettingsPresenter:
    """Answers the settings page, and keeps it current as records change."""

    def __init__(self, view: SettingsView, db: "Database") -> None:
        self._view = view
        self._db = db
        self._programme = programmes.read_programme(db)

    def records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _SHOWN_OF:
            self.refresh()

    def refresh(self) -> None:
        self._programme = programmes.read_programme(self._db)
        file = programmes.file_of(self._db)
        where = str(file) if file else "The office’s database"
        self._view.show_programme(self._programme, programmes.count_people(self._db), where)

    def programme_edited(self, name: str, organisation: str) -> None:
        """Keep the programme's new name or organisation."""
        shown = self._programme
        if (name, organisation) == (shown.name, shown.organisation):
            return
        try:
            programmes.edit_programme(self._db, shown.version, name, organisation)
        except CohortDeskError as error:
            self._explain(error, "name")

    def cohort_edited(self, cohort_id: int, name: str, starts_on: date | None) -> None:
        """Keep a cohort's new name or first day."""
        (shown,) = (each for each in self._programme.cohorts if each.id == cohort_id)
        if (name, starts_on) == (shown.name, shown.starts_on):
            return
        try:
            programmes.edit_cohort(self._db, cohort_id, shown.version, name, starts_on)
        except CohortDeskError as error:
            self._explain(error, f"cohort {cohort_id}")

    def cohort_wanted(self, name: str) -> None:
        """Add a cohort."""
        try:
            programmes.add_cohort(self._db, name)
        except CohortDeskError as error:
            self._explain(error, "new_cohort")
        else:
            self._view.cohort_added()

    def _explain(self, error: CohortDeskError, field: str) -> None:
        if not isinstance(error, RuleBroken):
            self.refresh()
        self._view.show_problem(field, str(error))
