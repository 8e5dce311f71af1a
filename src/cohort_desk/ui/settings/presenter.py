"""What the settings page does; free of Qt."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.services import programmes
from cohort_desk.services.programmes import Programme
from cohort_desk.services.programmes.identity import Identity, read_identity, set_code, set_logo
from cohort_desk.services.store import content, read_upload
from cohort_desk.ui.kit.desk import Asks

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

PICTURE_FILES = "Pictures (*.png *.jpg *.jpeg)"
_SHOWN_OF = frozenset({"programme", "cohort", "participant"})
_IDENTITY_OF = frozenset({"programme", "certificate"})


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


class IdentityView(Protocol):
    """What the presenter needs of its card."""

    def show_identity(self, identity: Identity, picture: bytes) -> None: ...
    def show_problem(self, field: str, sentence: str) -> None: ...


class IdentityPresenter:
    """Answers the card with the programme's code and logo."""

    def __init__(self, view: IdentityView, db: "Database", dialogs: Asks) -> None:
        self._view, self._db, self._dialogs = view, db, dialogs
        self._identity = read_identity(db)

    def records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _IDENTITY_OF:
            self.refresh()

    def refresh(self) -> None:
        self._identity = read_identity(self._db)
        logo = self._identity.logo
        try:
            picture = content(self._db, logo) if logo else b""
        except CohortDeskError as error:
            self._view.show_identity(self._identity, b"")
            self._view.show_problem("logo", str(error))
        else:
            self._view.show_identity(self._identity, picture)

    def set_code(self, code: str) -> None:
        """Keep the code that serials begin with."""
        if code.strip() != (self._identity.code or ""):
            self._try("code", lambda: set_code(self._db, self._identity.version, code))

    def choose_logo(self) -> None:
        """Ask for a picture, and take it."""
        path = self._dialogs.path_to_open("Choose the logo", PICTURE_FILES)
        if path:
            self.set_logo(path)

    def set_logo(self, path: Path) -> None:
        """Take the picture of a file as the logo."""
        version = self._identity.version
        self._try("logo", lambda: set_logo(self._db, version, path.name, read_upload(path)))

    def remove_logo(self) -> None:
        """Have no logo any more."""
        self._try("logo", lambda: set_logo(self._db, self._identity.version, "", None))

    def _try(self, field: str, change: Callable[[], None]) -> None:
        try:
            change()
        except CohortDeskError as error:
            if not isinstance(error, RuleBroken):
                self.refresh()
            self._view.show_problem(field, str(error))
