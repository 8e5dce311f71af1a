"""Reads the lines of all savings at once, as few columns as their sums need.

Rows are read as plain tuples: ten thousand lines have a hundred thousand rows, and an object for
each would take longer than all the arithmetic.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVarTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    BenefitEventRow,
    BenefitRow,
    ClaimDecisionRow,
    ClaimRow,
    CostRow,
    FigureRow,
    FigureYearRow,
    ProjectRow,
    ShareRow,
)
from cohort_desk.domain.savings.standing import NOBODY, ClaimOf, CostOf, Line, Run
from cohort_desk.domain.savings.words import CASHABLE
from cohort_desk.services.savings.portfolio.shapes import CASH

_Cells = TypeVarTuple("_Cells")
_CLOSINGS = ("removed", "closed", "reopened")


@dataclass(frozen=True, slots=True)
class Live:
    """A live claim: its evidence's grade is its validator's, or its own while it waits."""

    id: int
    counted: ClaimOf
    grade: str


@dataclass(slots=True)
class Found:
    """A line with what tells of it beside its sums.

    `closing` is "" while it is open; `moved` are year and pence of costs that an agency has taken
    over from another.
    """

    benefit: "_Benefit"
    line: Line
    closing: str
    claims: Sequence[Live]
    moved: Sequence[tuple[int, int]]


class _Benefit(NamedTuple):
    id: int
    project_id: int
    type: str
    basis: str
    approximate: bool
    recurrent: bool
    owner_id: int | None
    pot_id: int | None


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures that count, by benefit: runs, and the first year of each."""

    projected: Mapping[int, tuple[int, Sequence[Run]]]
    forecast: Mapping[int, tuple[int, Sequence[Run]]]


def read_lines(work: UnitOfWork, cohort_id: int | None) -> list[Found]:
    """Return every line of a cohort, or of all, removed ones too."""
    figures, shares = _figures(work), _shares(work)
    claims, costs, closings = _claims(work), _costs(work), _closings(work)
    nothing: tuple[int, Sequence[Run]] = (0, ())
    found: list[Found] = []
    for benefit in _benefits(work, cohort_id):
        key, kind = benefit.id, benefit.type
        first, projected = figures.projected.get(key, nothing)
        forecast = figures.forecast.get(key)
        begins = first if forecast is None else forecast[0]
        made, closing = claims.get(key), closings.get(key, "")
        live = [each for each in made if each.counted.year >= begins] if made else ()
        net = benefit.basis == "net"
        paid = costs.get(key, ())
        line = Line(
            benefit.project_id,
            kind,
            CASH if kind in CASHABLE else kind,
            projected,
            None if forecast is None else forecast[1],
            shares.get(key, ()),
            [each.counted for each in live],
            [
                CostOf(agency, year, pence, net and running and not moved)
                for agency, year, pence, running, moved in paid
            ]
            if paid
            else (),
            bool(closing),
        )
        over = [cost[1:3] for cost in paid if cost[-1]] if paid else ()
        found.append(Found(benefit, line, closing, live, over))
    return found


def _benefits(work: UnitOfWork, cohort_id: int | None) -> list[_Benefit]:
    wanted = select(
        BenefitRow.id,
        BenefitRow.project_id,
        BenefitRow.type,
        BenefitRow.basis,
        BenefitRow.approximate,
        BenefitRow.recurrent,
        BenefitRow.owner_id,
        BenefitRow.pot_id,
    ).order_by(BenefitRow.id)
    if cohort_id is not None:
        wanted = wanted.join(ProjectRow, ProjectRow.id == BenefitRow.project_id).where(
            ProjectRow.cohort_id == cohort_id
        )
    return [_Benefit(*row) for row in _rows(work, wanted)]


def _figures(work: UnitOfWork) -> _Figures:
    """Return the newest figures; the years of one are read only where they are not all alike."""
    spans = (
        select(
            FigureRow.benefit_id,
            FigureRow.kind,
            FigureRow.id,
            FigureRow.first_year,
            func.min(FigureYearRow.year),
            func.max(FigureYearRow.year),
            func.count(),
            func.min(FigureYearRow.pence),
            func.max(FigureYearRow.pence),
        )
        .join(FigureYearRow, FigureYearRow.figure_id == FigureRow.id)
        .group_by(FigureRow.id)
        .order_by(FigureRow.number)
    )
    by_figure: Mapping[int, Sequence[Run]] | None = None
    newest: dict[str, dict[int, tuple[int, Sequence[Run]]]] = {"projected": {}, "forecast": {}}
    for benefit_id, kind, key, begins, first, last, years, least, most in _rows(work, spans):
        if least == most and years == last - first + 1:
            runs: Sequence[Run] = (Run(first, years, least),)
        else:
            by_figure = by_figure or _uneven(work)
            runs = by_figure[key]
        newest[kind][benefit_id] = (begins, runs)
    return _Figures(newest["projected"], newest["forecast"])


def _uneven(work: UnitOfWork) -> Mapping[int, Sequence[Run]]:
    """Return the years of figures whose years are not all alike, or do not all follow."""
    year, pence = FigureYearRow.year, FigureYearRow.pence
    keys = (
        select(FigureYearRow.figure_id)
        .group_by(FigureYearRow.figure_id)
        .having(
            or_(
                func.min(pence) != func.max(pence),
                func.max(year) - func.min(year) + 1 != func.count(),
            )
        )
    )
    rows = select(FigureYearRow.figure_id, year, pence).where(FigureYearRow.figure_id.in_(keys))
    found: defaultdict[int, list[Run]] = defaultdict(list)
    for key, of_year, amount in _rows(work, rows):
        found[key].append(Run(of_year, 1, amount))
    return found


def _shares(work: UnitOfWork) -> Mapping[int, Sequence[tuple[int, int]]]:
    rows = select(ShareRow.benefit_id, ShareRow.agency_id, ShareRow.basis_points)
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for key, agency_id, part in _rows(work, rows):
        found[key].append((agency_id, part))
    return found


def _claims(work: UnitOfWork) -> Mapping[int, Sequence[Live]]:
    """Return the live claims: those not replaced whose newest decision, if any, validates them."""
    newest = select(func.max(ClaimDecisionRow.id)).group_by(ClaimDecisionRow.claim_id)
    decisions = select(
        ClaimDecisionRow.claim_id,
        ClaimDecisionRow.outcome,
        ClaimDecisionRow.pence,
        ClaimDecisionRow.grade,
    ).where(ClaimDecisionRow.id.in_(newest))
    decided = {
        key: (outcome, pence, grade) for key, outcome, pence, grade in _rows(work, decisions)
    }
    rows = _rows(
        work,
        select(
            ClaimRow.id,
            ClaimRow.benefit_id,
            ClaimRow.agency_id,
            ClaimRow.year,
            ClaimRow.pence,
            ClaimRow.grade,
            ClaimRow.replaces_id,
        ),
    )
    replaced = {row[-1] for row in rows}
    found: defaultdict[int, list[Live]] = defaultdict(list)
    for key, benefit_id, agency_id, year, pence, grade, _replaces in rows:
        outcome, validated, seen_as = decided.get(key, ("", None, grade))
        if key not in replaced and outcome in ("", "validated"):
            counted = ClaimOf(agency_id or NOBODY, year, pence, validated)
            found[benefit_id].append(Live(key, counted, seen_as))
    return found


def _costs(work: UnitOfWork) -> Mapping[int, Sequence[tuple[int, int, int, bool, bool]]]:
    """Return agency, year, pence, whether it runs and whether it was moved, of costs that count."""
    newer = aliased(CostRow)
    rows = (
        select(
            CostRow.benefit_id,
            CostRow.agency_id,
            CostRow.year,
            CostRow.pence,
            CostRow.kind == "running",
            CostRow.moved,
        )
        .outerjoin(newer, newer.replaces_id == CostRow.id)
        .where(newer.id.is_(None), CostRow.pence > 0)
    )
    found: defaultdict[int, list[tuple[int, int, int, bool, bool]]] = defaultdict(list)
    for key, agency_id, year, pence, running, moved in _rows(work, rows):
        found[key].append((agency_id, year, pence, running, moved))
    return found


def _closings(work: UnitOfWork) -> Mapping[int, str]:
    """Return how lines that are not open were closed: "removed", "delivered" or "ended"."""
    rows = (
        select(BenefitEventRow.benefit_id, BenefitEventRow.kind, BenefitEventRow.value)
        .where(BenefitEventRow.kind.in_(_CLOSINGS))
        .order_by(BenefitEventRow.id)
    )
    found: dict[int, str] = {}
    for key, kind, value in _rows(work, rows):
        found[key] = {"removed": "removed", "reopened": ""}.get(kind, value)
    return found


def _rows(work: UnitOfWork, wanted: Select[*_Cells]) -> Sequence[tuple[*_Cells]]:
    """Return rows past the session, which would look at each for objects it knows."""
    return work.session.connection().execute(wanted).all()
