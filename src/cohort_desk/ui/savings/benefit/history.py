"""What happened to a benefit, newest first: its money, its claims, decisions and updates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.status import STATUSES
from cohort_desk.domain.savings.words import BASES, CLOSINGS, DECISIONS
from cohort_desk.services.savings.shapes import Claim, Event, Figure
from cohort_desk.ui.savings.benefit.shown import Shown

_SOURCES = {"screen": "", "form": ", in a form that came back", "command": ", by command"}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened: what, by whom and when, and why."""

    at: datetime
    what: str
    by: str
    why: str = ""


def entries_of(shown: Shown) -> tuple[Entry, ...]:
    """Return what is recorded of a benefit, the newest first; none of it ever changes."""
    benefit = shown.benefit
    found = [
        *(_figure(each, shown) for each in benefit.figures),
        *(each for claim in benefit.claims for each in _claim(claim, shown)),
        *(_event(each, shown) for each in benefit.events),
        *(
            Entry(
                cost.recorded_at,
                f"Cost of {pounds(cost.pence)} to {cost.agency}, {shown.year(cost.year)}",
                cost.recorded_by,
                cost.note,
            )
            for cost in benefit.costs
        ),
    ]
    return tuple(sorted(found, key=lambda entry: entry.at, reverse=True))


def _figure(figure: Figure, shown: Shown) -> Entry:
    kind = "Projection" if figure.kind == "projected" else "Forecast"
    revised = " revised" if figure.number > 1 else ""
    first = shown.year(figure.first_year)
    what = f"{kind}{revised}: {pounds(figure.total)} in all, from {first}"
    return Entry(figure.recorded_at, what, figure.recorded_by, figure.reason)


def _claim(claim: Claim, shown: Shown) -> Iterator[Entry]:
    year = shown.year(claim.year)
    corrected = "Corrected claim" if claim.replaces_id else "Claim"
    what = f"{corrected} of {pounds(claim.pence)} for {year} by {claim.claimant}"
    yield Entry(claim.recorded_at, what, claim.recorded_by, claim.reason or claim.note)
    for each in claim.decisions:
        done = DECISIONS[each.outcome].lower()
        much = pounds(each.pence if each.outcome == "validated" else claim.pence)
        who = f" by {each.officer}" if each.officer else ""
        told = f"{much} of {year} {done}{who} on {written_date(each.decided_on)}"
        yield Entry(
            each.recorded_at, f"{told}{_SOURCES[each.source]}", each.recorded_by, each.reason
        )


def _event(event: Event, shown: Shown) -> Entry:
    return Entry(event.recorded_at, _happened(event, shown), event.recorded_by, event.reason)


def _happened(event: Event, shown: Shown) -> str:
    value = event.value
    if event.kind == "override":
        return f"Status overridden: {STATUSES[value].lower()}" if value else "Override ended"
    if event.kind == "settled":
        return f"Amount settled, {BASES[value].lower()}" if value in BASES else "Amount settled"
    if event.kind == "redated":
        return f"Re-dated to {shown.year(int(value))}" if value else "Re-dated"
    if event.kind == "closed":
        return f"Closed: {CLOSINGS.get(value, value).lower()}"
    return {"update": "Update", "removed": "Removed", "reopened": "Opened again"}[event.kind]
