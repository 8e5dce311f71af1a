"""The programme's own optimism factor: what closed lines brought of what was projected for them.

The measure is the figure that was first settled, so that no later revision betters the factor: the
one in force when a rough figure was settled, else the first. Recurrent lines are compared up to
the financial year in which they were closed (`domain.savings.realisation.kept`).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    BenefitEventRow,
    CohortRow,
    FigureRow,
    FigureYearRow,
    ProjectRow,
)
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.savings.realisation import Closed, Factor, kept, optimism_factor
from cohort_desk.domain.savings.years import year_of
from cohort_desk.services.savings.portfolio.reading import Found, read_lines
from cohort_desk.services.savings.reckoning.settings import settings_of


@dataclass(frozen=True, slots=True)
class CohortFactor:
    """The factor of one cohort's closed lines."""

    cohort_id: int
    cohort: str
    factor: Factor


@dataclass(frozen=True, slots=True)
class Factors:
    """What closed lines say, over all and by cohort; cohorts without closed lines are left out.

    overall: None while no line has closed.
    by_cohort: in the order of the cohorts.
    after: how many lines must have closed before the factor is offered.
    chosen: whether the programme has set that it stands in place of the confidence scale.
    """

    overall: Factor | None
    by_cohort: tuple[CohortFactor, ...]
    after: int
    chosen: bool

    @property
    def closed(self) -> int:
        """How many lines have closed."""
        return self.overall.closed if self.overall else 0

    @property
    def offered(self) -> bool:
        """Whether enough lines have closed for it to stand in place of the scale."""
        return self.closed >= self.after

    @property
    def used(self) -> Factor | None:
        """The factor that appraisals use; None where the confidence scale does."""
        return self.overall if self.chosen and self.offered else None


def read_factor(db: Database) -> Factors:
    """Return the programme's own optimism factor, over all and by cohort."""
    with db.read() as work:
        return factors_of(work)


def factors_of(work: UnitOfWork) -> Factors:
    """Return the factors as a part of another read.

    A removed line counts with nothing validated; a line that was opened again does not count.
    """
    settings = settings_of(work)
    cohorts, closings = _cohorts(work), _closings(work)
    promised = _promised(work, closings)
    closed: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for found in read_lines(work, None):
        if found.closing:
            closing = closings[found.benefit.id]
            year = year_of(closing.closed_at.astimezone(LONDON).date(), settings.year_starts_month)
            line = _closed(found, year, promised[found.benefit.id])
            closed[cohorts[found.line.project_id][0]].append(kept(line))
    by_cohort: list[CohortFactor] = []
    for cohort_id, name in dict.fromkeys(cohorts.values()):
        factor = optimism_factor(closed.get(cohort_id, ()))
        if factor is not None:
            by_cohort.append(CohortFactor(cohort_id, name, factor))
    everything = [line for lines_of in closed.values() for line in lines_of]
    after, chosen = settings.factor_after, settings.own_factor
    return Factors(optimism_factor(everything), tuple(by_cohort), after, chosen)


@dataclass(slots=True)
class _Closing:
    """When a line was first settled, None where nothing was open, and when it was last closed."""

    closed_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Promise:
    """A figure as it was projected: `pence` a year's of a recurrent line, else the whole."""

    pence: int
    by_year: Mapping[int, int]


def _closed(found: Found, year: int, promise: _Promise) -> Closed:
    """Return a line as the factor compares it; of one-off lines the figure is the whole."""
    recurrent = found.benefit.recurrent
    validated: Counter[int] = Counter()
    for claim in found.line.claims:
        if claim.validated:
            validated[claim.year] += claim.validated
    by_year = promise.by_year if recurrent else {min(promise.by_year): promise.pence}
    return Closed(recurrent, found.closing, year, by_year, validated)


def _closings(work: UnitOfWork) -> Mapping[int, _Closing]:
    """Return of every line that was ever closed when it was closed and when first settled."""
    rows = work.session.connection().execute(
        select(BenefitEventRow.benefit_id, BenefitEventRow.kind, BenefitEventRow.recorded_at)
        .where(BenefitEventRow.kind.in_(("settled", "closed", "removed")))
        .order_by(BenefitEventRow.id)
    )
    found: dict[int, _Closing] = {}
    settled: dict[int, datetime] = {}
    for key, kind, at in rows:
        if kind == "settled":
            settled.setdefault(key, at)
        else:
            found[key] = _Closing(at, settled.get(key))
    return found


def _promised(work: UnitOfWork, closings: Mapping[int, _Closing]) -> Mapping[int, _Promise]:
    """Return the first settled projected figure of every line that was ever closed."""
    ever = select(BenefitEventRow.benefit_id).where(BenefitEventRow.kind.in_(("closed", "removed")))
    projected = (FigureRow.kind == "projected", FigureRow.benefit_id.in_(ever))
    execute = work.session.connection().execute
    chosen: dict[int, tuple[int, int]] = {}
    for benefit_id, key, pence, at in execute(
        select(FigureRow.benefit_id, FigureRow.id, FigureRow.pence, FigureRow.recorded_at)
        .where(*projected)
        .order_by(FigureRow.number)
    ):
        settled_at = closings[benefit_id].settled_at
        if benefit_id not in chosen or (settled_at is not None and at <= settled_at):
            chosen[benefit_id] = key, pence
    years: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for key, year, pence in execute(
        select(FigureYearRow.figure_id, FigureYearRow.year, FigureYearRow.pence)
        .join(FigureRow, FigureRow.id == FigureYearRow.figure_id)
        .where(*projected)
    ):
        years[key][year] = pence
    return {benefit_id: _Promise(pence, years[key]) for benefit_id, (key, pence) in chosen.items()}


def _cohorts(work: UnitOfWork) -> dict[int, tuple[int, str]]:
    rows = (
        select(ProjectRow.id, CohortRow.id, CohortRow.name)
        .join(CohortRow, CohortRow.id == ProjectRow.cohort_id)
        .order_by(CohortRow.id, ProjectRow.id)
    )
    return {key: (cohort_id, name) for key, cohort_id, name in work.session.execute(rows)}
