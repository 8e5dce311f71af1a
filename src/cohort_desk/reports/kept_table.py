"""A table that leaves no lone row for its last page."""

from typing import Any, cast

from reportlab.platypus import Flowable, PageBreak, Table

_TOGETHER = 3
"""How many of the last rows stand on one page."""
_A_LITTLE = 0.01


class KeptTable(Table):
    """Takes some rows along to its last page, where the page before has enough of them."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Return the table in two parts, as ReportLab asks, with a page's end between them."""
        parts = super().split(availWidth, availHeight)
        table = cast("Any", self)  # the stubs know nothing of its rows
        heights: list[float] = list(table._rowHeights)  # noqa: SLF001
        here = len(heights) - _TOGETHER
        least = int(table.repeatRows) + _TOGETHER
        room = sum(heights[:here]) + _A_LITTLE
        # Rows as tall as half a page, or a table that goes on for pages, are split as they come.
        if not parts or here < least or not room < availHeight < sum(heights) <= room + availHeight:
            return parts
        before, last = super().split(availWidth, room)
        return [before, PageBreak(), last]
