"""Any number of lines of savings that nobody ever saved, written past the journal, for speed."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import insert

from cohort_desk.db.database import Database
from cohort_desk.db.tables import (
    AgencyRow,
    BenefitEventRow,
    BenefitRow,
    ClaimDecisionRow,
    ClaimRow,
    CohortRow,
    CostRow,
    FigureRow,
    FigureYearRow,
    GroupRow,
    OfficerRow,
    PotRow,
    ProjectOutcomeRow,
    ProjectRow,
    RoundRow,
    ShareRow,
)

COHORTS, AGENCIES, OFFICERS, POTS = 10, 60, 120, 40
LINES_OF_A_PROJECT = 20
NOW, LONG_AGO = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
TYPES = ("cashable_spend",) * 5 + ("cashable_income",) + ("non_cashable",) * 3 + ("third_party",)
_SIGNED = {"recorded_at": NOW, "recorded_by": "Benchmark"}
_V = {"version": 1}
_EVENTS = (
    ("update", "", 0.05),
    ("override", "amber", 0.02),
    ("removed", "", 0.02),
    ("reopened", "", 0.004),
    ("closed", "ended", 0.02),
)


class _Span(NamedTuple):
    """A line's number, its first year, how many there are, and the pence of each."""

    number: int
    first: int
    years: int
    pence: int


Rows = dict[type[Any], list[dict[str, Any]]]


def fill(db: Database, lines: int) -> dict[str, int]:
    """Write so many lines with all that belongs to them; return how many rows of each table."""
    rows = _frame(lines)
    dice = random.Random(6)  # noqa: S311  made-up money
    ids = {table: count(1) for table in (FigureRow, ClaimRow)}
    for number in range(1, lines + 1):
        for table, row in _line(number, dice, ids):
            rows.setdefault(table, []).append(row)
    with db.engine.begin() as connection:
        for table, content in rows.items():
            connection.execute(insert(table), content)
    return {table.__tablename__: len(content) for table, content in rows.items()}


def _frame(lines: int) -> Rows:
    projects = -(-lines // LINES_OF_A_PROJECT)
    names = ("City Council", "Police", "Fire and Rescue", "Hospital Trust", "College", "Homes")
    sectors = ("local_government", "police", "fire", "health", "education", "housing")
    return {
        CohortRow: [{"id": n, "name": f"Intake {n}"} | _V for n in range(2, COHORTS + 1)],
        AgencyRow: [
            {
                "id": n,
                "name": f"Sampleton {names[n % 6]} {n}",
                "name_key": f"sample{n}",
                "sector": sectors[n % 6],
            }
            | _V
            for n in range(1, AGENCIES + 1)
        ],
        OfficerRow: [
            {
                "id": n,
                "name": f"Officer {n}",
                "name_key": f"officer {n}",
                "agency_id": n % AGENCIES + 1,
                "left_on": date(2026, 6, 1) if n % 17 == 0 else None,
            }
            | _V
            for n in range(1, OFFICERS + 1)
        ],
        PotRow: [
            {
                "id": n,
                "name": f"Budget {n}",
                "name_key": f"budget {n}",
                "agency_id": n,
                "baseline_pence": 10**13,
                "baseline_on": date(2024, 3, 31),
                "baseline_source": "Ledger",
            }
            | _V
            for n in range(1, POTS + 1)
        ],
        RoundRow: [
            {
                "id": n,
                "cohort_id": n,
                "name": "Groups",
                "position": n,
                "recipe": {},
                "created_at": NOW,
            }
            | _V
            for n in range(1, COHORTS + 1)
        ],
        GroupRow: [
            {
                "id": n,
                "round_id": n % COHORTS + 1,
                "name": f"Group {n}",
                "position": n,
                "locked": False,
            }
            | _V
            for n in range(1, projects + 1)
        ],
        ProjectRow: [
            {"id": n, "cohort_id": n % COHORTS + 1, "group_id": n, "title": f"Project {n}"} | _V
            for n in range(1, projects + 1)
        ],
        ProjectOutcomeRow: [
            {
                "project_id": n,
                "kind": ("strategy", "service", "network")[n % 3],
                "description": f"What changed through project {n}",
                "status": ("promised", "under_way", "achieved", "confirmed")[n % 4],
            }
            | _V
            for n in range(1, projects + 1)
        ],
    }


def _line(
    number: int, dice: random.Random, ids: dict[type[Any], Iterator[int]]
) -> Iterator[tuple[type[Any], dict[str, Any]]]:
    kind, stage = dice.choice(TYPES), dice.random()
    signed = _SIGNED | ({"recorded_at": LONG_AGO} if dice.random() < 0.1 else {})
    recurrent, first = dice.random() < 0.7, dice.randint(2022, 2027)
    years = 5 if recurrent else 1
    pence = dice.randint(100_000, 30_000_000)
    forecast = stage > 0.4
    yield (
        BenefitRow,
        {
            "id": number,
            "project_id": (number - 1) // LINES_OF_A_PROJECT + 1,
            "title": f"Line {number}",
            "type": kind,
            "recurrent": recurrent,
            "basis": dice.choice(("gross", "net")) if forecast else "unknown",
            "approximate": not forecast,
            "owner_id": dice.randint(1, OFFICERS),
            "validator_id": dice.randint(1, OFFICERS),
            "pot_id": dice.randint(1, POTS),
            "baseline_value": "1000",
            "baseline_on": date(2022, 3, 31),
        }
        | _V,
    )
    shares = _shares(dice) if forecast or dice.random() < 0.8 else []
    for agency, part in shares:
        yield ShareRow, {"benefit_id": number, "agency_id": agency, "basis_points": part} | _V
    span = _Span(number, first, years, pence)
    yield from _figures(span, signed, dice, ids[FigureRow], forecast=forecast)
    yield from _costs(span, dice)
    if stage > 0.6 and first < 2026:
        for year in range(first, min(first + years, 2026)):
            agency = dice.choice(shares)[0] if dice.random() < 0.3 else None
            yield from _claim(number, year, pence, agency, dice, ids)
            if dice.random() < 0.05:
                yield from _claim(number, year, pence, agency, dice, ids, replaces=True)
    for kind_of, value, chance in _EVENTS:
        if dice.random() < chance:
            yield BenefitEventRow, {"benefit_id": number, "kind": kind_of, "value": value} | _SIGNED


def _figures(
    span: _Span, signed: dict[str, Any], dice: random.Random, ids: Iterator[int], *, forecast: bool
) -> Iterator[tuple[type[Any], dict[str, Any]]]:
    """Yield the figures, some revised, some uneven, some forecasts beginning a year later."""
    number, first, years, pence = span
    figures = [("projected", 1), ("forecast", 1)] if forecast else [("projected", 1)]
    if dice.random() < 0.1:
        figures.append((figures[-1][0], 2))
    for figure, revision in figures:
        figure_id = next(ids)
        amount = pence if figure == "projected" else pence * dice.randint(60, 110) // 100
        uneven = dice.random() < 0.05
        begins = first + (revision - 1 if figure == "forecast" else 0)
        yield (
            FigureRow,
            {
                "id": figure_id,
                "benefit_id": number,
                "kind": figure,
                "number": revision,
                "pence": amount,
                "first_year": begins,
                "years": years,
                "dated_on": date(2026, 2, 1),
            }
            | signed,
        )
        for year in range(begins, begins + years):
            part = amount // (year - first + 2) if uneven else amount
            yield FigureYearRow, {"figure_id": figure_id, "year": year, "pence": part}


def _costs(span: _Span, dice: random.Random) -> Iterator[tuple[type[Any], dict[str, Any]]]:
    number, first, _years, pence = span
    for year in range(first, first + dice.randint(0, 2)):
        yield (
            CostRow,
            {
                "benefit_id": number,
                "year": year,
                "agency_id": dice.randint(1, AGENCIES),
                "kind": dice.choice(("one_off", "running")),
                "moved": dice.random() < 0.1,
                "pence": dice.randint(10_000, pence),
            }
            | _SIGNED,
        )


def _shares(dice: random.Random) -> list[tuple[int, int]]:
    """Return one to three agencies with their parts, which total 100 %."""
    many = dice.choice((1, 1, 2, 3))
    agencies = dice.sample(range(1, AGENCIES + 1), many)
    cuts = sorted(dice.sample(range(1, 100), many - 1))
    ends = [0, *cuts, 100]
    return [(agency, (ends[at + 1] - ends[at]) * 100) for at, agency in enumerate(agencies)]


def _claim(  # noqa: PLR0913, PLR0917  what a claim has, and what numbers and chances come from
    number: int,
    year: int,
    pence: int,
    agency: int | None,
    dice: random.Random,
    ids: dict[type[Any], Iterator[int]],
    *,
    replaces: bool = False,
) -> Iterator[tuple[type[Any], dict[str, Any]]]:
    claim_id, claimed = next(ids[ClaimRow]), dice.randint(1, pence)
    yield (
        ClaimRow,
        {
            "id": claim_id,
            "benefit_id": number,
            "agency_id": agency,
            "replaces_id": claim_id - 1 if replaces else None,
            "pot_id": number % POTS + 1,
            "year": year,
            "from_on": date(year, 4, 1),
            "to_on": date(year + 1, 3, 31),
            "claimed_on": date(year + 1, 4, 30),
            "gross_pence": claimed,
            "pence": claimed,
            "maturity": "final",
            "grade": dice.choice(("sufficient", "partial")),
            "effect": "same",
            "claimant_id": dice.randint(1, OFFICERS),
            "claimant_name": "Claimant",
            "claimant_agency": "Sampleton",
            "validator_id": dice.randint(1, OFFICERS),
        }
        | _SIGNED,
    )
    luck = dice.random()
    if luck < 0.7:
        outcome = "validated" if luck < 0.6 else "rejected"
        yield (
            ClaimDecisionRow,
            {
                "claim_id": claim_id,
                "outcome": outcome,
                "pence": claimed * 9 // 10 + 1 if outcome == "validated" else 0,
                "grade": "sufficient",
                "officer_id": dice.randint(1, OFFICERS),
                "officer_name": "Validator",
                "officer_agency": "Sampleton",
                "decided_on": date(2026, 6, 1),
            }
            | _SIGNED,
        )
