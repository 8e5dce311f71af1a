"""Several charts on a page, in as many columns as there is room for.

board = ChartBoard("Charts of marking")
board.show_charts([("Marks", make_marks), ("Markers", make_markers)])
board.show_nothing("No mark is agreed yet.")
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.chart_view import ChartView
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cohort_desk.reports.charts.chart import Titled

_CHART_WIDTH = 620
_MOST_ACROSS = 2


class ChartBoard(QScrollArea):
    """Shows charts one after the other; each keeps whether it is seen as a table.

    `opened` tells what a bar, or a row of a table, leads to.
    """

    opened = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.views: list[ChartView] = []
        self._nothing: EmptyState | None = None
        self._across = 0
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        holder = QWidget()
        holder.setObjectName("scrolled")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, tokens.XS, 0)
        self._grid = QGridLayout()
        self._grid.setSpacing(tokens.M)
        self._column.addLayout(self._grid)
        self._column.addStretch(1)
        self.setWidget(holder)

    def put_above(self, widget: QWidget) -> None:
        """Put something above the charts that is scrolled with them."""
        self._column.insertWidget(0, widget)

    def show_charts(self, charts: "Sequence[Titled]") -> None:
        """Show these, each a title and what makes the chart."""
        self._drop_nothing()
        while len(self.views) > len(charts):
            view = self.views.pop()
            view.hide()
            view.deleteLater()
        for title, _make in charts[len(self.views) :]:
            view = ChartView(title)
            view.opened.connect(self.opened)
            self.views.append(view)
        self._across = 0
        self._deal()
        for view, (_title, make) in zip(self.views, charts, strict=True):
            view.show_chart(make)

    def show_nothing(self, sentence: str, explanation: str) -> None:
        """Say why there is no chart."""
        self.show_charts(())
        self._nothing = EmptyState("scale", sentence, "", explanation)
        self._column.insertWidget(0, self._nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._deal()

    def _deal(self) -> None:
        room = self.viewport().width() // Theme.current().px(_CHART_WIDTH)
        across = max(1, min(_MOST_ACROSS, room, len(self.views)))
        if across == self._across:
            return
        self._across = across
        for at, view in enumerate(self.views):
            self._grid.addWidget(view, at // across, at % across)
        for column in range(_MOST_ACROSS):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def _drop_nothing(self) -> None:
        if self._nothing:
            self._nothing.hide()
            self._nothing.deleteLater()
            self._nothing = None
