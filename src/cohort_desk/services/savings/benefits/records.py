"""Reads benefits with all that belongs to them, of a few or of all in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    BenefitEventRow,
    BenefitRow,
    CostRow,
    FigureRow,
    FigureYearRow,
    ShareRow,
)
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.savings import claims as claim_rules
from cohort_desk.domain.savings.ladder import Climbing, before_forecast
from cohort_desk.services.savings.benefits.lists import lines_within
from cohort_desk.services.savings.benefits.officers import officers_of, party_of
from cohort_desk.services.savings.benefits.scope import Scope, scopes
from cohort_desk.services.savings.claims.records import LIVE, claims_of
from cohort_desk.services.savings.shapes import (
    Benefit,
    BenefitLine,
    Claim,
    Cost,
    Event,
    Figure,
    Officer,
    Share,
)
from cohort_desk.services.savings.today import today_or


def read_benefit(db: Database, benefit_id: int, today: date | None = None) -> Benefit:
    """Return a benefit.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    with db.read() as work:
        found = benefits_of(work, [benefit_id], today)
    if benefit_id not in found:
        raise NotFound("That benefit is no longer here: it has been deleted meanwhile.")
    return found[benefit_id]


def benefits_of(
    work: UnitOfWork, ids: Iterable[int] | None, today: date | None = None
) -> dict[int, Benefit]:
    """Return benefits by id as a part of another reading (None: all of them)."""
    found: dict[int, Benefit] = {}
    for scope in scopes(ids):
        found |= benefits_within(work, scope, today_or(today))
    return found


def benefits_within(work: UnitOfWork, scope: Scope, today: date) -> dict[int, Benefit]:
    """Return the benefits of a scope by id."""
    lines, parts = lines_within(work, scope, today), _parts(work, scope)
    claims = claims_of(work, None if scope == Scope() else lines)
    rows = work.session.scalars(select(BenefitRow).where(*scope.within(BenefitRow.id)))
    return {row.id: _benefit(row, lines[row.id], parts, claims.get(row.id, ())) for row in rows}


@dataclass(frozen=True, slots=True)
class _Parts:
    """What belongs to benefits, by benefit; the officers by their own ids."""

    officers: Mapping[int, Officer]
    figures: Mapping[int, list[Figure]]
    costs: Mapping[int, list[Cost]]
    shares: Mapping[int, list[Share]]
    events: Mapping[int, list[Event]]


def _parts(work: UnitOfWork, scope: Scope) -> _Parts:
    agencies = dict(work.session.execute(select(AgencyRow.id, AgencyRow.name)).all())
    return _Parts(
        officers_of(work),
        _figures(work, scope),
        _costs(work, scope, agencies),
        _shares(work, scope, agencies),
        _events(work, scope),
    )


def _benefit(
    row: BenefitRow, line: BenefitLine, parts: _Parts, claims: tuple[Claim, ...]
) -> Benefit:
    shares = tuple(parts.shares.get(row.id, ()))
    owner = parts.officers.get(row.owner_id or 0)
    figures = tuple(parts.figures.get(row.id, ()))
    forecasts = [figure for figure in figures if figure.kind == "forecast"]
    climbing = Climbing(
        title=row.title,
        approximate=row.approximate,
        basis=row.basis,
        has_owner=owner is not None,
        share_total=sum(share.basis_points for share in shares),
        has_forecast=bool(forecasts),
        has_live_claim=any(claim.state in LIVE for claim in claims),
    )
    claiming = claim_rules.Line(
        title=row.title,
        type=row.type,
        recurrent=row.recurrent,
        basis=row.basis,
        closing=line.closing,
        first_year=forecasts[-1].first_year if forecasts else None,
        forecast=forecasts[-1].total if forecasts else None,
        baseline_value=row.baseline_value,
        baseline_on=row.baseline_on,
        baseline_source=row.baseline_source,
        pot=line.pot,
        owner=party_of(owner) if owner else None,
        agencies=tuple((share.agency_id, share.agency) for share in shares),
    )
    return Benefit(
        line=line,
        quote=row.quote,
        page=row.page,
        measure=row.measure,
        unit=row.unit,
        baseline_value=row.baseline_value,
        baseline_on=row.baseline_on,
        baseline_source=row.baseline_source,
        target=row.target,
        owner=owner,
        validator=parts.officers.get(row.validator_id or 0),
        pot_id=row.pot_id,
        grade=row.grade,
        price_year=row.price_year,
        deadweight=row.deadweight,
        displacement=row.displacement,
        leakage=row.leakage,
        substitution=row.substitution,
        figures=figures,
        costs=tuple(parts.costs.get(row.id, ())),
        shares=shares,
        claims=claims,
        events=tuple(parts.events.get(row.id, ())),
        before_forecast=before_forecast(climbing),
        before_claim=claim_rules.stands_against(claiming),
    )


def _figures(work: UnitOfWork, scope: Scope) -> Mapping[int, list[Figure]]:
    mine = scope.within(FigureRow.benefit_id)
    by_year: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    years = (
        select(FigureYearRow.figure_id, FigureYearRow.year, FigureYearRow.pence)
        .join(FigureRow, FigureRow.id == FigureYearRow.figure_id)
        .where(*mine)
        .order_by(FigureYearRow.figure_id, FigureYearRow.year)
    )
    for figure_id, year, pence in work.session.execute(years):
        by_year[figure_id].append((year, pence))
    found: defaultdict[int, list[Figure]] = defaultdict(list)
    for row in work.session.scalars(select(FigureRow).where(*mine).order_by(FigureRow.id)):
        found[row.benefit_id].append(
            Figure(
                row.id,
                row.kind,
                row.number,
                row.pence,
                row.first_year,
                row.years,
                tuple(by_year[row.id]),
                row.dated_on,
                row.reason,
                row.recorded_at,
                row.recorded_by,
            )
        )
    return found


def _costs(work: UnitOfWork, scope: Scope, agencies: Mapping[int, str]) -> Mapping[int, list[Cost]]:
    """Return the costs that count: not replaced, and more than nothing."""
    newer = aliased(CostRow)
    query = (
        select(CostRow)
        .outerjoin(newer, newer.replaces_id == CostRow.id)
        .where(newer.id.is_(None), CostRow.pence > 0, *scope.within(CostRow.benefit_id))
        .order_by(CostRow.year, CostRow.id)
    )
    found: defaultdict[int, list[Cost]] = defaultdict(list)
    for row in work.session.scalars(query):
        found[row.benefit_id].append(
            Cost(
                row.id,
                row.year,
                row.agency_id,
                agencies[row.agency_id],
                row.kind,
                row.moved,
                row.pence,
                row.note,
                row.recorded_at,
                row.recorded_by,
            )
        )
    return found


def _shares(
    work: UnitOfWork, scope: Scope, agencies: Mapping[int, str]
) -> Mapping[int, list[Share]]:
    query = (
        select(ShareRow.benefit_id, ShareRow.agency_id, ShareRow.basis_points)
        .where(*scope.within(ShareRow.benefit_id))
        .order_by(ShareRow.benefit_id, ShareRow.basis_points.desc(), ShareRow.agency_id)
    )
    found: defaultdict[int, list[Share]] = defaultdict(list)
    for benefit_id, agency_id, part in work.session.execute(query):
        found[benefit_id].append(Share(agency_id, agencies[agency_id], part))
    return found


def _events(work: UnitOfWork, scope: Scope) -> Mapping[int, list[Event]]:
    mine = scope.within(BenefitEventRow.benefit_id)
    found: defaultdict[int, list[Event]] = defaultdict(list)
    query = select(BenefitEventRow).where(*mine).order_by(BenefitEventRow.id)
    for row in work.session.scalars(query):
        found[row.benefit_id].append(
            Event(row.id, row.kind, row.value, row.reason, row.recorded_at, row.recorded_by)
        )
    return found
