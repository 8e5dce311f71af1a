"""Outcomes without money as a portfolio tells of them, beside the money."""

from dataclasses import dataclass

from sqlalchemy import func, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import OfficerRow, ProjectOutcomeRow, ProjectRow
from cohort_desk.domain.savings.words import OUTCOME_STATES
from cohort_desk.services.savings.portfolio.shapes import OutcomeCount, OutcomeLine

KINDS = ("strategy", "service", "network")
_TOLD = ("confirmed", "achieved", "under_way")
"""The statuses whose outcomes are named, those that stand best first."""
MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many outcomes there are, and which are named."""

    counts: tuple[OutcomeCount, ...]
    told: tuple[OutcomeLine, ...]


def read_outcomes(work: UnitOfWork, cohort_id: int | None) -> Outcomes:
    """Return the outcomes without money of a cohort's projects (None: of all)."""
    return Outcomes(_counts(work, cohort_id), _told(work, cohort_id))


def _counts(work: UnitOfWork, cohort_id: int | None) -> tuple[OutcomeCount, ...]:
    kind, status = ProjectOutcomeRow.kind, ProjectOutcomeRow.status
    query = (
        select(kind, status, func.count())
        .join(ProjectRow, ProjectRow.id == ProjectOutcomeRow.project_id)
        .where(kind.in_(KINDS))
        .group_by(kind, status)
    )
    if cohort_id is not None:
        query = query.where(ProjectRow.cohort_id == cohort_id)
    found = {(of, state): number for of, state, number in work.session.execute(query)}
    return tuple(
        OutcomeCount(of, state, found[of, state])
        for of in KINDS
        for state in OUTCOME_STATES
        if (of, state) in found
    )


def _told(work: UnitOfWork, cohort_id: int | None) -> tuple[OutcomeLine, ...]:
    told: list[OutcomeLine] = []
    for status in _TOLD:
        room = MOST_TOLD - len(told)
        query = (
            select(ProjectOutcomeRow, ProjectRow.title, OfficerRow.name)
            .join(ProjectRow, ProjectRow.id == ProjectOutcomeRow.project_id)
            .outerjoin(OfficerRow, OfficerRow.id == ProjectOutcomeRow.confirmed_by_id)
            .where(ProjectOutcomeRow.kind.in_(KINDS), ProjectOutcomeRow.status == status)
            .order_by(ProjectOutcomeRow.confirmed_on.desc(), ProjectOutcomeRow.id)
            .limit(room)
        )
        if cohort_id is not None:
            query = query.where(ProjectRow.cohort_id == cohort_id)
        told += [
            OutcomeLine(
                row.id,
                row.project_id,
                project,
                row.kind,
                row.description,
                row.status,
                officer or "",
                row.confirmed_on,
            )
            for row, project, officer in work.session.execute(query)
        ]
    return tuple(told)
