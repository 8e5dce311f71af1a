"""Where the user is in a list, by the identity of the rows, so that new rows do not lose it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from cohort_desk.ui.kit.grid import Grid

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_ROWS = QItemSelectionModel.SelectionFlag.Rows
_HERE_ONLY = QItemSelectionModel.SelectionFlag.NoUpdate


@dataclass(frozen=True, slots=True)
class Place:
    """The selected rows, the current one, and how far the list was scrolled."""

    selected: frozenset[int]
    current: int | None
    scrolled: int

    @staticmethod
    def of(grid: Grid, ids: Sequence[int]) -> "Place":
        row = grid.currentIndex().row()
        return Place(
            frozenset(ids[each] for each in grid.chosen_rows()),
            ids[row] if 0 <= row < len(ids) else None,
            grid.verticalScrollBar().value(),
        )

    def restore(self, grid: Grid, ids: Sequence[int]) -> None:
        """Go back there, as far as the rows still exist."""
        wanted: set[int | None] = {*self.selected, self.current}
        if wanted == {None}:
            return
        rows = {key: row for row, key in enumerate(ids) if key in wanted}
        model, chosen = grid.model(), QItemSelection()
        last = model.columnCount() - 1
        for first, final in _runs(sorted(rows[key] for key in self.selected if key in rows)):
            chosen.select(model.index(first, 0), model.index(final, last))
        if self.current in rows:
            current = model.index(rows[self.current], 0)
            grid.selectionModel().setCurrentIndex(current, _HERE_ONLY)
        grid.selectionModel().select(chosen, _SELECT | _ROWS)
        grid.verticalScrollBar().setValue(self.scrolled)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Join neighbouring rows: [1, 2, 3, 7] → [(1, 3), (7, 7)]."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
