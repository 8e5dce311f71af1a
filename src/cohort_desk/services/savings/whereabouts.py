"""Says of which cohort a record of savings is, as savings outlive the cohort that is chosen."""

from sqlalchemy import select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import BenefitRow, ClaimRow, ProjectOutcomeRow, ProjectRow


def cohort_of_benefit(db: Database, benefit_id: int) -> int | None:
    """Return the cohort of a benefit's project; None where it is gone."""
    of = select(ProjectRow.cohort_id).join(BenefitRow, BenefitRow.project_id == ProjectRow.id)
    with db.read() as work:
        return work.session.scalar(of.where(BenefitRow.id == benefit_id))


def cohort_of_claim(db: Database, claim_id: int) -> int | None:
    """Return the cohort of the project that a claim is on; None where there is no such claim."""
    of = (
        select(ProjectRow.cohort_id)
        .join(BenefitRow, BenefitRow.project_id == ProjectRow.id)
        .join(ClaimRow, ClaimRow.benefit_id == BenefitRow.id)
    )
    with db.read() as work:
        return work.session.scalar(of.where(ClaimRow.id == claim_id))


def cohort_of_outcome(db: Database, outcome_id: int) -> int | None:
    """Return the cohort of an outcome's project; None where it is gone."""
    row = ProjectOutcomeRow
    of = select(ProjectRow.cohort_id).join(row, row.project_id == ProjectRow.id)
    with db.read() as work:
        return work.session.scalar(of.where(row.id == outcome_id))
