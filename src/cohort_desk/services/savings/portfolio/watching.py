"""Counts what of all savings wants attention, by the rules that lists name each line by."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    BenefitEventRow,
    BenefitRow,
    ClaimDecisionRow,
    ClaimRow,
    FigureRow,
)
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.domain.savings.standing import Run
from cohort_desk.domain.savings.status import STATUSES, status_of
from cohort_desk.domain.savings.sustaining import Gain, months_after, year_lost
from cohort_desk.services.savings.benefits.officers import officers_of
from cohort_desk.services.savings.claims.pots import full_pots
from cohort_desk.services.savings.portfolio.reading import Found
from cohort_desk.services.savings.portfolio.shapes import Alarms


@dataclass(frozen=True, slots=True)
class Watched:
    """How many lines have each status, and how many want attention for each reason."""

    statuses: tuple[tuple[str, int], ...]
    alarms: Alarms


def watch(
    work: UnitOfWork, lines: Sequence[Found], settings: SavingsSettings, today: date
) -> Watched:
    """Count the statuses and alarms of lines; closed ones have neither."""
    open_lines = [each for each in lines if not each.closing]
    untouched = _untouched_since(work, _first_day_in_time(today, settings.update_months))
    gone = {key for key, officer in officers_of(work).items() if officer.gone}
    overridden = _overrides(work)
    statuses: Counter[str] = Counter()
    overdue = 0
    for each in open_lines:
        late = each.benefit.id in untouched
        overdue += late
        statuses[overridden.get(each.benefit.id) or _status(each, settings, late=late)] += 1
    return Watched(
        tuple((key, statuses[key]) for key in STATUSES),
        Alarms(
            orphaned=sum(each.benefit.owner_id in gone for each in open_lines),
            overdue=overdue,
            unsustained=sum(_is_lost(each, settings, today) for each in open_lines),
            unsettled=sum(
                each.benefit.approximate or each.benefit.basis == "unknown" for each in open_lines
            ),
            waiting=sum(
                claim.counted.validated is None for each in open_lines for claim in each.claims
            ),
            full_pots=len(full_pots(work) & {each.benefit.pot_id for each in open_lines}),
        ),
    )


def _status(each: Found, settings: SavingsSettings, *, late: bool) -> str:
    line = each.line
    forecast = None if line.forecast is None else _total(line.forecast)
    return status_of(_total(line.projected), forecast, overdue=late, settings=settings)


def _total(runs: Sequence[Run]) -> int:
    if len(runs) == 1:
        return runs[0].years * runs[0].pence
    return sum(run.years * run.pence for run in runs)


def _is_lost(each: Found, settings: SavingsSettings, today: date) -> bool:
    if not each.claims or not each.benefit.recurrent:
        return False
    years = {claim.counted.year for claim in each.claims if claim.counted.validated}
    gain = Gain(
        "",
        recurrent=True,
        validated=years,
        starts_month=settings.year_starts_month,
        grace=settings.update_months,
    )
    return year_lost(gain, today) is not None


def _first_day_in_time(today: date, months: int) -> date:
    """Return the first day of which an update would not be overdue today."""
    day = today - timedelta(days=31 * months + 3)
    while months_after(day, months) < today:
        day += timedelta(days=1)
    return day


def _untouched_since(work: UnitOfWork, day: date) -> Collection[int]:
    """Return the benefits of which nothing was recorded on a day or later: mostly the few."""
    since = datetime.combine(day, time(), LONDON)
    decided = select(ClaimRow.benefit_id).join(
        ClaimDecisionRow, ClaimDecisionRow.claim_id == ClaimRow.id
    )
    touched = (
        select(FigureRow.benefit_id).where(FigureRow.recorded_at >= since),
        select(BenefitEventRow.benefit_id).where(BenefitEventRow.recorded_at >= since),
        select(ClaimRow.benefit_id).where(ClaimRow.recorded_at >= since),
        decided.where(ClaimDecisionRow.recorded_at >= since),
    )
    untouched = select(BenefitRow.id).where(*[BenefitRow.id.not_in(keys) for keys in touched])
    return {row[0] for row in work.session.connection().execute(untouched)}


def _overrides(work: UnitOfWork) -> Mapping[int, str]:
    """Return the statuses that somebody has set, by benefit; "" where it was lifted again."""
    rows = (
        select(BenefitEventRow.benefit_id, BenefitEventRow.value)
        .where(BenefitEventRow.kind == "override")
        .order_by(BenefitEventRow.id)
    )
    return dict(work.session.connection().execute(rows).all())
