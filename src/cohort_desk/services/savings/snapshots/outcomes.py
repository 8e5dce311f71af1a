"""What reports tell of outcomes without money: each with its evidence, and who confirmed it."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ColumnElement, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import CohortRow, OutcomeEvidenceRow, ProjectOutcomeRow, ProjectRow
from cohort_desk.services.savings.snapshots.shapes import ToldFile, ToldOutcome
from cohort_desk.services.savings.snapshots.told import People

_MONEY = "money"
_BEST_FIRST = ("confirmed", "achieved", "under_way", "promised", "dropped")


def outcomes_told(
    work: UnitOfWork, people: People, of: ColumnElement[bool] | None = None
) -> tuple[ToldOutcome, ...]:
    """Return the outcomes without money of some projects, confirmed ones first.

    Args:
        work: the reading that this is a part of.
        people: the officers who may have confirmed them.
        of: the condition that a project meets; None for all of them.
    """
    query = (
        select(ProjectOutcomeRow, ProjectRow.title, CohortRow.name)
        .join(ProjectRow, ProjectRow.id == ProjectOutcomeRow.project_id)
        .join(CohortRow, CohortRow.id == ProjectRow.cohort_id)
        .where(ProjectOutcomeRow.kind != _MONEY)
    )
    if of is not None:
        query = query.where(of)
    files = _files(work)
    told = [
        ToldOutcome(
            id=row.id,
            project=project,
            cohort=cohort,
            kind=row.kind,
            description=row.description,
            status=row.status,
            measure=row.measure,
            evidence=row.evidence,
            files=tuple(files.get(row.id, ())),
            confirmed_by=people.person(row.confirmed_by_id),
            confirmed_on=row.confirmed_on,
        )
        for row, project, cohort in work.session.execute(query)
    ]
    return tuple(sorted(told, key=_in_order))


def _in_order(outcome: ToldOutcome) -> tuple[int, str, int]:
    return _BEST_FIRST.index(outcome.status), outcome.project.casefold(), outcome.id


def _files(work: UnitOfWork) -> Mapping[int, list[ToldFile]]:
    query = select(OutcomeEvidenceRow).order_by(OutcomeEvidenceRow.id)
    found: defaultdict[int, list[ToldFile]] = defaultdict(list)
    for row in work.session.scalars(query):
        found[row.outcome_id].append(ToldFile(row.name, row.sha256))
    return found
