"""The first rows of a sheet as they stand, with the row of headings marked."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from cohort_desk.exchange.layout import column_letters
from cohort_desk.exchange.sheets import Sheet
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.open_file import OpenFile
from cohort_desk.ui.kit.theme import Theme

ROWS_SHOWN = 60
_NARROWEST, _WIDEST = 56, 260
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_BACKGROUND = int(Qt.ItemDataRole.BackgroundRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)

Index = QModelIndex | QPersistentModelIndex


class PreviewModel(QAbstractTableModel):
    """Cells as text; rows that are left out are pale and say why."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = Sheet("", ())
        self._header_row = 0
        self._why: dict[int, str] = {}

    def show_file(self, opened: OpenFile) -> None:
        self.beginResetModel()
        self._sheet, self._header_row = opened.sheet, opened.layout.header_row
        self._why = {out.number: out.why for out in opened.layout.left_out}
        self._why |= dict.fromkeys(range(1, self._header_row), "above the headings")
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else min(len(self._sheet.rows), ROWS_SHOWN)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or not self._sheet.rows else len(self._sheet.rows[0])

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role in (_DISPLAY, _ACCESSIBLE):
            return self._sheet.rows[index.row()][index.column()]
        number = index.row() + 1
        if number == self._header_row:
            return _look_of_headings(role)
        return self._look_of_left_out(number, role) if number in self._why else None

    def _look_of_left_out(self, number: int, role: int) -> Any:
        if role == _TOOL_TIP:
            return f"Left out: {self._why[number]}"
        return Theme.current().colour("muted") if role == _FOREGROUND else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role != _DISPLAY:
            return None
        across = orientation == Qt.Orientation.Horizontal
        return column_letters(section) if across else str(section + 1)


def _look_of_headings(role: int) -> Any:
    theme = Theme.current()
    if role == _FONT:
        return theme.font(tokens.BODY, tokens.SEMIBOLD)
    return theme.colour("selected") if role == _BACKGROUND else None


class Preview(QTableView):
    """Shows the sheet; double click or Enter on a row makes it the row of headings."""

    header_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.preview_model = PreviewModel()
        self.setModel(self.preview_model)
        self.setAccessibleName("First rows of the sheet")
        self.setAccessibleDescription("Enter makes a row the row of headings")
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMaximumSectionSize(_WIDEST)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(tokens.ROW_COMPACT)
        self.doubleClicked.connect(self._choose)
        Theme.current().changed.connect(self.viewport().update)

    def show_file(self, opened: OpenFile) -> None:
        self.preview_model.show_file(opened)
        self._fit_columns(opened)
        header = max(opened.layout.header_row - 1, 0)
        self.scrollTo(
            self.preview_model.index(max(header - 2, 0), 0), self.ScrollHint.PositionAtTop
        )
        self.setCurrentIndex(self.preview_model.index(header, 0))

    def _fit_columns(self, opened: OpenFile) -> None:
        """Fit each column to the list; a long title above it does not count."""
        metrics = QFontMetrics(Theme.current().font(tokens.BODY, tokens.SEMIBOLD))
        rows = opened.sheet.rows[max(opened.layout.header_row - 1, 0) : ROWS_SHOWN]
        for column in range(self.preview_model.columnCount()):
            longest = max((row[column] for row in rows), key=len, default="")
            width = metrics.horizontalAdvance(longest) + tokens.XXL
            self.setColumnWidth(column, max(_NARROWEST, min(width, _WIDEST)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.header_chosen.emit(index.row() + 1)
