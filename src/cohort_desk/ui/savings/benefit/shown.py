"""What the page of a benefit draws from: the benefit, and what can be chosen for it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cohort_desk.domain.savings import years
from cohort_desk.services.agencies import list_agency_names
from cohort_desk.services.savings.benefits.officers import list_officers
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.claims.pots import Pot, list_pots
from cohort_desk.services.savings.reckoning.appraising import Reckoning, read_reckoning
from cohort_desk.services.savings.shapes import Benefit, BenefitLine, Officer
from cohort_desk.services.savings.today import today_or

if TYPE_CHECKING:
    from cohort_desk.db.database import Database


@dataclass(frozen=True, slots=True)
class Shown:
    """A benefit with what it is reckoned with, and who and what could be chosen for it."""

    benefit: Benefit
    reckoning: Reckoning
    officers: tuple[Officer, ...]
    pots: tuple[Pot, ...]
    agencies: tuple[tuple[int, str], ...]
    today: date

    @property
    def line(self) -> BenefitLine:
        return self.benefit.line

    def year(self, year: int) -> str:
        """Return a financial year as this programme writes it."""
        return years.words(year, self.reckoning.settings.year_starts_month)

    @property
    def this_year(self) -> int:
        """The financial year of today."""
        return years.year_of(self.today, self.reckoning.settings.year_starts_month)


def read_shown(db: "Database", benefit_id: int, today: date | None = None) -> Shown:
    """Return a benefit as its page shows it.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    return Shown(
        benefit=read_benefit(db, benefit_id, today),
        reckoning=read_reckoning(db, today),
        officers=list_officers(db),
        pots=list_pots(db),
        agencies=list_agency_names(db),
        today=today_or(today),
    )
