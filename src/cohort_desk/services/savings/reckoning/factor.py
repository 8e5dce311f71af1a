"""The programme's own optimism factor: what closed lines brought of what was projected for them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CohortRow, ProjectRow
from cohort_desk.domain.savings.realisation import Factor, optimism_factor
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
    after, chosen = settings.factor_after, settings.own_factor
    return factors_from(read_lines(work, None), _cohorts(work), after=after, chosen=chosen)


def factors_from(
    lines: Sequence[Found],
    cohorts: Mapping[int, tuple[int, str]],
    *,
    after: int,
    chosen: bool,
) -> Factors:
    """Return the factors from lines that were read already.

    Args:
        lines: of all cohorts, open ones too.
        cohorts: the id and the name of the cohort by project, in the order of the cohorts.
        after: how many must have closed.
        chosen: whether the programme uses its own factor.
    """
    closed: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for found in lines:
        if found.closing:
            closed[cohorts[found.line.project_id][0]].append(_outcome(found))
    by_cohort: list[CohortFactor] = []
    for cohort_id, name in dict.fromkeys(cohorts.values()):
        factor = optimism_factor(closed.get(cohort_id, ()))
        if factor is not None:
            by_cohort.append(CohortFactor(cohort_id, name, factor))
    everything = [line for lines_of in closed.values() for line in lines_of]
    return Factors(optimism_factor(everything), tuple(by_cohort), after, chosen)


def _outcome(found: Found) -> tuple[int, int]:
    """Return what was projected for a closed line and what of it was validated, in pence."""
    projected = sum(run.pence * run.years for run in found.line.projected)
    if found.closing == "removed":
        return projected, 0
    return projected, sum(claim.validated or 0 for claim in found.line.claims)


def _cohorts(work: UnitOfWork) -> dict[int, tuple[int, str]]:
    rows = (
        select(ProjectRow.id, CohortRow.id, CohortRow.name)
        .join(CohortRow, CohortRow.id == ProjectRow.cohort_id)
        .order_by(CohortRow.id, ProjectRow.id)
    )
    return {key: (cohort_id, name) for key, cohort_id, name in work.session.execute(rows)}
