"""What a chart is: its words, its data as a table, and how it is drawn at any size.

    chart = mark_distribution(distribution)
    chart.summary                          # the finding in words, which a screen reader reads
    drawing = chart.drawing(480, PAPER)    # the one description that paper and screen paint

A drawing changes with width and look, its data never do.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cohort_desk.reports.charts.look import Look
from cohort_desk.reports.charts.sketch import Sketched

Draw = Callable[[float, Look], Sketched]
"""Draws at a width in points; the drawing says how tall it has become."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of data with its words.

    Attributes:
        title: what is shown, such as "Marks of the project report".
        summary: the finding in sentences; it stands beside the picture and for it.
        columns: the headings of the table.
        rows: the data that are drawn, as people read them.
        draw: draws it.
        note: what to bear in mind, such as that there are few marks; "" for nothing.
        names: how many columns of the table, from the left, are words; the others are numbers.
        opens: what each row leads to on a screen, None for nothing; empty where no row does.
    """

    title: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    draw: Draw
    note: str = ""
    names: int = 1
    opens: tuple[object, ...] = ()

    def drawing(self, width: float, look: Look) -> Sketched:
        """Return the chart drawn at a width in points, as tall as it needs to be."""
        return self.draw(width, look)


Titled = tuple[str, Callable[[], Chart]]
"""A title that stands until the chart is made, and what makes it."""
