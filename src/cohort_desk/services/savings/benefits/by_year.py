"""Says in which financial years benefits bring anything, or have been claimed."""

from collections import defaultdict

from sqlalchemy import func, select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import BenefitRow, ClaimRow, FigureRow, FigureYearRow, ProjectRow


def years_of_benefits(db: Database, cohort_id: int | None = None) -> dict[int, frozenset[int]]:
    """Return the years in which each benefit of a cohort has any amount (None: of every cohort).

    What counts are its newest projected and forecast figures, and its claims.
    """
    found: defaultdict[int, set[int]] = defaultdict(set)
    newest = select(func.max(FigureRow.id)).group_by(FigureRow.benefit_id, FigureRow.kind)
    figures = (
        select(FigureRow.benefit_id, FigureYearRow.year)
        .join(FigureYearRow, FigureYearRow.figure_id == FigureRow.id)
        .where(FigureYearRow.pence > 0, FigureRow.id.in_(newest))
    )
    claims = select(ClaimRow.benefit_id, ClaimRow.year)
    if cohort_id is not None:
        of = select(BenefitRow.id).join(ProjectRow, ProjectRow.id == BenefitRow.project_id)
        mine = of.where(ProjectRow.cohort_id == cohort_id)
        figures = figures.where(FigureRow.benefit_id.in_(mine))
        claims = claims.where(ClaimRow.benefit_id.in_(mine))
    with db.read() as work:
        for query in (figures, claims):
            for key, year in work.session.execute(query):
                found[key].add(year)
    return {key: frozenset(years) for key, years in found.items()}
