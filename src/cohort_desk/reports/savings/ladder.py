"""The ladder of a benefit on paper: each figure with its state, whose word it is, and when."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings.money import pounds
from cohort_desk.reports.flowables import paragraph
from cohort_desk.reports.parts import ROOM
from cohort_desk.reports.savings.parts import TABLE
from cohort_desk.reports.savings.words import Wording, period
from cohort_desk.reports.styles import MUTED, TextStyle
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.services.savings.shapes import ClaimState
from cohort_desk.services.savings.snapshots.shapes import ToldClaim, ToldLine

NOT_TOLD = frozenset({ClaimState.REPLACED})
"""A claim that was corrected is told by the one in its place."""
_WIDTHS = (0.13, 0.35, 0.35, 0.17)
_Row = tuple[str, str, str, str]


def quote(line: ToldLine, style: TextStyle) -> list[Flowable]:
    """Return the sentence that a line comes from; nothing without one."""
    if not line.quote:
        return []
    page = f" (the project’s report, page {line.page})" if line.page else ""
    return [paragraph(f"“{line.quote}”{page}", style)]


def ladder(line: ToldLine, wording: Wording) -> Flowable:
    """Return the rungs of a line, each figure with who stands behind it, and since when."""
    columns = (
        Column("State", NAME),
        Column("Figure"),
        Column("Whose word it is"),
        Column("When", colour=MUTED),
    )
    widths = [ROOM * share for share in _WIDTHS]
    rows = tuple(_rungs(line, wording))
    return grid_table(Grid(columns, rows, ROOM, size=TABLE, widths=widths))


def _rungs(line: ToldLine, wording: Wording) -> Iterator[_Row]:
    if line.projected:
        source = "The project’s report" if line.quote else "As it was entered"
        on = written_date(line.projected.recorded_on)
        yield "Projected", wording.figure(line, line.projected), source, on
    if line.forecast:
        owner = wording.who(line.owner)
        on = written_date(line.forecast.recorded_on)
        yield "Forecast", wording.figure(line, line.forecast), f"Owner: {owner}", on
    for claim in line.claims:
        if claim.state not in NOT_TOLD:
            yield _claimed(claim, wording)


def _claimed(claim: ToldClaim, wording: Wording) -> _Row:
    whose = f", {claim.agency}" if claim.agency else ""
    span = period(claim.from_on, claim.to_on)
    on = written_date(claim.decided_on) if claim.decided_on else "Waiting"
    if claim.state is ClaimState.VALIDATED:
        lost = "" if claim.counts else "; not counted since the benefit was re-dated"
        amount = f"{pounds(claim.validated)}, {span}{whose}{lost}"
        return "Validated", amount, f"Confirmed by {wording.who(claim.decided_by)}", on
    amount = f"{pounds(claim.pence)}, {span}{whose}"
    if claim.state is ClaimState.WAITING:
        told = f"Claimed by {wording.who(claim.claimant)}; waits for {wording.who(claim.validator)}"
        return "Claimed", amount, told, on
    state = claim.state.value.capitalize()
    why = f": {claim.reason}" if claim.reason and wording.named else ""
    by = wording.who(claim.decided_by) if claim.decided_by else "The programme’s office"
    return state, amount, f"{by}{why}", on
