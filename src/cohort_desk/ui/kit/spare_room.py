"""Gives the room that a wide window leaves to the column that has most to say."""

from PySide6.QtCore import QEvent, QObject

from cohort_desk.ui.kit.grid import Grid
from cohort_desk.ui.kit.theme import Theme


class SpareRoom(QObject):
    """Keeps one column as wide as the others leave room for, never under its own width.

    In a window too narrow for all columns the list scrolls sideways as ever.
    """

    def __init__(self, grid: Grid, column: int, width: int) -> None:
        super().__init__(grid)
        self._grid, self._column, self._width = grid, column, width
        self._header = grid.horizontalHeader()
        self._header.sectionResized.connect(self._others_resized)
        Theme.current().changed.connect(self.give)
        grid.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.give()
        return super().eventFilter(watched, event)

    def give(self) -> None:
        """Fit the column to the room there is; the last one takes it where this is hidden."""
        hidden = self._header.isSectionHidden(self._column)
        self._header.setStretchLastSection(hidden)
        if hidden:
            return
        others = self._header.length() - self._header.sectionSize(self._column)
        room = self._grid.viewport().width() - others
        self._header.resizeSection(self._column, max(room, Theme.current().px(self._width)))

    def _others_resized(self, column: int) -> None:
        if column != self._column:
            self.give()
