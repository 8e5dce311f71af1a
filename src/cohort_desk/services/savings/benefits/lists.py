"""Lists benefits: each with its rung, its sums, its status and what is odd about it.

A list takes a handful of queries however many benefits there are. Whether claims count is decided
in one place, `_sums`: those that are live, of a year that the current figure reaches, of a benefit
that was not removed.
"""

from collections.abc import Collection, Iterable, Mapping
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
from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.services.savings.benefits.facts import (
    LiveClaims,
    Recorded,
    current_figures,
    live_claims,
    newest_events,
    sharing,
)
from cohort_desk.services.savings.benefits.officers import officers_of
from cohort_desk.services.savings.benefits.scope import Scope, scopes
from cohort_desk.services.savings.claims.pots import full_pots
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.shapes import BenefitLine, Judged, Officer
from cohort_desk.services.savings.today import today_or


class _Row(NamedTuple):
    """A benefit's own row as far as a list shows it, and the names that stand beside it."""

    id: int
    title: str
    project_id: int
    type: str
    recurrent: bool
    basis: str
    approximate: bool
    owner_id: int | None
    validator_id: int | None
    pot_id: int | None
    version: int
    project: str
    cohort_id: int
    cohort: str
    pot: str | None


class _Sums(NamedTuple):
    claimed: int
    validated: int
    years: frozenset[int]


class _Around(NamedTuple):
    """What every line of a list is looked at with."""

    settings: SavingsSettings
    today: date
    officers: Mapping[int, Officer]
    full_pots: Collection[int]


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
    figures, events = current_figures(work, scope), newest_events(work, scope)
    claims, agencies = live_claims(work, scope), sharing(work, scope)
    around = _Around(settings_of(work), today, officers_of(work), full_pots(work))
    found: dict[int, BenefitLine] = {}
    for row in _rows(work, scope):
        recorded = Recorded(
            figures[row.id], events.get(row.id, {}), claims.get(row.id) or LiveClaims()
        )
        found[row.id] = _line(row, recorded, tuple(agencies.get(row.id, ())), around)
    return found


def _line(row: _Row, recorded: Recorded, agencies: tuple[str, ...], around: _Around) -> BenefitLine:
    sums, due_on = _sums(recorded), recorded.due_on(around.settings)
    owner = around.officers.get(row.owner_id or 0)
    validator = around.officers.get(row.validator_id or 0)
    return BenefitLine(
        id=row.id,
        title=row.title,
        project_id=row.project_id,
        project=row.project,
        cohort_id=row.cohort_id,
        cohort=row.cohort,
        type=row.type,
        recurrent=row.recurrent,
        basis=row.basis,
        approximate=row.approximate,
        rung=rung_of(
            forecast=recorded.forecast is not None,
            claimed=bool(sums.claimed),
            validated=bool(sums.validated),
        ),
        projected=recorded.projected.total,
        forecast=recorded.forecast.total if recorded.forecast else 0,
        claimed=sums.claimed,
        validated=sums.validated,
        first_year=recorded.first_year,
        owner=owner.name if owner else "",
        validator=validator.name if validator else "",
        pot=row.pot or "",
        agencies=agencies,
        status=_judged(recorded, due_on, around),
        closing=recorded.closing,
        update_due_on=due_on,
        alarms=_alarms(row, sums, due_on, around) if due_on else (),
        version=row.version,
    )


def _in_order(line: BenefitLine) -> tuple[str, str, int]:
    return line.project.casefold(), line.title.casefold(), line.id


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


def _judged(recorded: Recorded, due_on: date | None, around: _Around) -> Judged:
    computed, why = judge(
        recorded.projected.total,
        recorded.forecast.total if recorded.forecast else None,
        overdue=due_on is not None and due_on < around.today,
        settings=around.settings,
    )
    newest = recorded.events.get("override")
    if newest is None or not newest.value:
        return Judged(computed, "", "", "", why)
    return Judged(computed, newest.value, newest.reason, newest.recorded_by, why)


def _alarms(row: _Row, sums: _Sums, due_on: date, around: _Around) -> tuple[str, ...]:
    """Return what is odd about an open benefit."""
    owner = around.officers.get(row.owner_id or 0)
    gain = gain_of(row, sums.years, around.settings)
    found = {
        Alarm.ORPHANED: owner is not None and bool(owner.gone),
        Alarm.OVERDUE: due_on < around.today,
        Alarm.UNSUSTAINED: year_lost(gain, around.today) is not None,
        Alarm.UNSETTLED: row.approximate or row.basis == "unknown",
        Alarm.FULL_POT: row.pot_id in around.full_pots,
    }
    return tuple(alarm for alarm, holds in found.items() if holds)


def gain_of(row: BenefitRow | _Row, validated: Collection[int], settings: SavingsSettings) -> Gain:
    """Return a benefit as far as its lasting goes; `validated`: years with claims that count."""
    month, grace = settings.year_starts_month, settings.update_months
    return Gain(row.title, row.recurrent, validated, month, grace)


def _rows(work: UnitOfWork, scope: Scope) -> Iterable[_Row]:
    row = BenefitRow
    own = (row.id, row.title, row.project_id, row.type, row.recurrent, row.basis, row.approximate)
    named = (row.owner_id, row.validator_id, row.pot_id, row.version)
    beside = (ProjectRow.title, CohortRow.id, CohortRow.name, PotRow.name)
    query = (
        select(*own, *named, *beside)
        .join(ProjectRow, ProjectRow.id == row.project_id)
        .join(CohortRow, CohortRow.id == ProjectRow.cohort_id)
        .outerjoin(PotRow, PotRow.id == row.pot_id)
        .where(*scope.within(row.id))
        .order_by(row.id)
    )
    return (_Row(*each) for each in work.session.execute(query))
