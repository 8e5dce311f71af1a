"""How the changes of savings are read in a history: money in pounds, years and shares in words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cohort_desk.db.database import UnitOfWork
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.fields import percent
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.status import STATUSES
from cohort_desk.domain.savings.words import (
    BASES,
    CLOSINGS,
    COSTS,
    DECISIONS,
    EFFECTS,
    EVIDENCE,
    MATURITIES,
    OUTCOME_STATES,
    TYPES,
)
from cohort_desk.services.savings.reckoning.settings import settings_of

TABLES = frozenset(
    {
        *("officer", "pot", "benefit", "benefit_figure", "benefit_cost", "benefit_share"),
        *("benefit_event", "benefit_claim", "claim_evidence", "claim_decision"),
        *("benefit_figure_year", "project_outcome", "outcome_evidence", "rate_table"),
        *("deflator_table", "savings_settings", "savings_snapshot"),
    }
)
LABELS: Mapping[str, str] = {
    "pence": "Amount",
    "gross_pence": "Saved before cost is taken off",
    "moved_pence": "Cost taken off",
    "baseline_pence": "Baseline",
    "year": "Financial year",
    "first_year": "First financial year",
    "years": "Years",
    "price_year": "Prices of",
    "from_on": "From",
    "to_on": "To",
    "maturity": "Maturity",
    "grade": "Grade",
    "effect": "Service",
    "claimant_id": "Claimed by",
    "validator_id": "To be confirmed by",
    "officer_id": "Decided by",
    "owner_id": "Owner",
    "pot_id": "Pot",
    "type": "Type",
    "recurrent": "Every year",
    "basis": "Gross or net",
    "approximate": "About",
    "quote": "Report says",
    "page": "Page",
    "baseline_value": "Baseline",
    "baseline_on": "Baseline’s date",
    "baseline_source": "Baseline’s source",
    "basis_points": "Share",
    "moved": "Moved from another agency",
    "left_on": "Left on",
    "decided_on": "Decided on",
    "confirmed_by_id": "Confirmed by",
    "confirmed_on": "Confirmed on",
    "participant_id": "In the course as",
    "post": "Post",
    "measure": "Measure",
    "unit": "Unit",
    "target": "Target",
    "deadweight": "Deadweight",
    "displacement": "Displacement",
    "leakage": "Leakage",
    "substitution": "Substitution",
    "note": "Note",
    "claimed_on": "Claimed on",
    "dated_on": "Dated",
    "description": "Description",
    "evidence": "Evidence",
    "published_on": "Published on",
    "in_force_on": "In force from",
    "source": "Source",
    "indices": "Indices",
    "bands": "Rates",
    "settings": "Settings",
    "claimant_name": "Claimed by, by name",
    "claimant_post": "Claimant’s post",
    "claimant_agency": "Claimant’s agency",
    "officer_name": "Decided by, by name",
    "officer_post": "Officer’s post",
    "officer_agency": "Officer’s agency",
    "benefit.validator_id": "Validator",
    "benefit_event.kind": "What happened",
    "benefit_event.value": "Set to",
    "claim_evidence.name": "Evidence",
    "outcome_evidence.name": "Evidence",
}
"""What columns are called, by their own name or after their table's where that says more."""
SILENT = frozenset(
    {
        *("number", "recorded_at", "recorded_by", "replaces_id", "claim_id", "benefit_id"),
        *("figure_id", "outcome_id", "about_id", "made_at", "made_by", "claim_decision.source"),
        "ground",
    }
)
"""Columns that a reader of the history of savings has no use for; named as `LABELS` are."""

_EVENTS = {
    "update": "Update",
    "settled": "Settled",
    "override": "Status by override",
    "redated": "Re-dated",
    "removed": "Removed",
    "closed": "Closed",
    "reopened": "Reopened",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "benefit.type": TYPES,
    "benefit.basis": BASES,
    "benefit_figure.kind": {"projected": "Projected", "forecast": "Forecast"},
    "benefit_cost.kind": COSTS,
    "benefit_event.kind": _EVENTS,
    "benefit_event.value": {**STATUSES, **CLOSINGS, **BASES},
    "benefit_claim.maturity": MATURITIES,
    "benefit_claim.grade": EVIDENCE,
    "benefit_claim.effect": EFFECTS,
    "claim_decision.outcome": DECISIONS,
    "claim_decision.grade": EVIDENCE,
    "project_outcome.status": OUTCOME_STATES,
}
_MONEY = frozenset({"pence", "gross_pence", "moved_pence", "baseline_pence"})
_YEARS = frozenset({"year", "first_year", "price_year"})
_DAYS = frozenset(
    {
        *("from_on", "to_on", "baseline_on", "left_on", "decided_on", "confirmed_on", "due_on"),
        *("claimed_on", "dated_on", "published_on", "in_force_on"),
    }
)
_PERCENT = frozenset({"basis_points", "deadweight", "displacement", "leakage", "substitution"})


def written_value(work: UnitOfWork, table: str, column: str, value: Any) -> str | None:
    """Return a value of savings in words; None where it is written as in any other history."""
    if table not in TABLES:
        return None
    redated = table == "benefit_event" and column == "value" and str(value).isdecimal()
    if column in _YEARS or redated:
        return years.words(int(value), settings_of(work).year_starts_month)
    for columns, write in _WRITERS:
        if column in columns:
            return write(value)
    words = _WORDS.get(f"{table}.{column}")
    return None if words is None else words.get(value, str(value))


def _day(kept: str) -> str:
    return written_date(date.fromisoformat(kept))


_WRITERS: tuple[tuple[frozenset[str], Callable[[Any], str]], ...] = (
    (_MONEY, pounds),
    (_DAYS, _day),
    (_PERCENT, percent),
)
