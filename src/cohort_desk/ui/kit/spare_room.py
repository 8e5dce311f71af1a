"""Gives the room that a wide window leaves to the columns that have most to say."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject

from cohort_desk.ui.kit.grid import Grid
from cohort_desk.ui.kit.theme import Theme


class SpareRoom(QObject):
    """Shares what the other columns leave among some, by their own widths and never under these.

    `widths` are in pixels at 100 %, by column. In a window too narrow for all columns the list
    scrolls sideways as ever.
    """

    def __init__(self, grid: Grid, widths: Mapping[int, int]) -> None:
        super().__init__(grid)
        self._grid, self._widths = grid, dict(widths)
        self._header = grid.horizontalHeader()
        self._header.sectionResized.connect(self._others_resized)
        Theme.current().changed.connect(self.give)
        grid.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.give()
        return super().eventFilter(watched, event)

    def give(self) -> None:
        """Fit the columns to the room there is; the last one takes it where all are hidden."""
        header, theme = self._header, Theme.current()
        shown = [column for column in self._widths if not header.isSectionHidden(column)]
        header.setStretchLastSection(not shown)
        others = header.length() - sum(map(header.sectionSize, shown))
        room = self._grid.viewport().width() - others
        wanted = sum(self._widths[column] for column in shown)
        for column in shown:
            own = self._widths[column]
            share = room * own // wanted
            header.resizeSection(column, max(share, theme.px(own)))
            room, wanted = room - share, wanted - own

    def _others_resized(self, column: int) -> None:
        if column not in self._widths:
            self.give()
