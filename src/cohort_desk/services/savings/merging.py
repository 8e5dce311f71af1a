"""Carries savings along where two agencies turn out to be one."""

from sqlalchemy import ColumnElement, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    BenefitRow,
    ClaimDecisionRow,
    ClaimRow,
    CostRow,
    OfficerRow,
    PackRow,
    PotRow,
    ProjectOutcomeRow,
    ShareRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.services.savings.claims.apart import refuse_one_person


def merge_agency(work: UnitOfWork, kept_id: int, merged_id: int) -> None:
    """Have all that savings say of one agency say it of the other.

    Shares of one benefit are added up; officers of one name become one.

    Raises:
        RuleBroken: somebody would turn out to have confirmed a claim of their own.
    """
    _merge_officers(work, kept_id, merged_id)
    for table in (PotRow, CostRow, ClaimRow):
        for row in work.session.scalars(select(table).where(table.agency_id == merged_id)):
            row.agency_id = kept_id
    _merge_shares(work, kept_id, merged_id)
    work.session.flush()
    there = select(OfficerRow.id).where(OfficerRow.agency_id == kept_id)
    refuse_one_person(work, work.session.scalars(there).all(), "agency")


def _merge_shares(work: UnitOfWork, kept_id: int, merged_id: int) -> None:
    of_kept = select(ShareRow).where(ShareRow.agency_id == kept_id)
    kept = {row.benefit_id: row for row in work.session.scalars(of_kept)}
    of_merged = select(ShareRow).where(ShareRow.agency_id == merged_id)
    for share in work.session.scalars(of_merged).all():
        same = kept.get(share.benefit_id)
        if same is None:
            share.agency_id = kept_id
        else:
            same.basis_points += share.basis_points
            work.session.delete(share)


def _merge_officers(work: UnitOfWork, kept_id: int, merged_id: int) -> None:
    of_kept = select(OfficerRow).where(OfficerRow.agency_id == kept_id)
    kept = {row.name_key: row for row in work.session.scalars(of_kept)}
    of_merged = select(OfficerRow).where(OfficerRow.agency_id == merged_id)
    for officer in work.session.scalars(of_merged).all():
        same = kept.get(officer.name_key)
        if same is None:
            officer.agency_id = kept_id
        else:
            _merge_officer(work, same, officer)


def _merge_officer(work: UnitOfWork, kept: OfficerRow, merged: OfficerRow) -> None:
    _refuse_both(work, kept, merged)
    for table, columns in (
        (BenefitRow, ("owner_id", "validator_id")),
        (ProjectOutcomeRow, ("owner_id", "confirmed_by_id")),
        (ClaimRow, ("claimant_id", "validator_id", "owner_id")),
        (ClaimDecisionRow, ("officer_id",)),
        (PackRow, ("officer_id",)),
    ):
        for column in columns:
            named = select(table).where(getattr(table, column) == merged.id)
            for row in work.session.scalars(named):
                setattr(row, column, kept.id)
    # Whoever left one of the agencies and works on at the other is still there.
    in_post = kept.left_on is not None and merged.left_on is None
    if in_post:
        kept.left_on = None
    for field in ("post", "email", "participant_id"):
        if getattr(merged, field) and (in_post or not getattr(kept, field)):
            setattr(kept, field, getattr(merged, field))
    work.session.delete(merged)


def _refuse_both(work: UnitOfWork, kept: OfficerRow, merged: OfficerRow) -> None:
    """Refuse to make one of two officers where one confirms what the other owns or claims."""
    both = (kept.id, merged.id)
    decided = ClaimDecisionRow.officer_id.in_(both)
    owned, claimed = BenefitRow.owner_id.in_(both), ClaimRow.claimant_id.in_(both)
    to_confirm = ClaimRow.validator_id.in_(both)
    pairs: tuple[ColumnElement[bool], ...] = (
        owned & BenefitRow.validator_id.in_(both),
        owned & to_confirm,
        owned & decided,
        claimed & to_confirm,
        claimed & decided,
    )
    for pair in pairs:
        title = work.session.scalar(
            select(BenefitRow.title)
            .outerjoin(ClaimRow, ClaimRow.benefit_id == BenefitRow.id)
            .outerjoin(ClaimDecisionRow, ClaimDecisionRow.claim_id == ClaimRow.id)
            .where(pair)
            .limit(1)
        )
        if title is not None:
            raise RuleBroken(
                "agency",
                f"Both agencies have an officer {kept.name}, and one confirms what the other owns "
                f"or claims on “{title}”. Nothing was merged. Name another validator there, or "
                "tell the two apart by name.",
            )
