"""What all savings come to: one reading that screen, paper and command line draw from.

    portfolio = read_portfolio(db, cohort_id)
    portfolio.headline                         # validated and cash-releasing, nothing else

The rules are those of section 1 and the formulas those of section 2 of the specification of
savings. "To date" means the financial years that have ended: of a year in progress what was
projected for all of it would stand against what was validated of a part. At risk counts from the
forecast, what somebody answers for, up to the end of the present year; the pressures of that year
are the costs that an agency has taken over from another in it. Nothing of a closed line is at risk
or still to come: what it did not reach is told aside, as what fell short.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import add

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgencyRow, BenefitRow, CohortRow, ProjectRow
from cohort_desk.db.tables.history import StepRow
from cohort_desk.domain.savings import realisation
from cohort_desk.domain.savings.standing import (
    ALREADY_OFF,
    COSTS,
    FORECAST,
    NOBODY,
    PROJECTED,
    SPENT,
    STILL_PROJECTED,
    VALIDATED,
    Ledger,
    Run,
    Tally,
    new_tally,
    shortfall,
)
from cohort_desk.domain.savings.words import CASHABLE, EVIDENCE, TYPES, Rung
from cohort_desk.domain.savings.years import year_of
from cohort_desk.services.savings.portfolio.outcomes import read_outcomes
from cohort_desk.services.savings.portfolio.reading import Found, read_lines
from cohort_desk.services.savings.portfolio.shapes import (
    CASH,
    KINDS,
    AgencySum,
    CohortSum,
    EvidenceSum,
    FellShort,
    Money,
    Portfolio,
    ProjectSum,
    Realisation,
    Removed,
    Rungs,
    Sums,
    TypeSum,
    YearSum,
)
from cohort_desk.services.savings.portfolio.watching import watch
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.today import today_or


@dataclass(frozen=True, slots=True)
class Stamp:
    """The newest step of a programme, and how many lines it has.

    As long as they are the same, so is a portfolio of the same day.
    """

    step: int
    digest: str
    lines: int


def read_stamp(db: Database) -> Stamp:
    """Return by what to tell whether a portfolio that was read is still what stands."""
    newest = select(StepRow.id, StepRow.digest).order_by(StepRow.id.desc()).limit(1)
    with db.read() as work:
        step, digest = work.session.execute(newest).first() or (0, "")
        lines = work.session.scalar(select(func.count()).select_from(BenefitRow))
    return Stamp(step, digest, lines or 0)


def read_portfolio(
    db: Database, cohort_id: int | None = None, today: date | None = None
) -> Portfolio:
    """Return what the savings of a cohort come to (None: of all cohorts)."""
    day = today_or(today)
    with db.read() as work:
        return portfolio_of(work, cohort_id, day)


def portfolio_of(
    work: UnitOfWork, cohort_id: int | None, today: date, *, project_id: int | None = None
) -> Portfolio:
    """Return a portfolio as a part of another reading; of a project alone where one is given."""
    settings = settings_of(work)
    year = year_of(today, settings.year_starts_month)
    every = read_lines(work, cohort_id)
    if project_id is not None:
        every = [each for each in every if each.line.project_id == project_id]
    lines = [each for each in every if each.closing != "removed"]
    ledger = Ledger((each.line for each in lines), year)
    names = _Names(work)
    watched = watch(work, lines, settings, today)
    outcomes = read_outcomes(work, cohort_id)
    return Portfolio(
        cohort_id=cohort_id,
        cohort="" if cohort_id is None else names.cohorts.get(cohort_id, ""),
        today=today,
        year=year,
        year_starts_month=settings.year_starts_month,
        lines=len(lines),
        approximate=sum(each.benefit.approximate for each in lines),
        total=_sums((_kind(type_), tally) for (_key, type_), tally in ledger.by_project.items()),
        types=_types(ledger),
        years=_years(ledger),
        agencies=_agencies(lines, ledger, names),
        projects=_projects(lines, ledger, names),
        cohorts=_cohorts(lines, ledger, names),
        evidence=_evidence(lines),
        realisation=_realisation(ledger, year),
        at_risk=_at_risk(lines, ledger, year),
        statuses=watched.statuses,
        outcomes=outcomes.counts,
        told=outcomes.told,
        alarms=watched.alarms,
        removed=_removed(every),
        fell_short=_fell_short(lines),
    )


class _Names:
    """What agencies, projects and cohorts are called."""

    def __init__(self, work: UnitOfWork) -> None:
        read = work.session.connection().execute
        self.agencies = dict(read(select(AgencyRow.id, AgencyRow.name)).all())
        self.cohorts = dict(read(select(CohortRow.id, CohortRow.name)).all())
        projects = select(ProjectRow.id, ProjectRow.title, ProjectRow.cohort_id)
        self.projects = {key: (title, at) for key, title, at in read(projects)}


def _kind(type_: str) -> str:
    return CASH if type_ in CASHABLE else type_


def _sums(tallies: Iterable[tuple[str, Tally]]) -> Sums:
    """Return tallies of kinds added up, each kind for itself."""
    total: dict[str, Tally] = {}
    for kind, tally in tallies:
        before = total.get(kind)
        total[kind] = tally if before is None else [*map(add, before, tally)]
    return Sums(**{kind: _money(tally) for kind, tally in total.items()})


def _money(tally: Tally) -> Money:
    return Money(
        Rungs(*tally[PROJECTED:STILL_PROJECTED]),
        Rungs(*tally[STILL_PROJECTED:COSTS]),
        Rungs(*tally[COSTS:SPENT]),
        tally[SPENT],
        tally[ALREADY_OFF],
    )


def _types(ledger: Ledger) -> tuple[TypeSum, ...]:
    tallies: dict[str, Tally] = {type_: new_tally() for type_ in TYPES}
    for (_key, type_), tally in ledger.by_project.items():
        tallies[type_] = [*map(add, tallies[type_], tally)]
    return tuple(
        TypeSum(
            type_,
            ledger.rungs[type_].total(),
            tuple(
                sum(number for rung, number in ledger.rungs[type_].items() if rung >= least)
                for least in Rung
            ),
            _money(tally),
        )
        for type_, tally in tallies.items()
    )


def _years(ledger: Ledger) -> tuple[YearSum, ...]:
    with_money = [
        year for years in ledger.by_year.values() for year, tally in years.items() if any(tally)
    ]
    if not with_money:
        return ()
    nothing = new_tally()
    return tuple(
        YearSum(year, _sums((kind, ledger.by_year[kind].get(year, nothing)) for kind in KINDS))
        for year in range(min(with_money), max(with_money) + 1)
    )


def _agencies(lines: Sequence[Found], ledger: Ledger, names: _Names) -> tuple[AgencySum, ...]:
    count: defaultdict[int, int] = defaultdict(int)
    for each in lines:
        for agency_id, _part in each.line.shares or ((NOBODY, 0),):
            count[agency_id] += 1
    nothing = new_tally()
    found = {key for tallies in ledger.by_agency.values() for key in tallies} | count.keys()
    every = [
        AgencySum(
            key or None,
            names.agencies[key] if key else "",
            count[key],
            _sums((kind, ledger.by_agency[kind].get(key, nothing)) for kind in KINDS),
        )
        for key in found
    ]
    return tuple(
        sorted(every, key=lambda each: (each.agency_id is None, *_largest(each.sums, each.agency)))
    )


def _projects(lines: Sequence[Found], ledger: Ledger, names: _Names) -> tuple[ProjectSum, ...]:
    count: defaultdict[int, int] = defaultdict(int)
    for each in lines:
        count[each.line.project_id] += 1
    tallies = _by_first(ledger.by_project, count)
    every = [
        ProjectSum(
            key,
            names.projects[key][0],
            names.projects[key][1],
            names.cohorts[names.projects[key][1]],
            number,
            _sums(tallies[key]),
        )
        for key, number in count.items()
    ]
    return tuple(sorted(every, key=lambda each: _largest(each.sums, each.project)))


def _cohorts(lines: Sequence[Found], ledger: Ledger, names: _Names) -> tuple[CohortSum, ...]:
    count: defaultdict[int, int] = defaultdict(int)
    for each in lines:
        count[names.projects[each.line.project_id][1]] += 1
    tallies: defaultdict[int, list[tuple[str, Tally]]] = defaultdict(list)
    for (project_id, type_), tally in ledger.by_project.items():
        tallies[names.projects[project_id][1]].append((_kind(type_), tally))
    return tuple(
        CohortSum(key, names.cohorts[key], count[key], _sums(tallies[key])) for key in sorted(count)
    )


def _by_first(
    by_project: Mapping[tuple[int, str], Tally], keys: Iterable[int]
) -> Mapping[int, list[tuple[str, Tally]]]:
    found: dict[int, list[tuple[str, Tally]]] = {key: [] for key in keys}
    for (project_id, type_), tally in by_project.items():
        found[project_id].append((_kind(type_), tally))
    return found


def _largest(sums: Sums, name: str) -> tuple[int, str]:
    """Return what to sort by, that the most money comes first."""
    money = [sums.of(kind) for kind in KINDS]
    return -sum(each.expected + each.invested for each in money), name.casefold()


def _evidence(lines: Sequence[Found]) -> tuple[EvidenceSum, ...]:
    found: dict[tuple[str, str], list[int]] = {
        (kind, grade): [0, 0, 0, 0] for kind in KINDS for grade in EVIDENCE
    }
    for each in lines:
        for claim in each.claims:
            row = found[each.line.kind, claim.grade]
            row[0] += 1
            row[1] += claim.counted.pence
            row[2] += claim.counted.validated or 0
            row[3] += claim.counted.pence if claim.counted.validated is None else 0
    return tuple(EvidenceSum(kind, grade, *row) for (kind, grade), row in found.items())


def _realisation(ledger: Ledger, this_year: int) -> Realisation:
    ended = [tally for year, tally in ledger.by_year[CASH].items() if year < this_year]
    projected = sum(tally[PROJECTED] for tally in ended)
    validated = sum(tally[VALIDATED] for tally in ended)
    return Realisation(projected, validated, realisation.realisation_rate(validated, projected))


def _at_risk(lines: Sequence[Found], ledger: Ledger, this_year: int) -> int:
    """Return what of open lines is at risk: all that is due, less what closed lines have of it."""
    due = [tally for year, tally in ledger.by_year[CASH].items() if year <= this_year]
    forecast = sum(tally[FORECAST] for tally in due)
    validated = sum(tally[VALIDATED] for tally in due)
    pressures = 0
    for each in lines:
        if each.line.kind != CASH:
            continue
        if not each.closing:
            pressures += sum(pence for year, pence in each.moved if year == this_year)
            continue
        forecast -= _due(each.line.forecast or (), this_year)
        validated -= sum(
            claim.validated or 0 for claim in each.line.claims if claim.year <= this_year
        )
    return realisation.at_risk(forecast, validated, pressures)


def _due(runs: Sequence[Run], this_year: int) -> int:
    """Return what of a figure falls into the years up to the present one."""
    return sum(
        run.pence * min(run.years, this_year - run.first + 1)
        for run in runs
        if run.first <= this_year
    )


def _removed(every: Sequence[Found]) -> Removed:
    removed = [each.line for each in every if each.closing == "removed"]
    projected = sum(run.years * run.pence for line in removed for run in line.projected)
    return Removed(len(removed), projected)


def _fell_short(lines: Sequence[Found]) -> tuple[FellShort, ...]:
    short: defaultdict[str, list[int]] = defaultdict(list)
    for each in lines:
        if each.closing and (pence := shortfall(each.line)):
            short[each.line.kind].append(pence)
    return tuple(
        FellShort(kind, len(short[kind]), sum(short[kind])) for kind in KINDS if short[kind]
    )
