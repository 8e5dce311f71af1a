"""A list as every page shows it: count, columns to choose, sort, bulk actions, export.

    table = DataTable(model, "People", ("person", "people"), memory=settings)
    table.add_bulk_action("Move to group…", "arrow-right", presenter.move)    # gets a tuple of ids
    table.current_changed.connect(presenter.show_person)                      # id, or None
    table.opened.connect(…)         # Enter or double click: id
    table.edit_asked.connect(…)     # F2: id
    table.delete_asked.connect(…)   # Delete: tuple of ids
    table.offer_export()            # and table.export_asked.connect(…)
    table.set_total(60)             # "12 of 60 people" while a search is on
    table.start()                   # once all is connected: asks for the remembered order
    search.left_downwards.connect(table.take_focus)

The model is a TableModel or a PagedModel. Selection and place are kept when the rows change.
Widths, order, choice and sort of columns are remembered under the list's name.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.column_choice import ColumnChoice
from cohort_desk.ui.kit.grid import ChipDelegate, Grid
from cohort_desk.ui.kit.paged_table import PagedModel
from cohort_desk.ui.kit.places import Place
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.spare_room import SpareRoom
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.whole_text import WholeText
from cohort_desk.ui.kit.widgets import button, label

Ids = tuple[int, ...]
_NOWHERE = Place(frozenset(), None, 0)


class DataTable(QWidget):
    """A table with its count, its columns menu and its bar of bulk actions."""

    opened = Signal(int)
    current_changed = Signal(object)
    selection_changed = Signal(tuple)
    edit_asked = Signal(int)
    delete_asked = Signal(tuple)
    export_asked = Signal()
    widen_asked = Signal()

    def __init__(
        self,
        model: TableModel[Any] | PagedModel[Any],
        name: str,
        nouns: tuple[str, str],
        *,
        memory: Memory | None = None,
    ) -> None:
        super().__init__()
        self.model, self._nouns, self._total = model, nouns, 0
        self._place, self._moving = _NOWHERE, False
        self._bulk_actions: list[tuple[str, str, Callable[[Ids], None]]] = []
        self.grid = Grid(name)
        self.grid.setModel(model)
        for at, column in enumerate(model.columns):
            if column.chip:
                self.grid.setItemDelegateForColumn(at, ChipDelegate(self.grid))
        self._columns = ColumnChoice(self.grid, model.columns, memory, name.casefold())
        growing = {at: each.width for at, each in enumerate(model.columns) if each.grows}
        if growing:
            SpareRoom(self.grid, growing)
        for at, column in enumerate(model.columns):
            if column.whole and isinstance(model, TableModel):
                WholeText(self.grid, model, at)
        self.nothing = EmptyState("search", f"No {nouns[1]} match.", "Show all")
        self.nothing.asked.connect(self.widen_asked)
        # A list may be lower than these words are, for they are seldom in its place.
        self.nothing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._lay_out()
        self._connect()
        self._show_count()

    def add_bulk_action(self, text: str, icon: str, run: Callable[[Ids], None]) -> None:
        """Offer an action on the chosen rows, in the bar and in the menu of the right button."""
        self._bulk_actions.append((text, icon, run))
        made = button(text, icon, look="link")
        made.clicked.connect(lambda: run(self.chosen()))
        self._bulk_row.insertWidget(self._bulk_row.count() - 2, made)

    def offer_export(self) -> None:
        """Show the button that exports what is shown."""
        self._export.show()

    def set_total(self, total: int) -> None:
        """Tell how many there are without search and filters."""
        self._total = total
        self._show_count()

    def start(self) -> None:
        """Ask for the remembered order; call it once whoever sorts is connected."""
        self._columns.sort_now()

    def chosen(self) -> Ids:
        """Return the ids of the selected rows, from the top."""
        ids = self.model.ids()
        return tuple(ids[row] for row in self.grid.chosen_rows())

    def current(self) -> int | None:
        """Return the id of the row that has the focus."""
        row = self.grid.currentIndex().row()
        return self.model.ids()[row] if row >= 0 else None

    def choose(self, ids: Ids) -> None:
        """Select the rows with these ids, and go to the first."""
        Place(frozenset(ids), ids[0] if ids else None, 0).restore(self.grid, self.model.ids())
        self.grid.scrollTo(self.grid.currentIndex())

    def take_focus(self) -> None:
        """Go into the table, to its first row if it has no current one."""
        if not self.grid.currentIndex().isValid():
            self.grid.selectRow(0)
        self.grid.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self._columns.save_if_changed()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        self.count = label("", "muted")
        self._export = button("Export…", "download", look="link")
        self._export.hide()
        self.columns_button = button("Columns", "columns-3", look="link")
        shown = _row(self.count, None, self._export, self.columns_button)
        self.chosen_count = label("", "strong")
        self._clear = button("Clear", "x", look="link")
        bulk = QFrame()
        bulk.setObjectName("bulk")
        self._bulk_row = QHBoxLayout(bulk)
        self._bulk_row.setContentsMargins(tokens.M, 0, tokens.XS, 0)
        self._bulk_row.setSpacing(tokens.XS)
        self._bulk_row.addWidget(self.chosen_count)
        self._bulk_row.addStretch(1)
        self._bulk_row.addWidget(self._clear)
        self._bar = QStackedWidget()
        self._bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._bar.addWidget(shown)
        self._bar.addWidget(bulk)
        self._body = QStackedWidget()
        self._body.addWidget(self.grid)
        self._body.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.XS)
        layout.addWidget(self._bar)
        layout.addWidget(self._body, 1)

    def _connect(self) -> None:
        grid, model = self.grid, self.model
        self._export.clicked.connect(self.export_asked)
        self.columns_button.clicked.connect(self._open_columns)
        self._clear.clicked.connect(grid.clearSelection)
        grid.opened.connect(lambda: self.opened.emit(self.current()))
        grid.edit_asked.connect(lambda: self.edit_asked.emit(self.current()))
        grid.delete_asked.connect(lambda: self.delete_asked.emit(self.chosen()))
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.customContextMenuRequested.connect(self._open_context_menu)
        grid.horizontalHeader().customContextMenuRequested.connect(self._open_columns)
        grid.selectionModel().selectionChanged.connect(self._selection_moved)
        grid.selectionModel().currentRowChanged.connect(self._current_moved)
        model.modelAboutToBeReset.connect(self._remember_place)
        model.modelReset.connect(self._restore_place)

    def _remember_place(self) -> None:
        self._place = Place.of(self.grid, self.model.ids())
        self._moving = True

    def _restore_place(self) -> None:
        self._place.restore(self.grid, self.model.ids())
        self._moving = False
        self._show_count()
        self._selection_moved()
        if self.current() != self._place.current:
            self._current_moved()

    def _selection_moved(self) -> None:
        if self._moving:
            return
        chosen = self.chosen()
        self._bar.setCurrentIndex(1 if len(chosen) > 1 and self._bulk_actions else 0)
        self.chosen_count.setText(f"{len(chosen):,} chosen")
        self.selection_changed.emit(chosen)

    def _current_moved(self) -> None:
        if not self._moving:
            self.current_changed.emit(self.current())

    def _show_count(self) -> None:
        shown = self.model.rowCount()
        total = max(self._total, shown)
        text = counted(total, *self._nouns)
        self.count.setText(text if shown == total else f"{shown:,} of {text}")
        self._body.setCurrentIndex(1 if shown == 0 and total > 0 else 0)

    def _open_columns(self) -> None:
        below = QPoint(0, self.columns_button.height())
        self._columns.menu().popup(self.columns_button.mapToGlobal(below))

    def _open_context_menu(self, at: QPoint) -> None:
        if not self._bulk_actions or not self.chosen():
            return
        menu = QMenu(self)
        runs = {
            menu.addAction(Theme.current().icon(icon), text): run
            for text, icon, run in self._bulk_actions
        }

        def run_chosen(action: QAction) -> None:
            runs[action](self.chosen())

        menu.triggered.connect(run_chosen)
        menu.popup(self.grid.viewport().mapToGlobal(at))


def _row(*widgets: QWidget | None) -> QWidget:
    """Put widgets side by side; None is a gap that takes what room is left."""
    shell = QWidget()
    layout = QHBoxLayout(shell)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens.XS)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return shell
