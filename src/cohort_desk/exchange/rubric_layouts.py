"""The three ways in which rubrics are laid out in sheets, each read into criteria with bands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.modules.guides import (
    Band,
    Criterion,
    clean_band,
    clean_criterion,
    closed_up,
)
from cohort_desk.exchange.rubric_cells import (
    Problem,
    Range,
    Row,
    Table,
    marks_in,
    number_in,
    titled,
)

_STEP = Decimal("0.01")
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Level:
    label: str
    descriptor: str
    points: Decimal


def read_by_band(table: Table, notes: list[str], problems: list[Problem]) -> list[Criterion]:
    """Read a row for each band of each criterion."""
    found: dict[str, Criterion] = {}
    for title, row in titled(table):
        criterion = _criterion(found, title, row, problems)
        marks = _marks(row, problems)
        if criterion is None or marks is None:
            continue
        label = row.text("band") or f"{written(marks[0])}–{written(marks[1])}"
        band = _band(row, label, marks, row.text("descriptor"), problems)
        if band is not None:
            found[title.casefold()] = replace(criterion, bands=(*criterion.bands, band))
    return _ordered(found.values(), notes)


def read_by_criterion(table: Table, notes: list[str], problems: list[Problem]) -> list[Criterion]:
    """Read a row for each criterion, whose bands stand in columns."""
    found: dict[str, Criterion] = {}
    for title, row in titled(table):
        if title.casefold() in found:
            problems.append(row.problem("criterion", f"“{title}” is there twice."))
            continue
        criterion = _criterion(found, title, row, problems)
        if criterion is None:
            continue
        bands = [
            band
            for heading in table.headings.bands
            if heading.marks is not None
            and (
                band := _band(
                    row, heading.label, heading.marks, row.cells[heading.column], problems
                )
            )
        ]
        found[title.casefold()] = replace(criterion, bands=tuple(bands))
    return _ordered(found.values(), notes)


def read_by_points(table: Table, notes: list[str], problems: list[Problem]) -> list[Criterion]:
    """Read levels with points, in rows or side by side, and turn the points into marks.

    A level's band is what lies nearest to its share of the criterion's most points, so that its
    own share always lies in it; the most points are the criterion's weight.
    """
    levels: dict[str, list[_Level]] = {}
    found: dict[str, Criterion] = {}
    for title, row in titled(table):
        if _criterion(found, title, row, problems) is not None:
            levels.setdefault(title.casefold(), []).extend(_levels(row, problems))
    for key, criterion in found.items():
        ranked = sorted(levels[key], key=lambda level: level.points, reverse=True)
        points = [level.points for level in ranked]
        if len(ranked) < 2 or points[0] <= 0 or len(set(points)) < len(points):  # noqa: PLR2004
            problems.append(
                Problem(criterion.title, "A criterion needs two levels or more, of unlike points.")
            )
            continue
        weight = int(points[0].to_integral_value(ROUND_HALF_UP))
        found[key] = replace(criterion, bands=_bands_of(ranked), weight=max(weight, 1))
    notes.append(
        "Points were turned into marks from 0 to 100: each level’s band lies around its share of "
        "the most points, and the most points are the criterion’s weight."
    )
    return list(found.values())


def _bands_of(ranked: Sequence[_Level]) -> tuple[Band, ...]:
    shares = [level.points * _FULL / ranked[0].points for level in ranked]
    lows = [
        ((upper + lower) / 2).quantize(_STEP, ROUND_HALF_UP) for upper, lower in pairwise(shares)
    ]
    highs = [_FULL, *(low - _STEP for low in lows)]
    return tuple(
        Band(level.label, low, high, level.descriptor)
        for level, low, high in zip(ranked, [*lows, Decimal(0)], highs, strict=True)
    )


def _levels(row: Row, problems: list[Problem]) -> list[_Level]:
    """Return the levels of a row: one, or those of numbered columns."""
    if not row.headings.levels:
        found = [(row.text("band"), row.text("descriptor"), row.headings.only["points"])]
    else:
        found = [
            ("", row.cells[part["level"]].strip(), part.get("points", part["level"]))
            for part in row.headings.levels.values()
            if "level" in part
        ]
    levels: list[_Level] = []
    for label, descriptor, column in found:
        text = row.cells[column].strip()
        if not (text or label or descriptor):
            continue
        points = number_in(text)
        if points is None or points < 0:
            problems.append(row.problem_at(column, f"“{text}” is not a number of points."))
            continue
        name = label or f"{written(points)} {'point' if points == 1 else 'points'}"
        levels.append(_Level(name, descriptor, points))
    return levels


def _criterion(
    found: dict[str, Criterion], title: str, row: Row, problems: list[Problem]
) -> Criterion | None:
    """Return the criterion of a row, made at the first row that names it."""
    known = found.get(title.casefold())
    if known is not None:
        return known
    try:
        clean = clean_criterion({"title": title, "description": row.text("description")})
    except RuleBroken as error:
        problems.append(row.problem("criterion", str(error)))
        return None
    made = Criterion(str(clean["title"]), 1, str(clean["description"]))
    found[title.casefold()] = made
    return made


def _marks(row: Row, problems: list[Problem]) -> Range | None:
    """Return the marks of a band's row: from two columns, or from a range in one."""
    low, high = row.text("low"), row.text("high")
    if low or high:
        ends = number_in(low), number_in(high)
        for meaning, text, end in (("low", low, ends[0]), ("high", high, ends[1])):
            if end is None:
                wrong = f"“{text}” is not a mark." if text else "A mark is missing here."
                problems.append(row.problem(meaning, wrong))
        return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])
    for meaning in ("range", "band"):
        marks = marks_in(row.text(meaning).casefold())
        if marks is not None:
            return marks
    at = "range" if "range" in row.headings.only else "band"
    problems.append(row.problem(at, "It is not said from which mark to which this band goes."))
    return None


def _band(
    row: Row, label: str, marks: Range, descriptor: str, problems: list[Problem]
) -> Band | None:
    low, high = marks
    values = {"label": label, "low": low, "high": high, "descriptor": descriptor}
    try:
        clean = clean_band(values)
    except RuleBroken as error:
        meaning = {"label": "band"}.get(error.field, error.field)
        problems.append(row.problem(meaning, str(error)))
        return None
    if low > high:
        problems.append(row.problem("low", f"{label} begins with more marks than it ends with."))
        return None
    return Band(str(clean["label"]), low, high, str(clean["descriptor"]))


def _ordered(criteria: Iterable[Criterion], notes: list[str]) -> list[Criterion]:
    """Return the criteria with their bands from the highest down, whole marks closed up."""
    made: list[Criterion] = []
    closed = False
    for criterion in criteria:
        bands = sorted(closed_up(criterion.bands), key=lambda band: band.low, reverse=True)
        closed = closed or tuple(closed_up(criterion.bands)) != criterion.bands
        made.append(replace(criterion, bands=tuple(bands)))
    if closed:
        notes.append(
            "Bands in whole marks were closed up: 60–69 means 60–69.99, so that 69.5 counts."
        )
    return made
