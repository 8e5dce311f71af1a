"""What the rules of claims ask of the programme: a benefit, its people, and its other claims."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    BenefitEventRow,
    BenefitRow,
    CostRow,
    FigureRow,
    FigureYearRow,
    OfficerRow,
    PotRow,
    ShareRow,
)
from cohort_desk.domain.savings.claims import Line, Standing
from cohort_desk.domain.savings.parties import Party
from cohort_desk.services.savings.claims.records import LIVE, claims_of
from cohort_desk.services.savings.shapes import Claim


def party_of(work: UnitOfWork, officer_id: int) -> Party:
    """Return an officer as the rules know one.

    Raises:
        NotFound: the officer has been deleted meanwhile.
    """
    row = work.need(OfficerRow, officer_id)
    return Party(row.id, row.name, row.agency_id, row.participant_id, row.left_on, row.email)


def named(work: UnitOfWork, officer_id: int, role: str) -> dict[str, str]:
    """Return the columns that keep who an officer is today as the `role` of a row.

    Raises:
        NotFound: the officer has been deleted meanwhile.
    """
    row = work.need(OfficerRow, officer_id)
    agency = work.need(AgencyRow, row.agency_id).name
    return {f"{role}_name": row.name, f"{role}_post": row.post, f"{role}_agency": agency}


def owners_when_made(work: UnitOfWork, claim: Claim, of_benefit: Iterable[Claim]) -> list[Party]:
    """Return who owned a benefit when a claim was made, and when those were that it corrects."""
    by_id = {one.id: one for one in of_benefit}
    found: dict[int, Party] = {}
    made: Claim | None = claim
    while made is not None:
        if made.owner_id is not None and made.owner_id not in found:
            found[made.owner_id] = party_of(work, made.owner_id)
        made = by_id.get(made.replaces_id or 0)
    return list(found.values())


def line_of(work: UnitOfWork, benefit_id: int, instead: Mapping[str, Any] | None = None) -> Line:
    """Return a benefit as claims rest on it.

    Args:
        work: within which it is read.
        benefit_id: which it is.
        instead: columns that are about to have other values.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    row = work.need(BenefitRow, benefit_id)
    new = instead or {}
    first_year, total = _forecast(work, benefit_id)
    pot_id, owner_id = new.get("pot_id", row.pot_id), new.get("owner_id", row.owner_id)
    return Line(
        title=new.get("title", row.title),
        type=new.get("type", row.type),
        recurrent=new.get("recurrent", row.recurrent),
        basis=new.get("basis", row.basis),
        closing=closing_of(work, benefit_id),
        first_year=first_year,
        forecast=total,
        baseline_value=new.get("baseline_value", row.baseline_value),
        baseline_on=new.get("baseline_on", row.baseline_on),
        baseline_source=new.get("baseline_source", row.baseline_source),
        pot="" if pot_id is None else work.need(PotRow, pot_id).name,
        owner=None if owner_id is None else party_of(work, owner_id),
        agencies=_agencies(work, benefit_id),
    )


def closing_of(work: UnitOfWork, benefit_id: int) -> str:
    """Return how a benefit was closed ("delivered", "ended", "removed"), "" while it is open."""
    newest = work.session.scalar(
        select(BenefitEventRow)
        .where(
            BenefitEventRow.benefit_id == benefit_id,
            BenefitEventRow.kind.in_(("closed", "removed", "reopened")),
        )
        .order_by(BenefitEventRow.id.desc())
        .limit(1)
    )
    if newest is None or newest.kind == "reopened":
        return ""
    return "removed" if newest.kind == "removed" else newest.value


def live_claims(work: UnitOfWork, benefit_id: int, but_not: int | None = None) -> tuple[Claim, ...]:
    """Return the claims of a benefit that count, without one that is replaced or asked about."""
    claims = claims_of(work, [benefit_id]).get(benefit_id, ())
    return tuple(claim for claim in claims if claim.state in LIVE and claim.id != but_not)


def standing(claim: Claim) -> Standing:
    """Return a claim as the rules see it beside another."""
    return Standing(
        agency_id=claim.agency_id,
        year=claim.year,
        from_on=claim.from_on,
        to_on=claim.to_on,
        moved_pence=claim.moved_pence,
        pence=claim.pence,
        state=claim.state,
    )


def ground_of(work: UnitOfWork, benefit_id: int) -> dict[str, Any]:
    """Return what of a benefit a claim rests on, as it is kept with the claim."""
    row = work.need(BenefitRow, benefit_id)
    shares = select(ShareRow.agency_id, ShareRow.basis_points).where(
        ShareRow.benefit_id == benefit_id
    )
    return {
        "type": [row.type, row.recurrent],
        "pot": row.pot_id,
        "basis": row.basis,
        "baseline": [row.baseline_value, row.unit, str(row.baseline_on)],
        "shares": {str(key): part for key, part in sorted(work.session.execute(shares).all())},
    }


def costs_to_take_off(work: UnitOfWork, benefit_id: int) -> dict[int, int]:
    """Return the pence of costs that claims have to take off, by financial year.

    These are costs that moved to another agency and, of a gross benefit, all running costs.
    """
    gross = work.need(BenefitRow, benefit_id).basis == "gross"
    unsaved = CostRow.moved | (CostRow.kind == "running") if gross else CostRow.moved
    newer = aliased(CostRow)
    counting = ~select(newer.id).where(newer.replaces_id == CostRow.id).exists()
    sums = work.session.execute(
        select(CostRow.year, func.sum(CostRow.pence))
        .where(CostRow.benefit_id == benefit_id, unsaved, counting)
        .group_by(CostRow.year)
    )
    return {year: int(pence) for year, pence in sums}


def _forecast(work: UnitOfWork, benefit_id: int) -> tuple[int | None, int | None]:
    """Return the year in which the current forecast begins and its pence in all, if there is."""
    newest = work.session.execute(
        select(FigureRow.id, FigureRow.first_year)
        .where(FigureRow.benefit_id == benefit_id, FigureRow.kind == "forecast")
        .order_by(FigureRow.number.desc())
        .limit(1)
    ).first()
    if newest is None:
        return None, None
    total = select(func.sum(FigureYearRow.pence)).where(FigureYearRow.figure_id == newest.id)
    return newest.first_year, int(work.session.scalar(total) or 0)


def _agencies(work: UnitOfWork, benefit_id: int) -> tuple[tuple[int, str], ...]:
    rows = work.session.execute(
        select(AgencyRow.id, AgencyRow.name)
        .join(ShareRow, ShareRow.agency_id == AgencyRow.id)
        .where(ShareRow.benefit_id == benefit_id)
        .order_by(ShareRow.basis_points.desc(), AgencyRow.name)
    )
    return tuple(rows)
