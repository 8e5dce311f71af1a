"""Which columns a list shows, how wide, in what order and sorted by which; remembered."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QMenu

from cohort_desk.ui.kit.columns import Column
from cohort_desk.ui.kit.grid import Grid
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.theme import Theme

_SAVE_AFTER_MS = 400
_ASCENDING, _DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class ColumnChoice(QObject):
    """Lays out a grid's columns as last left, and remembers what is changed."""

    def __init__(
        self, grid: Grid, columns: Sequence[Column[Any]], memory: Memory | None, key: str
    ) -> None:
        super().__init__(grid)
        self._grid, self._columns, self._memory = grid, tuple(columns), memory
        self._key = f"list.{key}"
        self._header: QHeaderView = grid.horizontalHeader()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SAVE_AFTER_MS)
        self._pause.timeout.connect(self.save)
        self._lay_out()
        self._header.sectionResized.connect(self._pause.start)
        self._header.sectionMoved.connect(self._pause.start)
        self._header.sortIndicatorChanged.connect(self._sort)
        Theme.current().changed.connect(self._rescale)

    def menu(self) -> QMenu:
        """Return a menu with a tick for each column; the last one shown cannot be hidden."""
        menu = QMenu(self._grid)
        shown = [at for at in range(len(self._columns)) if not self._grid.isColumnHidden(at)]
        for at, column in enumerate(self._columns):
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(at in shown)
            action.setEnabled(shown != [at])
            action.toggled.connect(self._toggler(at))
        menu.addSeparator()
        menu.addAction("Columns as at first").triggered.connect(self._forget)
        return menu

    def sort_now(self) -> None:
        """Ask the model for the remembered order, if there is one."""
        at = self._header.sortIndicatorSection()
        if 0 <= at < len(self._columns):
            self._grid.model().sort(at, self._header.sortIndicatorOrder())

    def save(self) -> None:
        """Remember the columns as they stand."""
        self._pause.stop()
        if self._memory is None:
            return
        scale = Theme.current().scale / 100
        at = self._header.sortIndicatorSection()
        order = [self._header.logicalIndex(place) for place in range(len(self._columns))]
        hidden = [column for column in order if self._grid.isColumnHidden(column)]
        names = [column.name for column in self._columns]
        self._memory.set(
            self._key,
            {
                "order": [names[column] for column in order],
                "hidden": [names[column] for column in hidden],
                "widths": {
                    names[column]: round(self._header.sectionSize(column) / scale)
                    for column in order
                    if column not in hidden
                },
                "sort": names[at] if 0 <= at < len(names) else "",
                "descending": self._header.sortIndicatorOrder() == _DESCENDING,
            },
        )

    def save_if_changed(self) -> None:
        """Remember what is still waiting to be; called as the list goes out of sight."""
        if self._pause.isActive():
            self.save()

    def _toggler(self, at: int) -> Callable[[bool], None]:
        def toggle(shown: bool) -> None:  # noqa: FBT001 - a menu's toggled signal
            self._grid.setColumnHidden(at, not shown)
            self.save()

        return toggle

    def _sort(self, at: int, order: Qt.SortOrder) -> None:
        if 0 <= at < len(self._columns) and self._columns[at].sortable:
            self._grid.model().sort(at, order)
            self.save()

    def _forget(self) -> None:
        if self._memory:
            self._memory.set(self._key, None)
        self._lay_out()
        self.sort_now()

    def _rescale(self) -> None:
        self._pause.stop()
        self._lay_out()

    def _lay_out(self) -> None:
        known: Any = (self._memory.get(self._key) if self._memory else None) or {}
        names = [column.name for column in self._columns]
        hidden = known.get("hidden", [column.name for column in self._columns if column.hidden])
        widths = known.get("widths", {})
        order = _in_place(names, known.get("order", []))
        with QSignalBlocker(self._header):
            for at, column in enumerate(self._columns):
                width = widths.get(column.name, column.width)
                self._header.resizeSection(at, Theme.current().px(width))
                self._header.setSectionHidden(at, column.name in hidden)
            for place, name in enumerate(order):
                self._header.moveSection(self._header.visualIndex(names.index(name)), place)
            self._header.setSortIndicatorShown(True)
            self._header.setSectionsClickable(True)
            at = names.index(known["sort"]) if known.get("sort") in names else -1
            self._header.setSortIndicator(
                at, _DESCENDING if known.get("descending") else _ASCENDING
            )


def _in_place(names: Sequence[str], remembered: Sequence[str]) -> list[str]:
    """Return the columns as remembered; one that was not there then follows its own neighbour."""
    order = [name for name in remembered if name in names]
    for at, name in enumerate(names):
        if name not in order:
            order.insert(order.index(names[at - 1]) + 1 if at else 0, name)
    return order
