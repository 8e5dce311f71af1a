"""Gathers what a report on savings says from what the programme knows, as one moment has it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    CohortRow,
    GroupRow,
    ProgrammeRow,
    ProjectPartnerRow,
    ProjectRow,
)
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.savings.standing import COSTS, PROJECTED, STILL_PROJECTED, Ledger
from cohort_desk.domain.savings.status import STATUSES
from cohort_desk.domain.savings.years import year_of
from cohort_desk.services.savings.benefits.lists import lines_within
from cohort_desk.services.savings.benefits.officers import officers_of
from cohort_desk.services.savings.benefits.records import benefits_of
from cohort_desk.services.savings.benefits.scope import Scope
from cohort_desk.services.savings.portfolio.portfolio import portfolio_of
from cohort_desk.services.savings.portfolio.reading import Found, read_lines
from cohort_desk.services.savings.portfolio.shapes import Rungs, Sums
from cohort_desk.services.savings.reckoning.appraising import Reckoning, reckoning_of
from cohort_desk.services.savings.reckoning.factor import factors_of
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.shapes import BenefitLine
from cohort_desk.services.savings.snapshots.decided import decided_since, last_report
from cohort_desk.services.savings.snapshots.outcomes import outcomes_told
from cohort_desk.services.savings.snapshots.shapes import (
    AgencyContent,
    AgencyLine,
    Content,
    Method,
    PortfolioContent,
    ProjectContent,
    Setting,
    ToldLine,
)
from cohort_desk.services.savings.snapshots.told import People, told

TOLD_ONE_BY_ONE = 150
"""So many lines a board reads; of more the largest are told, and all are in the sums."""
_REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that is asked for: which, of what (None: all cohorts), and of which day."""

    kind: str
    about_id: int | None
    on: date


def gather(db: Database, asked: Asked) -> tuple[str, Content]:
    """Return the title of a report, and what it says.

    Raises:
        NotFound: what it is of has been deleted, or there is nothing on savings to tell of it.
    """
    with db.read() as work:
        if asked.kind == "portfolio":
            return _portfolio(work, asked)
        if asked.kind == "agency":
            return _agency(work, asked.about_id or 0, asked.on)
        content = project_savings(work, asked.about_id or 0, asked.on)
    if not content.lines and not content.outcomes:
        raise NotFound(
            f"“{content.project}” has neither savings nor outcomes yet. Enter a benefit first."
        )
    return f"Savings of {content.project}", content


def _portfolio(work: UnitOfWork, asked: Asked) -> tuple[str, Content]:
    cohort = work.need(CohortRow, asked.about_id).name if asked.about_id is not None else ""
    reading = _Reading(work, asked.on)
    lines = lines_within(work, Scope(cohort_id=asked.about_id), asked.on)
    mine = None if asked.about_id is None else ProjectRow.cohort_id == asked.about_id
    outcomes = outcomes_told(work, reading.people, mine)
    if not lines and not outcomes:
        whose = cohort or "This programme"
        raise NotFound(f"{whose} has neither savings nor outcomes yet. Enter a benefit first.")
    one_by_one = sorted(lines.values(), key=_largest)[:TOLD_ONE_BY_ONE]
    last = last_report(work, asked.kind, asked.about_id, asked.on)
    content = PortfolioContent(
        setting=reading.setting(cohort),
        portfolio=portfolio_of(work, asked.about_id, asked.on),
        method=reading.method(),
        lines=reading.told([line.id for line in one_by_one], worth=False),
        lines_left_out=len(lines) - len(one_by_one),
        attention=tuple(_attention(lines.values())),
        outcomes=outcomes,
        since=last.made_on if last else None,
        decided=decided_since(work, asked.about_id, last),
    )
    return f"Savings of {cohort}" if cohort else "Savings of all cohorts", content


def _agency(work: UnitOfWork, agency_id: int, on: date) -> tuple[str, Content]:
    agency = work.need(AgencyRow, agency_id).name
    reading = _Reading(work, on)
    found = [each for each in read_lines(work, None) if _concerns(each, agency_id)]
    year = year_of(on, settings_of(work).year_starts_month)
    parts = {each.benefit.id: _part(each, agency_id, year) for each in found}
    lines = reading.told(parts, worth=False)
    mine = (AgencyLine(line, *parts[line.id]) for line in lines)
    outcomes = outcomes_told(work, reading.people, _backed_by(agency_id, lines))
    if not lines and not outcomes:
        raise NotFound(
            f"{agency} has no share in a saving yet and is behind no outcome. Give it a share of a "
            "benefit first."
        )
    sums = {each.agency_id: each.sums for each in portfolio_of(work, None, on).agencies}
    return f"{agency}: what the programme brought", AgencyContent(
        setting=reading.setting(),
        agency=agency,
        sums=sums.get(agency_id, Sums()),
        lines=tuple(sorted(mine, key=_best)),
        outcomes=outcomes,
        method=reading.method(),
    )


def project_savings(work: UnitOfWork, project_id: int, on: date) -> ProjectContent:
    """Return what a project's page on savings says, as a part of another reading.

    Raises:
        NotFound: the project has been deleted meanwhile.
    """
    project = work.need(ProjectRow, project_id)
    reading = _Reading(work, on)
    cohort = work.need(CohortRow, project.cohort_id).name
    sponsor = project.sponsor_agency_id
    ids = lines_within(work, Scope(project_id=project_id), on)
    portfolio = portfolio_of(work, project.cohort_id, on, project_id=project_id)
    lines = reading.told(ids, worth=True)
    return ProjectContent(
        setting=reading.setting(cohort),
        project=project.title,
        group=work.need(GroupRow, project.group_id).name,
        sponsor=work.need(AgencyRow, sponsor).name if sponsor is not None else "",
        portfolio=replace(portfolio, outcomes=(), told=()),
        lines=tuple(line for line in lines if line.closing != _REMOVED),
        outcomes=outcomes_told(work, reading.people, ProjectRow.id == project_id),
        method=reading.method(),
    )


class _Reading:
    """What every report needs of one moment, read once."""

    def __init__(self, work: UnitOfWork, on: date) -> None:
        self._work, self._on = work, on
        self.people: People = People(officers_of(work))
        self._reckoning: Reckoning = reckoning_of(work, on)

    def setting(self, cohort: str = "") -> Setting:
        programme = self._work.need(ProgrammeRow, 1)
        return Setting(programme.name, programme.organisation, cohort, self._on)

    def method(self) -> Method:
        factors = factors_of(self._work)
        return Method(
            rates=self._reckoning.rates,
            settings=self._reckoning.settings,
            factor=factors.overall,
            offered=factors.offered,
            used=factors.used is not None,
            factors=tuple((each.cohort, each.factor) for each in factors.by_cohort),
        )

    def told(self, ids: Iterable[int], *, worth: bool) -> tuple[ToldLine, ...]:
        """Return benefits in the order of their ids' appearance."""
        wanted = list(ids)
        found = benefits_of(self._work, wanted, self._on)
        reckoning = self._reckoning if worth else None
        return tuple(told(found[key], self.people, reckoning) for key in wanted)


def _largest(line: BenefitLine) -> tuple[int, int, int, int, str, int]:
    sums = (-line.validated, -line.claimed, -line.forecast, -line.projected)
    return (*sums, line.title.casefold(), line.id)


def _attention(lines: Iterable[BenefitLine]) -> Iterable[tuple[str, str, str]]:
    """Yield the open lines that are red or odd: the benefit, its project, and why."""
    for line in sorted(lines, key=lambda each: (each.project.casefold(), each.id)):
        red = line.status.shown == "red"
        if line.closing or not (red or line.alarms):
            continue
        why = [f"{alarm}." for alarm in line.alarms]
        if red:
            by_hand = f" by hand: {line.status.override_reason}" if line.status.override else ""
            why.insert(0, f"{STATUSES['red']}{by_hand}. {line.status.why}")
        yield line.title, line.project, " ".join(why)


def _concerns(found: Found, agency_id: int) -> bool:
    """Say whether an agency shares in a line, claims of it, or pays for it."""
    line = found.line
    return found.closing != _REMOVED and (
        any(each == agency_id for each, _part in line.shares)
        or any(claim.agency_id == agency_id for claim in line.claims)
        or any(cost.agency_id == agency_id for cost in line.costs)
    )


def _part(found: Found, agency_id: int, year: int) -> tuple[Rungs, Rungs]:
    """Return what of a line is an agency's: what each rung has reached, and each pound once."""
    ledger = Ledger([found.line], year)
    tally = ledger.by_agency[found.line.kind][agency_id]
    return Rungs(*tally[PROJECTED:STILL_PROJECTED]), Rungs(*tally[STILL_PROJECTED:COSTS])


def _best(mine: AgencyLine) -> tuple[int | str, ...]:
    """Return what to sort an agency's lines by, that those come first of which it has most."""
    part, line = mine.reached, mine.line
    sums = (-part.validated, -part.claimed, -part.forecast, -part.projected)
    return (*sums, line.title.casefold(), line.id)


def _backed_by(agency_id: int, lines: Sequence[ToldLine]) -> ColumnElement[bool]:
    """Return the condition of a project that an agency sponsors, partners or shares in."""
    partnered = select(ProjectPartnerRow.project_id).where(ProjectPartnerRow.agency_id == agency_id)
    shared: Collection[int] = {line.project_id for line in lines}
    return or_(
        ProjectRow.sponsor_agency_id == agency_id,
        ProjectRow.id.in_(partnered),
        ProjectRow.id.in_(shared),
    )
