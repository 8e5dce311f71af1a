"""Finds a benefit that somebody is about to change, and says what stands on it."""

from sqlalchemy import func, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import BenefitRow, FigureRow, ShareRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.ladder import Climbing
from cohort_desk.services.savings.claims.facts import closing_of, live_claims


def need_open(work: UnitOfWork, benefit_id: int, version: int | None = None) -> BenefitRow:
    """Return a benefit that is not closed, as the user saw it.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: it was closed or removed.
    """
    row = work.need(BenefitRow, benefit_id, version)
    closing = closing_of(work, benefit_id)
    if closing:
        how = "was removed" if closing == "removed" else "is closed"
        raise RuleBroken(
            "benefit", f"“{row.title}” {how}. Nothing was changed. Reopen it first, with a reason."
        )
    return row


def climbing(work: UnitOfWork, row: BenefitRow) -> Climbing:
    """Return a benefit as far as its ladder goes."""
    shares = select(func.sum(ShareRow.basis_points)).where(ShareRow.benefit_id == row.id)
    return Climbing(
        title=row.title,
        approximate=row.approximate,
        basis=row.basis,
        has_owner=row.owner_id is not None,
        share_total=int(work.session.scalar(shares) or 0),
        has_forecast=current_figure(work, row.id, "forecast") is not None,
        has_live_claim=bool(live_claims(work, row.id)),
    )


def current_figure(work: UnitOfWork, benefit_id: int, kind: str) -> FigureRow | None:
    """Return the figure of a kind that counts; None before the first."""
    return work.session.scalar(
        select(FigureRow)
        .where(FigureRow.benefit_id == benefit_id, FigureRow.kind == kind)
        .order_by(FigureRow.number.desc())
        .limit(1)
    )
