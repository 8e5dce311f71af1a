"""A chart in a document: its title, the finding, the picture as a figure, and its data as a table.

`chart_parts(chart, width)` is all that a report needs.
"""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable, KeepTogether, Spacer

from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.look import PAPER
from cohort_desk.reports.charts.paper import draw_on
from cohort_desk.reports.flowables import figure, heading, paragraph
from cohort_desk.reports.styles import BODY_TEXT, GAP, NOTE, SUBSECTION
from cohort_desk.reports.tables import NAME, Column, Grid, beside, grid_table

_TABLE = 8.0
_PICTURE = 0.62
"""The share of the width that a picture takes beside its table."""
_KEPT_ROWS = 16
"""Tables of up to so many rows stay on the page of their picture."""


class Picture(Flowable):
    """A drawing as a flowable that draws its text through the one door."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing
        self.width, self.height = float(drawing.width), float(drawing.height)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  ReportLab's names
        return self.width, self.height

    def draw(self) -> None:
        draw_on(self.canv, self._drawing)


def chart_parts(
    chart: Chart,
    width: float,
    *,
    level: int = 3,
    before: Sequence[Flowable] = (),
    kept_rows: int = _KEPT_ROWS,
) -> list[Flowable]:
    """Return what a document shows of a chart, its table under the picture.

    Args:
        chart: what is shown.
        width: of picture and table, in points.
        level: of the heading above them.
        before: what must be on the page of the picture, such as the heading of a section.
        kept_rows: a table of up to so many rows stays on the page of its picture.

    Raises:
        Unprintable: a character is in no face.
    """
    head = [
        *before,
        *_words(chart, level),
        _figure(chart, width),
        Spacer(1, GAP / 2),
        *_note(chart),
    ]
    if len(chart.rows) <= kept_rows:
        return [KeepTogether([*head, table_of(chart, width)]), Spacer(1, GAP)]
    return [KeepTogether(head), table_of(chart, width), Spacer(1, GAP)]


def chart_beside(chart: Chart, width: float, *, level: int = 3) -> list[Flowable]:
    """Return the same with the table at the right of the picture, for wide pages.

    Raises:
        Unprintable: a character is in no face.
    """
    picture = width * _PICTURE
    table = width - picture - GAP
    both = beside(
        [[_figure(chart, picture)], [*_note(chart), table_of(chart, table)]],
        [picture + GAP, table],
    )
    return [KeepTogether([*_words(chart, level), both]), Spacer(1, GAP)]


def table_of(chart: Chart, width: float) -> Flowable:
    """Return a chart's data as a table."""
    columns = tuple(
        Column(words, NAME) if at == 0 else Column(words, at_right=at >= chart.names)
        for at, words in enumerate(chart.columns)
    )
    return grid_table(Grid(columns, chart.rows, width, size=_TABLE, air=0.4, heads_wrap=True))


def _words(chart: Chart, level: int) -> list[Flowable]:
    return [
        heading(chart.title, SUBSECTION, level=level),
        paragraph(chart.summary, BODY_TEXT),
        Spacer(1, GAP / 3),
    ]


def _figure(chart: Chart, width: float) -> Flowable:
    picture = Picture(chart.drawing(width, PAPER))
    return figure(picture, f"{chart.summary} The numbers are in the table that follows.")


def _note(chart: Chart) -> list[Flowable]:
    return [paragraph(chart.note, NOTE), Spacer(1, GAP / 2)] if chart.note else []
