"""Reads all that an export of savings holds: the benefits, and what they come to."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import BenefitRow, ProjectRow
from cohort_desk.services.savings.benefits.records import benefits_of
from cohort_desk.services.savings.portfolio.portfolio import read_portfolio
from cohort_desk.services.savings.portfolio.shapes import Portfolio
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.shapes import Benefit


@dataclass(frozen=True, slots=True)
class SavingsOut:
    """Everything that an export holds.

    `benefits` are by project and title, closed and removed ones among them; `starts_month` is in
    which financial years begin.
    """

    benefits: tuple[Benefit, ...]
    portfolio: Portfolio
    starts_month: int


def read_savings_out(
    db: Database, cohort_id: int | None = None, today: date | None = None
) -> SavingsOut:
    """Return the savings of a cohort's projects (None: of all cohorts)."""
    with db.read() as work:
        mine = select(BenefitRow.id)
        if cohort_id is not None:
            mine = mine.join(ProjectRow).where(ProjectRow.cohort_id == cohort_id)
        ids = work.session.scalars(mine).all()
        found = benefits_of(work, ids, today)
        month = settings_of(work).year_starts_month
    ordered = sorted(found.values(), key=_in_order)
    return SavingsOut(tuple(ordered), read_portfolio(db, cohort_id, today), month)


def _in_order(benefit: Benefit) -> tuple[str, str, int]:
    line = benefit.line
    return line.project.casefold(), line.title.casefold(), line.id
