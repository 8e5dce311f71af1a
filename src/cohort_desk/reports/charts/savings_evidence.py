"""What the claims rest on: money validated and waiting, by the grade of its evidence."""

from functools import partial

from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.words import EVIDENCE
from cohort_desk.domain.words import counted
from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.savings_parts import OF_KIND, kind_words, told
from cohort_desk.reports.charts.savings_rows import BarRow, draw_rows
from cohort_desk.services.savings.portfolio.shapes import (
    CASH,
    EvidenceSum,
    Money,
    Portfolio,
    Rungs,
)


def by_evidence(portfolio: Portfolio, kind: str = CASH) -> Chart:
    """Return the chart of the evidence behind a kind of saving."""
    found = [each for each in portfolio.evidence if each.kind == kind]
    return Chart(
        title=f"{OF_KIND[kind]}: the evidence",
        summary=_finding(found, kind),
        columns=("Evidence", "Claims", "Claimed", "Waiting", "Validated"),
        rows=tuple(
            (
                EVIDENCE[each.grade],
                f"{each.claims:,}",
                pounds(each.claimed),
                pounds(each.waiting),
                pounds(each.validated),
            )
            for each in found
        ),
        draw=partial(draw_rows, [_row(each) for each in found]),
        note="A grade is the validator’s, or the claimant’s while the claim waits.",
    )


def _row(each: EvidenceSum) -> BarRow:
    standing = Rungs(claimed=each.waiting, validated=each.validated)
    note = counted(each.claims, "claim", "claims")
    return BarRow(EVIDENCE[each.grade], Money(standing=standing), each.grade, note)


def _finding(found: list[EvidenceSum], kind: str) -> str:
    if not any(each.claims for each in found):
        return f"Nothing {kind_words(kind)} has been claimed yet."
    said = [
        f"{told(each.validated)} on {EVIDENCE[each.grade].lower()} evidence"
        for each in found
        if each.validated
    ]
    waiting = told(sum(each.waiting for each in found))
    validated = f"Validated: {', '.join(said)}." if said else "Nothing is validated yet."
    return f"{validated} {waiting} waiting."
