"""The sheet of claims: what was claimed, on what evidence, what became of it, and who decided."""

from collections.abc import Sequence

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.words import DECISIONS, EFFECTS, EVIDENCE, MATURITIES
from cohort_desk.exchange.savings.line_sheet import in_pounds
from cohort_desk.exchange.tables_out import TableOut, Value
from cohort_desk.services.savings.shapes import Benefit, Claim, ClaimState

_STATES = {
    ClaimState.WAITING: "Waits for its validator",
    ClaimState.VALIDATED: "Validated",
    ClaimState.REJECTED: "Rejected",
    ClaimState.WITHDRAWN: "Withdrawn",
    ClaimState.REPLACED: "Corrected by a newer claim",
}
_SOURCES = {"screen": "In the app", "form": "In a form", "command": "By command"}
_HEADINGS = (
    *("Claim", "Line number", "Project", "Benefit", "Agency", "Financial year", "From", "To"),
    *("Claimed on", "Gross", "Cost taken off", "Claimed", "State", "Validated", "Decision"),
    *("Confirmed by", "Of", "Decided on", "How", "Reason", "Evidence as confirmed"),
    *("Evidence as claimed", "Maturity", "Effect on the service", "Claimant", "Validator", "Note"),
    *("Replaces claim", "Evidence files", "SHA-256 of the files", "Recorded by", "Recorded on"),
)


def claims_sheet(benefits: Sequence[Benefit], starts_month: int) -> TableOut:
    """Return the sheet of every claim, the oldest of each benefit first."""
    rows = [_row(each, claim, starts_month) for each in benefits for claim in each.claims]
    return TableOut("Claims", _HEADINGS, rows, kept_in_view=1)


def _row(each: Benefit, claim: Claim, month: int) -> list[Value]:
    return [
        claim.id,
        claim.benefit_id,
        each.line.project,
        each.line.title,
        claim.agency,
        years.words(claim.year, month),
        written_date(claim.from_on),
        written_date(claim.to_on),
        written_date(claim.claimed_on),
        in_pounds(claim.gross_pence),
        in_pounds(claim.moved_pence),
        in_pounds(claim.pence),
        _STATES[claim.state],
        in_pounds(claim.validated_pence),
        *_decision(claim),
        EVIDENCE[claim.grade],
        MATURITIES[claim.maturity],
        EFFECTS[claim.effect],
        claim.claimant,
        claim.validator,
        claim.note,
        claim.replaces_id,
        "; ".join(file.name for file in claim.evidence),
        "; ".join(file.sha256 for file in claim.evidence),
        claim.recorded_by,
        written_date(claim.recorded_at),
    ]


def _decision(claim: Claim) -> tuple[Value, ...]:
    """Return the newest decision: what, who, of which agency, when, how, why, on what evidence."""
    if not claim.decisions:
        return ("",) * 7
    newest = claim.decisions[-1]
    return (
        DECISIONS[newest.outcome],
        newest.officer,
        newest.officer_agency,
        written_date(newest.decided_on),
        _SOURCES[newest.source],
        newest.reason,
        EVIDENCE[newest.grade],
    )
