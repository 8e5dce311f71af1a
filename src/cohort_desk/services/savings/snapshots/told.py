"""Makes what a report tells of a benefit from what screens know of it, but nobody's address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.services.savings.portfolio.shapes import Rungs
from cohort_desk.services.savings.reckoning.appraising import Reckoning, appraised
from cohort_desk.services.savings.shapes import (
    Benefit,
    Claim,
    Cost,
    Decision,
    Event,
    Figure,
    Officer,
)
from cohort_desk.services.savings.snapshots.shapes import (
    Person,
    ToldClaim,
    ToldCost,
    ToldFigure,
    ToldFile,
    ToldLine,
    ToldShare,
    ToldUpdate,
    Worth,
)

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class People:
    """Officers by id."""

    by_id: Mapping[int, Officer]

    def person(self, officer_id: int | None) -> Person | None:
        """Return who an officer is; None without one."""
        officer = self.by_id.get(officer_id or 0)
        return _person(officer) if officer else None


def told(benefit: Benefit, people: People, reckoning: Reckoning | None = None) -> ToldLine:
    """Return what a report tells of a benefit; its worth too where it is to be reckoned."""
    line = benefit.line
    projected, forecast = benefit.current("projected"), benefit.current("forecast")
    current = forecast or projected
    first = current.first_year if current else 0
    return ToldLine(
        id=line.id,
        title=line.title,
        project_id=line.project_id,
        project=line.project,
        cohort=line.cohort,
        type=line.type,
        recurrent=line.recurrent,
        basis=line.basis,
        approximate=line.approximate,
        rung=line.rung,
        sums=Rungs(line.projected, line.forecast, line.claimed, line.validated),
        projected=_figure(projected),
        forecast=_figure(forecast),
        owner=_person(benefit.owner) if benefit.owner else None,
        validator=_person(benefit.validator) if benefit.validator else None,
        pot=line.pot,
        status=line.status.computed,
        status_why=line.status.why,
        override=line.status.override,
        override_reason=line.status.override_reason,
        closing=line.closing,
        quote=benefit.quote,
        page=benefit.page,
        measure=benefit.measure,
        baseline=_baseline(benefit),
        target=_measured(benefit.target, benefit.unit),
        grade=benefit.grade,
        alarms=tuple(f"{alarm}" for alarm in line.alarms),
        shares=tuple(ToldShare(share.agency, share.basis_points) for share in benefit.shares),
        costs=tuple(_cost(cost) for cost in benefit.costs),
        claims=tuple(_claim(claim, people, first) for claim in benefit.claims),
        updates=tuple(_update(event) for event in benefit.events),
        worth=_worth(benefit, reckoning) if reckoning and current else None,
    )


def _person(officer: Officer) -> Person:
    return Person(officer.name, officer.post, officer.agency)


def _figure(figure: Figure | None) -> ToldFigure | None:
    if figure is None:
        return None
    return ToldFigure(figure.pence, figure.total, figure.first_year, figure.years, figure.dated_on)


def _cost(cost: Cost) -> ToldCost:
    return ToldCost(cost.year, cost.agency, cost.kind, cost.moved, cost.pence)


def _claim(claim: Claim, people: People, first_year: int) -> ToldClaim:
    newest = claim.decisions[-1] if claim.decisions else None
    return ToldClaim(
        id=claim.id,
        agency=claim.agency,
        from_on=claim.from_on,
        to_on=claim.to_on,
        year=claim.year,
        pence=claim.pence,
        state=claim.state,
        maturity=claim.maturity,
        grade=claim.grade,
        effect=claim.effect,
        claimant=Person(claim.claimant, claim.claimant_post, claim.claimant_agency),
        validator=people.person(claim.validator_id) or Person(claim.validator, "", ""),
        evidence=tuple(ToldFile(file.name, file.sha256) for file in claim.evidence),
        decided=newest.outcome if newest else "",
        validated=claim.validated_pence,
        decided_by=_decider(newest) if newest else None,
        decided_on=newest.decided_on if newest else None,
        decided_grade=newest.grade if newest else "",
        reason=newest.reason if newest else "",
        counts=claim.year >= first_year,
    )


def then(name: str, post: str, agency: str) -> Person | None:
    """Return who somebody was when they decided; None where the office withdrew the claim."""
    return Person(name, post, agency) if name else None


def _decider(newest: Decision) -> Person | None:
    return then(newest.officer, newest.officer_post, newest.officer_agency)


def _update(event: Event) -> ToldUpdate:
    on = event.recorded_at.astimezone(LONDON).date()
    return ToldUpdate(event.kind, event.value, event.reason, on)


def _baseline(benefit: Benefit) -> str:
    """Return the baseline in words: "£1.2m, 31 March 2026, budget book"."""
    if not benefit.baseline_value:
        return ""
    value = _measured(benefit.baseline_value, benefit.unit)
    on = written_date(benefit.baseline_on) if benefit.baseline_on else ""
    return ", ".join(part for part in (value, on, benefit.baseline_source) if part)


def _measured(value: str, unit: str) -> str:
    """Return a value in its unit, as "£400,000 a year" or "240 checks"; "" without a value."""
    if not value:
        return ""
    plain = value.replace(",", "")
    written = f"{Decimal(plain):,f}" if _NUMBER.fullmatch(plain) else value
    if unit.startswith("£"):
        return f"£{written}{unit[1:]}"
    return f"{written} {unit}".strip()


def _worth(benefit: Benefit, reckoning: Reckoning) -> Worth:
    found = appraised(benefit, reckoning)
    return Worth(found.appraisal, found.confidence, found.notes)
