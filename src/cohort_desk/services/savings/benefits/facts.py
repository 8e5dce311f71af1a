"""What is recorded of benefits beside their own rows: current figures, live claims, events.

Each function takes a query or two, however many benefits there are.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import case, func, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    BenefitEventRow,
    ClaimDecisionRow,
    ClaimRow,
    FigureRow,
    FigureYearRow,
    ShareRow,
)
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.domain.savings.sustaining import months_after
from cohort_desk.services.savings.benefits.scope import Scope

CLOSINGS = ("closed", "removed", "reopened")


class CurrentFigure(NamedTuple):
    """The current figure of a kind."""

    first_year: int
    total: int
    recorded_at: datetime


class LiveClaim(NamedTuple):
    """A claim that is live: `validated` is None while it waits."""

    year: int
    pence: int
    validated: int | None


class NewestEvent(NamedTuple):
    """The newest event of a family."""

    kind: str
    value: str
    reason: str
    recorded_by: str
    recorded_at: datetime


@dataclass(slots=True)
class LiveClaims:
    """The live claims of a benefit, and when last anything became of any claim."""

    live: list[LiveClaim] = field(default_factory=list[LiveClaim])
    touched: list[datetime] = field(default_factory=list[datetime])


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded of a benefit beside its own row."""

    figures: Mapping[str, CurrentFigure]
    events: Mapping[str, NewestEvent]
    claims: LiveClaims

    @property
    def projected(self) -> CurrentFigure:
        return self.figures["projected"]

    @property
    def forecast(self) -> CurrentFigure | None:
        return self.figures.get("forecast")

    @property
    def first_year(self) -> int:
        return (self.forecast or self.projected).first_year

    @property
    def closing(self) -> str:
        """How the benefit was closed, "" while it is open."""
        newest = self.events.get("closing")
        if newest is None or newest.kind == "reopened":
            return ""
        return "removed" if newest.kind == "removed" else newest.value

    def due_on(self, settings: SavingsSettings) -> date | None:
        """Return the day by which an update should be written; None once it is closed."""
        if self.closing:
            return None
        moments = [each.recorded_at for each in (*self.figures.values(), *self.events.values())]
        last = max(*moments, *self.claims.touched, self.projected.recorded_at)
        return months_after(last.astimezone(LONDON).date(), settings.update_months)


def current_figures(work: UnitOfWork, scope: Scope) -> Mapping[int, Mapping[str, CurrentFigure]]:
    """Return the current figure of each kind, by benefit."""
    mine = scope.within(FigureRow.benefit_id)
    newest = (
        select(func.max(FigureRow.id)).where(*mine).group_by(FigureRow.benefit_id, FigureRow.kind)
    )
    query = (
        select(
            FigureRow.benefit_id,
            FigureRow.kind,
            FigureRow.first_year,
            func.sum(FigureYearRow.pence),
            FigureRow.recorded_at,
        )
        .join(FigureYearRow, FigureYearRow.figure_id == FigureRow.id)
        .where(FigureRow.id.in_(newest))
        .group_by(
            FigureRow.id,
            FigureRow.benefit_id,
            FigureRow.kind,
            FigureRow.first_year,
            FigureRow.recorded_at,
        )
    )
    found: defaultdict[int, dict[str, CurrentFigure]] = defaultdict(dict)
    for benefit_id, kind, first_year, total, at in work.session.execute(query):
        found[benefit_id][kind] = CurrentFigure(first_year, int(total), at)
    return found


def live_claims(work: UnitOfWork, scope: Scope) -> Mapping[int, LiveClaims]:
    """Return the live claims of each benefit, with what was validated of them.

    Claims and decisions are put together here: a database that has no index on the newest
    decisions would look through all of them for each claim.
    """
    mine = scope.within(ClaimRow.benefit_id)
    decisions = (
        select(
            ClaimDecisionRow.claim_id,
            ClaimDecisionRow.outcome,
            ClaimDecisionRow.pence,
            ClaimDecisionRow.recorded_at,
        )
        .join(ClaimRow, ClaimRow.id == ClaimDecisionRow.claim_id)
        .where(*mine)
        .order_by(ClaimDecisionRow.id)
    )
    decided = {row[0]: row for row in work.session.execute(decisions)}
    claims = select(
        ClaimRow.id,
        ClaimRow.benefit_id,
        ClaimRow.year,
        ClaimRow.pence,
        ClaimRow.recorded_at,
        ClaimRow.replaces_id,
    ).where(*mine)
    rows = work.session.execute(claims).all()
    replaced = {replaces_id for *_, replaces_id in rows}
    found: defaultdict[int, LiveClaims] = defaultdict(LiveClaims)
    for claim_id, benefit_id, year, pence, made_at, _ in rows:
        decision = decided.get(claim_id)
        touched = found[benefit_id].touched
        touched.append(made_at)
        if decision is None:
            validated, live = None, True
        else:
            _, outcome, validated, decided_at = decision
            touched.append(decided_at)
            live = outcome == "validated"
        if live and claim_id not in replaced:
            found[benefit_id].live.append(LiveClaim(year, pence, validated))
    return found


def newest_events(work: UnitOfWork, scope: Scope) -> Mapping[int, Mapping[str, NewestEvent]]:
    """Return the newest event of each family ("override", "closing", "other"), by benefit."""
    family = case(
        (BenefitEventRow.kind == "override", "override"),
        (BenefitEventRow.kind.in_(CLOSINGS), "closing"),
        else_="other",
    )
    mine = scope.within(BenefitEventRow.benefit_id)
    newest = (
        select(func.max(BenefitEventRow.id))
        .where(*mine)
        .group_by(BenefitEventRow.benefit_id, family)
    )
    query = select(
        BenefitEventRow.benefit_id,
        family,
        BenefitEventRow.kind,
        BenefitEventRow.value,
        BenefitEventRow.reason,
        BenefitEventRow.recorded_by,
        BenefitEventRow.recorded_at,
    ).where(BenefitEventRow.id.in_(newest))
    found: defaultdict[int, dict[str, NewestEvent]] = defaultdict(dict)
    for benefit_id, of, kind, value, reason, by, at in work.session.execute(query):
        found[benefit_id][of] = NewestEvent(kind, value, reason, by, at)
    return found


def sharing(work: UnitOfWork, scope: Scope) -> Mapping[int, list[str]]:
    """Return the names of the agencies with a share of each benefit, the largest share first."""
    query = (
        select(ShareRow.benefit_id, AgencyRow.name)
        .join(AgencyRow, AgencyRow.id == ShareRow.agency_id)
        .where(*scope.within(ShareRow.benefit_id))
        .order_by(ShareRow.benefit_id, ShareRow.basis_points.desc(), AgencyRow.name)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for benefit_id, name in work.session.execute(query):
        found[benefit_id].append(name)
    return found
