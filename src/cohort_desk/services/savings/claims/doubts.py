"""What a validator should look at twice before confirming a claim."""

from collections import defaultdict

from sqlalchemy import func, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import BenefitRow, ClaimEvidenceRow, ClaimRow, FigureRow, FigureYearRow
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.words import listed
from cohort_desk.services.savings.claims.records import is_counted, is_live
from cohort_desk.services.savings.reckoning.settings import settings_of


def doubts_of(work: UnitOfWork, *, naming: bool = True) -> dict[int, tuple[str, ...]]:
    """Return what is doubtful of claims that count, as sentences; none of those without.

    A benefit's claims of a year come to more than its forecast for that year, or a file of a
    claim supports another claim too, which is named unless it is for nobody else to know.
    """
    found: defaultdict[int, list[str]] = defaultdict(list)
    claims = work.session.execute(
        select(ClaimRow.id, ClaimRow.benefit_id, ClaimRow.year, ClaimRow.pence, BenefitRow.title)
        .join(BenefitRow, BenefitRow.id == ClaimRow.benefit_id)
        .where(is_live(), is_counted())
        .order_by(ClaimRow.id)
    ).all()
    month, forecast = settings_of(work).year_starts_month, _forecast(work)
    claimed: defaultdict[tuple[int, int], int] = defaultdict(int)
    for _id, benefit_id, year, pence, _title in claims:
        claimed[benefit_id, year] += pence
    for claim_id, benefit_id, year, _pence, _title in claims:
        expected, taken = forecast.get((benefit_id, year), 0), claimed[benefit_id, year]
        if taken > expected:
            found[claim_id].append(
                f"{pounds(taken)} is claimed on this benefit in {years.words(year, month)}, more "
                f"than the {pounds(expected)} that is forecast for that year."
            )
    titles = {claim_id: title for claim_id, *_, title in claims}
    for name, sharing in _shared_files(work, titles):
        for claim_id in sharing:
            others = sorted({titles[other] for other in sharing if other != claim_id})
            on = f", on {listed([f'“{title}”' for title in others])}" if naming else ""
            found[claim_id].append(f"The file “{name}” already supports another claim{on}.")
    return {claim_id: tuple(doubts) for claim_id, doubts in found.items()}


def _forecast(work: UnitOfWork) -> dict[tuple[int, int], int]:
    """Return the pence of current forecasts by benefit and financial year."""
    newest = (
        select(func.max(FigureRow.id))
        .where(FigureRow.kind == "forecast", FigureRow.benefit_id.in_(select(ClaimRow.benefit_id)))
        .group_by(FigureRow.benefit_id)
    )
    query = (
        select(FigureRow.benefit_id, FigureYearRow.year, FigureYearRow.pence)
        .join(FigureYearRow, FigureYearRow.figure_id == FigureRow.id)
        .where(FigureRow.id.in_(newest))
    )
    return {(key, year): pence for key, year, pence in work.session.execute(query)}


def _shared_files(work: UnitOfWork, counting: dict[int, str]) -> list[tuple[str, list[int]]]:
    """Return each file of evidence that supports several claims that count, with those claims."""
    twice = (
        select(ClaimEvidenceRow.sha256).group_by(ClaimEvidenceRow.sha256).having(func.count() > 1)
    )
    rows = work.session.execute(
        select(ClaimEvidenceRow.sha256, ClaimEvidenceRow.name, ClaimEvidenceRow.claim_id)
        .where(ClaimEvidenceRow.sha256.in_(twice))
        .order_by(ClaimEvidenceRow.id)
    )
    found: dict[str, tuple[str, list[int]]] = {}
    for sha256, name, claim_id in rows:
        if claim_id in counting:
            found.setdefault(sha256, (name, []))[1].append(claim_id)
    return [(name, claims) for name, claims in found.values() if len(claims) > 1]
