"""Reads claims with their evidence and decisions, of a few benefits or of all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    BenefitEventRow,
    ClaimDecisionRow,
    ClaimEvidenceRow,
    ClaimRow,
    FigureRow,
    OfficerRow,
    StoredFileRow,
)
from cohort_desk.services.savings.shapes import Claim, ClaimState, Decision, Evidence

LIVE = frozenset({ClaimState.WAITING, ClaimState.VALIDATED})
"""The states in which a claim counts, on its benefit and on its pot."""
_AT_ONCE = 500


def claims_of(
    work: UnitOfWork, benefit_ids: Iterable[int] | None = None
) -> dict[int, tuple[Claim, ...]]:
    """Return the claims of benefits (None: of all), the oldest first; none of those without."""
    if benefit_ids is None:
        return _read(work, ())
    wanted = sorted(set(benefit_ids))
    found: dict[int, tuple[Claim, ...]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        found |= _read(work, (ClaimRow.benefit_id.in_(some),))
    return found


def is_live() -> ColumnElement[bool]:
    """Return the condition that a row of claims counts: not replaced, rejected or withdrawn."""
    newer = aliased(ClaimRow)
    newest = (
        select(func.max(ClaimDecisionRow.id))
        .where(ClaimDecisionRow.claim_id == ClaimRow.id)
        .correlate(ClaimRow)
        .scalar_subquery()
    )
    decided = aliased(ClaimDecisionRow)
    against = exists().where(decided.id == newest, decided.outcome != "validated")
    return ~exists().where(newer.replaces_id == ClaimRow.id) & ~against


def is_counted() -> ColumnElement[bool]:
    """Return the condition that a live claim counts: its benefit was not removed or re-dated past.

    It asks nothing of each claim by itself, so that the database answers it once for all.
    """
    of_closing = BenefitEventRow.kind.in_(("closed", "removed", "reopened"))
    newest = select(func.max(BenefitEventRow.id)).where(of_closing)
    removed = select(BenefitEventRow.benefit_id).where(
        BenefitEventRow.kind == "removed",
        BenefitEventRow.id.in_(newest.group_by(BenefitEventRow.benefit_id)),
    )
    forecasts = select(func.max(FigureRow.id)).where(FigureRow.kind == "forecast")
    early = aliased(ClaimRow)
    too_early = (
        select(early.id)
        .join(FigureRow, FigureRow.benefit_id == early.benefit_id)
        .where(
            early.year < FigureRow.first_year,
            FigureRow.id.in_(forecasts.group_by(FigureRow.benefit_id)),
        )
    )
    return ClaimRow.benefit_id.not_in(removed) & ClaimRow.id.not_in(too_early)


def _read(work: UnitOfWork, which: Sequence[ColumnElement[bool]]) -> dict[int, tuple[Claim, ...]]:
    rows = work.session.scalars(select(ClaimRow).where(*which).order_by(ClaimRow.id)).all()
    if not rows:
        return {}
    names = _Names(work)
    evidence, decisions = _evidence(work, which), _decisions(work, which)
    replaced = {row.replaces_id for row in rows}
    found: defaultdict[int, list[Claim]] = defaultdict(list)
    for row in rows:
        decided = tuple(decisions.get(row.id, ()))
        state = _state(decided, replaced=row.id in replaced)
        files = tuple(evidence.get(row.id, ()))
        found[row.benefit_id].append(_claim(row, state, files, decided, names))
    return {benefit_id: tuple(claims) for benefit_id, claims in found.items()}


def _state(decisions: Sequence[Decision], *, replaced: bool) -> ClaimState:
    if replaced:
        return ClaimState.REPLACED
    return ClaimState(decisions[-1].outcome) if decisions else ClaimState.WAITING


class _Names:
    """What officers and agencies are called, read once for many claims."""

    def __init__(self, work: UnitOfWork) -> None:
        self.agencies = dict(work.session.execute(select(AgencyRow.id, AgencyRow.name)).all())
        self.officers = dict(work.session.execute(select(OfficerRow.id, OfficerRow.name)).all())


def _claim(
    row: ClaimRow,
    state: ClaimState,
    evidence: tuple[Evidence, ...],
    decisions: tuple[Decision, ...],
    names: _Names,
) -> Claim:
    return Claim(
        id=row.id,
        benefit_id=row.benefit_id,
        agency_id=row.agency_id,
        agency="" if row.agency_id is None else names.agencies[row.agency_id],
        pot_id=row.pot_id,
        year=row.year,
        from_on=row.from_on,
        to_on=row.to_on,
        claimed_on=row.claimed_on,
        gross_pence=row.gross_pence,
        moved_pence=row.moved_pence,
        pence=row.pence,
        maturity=row.maturity,
        grade=row.grade,
        effect=row.effect,
        note=row.note,
        claimant=row.claimant_name,
        claimant_post=row.claimant_post,
        claimant_agency=row.claimant_agency,
        claimant_id=row.claimant_id,
        owner_id=row.owner_id,
        validator=names.officers[row.validator_id],
        validator_id=row.validator_id,
        replaces_id=row.replaces_id,
        reason=row.reason,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        state=state,
        evidence=evidence,
        decisions=decisions,
    )


def _evidence(work: UnitOfWork, which: Sequence[ColumnElement[bool]]) -> dict[int, list[Evidence]]:
    rows = work.session.execute(
        select(ClaimEvidenceRow, StoredFileRow.size)
        .join(StoredFileRow, StoredFileRow.sha256 == ClaimEvidenceRow.sha256)
        .join(ClaimRow, ClaimRow.id == ClaimEvidenceRow.claim_id)
        .where(*which)
        .order_by(ClaimEvidenceRow.id)
    )
    found: defaultdict[int, list[Evidence]] = defaultdict(list)
    for row, size in rows:
        found[row.claim_id].append(Evidence(row.sha256, row.name, size))
    return found


def _decisions(work: UnitOfWork, which: Sequence[ColumnElement[bool]]) -> dict[int, list[Decision]]:
    rows = work.session.scalars(
        select(ClaimDecisionRow)
        .join(ClaimRow, ClaimRow.id == ClaimDecisionRow.claim_id)
        .where(*which)
        .order_by(ClaimDecisionRow.id)
    )
    found: defaultdict[int, list[Decision]] = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(
            Decision(
                row.id,
                row.outcome,
                row.pence,
                row.grade,
                row.reason,
                row.officer_name,
                row.officer_post,
                row.officer_agency,
                row.decided_on,
                row.source,
                row.recorded_at,
                row.recorded_by,
            )
        )
    return found
