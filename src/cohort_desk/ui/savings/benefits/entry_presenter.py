"""Takes sentences in: reads them, and adds the lines that the user has confirmed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.savings.fields import BenefitEntry
from cohort_desk.domain.savings.reading import Reading, read_text
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.services.programmes import read_programme
from cohort_desk.services.projects import find_projects
from cohort_desk.services.savings.benefits.entering import enter_benefits
from cohort_desk.ui.kit.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

_MANY = 10_000


class EntryView(Protocol):
    """What the presenter needs of the panel."""

    def offer_projects(self, projects: Sequence[tuple[int, str]], chosen: int | None) -> None: ...
    def show_reading(self, reading: Reading) -> None: ...
    def show_problem(self, sentence: str) -> None: ...


class EntryPresenter:
    """Answers the panel of one entry; `entered` is told the new benefits' ids."""

    def __init__(
        self,
        view: EntryView,
        desk: Desk,
        settings: SavingsSettings,
        entered: "Callable[[tuple[int, ...]], None]",
    ) -> None:
        self._view, self._desk, self._settings = view, desk, settings
        self._entered = entered

    def begin(self, project_id: int | None, cohort_id: int | None) -> None:
        """Offer the projects of a cohort, or of all where there is no one cohort."""
        self._view.offer_projects(self._projects(cohort_id, project_id), project_id)

    def read(self, text: str) -> None:
        """Show what a text seems to say."""
        self._view.show_reading(read_text(text, self._settings.year_starts_month))

    def add(self, entries: Sequence[BenefitEntry]) -> None:
        """Add the lines in one step."""
        try:
            ids = enter_benefits(self._desk.db, entries)
        except CohortDeskError as error:
            self._view.show_problem(str(error))
        else:
            self._entered(ids)

    def _projects(self, cohort_id: int | None, wanted: int | None) -> list[tuple[int, str]]:
        cohorts = read_programme(self._desk.db).cohorts
        found: list[tuple[int, str]] = []
        for cohort in cohorts:
            projects = find_projects(self._desk.db, cohort.id, "", _MANY)
            is_here = cohort_id in (None, cohort.id) or wanted in {each.id for each in projects}
            suffix = f" ({cohort.name})" if cohort_id is None and len(cohorts) > 1 else ""
            if is_here:
                found += [(each.id, f"{each.title}{suffix}") for each in projects]
        return found
