"""Savings in the words and the plain data of the command line; data has money in whole pence."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.appraisal import Appraisal
from cohort_desk.domain.savings.closing import closed_words
from cohort_desk.domain.savings.fields import percent
from cohort_desk.domain.savings.money import about, pounds
from cohort_desk.domain.savings.words import COSTS, TYPES
from cohort_desk.exchange.savings.importing import UnattendedImport
from cohort_desk.exchange.savings.mapping import left_out
from cohort_desk.services.imports import RowKind
from cohort_desk.services.savings.imports.plans import PlannedBenefit
from cohort_desk.services.savings.portfolio.shapes import KINDS, AgencySum, Money, Portfolio, Sums
from cohort_desk.services.savings.shapes import Benefit, BenefitLine, Claim, ClaimState, Figure

Plain = dict[str, Any]


def portfolio_lines(
    portfolio: Portfolio, cohort: str | None, agency: AgencySum | None
) -> tuple[str, ...]:
    """Return what savings come to; of one agency, its part."""
    where = f"{cohort}: " if cohort else "All cohorts: "
    head = f"{where}{pounds(portfolio.headline)} validated and cash-releasing"
    sums = agency.sums if agency else portfolio.total
    lines = [head if agency is None else f"{head}. Of all this, {agency.agency} has:"]
    lines += [f"  {KINDS[kind]}: {_reached(sums.of(kind))}" for kind in KINDS]
    return tuple(lines)


def sums_plain(sums: Sums) -> Plain:
    """Return the three kinds of saving, never added up."""
    return {kind: _money_plain(sums.of(kind)) for kind in KINDS}


def agency_plain(agency: AgencySum) -> Plain:
    """Return what an agency invests and saves."""
    return {"agency": agency.agency, "benefits": agency.lines, "sums": sums_plain(agency.sums)}


def line_words(line: BenefitLine) -> str:
    """Return a benefit in one line."""
    state = line.rung.words
    if line.closing:
        how = closed_words(line.closing, line.forecast or line.projected, line.validated)
        state = f"{state}, {how[:1].lower()}{how[1:]}"
    tail = f" ({', '.join(line.alarms)})" if line.alarms else ""
    projected = about(line.projected, approximate=line.approximate)
    return (
        f"{line.id}  {line.project}: {line.title}. {state}: projected {projected}, forecast "
        f"{pounds(line.forecast)}, claimed {pounds(line.claimed)}, validated "
        f"{pounds(line.validated)}{tail}"
    )


def list_lines(lines: Sequence[BenefitLine]) -> tuple[str, ...]:
    """Return benefits below a heading, by project and number."""
    if not lines:
        return ("No benefits yet.",)
    ordered = sorted(lines, key=lambda line: (line.project.casefold(), line.id))
    return ("Benefits, by project (number, project: benefit):", *map(line_words, ordered))


def line_plain(line: BenefitLine) -> Plain:
    """Return a benefit as a list has it."""
    return {
        "id": line.id,
        "project": line.project,
        "cohort": line.cohort,
        "title": line.title,
        "type": line.type,
        "recurrent": line.recurrent,
        "basis": line.basis,
        "approximate": line.approximate,
        "state": line.rung.words,
        "projected_pence": line.projected,
        "forecast_pence": line.forecast,
        "claimed_pence": line.claimed,
        "validated_pence": line.validated,
        "counts_in_headline_pence": line.counts_in_headline,
        "first_year": line.first_year,
        "owner": line.owner,
        "validator": line.validator,
        "pot": line.pot,
        "agencies": list(line.agencies),
        "status": line.status.shown,
        "computed_status": line.status.computed,
        "closing": line.closing,
        "alarms": [str(alarm) for alarm in line.alarms],
    }


def benefit_lines(benefit: Benefit, worth: Appraisal, month: int) -> tuple[str, ...]:
    """Return a benefit with all it has."""
    line = benefit.line
    lines = [line_words(line), f"  {TYPES[line.type]}, {line.status.shown}: {line.status.why}"]
    if benefit.quote:
        page = f" (page {benefit.page})" if benefit.page else ""
        lines.append(f"  “{benefit.quote}”{page}")
    lines.append(
        f"  Owner {line.owner or 'nobody yet'}, validator {line.validator or 'nobody yet'}"
    )
    lines += [f"  {share.agency}: {percent(share.basis_points)}" for share in benefit.shares]
    lines += [
        f"  {figure.kind.capitalize()} {figure.number}: {_by_year(figure, month)}"
        for figure in benefit.figures
    ]
    lines += [
        f"  {COSTS[cost.kind]} cost {years.words(cost.year, month)}, {cost.agency}: "
        f"{pounds(cost.pence)}"
        for cost in benefit.costs
    ]
    lines += [f"  {claim_line('', claim, month)}" for claim in benefit.claims]
    lines.append(f"  Net present value {_whole(worth.npsv)}, payback {_years(worth.payback)}")
    return tuple(lines)


def benefit_plain(benefit: Benefit, worth: Appraisal, month: int) -> Plain:
    """Return a benefit with all it has, as data."""
    return {
        **line_plain(benefit.line),
        "quote": benefit.quote,
        "page": benefit.page,
        "figures": [
            {
                "kind": figure.kind,
                "number": figure.number,
                "by_year_pence": {
                    years.words(year, month): pence for year, pence in figure.by_year
                },
                "reason": figure.reason,
            }
            for figure in benefit.figures
        ],
        "costs": [
            {
                "year": years.words(cost.year, month),
                "agency": cost.agency,
                "kind": cost.kind,
                "moved": cost.moved,
                "pence": cost.pence,
            }
            for cost in benefit.costs
        ],
        "shares": [
            {"agency": share.agency, "percent": str(Decimal(share.basis_points) / 100)}
            for share in benefit.shares
        ],
        "claims": [claim_plain(claim) for claim in benefit.claims],
        "events": [
            {"kind": event.kind, "value": event.value, "reason": event.reason}
            for event in benefit.events
        ],
        "worth": _worth(worth),
    }


def claim_line(title: str, claim: Claim, month: int) -> str:
    """Return a claim in one line, with who decided."""
    of = f" on {title}" if title else ""
    said = f"Claim {claim.id}{of}, {years.words(claim.year, month)}: {pounds(claim.pence)} claimed"
    if not claim.decisions:
        return f"{said}, waits for {claim.validator}"
    newest = claim.decisions[-1]
    by = f" by {newest.officer}" if newest.officer else ""
    amount = f" {pounds(newest.pence)}" if claim.state is ClaimState.VALIDATED else ""
    return f"{said}, {newest.outcome}{amount}{by} on {written_date(newest.decided_on)}"


def claim_plain(claim: Claim) -> Plain:
    """Return a claim as data, with its newest decision."""
    newest = claim.decisions[-1] if claim.decisions else None
    return {
        "claim": claim.id,
        "benefit": claim.benefit_id,
        "agency": claim.agency,
        "from": claim.from_on.isoformat(),
        "to": claim.to_on.isoformat(),
        "claimed_pence": claim.pence,
        "state": claim.state.value,
        "validated_pence": claim.validated_pence,
        "evidence": [{"name": file.name, "sha256": file.sha256} for file in claim.evidence],
        "decided_by": newest.officer if newest else "",
        "decided_on": newest.decided_on.isoformat() if newest else None,
        "reason": newest.reason if newest else "",
    }


def planned_lines(done: UnattendedImport, cohort: str, written: Sequence[str]) -> tuple[str, ...]:
    """Return what an import did or would do."""
    plan = done.plan
    counts = ", ".join(f"{plan.count(kind):,} {kind.lower()}" for kind in RowKind)
    verb = "Imported into" if done.done else "Would import into"
    lines = [f"{verb} {cohort}: {counts}", left_out(done.layout, done.mapping), plan.told]
    lines += [f"Row {row.row}: {row.reason}" for row in plan.rows if row.kind is RowKind.REFUSED]
    lines += [f"Row {row.row}, to check: {row.remark}" for row in plan.rows if row.remark]
    if plan.new_officers:
        lines.append(f"Officers who are new here: {'; '.join(plan.new_officers)}")
    if not plan.can_be_undone:
        lines.append("This adds to the money of lines that were here, so it cannot be undone")
    lines += [f"Saved the refused rows in {path}" for path in written]
    return tuple(filter(None, lines))


def planned_plain(row: PlannedBenefit) -> Plain:
    """Return what becomes of a row, as data."""
    return {
        "row": row.row,
        "outcome": row.kind.value,
        "project": row.project,
        "benefit": row.title,
        "amount": row.amount,
        "reason": row.reason,
        "remark": row.remark,
        "changes": [{"what": c.label, "old": c.old, "new": c.new} for c in row.changes],
    }


def _reached(money: Money) -> str:
    rungs = money.reached
    return (
        f"projected {pounds(rungs.projected)}, forecast {pounds(rungs.forecast)}, claimed "
        f"{pounds(rungs.claimed)}, validated {pounds(rungs.validated)}, costs "
        f"{pounds(money.invested)}"
    )


def _money_plain(money: Money) -> Plain:
    rungs = money.reached
    return {
        "projected_pence": rungs.projected,
        "forecast_pence": rungs.forecast,
        "claimed_pence": rungs.claimed,
        "validated_pence": rungs.validated,
        "invested_pence": money.invested,
    }


def _by_year(figure: Figure, month: int) -> str:
    return ", ".join(
        f"{pounds(pence)} in {years.words(year, month)}" for year, pence in figure.by_year
    )


def _worth(worth: Appraisal) -> Plain:
    exact = {
        "npsv_pence": worth.npsv,
        "pvb_pence": worth.pvb,
        "pvc_pence": worth.pvc,
        "bcr": worth.bcr,
        "payback_years": worth.payback,
        "discounted_payback_years": worth.payback_discounted,
        "switching_pence": worth.switching,
        "equivalent_annual_pence": worth.equivalent_annual,
    }
    return {name: None if value is None else str(round(value, 4)) for name, value in exact.items()}


def _whole(pence: Decimal) -> str:
    return pounds(int(pence.to_integral_value()))


def _years(payback: Decimal | None) -> str:
    return "none" if payback is None else f"{round(payback, 1)} years"
