"""A table model over very many rows: the order as a list of ids, the rows fetched as seen.

    model = PagedModel(COLUMNS, fetch=lambda ids: read_people(db, ids))    # id → row
    model.sort_asked.connect(presenter.sort)       # (column's name, descending)
    model.show_ids(find_people(db, search, order)) # array("q"): the scroll bar is true at once
    model.refetch()                                # after a change that leaves the order

100,000 ids take under a megabyte; rows come in pages of 128 and a few thousand stay at hand.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from cohort_desk.ui.kit.columns import DISPLAY, HORIZONTAL, Column, Row, cell, heading
from cohort_desk.ui.kit.table_model import Index

PAGE = 128
_PAGES_KEPT = 40
_ASCENDING = Qt.SortOrder.AscendingOrder


class PagedModel(QAbstractTableModel, Generic[Row]):
    """Shows the rows of a list of ids; sorting is asked of whoever made the list."""

    sort_asked = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Callable[[Sequence[int]], Mapping[int, Row]],
    ) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._fetch = fetch
        self._ids = array("q")
        self._rows: dict[int, Row | None] = {}

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        return self._columns

    def ids(self) -> Sequence[int]:
        """Return the ids of all rows, in the order shown."""
        return self._ids

    def show_ids(self, ids: "array[int]") -> None:
        """Show the rows with these ids, in this order."""
        self._rows.clear()
        if ids == self._ids:
            self._announce_all()
            return
        self.beginResetModel()
        self._ids = ids
        self.endResetModel()

    def refetch(self) -> None:
        """Read again whatever is on the screen."""
        self._rows.clear()
        self._announce_all()

    def row_at(self, index: int) -> Row | None:
        """Return the row behind a line; None if it has been deleted since the list was made."""
        key = self._ids[index]
        if key not in self._rows:
            start = index // PAGE * PAGE
            if len(self._rows) > PAGE * _PAGES_KEPT:
                self._rows.clear()
            page = self._ids[start : start + PAGE]
            found = self._fetch(page)
            self._rows.update((each, found.get(each)) for each in page)
        return self._rows[key]

    def sort(self, column: int, order: Qt.SortOrder = _ASCENDING) -> None:
        if 0 <= column < len(self._columns):
            self.sort_asked.emit(self._columns[column].name, order != _ASCENDING)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        row = self.row_at(index.row())
        return None if row is None else cell(self._columns[index.column()], row, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != HORIZONTAL or not 0 <= section < len(self._columns):
            return None
        return heading(self._columns[section], role)

    def _announce_all(self) -> None:
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
