"""What was decided on claims since the last report, for the next one to tell."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    BenefitRow,
    ClaimDecisionRow,
    ClaimRow,
    ProjectRow,
    SavingsSnapshotRow,
)
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.services.savings.snapshots.shapes import Decided
from cohort_desk.services.savings.snapshots.told import then


@dataclass(frozen=True, slots=True)
class Last:
    """The moment at which the report before was made."""

    made_at: datetime

    @property
    def made_on(self) -> date:
        """Its day in London."""
        return self.made_at.astimezone(LONDON).date()


def last_report(work: UnitOfWork, kind: str, about_id: int | None, on: date) -> Last | None:
    """Return the newest report of the same that was made before a day, None if there is none.

    Those of the day itself are left out, for a report that is made twice says the same twice.
    """
    midnight = datetime.combine(on, time(), LONDON)
    query = (
        select(SavingsSnapshotRow.made_at)
        .where(
            SavingsSnapshotRow.kind == kind,
            SavingsSnapshotRow.about_id == about_id,
            SavingsSnapshotRow.made_at < midnight,
        )
        .order_by(SavingsSnapshotRow.made_at.desc())
    )
    made_at = work.session.scalars(query).first()
    return Last(made_at) if made_at else None


def decided_since(
    work: UnitOfWork, cohort_id: int | None, last: Last | None
) -> tuple[Decided, ...]:
    """Return the decisions that came in since a report (None: all ever), the newest first.

    A decision counts from when it came in: a form may bring one that was made long before.
    """
    query = (
        select(ClaimDecisionRow, ClaimRow, BenefitRow.title, BenefitRow.type, ProjectRow.title)
        .join(ClaimRow, ClaimRow.id == ClaimDecisionRow.claim_id)
        .join(BenefitRow, BenefitRow.id == ClaimRow.benefit_id)
        .join(ProjectRow, ProjectRow.id == BenefitRow.project_id)
        .order_by(ClaimDecisionRow.decided_on.desc(), ClaimDecisionRow.id.desc())
    )
    if cohort_id is not None:
        query = query.where(ProjectRow.cohort_id == cohort_id)
    if last is not None:
        query = query.where(ClaimDecisionRow.recorded_at > last.made_at)
    return tuple(
        Decided(
            benefit=benefit,
            project=project,
            type=type_,
            outcome=decision.outcome,
            year=claim.year,
            pence=decision.pence,
            claimed=claim.pence,
            by=then(decision.officer_name, decision.officer_post, decision.officer_agency),
            on=decision.decided_on,
            reason=decision.reason,
        )
        for decision, claim, benefit, type_, project in work.session.execute(query)
    )
