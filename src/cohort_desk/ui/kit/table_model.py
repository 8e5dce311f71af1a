"""A read-mostly table model over immutable rows, for lists of up to some thousands.

    model = TableModel(COLUMNS, identity=lambda row: row.id)
    model.show_rows(rows)
    model.edited.connect(lambda row, column, text: …)

Sorts by itself, by the text of a column or by the column's `sort_by`. For very long lists see
`paged_table`; DataTable shows either.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from cohort_desk.ui.kit.columns import DISPLAY, EDIT, HORIZONTAL, Column, Row, cell, heading

Index = QModelIndex | QPersistentModelIndex
_ASCENDING = Qt.SortOrder.AscendingOrder


class TableModel(QAbstractTableModel, Generic[Row]):
    """Shows rows; what the user types leaves as `edited`, and comes back by `show_rows`."""

    edited = Signal(int, int, str)

    def __init__(
        self, columns: Sequence[Column[Row]] = (), identity: Callable[[Row], int] = id
    ) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._identity = identity
        self._rows: tuple[Row, ...] = ()
        self._order: tuple[int, bool] | None = None

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        return self._columns

    def show_rows(self, rows: Sequence[Row], columns: Sequence[Column[Row]] | None = None) -> None:
        """Show these; keep the selection and any open editor where the shape is unchanged."""
        columns = self._columns if columns is None else tuple(columns)
        same_shape = (len(columns), len(rows)) == (len(self._columns), len(self._rows)) and rows
        if not same_shape:
            self.beginResetModel()
        self._columns = tuple(columns)
        self._rows = self._sorted(rows)
        if same_shape:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
        else:
            self.endResetModel()

    def row_at(self, index: int) -> Row:
        """Return the row behind a line of the table."""
        return self._rows[index]

    def ids(self) -> Sequence[int]:
        """Return the identities of all rows, in the order shown."""
        return [self._identity(row) for row in self._rows]

    def sort(self, column: int, order: Qt.SortOrder = _ASCENDING) -> None:
        """Sort by a column's text, numbers by size; -1 leaves the order as it came."""
        self._order = None if column < 0 else (column, order != _ASCENDING)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows, self._rows = self._rows, self._sorted(self._rows)
        place = {id(row): at for at, row in enumerate(self._rows)}
        after = [self.index(place[id(rows[old.row()])], old.column()) for old in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        return cell(self._columns[index.column()], self._rows[index.row()], role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != HORIZONTAL or not 0 <= section < len(self._columns):
            return None
        return heading(self._columns[section], role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = index.isValid() and self._columns[index.column()].editable
        extra = Qt.ItemFlag.ItemIsEditable if editable else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | extra

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        if role != EDIT or not index.isValid():
            return False
        self.edited.emit(index.row(), index.column(), str(value))
        return True

    def _sorted(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        if self._order is None:
            return tuple(rows)
        at, descending = self._order
        column = self._columns[at]
        if column.sort_by is not None:
            return tuple(sorted(rows, key=column.sort_by, reverse=descending))
        text = column.text
        return tuple(sorted(rows, key=lambda row: _sort_key(text(row)), reverse=descending))


def _sort_key(text: str) -> tuple[int, float, str]:
    """Put numbers before words, and numbers in order of size."""
    number = text.replace(",", "").removesuffix("%").strip()
    try:
        return 0, float(number), ""
    except ValueError:
        return 1, 0.0, text.casefold()
