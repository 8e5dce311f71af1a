"""Lists benefits: each with its rung, its sums, its status and what is odd about it.

A list takes a handful of queries however many benefits there are. Whether claims count is decided
in one place, `_sums`: those that are live, of a year that the current figure reaches, of a benefit
that was not removed.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    BenefitRow,
    CohortRow,
    PotRow,
    ProjectRow,
)
from cohort_desk.domain.savings.ladder import rung_of
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.domain.savings.status import judge
from cohort_desk.domain.savings.sustaining import Gain, year_lost
from cohort_desk.domain.savings.watching import Alarm, pot_alarm
from cohort_desk.services.savings.line_facts import (
    LiveClaims,
    Recorded,
    current_figures,
    live_claims,
    newest_events,
    sharing,
)
from cohort_desk.services.savings.officers import officers_of
from cohort_desk.services.savings.pots import claimed_on
from cohort_desk.services.savings.scope import Scope, scopes
from cohort_desk.services.savings.settings import settings_of
from cohort_desk.services.savings.shapes import BenefitLine, Judged, Officer
from cohort_desk.services.savings.today import today_or


def list_benefits(
    db: Database, cohort_id: int | None = None, today: date | None = None
) -> tuple[BenefitLine, ...]:
    """Return the benefits of a cohort's projects (None: of all cohorts), by project and title."""
    with db.read() as work:
        lines = lines_within(work, Scope(cohort_id=cohort_id), today_or(today))
    return tuple(sorted(lines.values(), key=_in_order))


def project_benefits(
    db: Database, project_id: int, today: date | None = None
) -> tuple[BenefitLine, ...]:
    """Return the benefits of a project, by title."""
    with db.read() as work:
        lines = lines_within(work, Scope(project_id=project_id), today_or(today))
    return tuple(sorted(lines.values(), key=_in_order))


def lines_of(
    work: UnitOfWork, ids: Iterable[int] | None, today: date | None = None
) -> dict[int, BenefitLine]:
    """Return benefits by id as a part of another reading (None: all of them)."""
    found: dict[int, BenefitLine] = {}
    for scope in scopes(ids):
        found |= lines_within(work, scope, today_or(today))
    return found


def lines_within(work: UnitOfWork, scope: Scope, today: date) -> dict[int, BenefitLine]:
    """Return the benefits of a scope by id."""
    settings = settings_of(work)
    figures, claims = current_figures(work, scope), live_claims(work, scope)
    events, agencies = newest_events(work, scope), sharing(work, scope)
    officers, full = officers_of(work), _full_pots(work)
    found: dict[int, BenefitLine] = {}
    for row, title, cohort_id, cohort, pot in _rows(work, scope):
        seen = Recorded(figures[row.id], events.get(row.id, {}), claims.get(row.id) or LiveClaims())
        owner = officers.get(row.owner_id or 0)
        sums = _sums(seen)
        found[row.id] = BenefitLine(
            id=row.id,
            title=row.title,
            project_id=row.project_id,
            project=title,
            cohort_id=cohort_id,
            cohort=cohort,
            type=row.type,
            recurrent=row.recurrent,
            basis=row.basis,
            approximate=row.approximate,
            rung=rung_of(
                forecast=seen.forecast is not None,
                claimed=bool(sums.claimed),
                validated=bool(sums.validated),
            ),
            projected=seen.projected.total,
            forecast=seen.forecast.total if seen.forecast else 0,
            claimed=sums.claimed,
            validated=sums.validated,
            first_year=seen.first_year,
            owner=owner.name if owner else "",
            validator=officers[row.validator_id].name if row.validator_id else "",
            pot=pot or "",
            agencies=tuple(agencies.get(row.id, ())),
            status=_judged(seen, settings, today),
            closing=seen.closing,
            update_due_on=None if seen.closing else seen.due_on(settings),
            alarms=tuple(_alarms(row, seen, sums, _Context(settings, today, owner, full))),
            version=row.version,
        )
    return found


def _in_order(line: BenefitLine) -> tuple[str, str, int]:
    return line.project.casefold(), line.title.casefold(), line.id


class _Row(NamedTuple):
    """A benefit with the names that stand beside it."""

    row: BenefitRow
    project: str
    cohort_id: int
    cohort: str
    pot: str | None


class _Sums(NamedTuple):
    claimed: int
    validated: int
    years: frozenset[int]


class _Context(NamedTuple):
    settings: SavingsSettings
    today: date
    owner: Officer | None
    full_pots: Collection[int]


def _sums(seen: Recorded) -> _Sums:
    """Add up what counts: nothing of a removed benefit, nor of years before its figure's first."""
    if seen.closing == "removed":
        return _Sums(0, 0, frozenset())
    counting = [claim for claim in seen.claims.live if claim.year >= seen.first_year]
    validated = [claim for claim in counting if claim.validated]
    return _Sums(
        sum(claim.pence for claim in counting),
        sum(claim.validated or 0 for claim in validated),
        frozenset(claim.year for claim in validated),
    )


def _judged(seen: Recorded, settings: SavingsSettings, today: date) -> Judged:
    overdue = not seen.closing and seen.due_on(settings) < today
    forecast = seen.forecast.total if seen.forecast else None
    computed, why = judge(seen.projected.total, forecast, overdue=overdue, settings=settings)
    newest = seen.events.get("override")
    if newest is None or not newest.value:
        return Judged(computed, "", "", "", why)
    return Judged(computed, newest.value, newest.reason, newest.recorded_by, why)


def _alarms(row: BenefitRow, seen: Recorded, sums: _Sums, context: _Context) -> Iterable[str]:
    if seen.closing:
        return
    if context.owner is not None and context.owner.gone:
        yield Alarm.ORPHANED
    if seen.due_on(context.settings) < context.today:
        yield Alarm.OVERDUE
    if year_lost(gain_of(row, sums.years, context.settings), context.today) is not None:
        yield Alarm.UNSUSTAINED
    if row.approximate or row.basis == "unknown":
        yield Alarm.UNSETTLED
    if row.pot_id in context.full_pots:
        yield Alarm.FULL_POT


def gain_of(row: BenefitRow, validated: Collection[int], settings: SavingsSettings) -> Gain:
    """Return a benefit as far as its lasting goes; `validated`: years with claims that count."""
    month, grace = settings.year_starts_month, settings.update_months
    return Gain(row.title, row.recurrent, validated, month, grace)


def _rows(work: UnitOfWork, scope: Scope) -> Iterable[_Row]:
    query = (
        select(BenefitRow, ProjectRow.title, CohortRow.id, CohortRow.name, PotRow.name)
        .join(ProjectRow, ProjectRow.id == BenefitRow.project_id)
        .join(CohortRow, CohortRow.id == ProjectRow.cohort_id)
        .outerjoin(PotRow, PotRow.id == BenefitRow.pot_id)
        .where(*scope.within(BenefitRow.id))
        .order_by(BenefitRow.id)
    )
    return (_Row(*each) for each in work.session.execute(query).tuples())


def _full_pots(work: UnitOfWork) -> frozenset[int]:
    """Return the pots that claims of any year come near to exhausting."""
    baselines = dict(work.session.execute(select(PotRow.id, PotRow.baseline_pence)).tuples().all())
    return frozenset(
        pot_id
        for pot_id, by_year in claimed_on(work).items()
        if any(pot_alarm(sum(by.values()), baselines[pot_id]) for by in by_year.values())
    )
