"""Keeps a column wide enough for what must never be cut short, such as a serial or money."""

from PySide6.QtCore import QObject

from cohort_desk.ui.kit.grid import CELL_INSET, Grid
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import pill_size

_MEASURED = 100
"""Of so many texts, those with most characters, one is the widest."""


class WholeText(QObject):
    """Never lets a column be narrower than its longest text, whatever text size is chosen."""

    def __init__(self, grid: Grid, model: TableModel[object], column: int) -> None:
        super().__init__(grid)
        self._grid, self._model, self._column = grid, model, column
        self._least = 0
        self._header = grid.horizontalHeader()
        self._header.sectionResized.connect(self._resized)
        for signal in (model.modelReset, model.dataChanged, Theme.current().changed):
            signal.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        column = self._model.columns[self._column]
        rows = range(self._model.rowCount())
        texts = {column.text(self._model.row_at(row)) for row in rows}
        longest = sorted(texts, key=len)[-_MEASURED:]
        wide = _pill_width if column.chip else self._grid.fontMetrics().horizontalAdvance
        self._least = max(map(wide, longest), default=0) + 2 * CELL_INSET + 1
        self._hold()

    def _resized(self, column: int) -> None:
        if column == self._column:
            self._hold()

    def _hold(self) -> None:
        hidden = self._header.isSectionHidden(self._column)
        if not hidden and self._header.sectionSize(self._column) < self._least:
            self._header.resizeSection(self._column, self._least)


def _pill_width(text: str) -> int:
    return pill_size(text).width()
