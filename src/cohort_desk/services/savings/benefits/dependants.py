"""What of savings stands on an officer, an agency, a project or a person, and so keeps them."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, func, select

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
from cohort_desk.db.tables.base import Table
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.words import counted, listed

_Standing = tuple[type[Table], ColumnElement[bool], str, str]


def on_officer(work: UnitOfWork, officer_id: int, but_not: Collection[int] = ()) -> str:
    """Return what names an officer, such as "2 benefits and 1 claim"; "" if nothing does.

    `but_not` are benefits that are taken away with the officer.
    """
    named = (BenefitRow.owner_id == officer_id) | (BenefitRow.validator_id == officer_id)
    kept = named & BenefitRow.id.not_in(but_not) if but_not else named
    return _counted(
        work,
        (
            (BenefitRow, kept, "benefit", "benefits"),
            (
                ClaimRow,
                (ClaimRow.claimant_id == officer_id)
                | (ClaimRow.validator_id == officer_id)
                | (ClaimRow.owner_id == officer_id),
                "claim",
                "claims",
            ),
            (ClaimDecisionRow, ClaimDecisionRow.officer_id == officer_id, "decision", "decisions"),
            (
                ProjectOutcomeRow,
                (ProjectOutcomeRow.owner_id == officer_id)
                | (ProjectOutcomeRow.confirmed_by_id == officer_id),
                "outcome",
                "outcomes",
            ),
            (PackRow, PackRow.officer_id == officer_id, "form", "forms"),
        ),
    )


def on_agency(work: UnitOfWork, agency_id: int) -> str:
    """Return what of savings names an agency; "" if nothing does."""
    return _counted(
        work,
        (
            (OfficerRow, OfficerRow.agency_id == agency_id, "officer", "officers"),
            (PotRow, PotRow.agency_id == agency_id, "pot", "pots"),
            (ShareRow, ShareRow.agency_id == agency_id, "share", "shares"),
            (CostRow, CostRow.agency_id == agency_id, "cost", "costs"),
            (ClaimRow, ClaimRow.agency_id == agency_id, "claim", "claims"),
        ),
    )


def on_project(work: UnitOfWork, project_id: int) -> str:
    """Return how many benefits a project has, in words; "" if none."""
    mine = BenefitRow.project_id == project_id
    return _counted(work, ((BenefitRow, mine, "benefit", "benefits"),))


def on_participant(work: UnitOfWork, participant_id: int) -> str:
    """Return as which officer a person is known; "" as none."""
    query = select(OfficerRow.name).where(OfficerRow.participant_id == participant_id)
    return work.session.scalars(query.limit(1)).first() or ""


def refuse_if_officer_stands(work: UnitOfWork, officer: OfficerRow) -> None:
    """Refuse to remove an officer whom anything names.

    Raises:
        RuleBroken: says what does.
    """
    stands = on_officer(work, officer.id)
    if stands:
        raise RuleBroken(
            "officer",
            f"{officer.name} is named by {stands}, so they stay. Nothing was changed. Mark them as "
            "left instead.",
        )


def refuse_if_project_stands(work: UnitOfWork, project_id: int, title: str) -> None:
    """Refuse to delete a project that has benefits.

    Raises:
        RuleBroken: says how many.
    """
    stands = on_project(work, project_id)
    if stands:
        raise RuleBroken(
            "project",
            f"“{title}” has {stands}, so it cannot be deleted. Nothing was changed. Stop it "
            "instead, and remove its benefits with a reason.",
        )


def _counted(work: UnitOfWork, standing: tuple[_Standing, ...]) -> str:
    found: list[str] = []
    for table, where, one, many in standing:
        number = work.session.scalar(select(func.count()).select_from(table).where(where)) or 0
        if number:
            found.append(counted(number, one, many))
    return listed(found)
