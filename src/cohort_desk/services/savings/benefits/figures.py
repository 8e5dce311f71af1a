"""Revises what benefits are projected and forecast to bring; a figure is only ever added."""

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import BenefitEventRow, BenefitRow, FigureRow, FigureYearRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.fields import FigureInput, clean_figure, figure_day, need_reason
from cohort_desk.domain.savings.forecasting import Claimed, check_claims_kept
from cohort_desk.domain.savings.ladder import check_forecast
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.sustaining import check_not_before, check_redating
from cohort_desk.services.savings.benefits.lists import gain_of
from cohort_desk.services.savings.claims.facts import live_claims
from cohort_desk.services.savings.claims.pots import check_room_again
from cohort_desk.services.savings.opening import climbing, current_figure, need_open
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.shapes import ClaimState
from cohort_desk.services.savings.stamps import Stamp, stamp_of


def revise(db: Database, benefit_id: int, version: int, kind: str, entered: FigureInput) -> int:
    """Record a new figure of a kind ("projected" or "forecast") and return its id.

    The first forecast needs no reason; every figure that takes another's place does.

    Raises:
        NotFound: the benefit has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: it is closed or not settled, or the figure breaks a rule.
    """
    with db.begin("figure") as work:
        row = need_open(work, benefit_id, version)
        made = add_figure(work, row, kind, entered, stamp_of(db))
        what = f"{kind} {pounds(made.pence)}{' a year' if row.recurrent else ''} of {row.title}"
        work.call(what, f"{kind.capitalize()}: {pounds(made.pence)} for {row.title}")
        return made.id


def redate(db: Database, benefit_id: int, version: int, first_year: int, reason: str) -> int:
    """Let a recurrent benefit count from a later financial year, and return the new forecast's id.

    What was claimed for earlier years counts no longer, but stays in the history.

    Raises:
        NotFound: the benefit has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: it is closed or one-off, has no forecast, counts from that year already, or
            there is no reason, or a claim of an earlier year waits.
    """
    with db.begin("re-dating") as work:
        row = need_open(work, benefit_id, version)
        now = current_figure(work, benefit_id, "forecast")
        if now is None:
            raise RuleBroken(
                "first_year", f"“{row.title}” has no forecast yet, so there is nothing to re-date."
            )
        settings = settings_of(work)
        gain = gain_of(row, (), settings)
        check_redating(gain, first_year, now.first_year)
        why = need_reason(reason, f"Say why “{row.title}” is re-dated.")
        moved = first_year - now.first_year
        by_year = tuple((year + moved, pence) for year, pence in years_of(work, now))
        entered = FigureInput(by_year=by_year, reason=why)
        stamp = stamp_of(db)
        made = add_figure(work, row, "forecast", entered, stamp)
        work.session.add(
            BenefitEventRow(
                benefit_id=benefit_id,
                kind="redated",
                value=str(first_year),
                reason=why,
                **stamp.columns,
            )
        )
        words = years.words(first_year, settings.year_starts_month)
        work.call(f"re-dating of {row.title} to {words}", f"{row.title} counts from {words}")
        return made.id


def add_figure(
    work: UnitOfWork, row: BenefitRow, kind: str, entered: FigureInput, stamp: Stamp
) -> FigureRow:
    """Add a figure as a part of another step; raises RuleBroken as `revise` does."""
    if kind == "forecast":
        check_forecast(climbing(work, row))
    settings = settings_of(work)
    clean = clean_figure(entered, recurrent=row.recurrent, horizon=settings.horizon_years)
    if kind == "forecast":
        gain = gain_of(row, (), settings)
        check_not_before(gain, clean.first_year, _redated_to(work, row.id))
    if kind == "forecast":
        check_claims_kept(_claimed(work, row), clean.first_year, sum(p for _y, p in clean.by_year))
    now = current_figure(work, row.id, kind)
    if now is not None:
        need_reason(clean.reason, f"Say why the {kind} figure of “{row.title}” changes.")
    made = FigureRow(
        benefit_id=row.id,
        kind=kind,
        number=now.number + 1 if now else 1,
        pence=clean.pence,
        first_year=clean.first_year,
        years=clean.years,
        dated_on=figure_day(clean.dated_on, stamp.day),
        reason=clean.reason,
        **stamp.columns,
    )
    work.session.add(made)
    work.session.flush()
    work.session.add_all(
        FigureYearRow(figure_id=made.id, year=year, pence=pence) for year, pence in clean.by_year
    )
    work.session.flush()
    if kind == "forecast":
        check_room_again(work, row.id)
    return made


def years_of(work: UnitOfWork, figure: FigureRow) -> tuple[tuple[int, int], ...]:
    """Return what a figure has for each financial year."""
    mine = select(FigureYearRow.year, FigureYearRow.pence).where(
        FigureYearRow.figure_id == figure.id
    )
    return tuple(work.session.execute(mine.order_by(FigureYearRow.year)))


def _claimed(work: UnitOfWork, row: BenefitRow) -> Claimed:
    """Return what a new forecast of a benefit has to leave standing."""
    claims = live_claims(work, row.id)
    return Claimed(
        title=row.title,
        recurrent=row.recurrent,
        pence=tuple((claim.year, claim.pence) for claim in claims),
        waiting=frozenset(claim.year for claim in claims if claim.state is ClaimState.WAITING),
        starts_month=settings_of(work).year_starts_month,
    )


def _redated_to(work: UnitOfWork, benefit_id: int) -> int | None:
    """Return to which financial year a benefit was last re-dated; None if it never was."""
    newest = (
        select(BenefitEventRow.value)
        .where(BenefitEventRow.benefit_id == benefit_id, BenefitEventRow.kind == "redated")
        .order_by(BenefitEventRow.id.desc())
        .limit(1)
    )
    value = work.session.scalar(newest)
    return None if value is None else int(value)
