"""The list of benefits: read, narrowed, exported."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.savings import years
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import write_table
from cohort_desk.services.savings.benefits.by_year import years_of_benefits
from cohort_desk.services.savings.benefits.entering import reassign
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.benefits.officers import list_officers
from cohort_desk.services.savings.reckoning.settings import read_settings
from cohort_desk.services.savings.shapes import BenefitLine
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.kit.elsewhere import LatestReading
from cohort_desk.ui.savings.benefits.words import Totals, Wanted, as_table, totals
from cohort_desk.ui.savings.question import Field, Question

if TYPE_CHECKING:
    from collections.abc import Iterable

OWNER = "owner"
"""The key of the question who is to own several benefits."""
_Lines = tuple[BenefitLine, ...]
_Read = tuple[_Lines, Mapping[int, frozenset[int]], int]


class BenefitsView(Protocol):
    """What the presenter needs of its list."""

    def show_lines(self, shown: Sequence[BenefitLine], total: int, sums: Totals) -> None: ...
    def offer_agencies(self, names: "Iterable[str]") -> None: ...
    def offer_years(self, found: Sequence[tuple[int, str]]) -> None: ...
    def name_projects(self, titles: Mapping[int, str]) -> None: ...


class BenefitsPresenter:
    """Answers the list, and keeps it current as records change."""

    def __init__(self, view: BenefitsView, desk: Desk, cohort: Callable[[], int | None]) -> None:
        self._view, self._desk, self._cohort = view, desk, cohort
        self._reading = LatestReading("Reading benefits", desk)
        self._all: _Lines = ()
        self._years: Mapping[int, frozenset[int]] = {}
        self._shown: _Lines = ()
        self._wanted = Wanted()

    def refresh(self) -> None:
        """Read the benefits off the window's thread, and show them."""
        db, cohort_id = self._desk.db, self._cohort()

        def read(_report: Progress) -> _Read:
            month = read_settings(db).year_starts_month
            return list_benefits(db, cohort_id), years_of_benefits(db, cohort_id), month

        self._reading.ask(read, self._take, at_once=False)

    def narrow(self, wanted: Wanted) -> None:
        """Show those that are wanted."""
        self._wanted = wanted
        self._show()

    def export(self) -> None:
        """Save the benefits shown as a sheet."""
        path = self._desk.dialogs.path_to_save("Export benefits", "Benefits.xlsx", SHEETS_OUT)
        if path is None:
            return
        shown, db = self._shown, self._desk.db

        def write(report: Progress) -> None:
            write_table(as_table(shown, read_settings(db).year_starts_month), path, report)

        self._desk.runner.run(
            "Exporting benefits",
            write,
            done=lambda _: self._desk.say(f"Saved {len(shown):,} rows in {path.name}."),
            failed=lambda error: self._desk.warn(str(error)),
            writes=False,
        )

    def owner_question(self, ids: Sequence[int]) -> Question:
        """Return what is asked before several benefits get another owner."""
        here = [each for each in list_officers(self._desk.db) if not each.gone]
        choices = [(each.id, f"{each.name}, {each.agency}") for each in here]
        chosen = Field(
            "owner_id", "Owner", "choice", 0, choices=((0, "Choose an officer"), *choices)
        )
        what = counted(len(ids), "benefit", "benefits")
        return Question(OWNER, f"New owner of {what}", "Give owner", (chosen,))

    def give_owner(self, ids: Sequence[int], owner_id: int) -> None:
        """Give several benefits another owner, in one step.

        Raises:
            CohortDeskError: nobody was chosen, or one of them cannot have that owner.
        """
        if not owner_id:
            raise RuleBroken("owner_id", "Choose who is to answer for them.")
        reassign(self._desk.db, ids, owner_id)

    def _take(self, found: _Read) -> None:
        lines, self._years, month = found
        self._all = lines
        some = sorted(frozenset[int]().union(*self._years.values()))
        self._view.offer_years([(year, years.words(year, month)) for year in some])
        self._view.name_projects({line.project_id: line.project for line in lines})
        self._view.offer_agencies(sorted({name for line in lines for name in line.agencies}))
        self._show()

    def _show(self) -> None:
        self._shown = tuple(line for line in self._all if self._has(line))
        self._view.show_lines(self._shown, len(self._all), totals(self._shown))

    def _has(self, line: BenefitLine) -> bool:
        return self._wanted.has(line, self._years.get(line.id, frozenset()))
