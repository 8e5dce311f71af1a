"""The table view itself: keys, chips in cells, tips where text is cut short."""

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import CHIP, DISPLAY, Chip
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import paint_pill, pill_size

Index = QModelIndex | QPersistentModelIndex
CELL_INSET = 11
"""How far the style sheet and Fusion together set a cell's text in."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TipDelegate(QStyledItemDelegate):
    """Shows the whole text of a cell that is too narrow for it."""

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        cell: Any = option
        cut_short = self.sizeHint(option, index).width() > cell.rect.width()
        QToolTip.showText(event.globalPos(), str(index.data(DISPLAY)) if cut_short else "", view)
        return True


class ChipDelegate(TipDelegate):
    """Paints a cell as a pill."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Any = option  # the stubs know nothing of a style option's fields
        self.initStyleOption(cell, index)
        cell.text = ""
        cell.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget
        )
        chip = index.data(CHIP)
        if not isinstance(chip, Chip) or not chip.text:
            return
        size = pill_size(chip.text, dotted=chip.dot is not None)
        width = min(size.width(), cell.rect.width() - 2 * CELL_INSET)
        top = cell.rect.top() + (cell.rect.height() - size.height()) / 2
        painter.save()
        box = QRectF(cell.rect.left() + CELL_INSET, top, width, size.height())
        paint_pill(painter, box, chip.text, chip.tone, chip.dot)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        chip = index.data(CHIP)
        if not isinstance(chip, Chip):
            return super().sizeHint(option, index)
        return pill_size(chip.text, dotted=chip.dot is not None) + QSize(2 * CELL_INSET, 0)


class Grid(QTableView):
    """A table of whole rows, for DataTable."""

    opened = Signal()
    edit_asked = Signal()
    delete_asked = Signal()
    left_upwards = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(TipDelegate(self))
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(tokens.TARGET)
        heads.setHighlightSections(False)
        heads.setSectionsMovable(True)
        heads.setStretchLastSection(True)
        heads.setMinimumSectionSize(tokens.XXL)
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(self._double_clicked)
        Theme.current().changed.connect(self.fit_rows)
        self.fit_rows()

    def fit_rows(self) -> None:
        """Take the row height of the theme."""
        self.verticalHeader().setDefaultSectionSize(Theme.current().row_height)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: Qt would fetch every row to find one, and the search field does better."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        editable = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif key in _ENTER and index.isValid():
            self.opened.emit()
        elif key == Qt.Key.Key_F2 and index.isValid() and not editable:
            self.edit_asked.emit()
        elif key == Qt.Key.Key_Delete and self.selectionModel().hasSelection():
            self.delete_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif key == Qt.Key.Key_Up and index.row() <= 0 and not event.modifiers():
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def copy_rows(self) -> None:
        """Put the chosen rows on the clipboard, as a spreadsheet takes them."""
        heads = self.horizontalHeader()
        columns = [heads.logicalIndex(at) for at in range(heads.count())]
        columns = [column for column in columns if not self.isColumnHidden(column)]
        model = self.model()
        lines = (
            "\t".join(str(model.index(row, column).data(DISPLAY) or "") for column in columns)
            for row in self.chosen_rows()
        )
        QGuiApplication.clipboard().setText("\n".join(lines))

    def chosen_rows(self) -> list[int]:
        """Return the numbers of the selected rows, from the top."""
        spans: Any = self.selectionModel().selection()
        rows: set[int] = set()
        for span in spans:
            rows.update(range(span.top(), span.bottom() + 1))
        return sorted(rows)

    def _double_clicked(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit()
