"""A list of marking as every view of this page shows it: search, filters, table, empty state.

listing = Listing("Queue", ("submission", "submissions"), COLUMNS, memory)
listing.add_tool(chips)
listing.narrowed.connect(presenter.search)
listing.show_rows(shown, total)
listing.show_empty(EmptyState(…))
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.table_model import TableModel


class Listing(QWidget):
    """Rows of any kind, known by a number each."""

    narrowed = Signal(str)
    export_asked = Signal(str, tuple, tuple)
    opened = Signal(int)

    def __init__(
        self,
        name: str,
        nouns: tuple[str, str],
        columns: Sequence[Column[Any]],
        memory: Memory,
        identity: Callable[[Any], int],
    ) -> None:
        super().__init__()
        self._name, self._columns = name, tuple(columns)
        self.search = SearchField(f"Search {nouns[1]}")
        self.model = TableModel[Any](columns, identity=identity)
        self.table = DataTable(self.model, name, nouns, memory=memory)
        self._state: QWidget | None = None
        self._tools = QWidget()
        self._flow = FlowLayout(self._tools)
        self._flow.add(self.search, stretch=1)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(tokens.S)
        self.column.addWidget(self._tools)
        self.column.addWidget(self._body, 1)
        self.search.searched.connect(self.narrowed)
        self.search.left_downwards.connect(self.table.take_focus)
        self.table.opened.connect(self.opened)
        self.table.offer_export()
        self.table.export_asked.connect(self._export)
        self.table.widen_asked.connect(self.widen)

    def add_tool(self, widget: QWidget) -> None:
        """Put a filter or an action beside the search."""
        self._flow.add(widget)

    def add_above(self, item: QWidget | QLayout) -> None:
        """Put something above the search."""
        at = self.column.indexOf(self._tools)
        if isinstance(item, QWidget):
            self.column.insertWidget(at, item)
        else:
            self.column.insertLayout(at, item)

    def show_rows(self, rows: Sequence[Any], total: int) -> None:
        """List these of so many."""
        self._drop_state()
        self._tools.show()
        self._body.setCurrentIndex(0)
        self.model.show_rows(rows)
        self.table.set_total(total)

    def show_empty(self, state: EmptyState) -> None:
        """Say what will be listed here, and how to begin."""
        self._drop_state()
        self._state = state
        self._tools.setVisible(not state.hides_filters)
        self._body.addWidget(state)
        self._body.setCurrentWidget(state)

    def widen(self) -> None:
        """List everything again; views with filters of their own clear these too."""
        self.search.clear()
        self.narrowed.emit("")

    def row(self, key: int) -> Any:
        """Return the row with this number, None if it is not listed."""
        ids = list(self.model.ids())
        return self.model.row_at(ids.index(key)) if key in ids else None

    def _drop_state(self) -> None:
        if self._state:
            self._body.removeWidget(self._state)
            self._state.deleteLater()
            self._state = None

    def _export(self) -> None:
        heads = tuple(column.heading for column in self._columns)
        rows = tuple(
            tuple(column.text(self.model.row_at(at)) for column in self._columns)
            for at in range(self.model.rowCount())
        )
        self.export_asked.emit(self._name, heads, rows)
