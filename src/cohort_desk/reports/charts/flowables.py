"""A chart in a document: its title, the finding, the picture as a figure, and its data as a table.

`chart_parts(chart, width)` is all that a report needs.
"""

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable, KeepTogether, Spacer

from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.look import PAPER
from cohort_desk.reports.charts.paper import draw_on
from cohort_desk.reports.flowables import figure, heading, paragraph
from cohort_desk.reports.styles import BODY_TEXT, GAP, NOTE, SUBSECTION
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table

_TABLE = 8.0


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


def chart_parts(chart: Chart, width: float) -> list[Flowable]:
    """Return what a document shows of a chart, at a width in points.

    Raises:
        Unprintable: a character is in no face.
    """
    picture = Picture(chart.drawing(width, PAPER))
    head: list[Flowable] = [
        heading(chart.title, SUBSECTION),
        paragraph(chart.summary, BODY_TEXT),
        Spacer(1, GAP / 3),
        figure(picture, f"{chart.summary} The numbers are in the table that follows."),
        Spacer(1, GAP / 2),
    ]
    if chart.note:
        head.append(paragraph(chart.note, NOTE))
    return [KeepTogether(head), table_of(chart, width), Spacer(1, GAP)]


def table_of(chart: Chart, width: float) -> Flowable:
    """Return a chart's data as a table."""
    columns = tuple(
        Column(words, NAME) if at == 0 else Column(words, at_right=at >= chart.names)
        for at, words in enumerate(chart.columns)
    )
    return grid_table(Grid(columns, chart.rows, width, size=_TABLE, air=0.4))
