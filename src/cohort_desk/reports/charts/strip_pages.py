"""The charts of many markers on paper: parted so that each part and its table fit a page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.strips import marker_strips, pair_strips
from cohort_desk.services.marks.consistency import Consistency

MOST_ROWS = 12
"""How many rows one picture on paper shows, so that a page has room for it and its table."""

_Row = TypeVar("_Row")


def marker_pages(found: Consistency) -> list[Chart]:
    """Return `marker_strips`, of many markers as several charts that each fit a page."""
    parts = _parts(found.markers)
    charts = [marker_strips(replace(found, markers=part)) for part in parts]
    return _continued(charts, marker_strips(found), [part[0].name for part in parts])


def pair_pages(found: Consistency) -> list[Chart]:
    """Return `pair_strips`, of many pairs as several charts that each fit a page."""
    parts = _parts(found.pairs)
    charts = [pair_strips(replace(found, pairs=part)) for part in parts]
    return _continued(charts, pair_strips(found), [part[0].name for part in parts])


def _parts(rows: tuple[_Row, ...]) -> list[tuple[_Row, ...]]:
    return [rows[at : at + MOST_ROWS] for at in range(0, len(rows), MOST_ROWS)]


def _continued(parts: Sequence[Chart], whole: Chart, firsts: Sequence[str]) -> list[Chart]:
    """Return parts of a chart: the first says what the whole finds, the others that they go on."""
    charts = [replace(parts[0], summary=whole.summary, note=whole.note)] if parts else []
    for part, first in zip(parts[1:], firsts[1:], strict=True):
        charts.append(
            replace(
                part, title=f"{whole.title}, from {first}", summary="Continued from above.", note=""
            )
        )
    return charts
