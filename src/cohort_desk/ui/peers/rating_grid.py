"""The field of a rating form: a row for each person, a column for each criterion, digits by key."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from cohort_desk.domain.peers.entry import HIGHEST, LOWEST
from cohort_desk.services.peers import FormCriterion
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme

Scores = dict[int, dict[int, int]]
_ROW, _BOX = 36, 64
_DIGITS = {str(score) for score in range(LOWEST, HIGHEST + 1)}


class _BoxDelegate(QStyledItemDelegate):
    """Paints each rating as a field to fill, with a ring around the one that has the focus."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell: Any = option  # the stubs know nothing of a style option's fields
        theme = Theme.current()
        width = theme.px(_BOX)
        middle = QRectF(cell.rect).center()
        box = QRectF(middle.x() - width / 2, cell.rect.top() + 3.5, width, cell.rect.height() - 7)
        current = bool(cell.state & QStyle.StateFlag.State_Selected)
        focused = current and bool(cell.state & QStyle.StateFlag.State_Active)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("selected" if current else "surface"))
        painter.setPen(QPen(theme.colour("focus" if focused else "control"), 2 if focused else 1))
        painter.drawRoundedRect(box, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        painter.setPen(theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(index.data() or ""))
        painter.restore()


class RatingGrid(QTableWidget):
    """Takes digits; each goes into the cell with the focus, and the focus goes on."""

    changed = Signal()
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[int, ...] = ()
        self._criteria: tuple[int, ...] = ()
        self.setAccessibleName("Ratings from 0 to 5")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setItemDelegate(_BoxDelegate(self))
        self.setCornerButtonEnabled(False)
        heads, names = self.horizontalHeader(), self.verticalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        Theme.current().changed.connect(self._fit)

    def show_form(
        self,
        people: Sequence[tuple[int, str]],
        criteria: Sequence[FormCriterion],
        scores: Mapping[int, Mapping[int, int]],
    ) -> None:
        """Show an empty field, or what was given before."""
        self._people = tuple(person for person, _ in people)
        self._criteria = tuple(criterion.id for criterion in criteria)
        self.clear()
        self.setRowCount(len(people))
        self.setColumnCount(len(criteria))
        self.setVerticalHeaderLabels([name for _, name in people])
        self.setHorizontalHeaderLabels([criterion.title for criterion in criteria])
        for at, criterion in enumerate(criteria):
            head = self.horizontalHeaderItem(at)
            if head is not None:
                head.setToolTip(criterion.description)
        for row, (person, name) in enumerate(people):
            for column, criterion in enumerate(criteria):
                score = scores.get(person, {}).get(criterion.id)
                self.setItem(row, column, _cell(score, f"{name}, {criterion.title}"))
        if people and criteria:
            self.setCurrentCell(0, 0)
        self._fit()

    def scores(self) -> Scores:
        """Return what has been typed; a cell without a score is left out."""
        found: Scores = {}
        for row, person in enumerate(self._people):
            for column, criterion in enumerate(self._criteria):
                text = self._text(row, column)
                if text:
                    found.setdefault(person, {})[criterion] = int(text)
        return found

    def go_to_gap(self) -> None:
        """Go to the first cell without a score."""
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                if not self._text(row, column):
                    self.setCurrentCell(row, column)
                    self.setFocus()
                    return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        inside = self.currentIndex().isValid()
        if inside and event.text() in _DIGITS:
            self.currentItem().setText(event.text())
            self.changed.emit()
            self._go_on()
        elif inside and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.currentItem().setText("")
            self.changed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        row, column = self.currentRow(), self.currentColumn() + 1
        if column == self.columnCount():
            row, column = row + 1, 0
        if row < self.rowCount():
            self.setCurrentCell(row, column)
        else:
            self.ended.emit()

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return "" if item is None else item.text()

    def _fit(self) -> None:
        """Be as high as the rows need; the page around it scrolls."""
        height = Theme.current().px(_ROW)
        self.verticalHeader().setDefaultSectionSize(height)
        head = max(self.horizontalHeader().sizeHint().height(), height)
        self.setFixedHeight(head + height * self.rowCount() + 2 * self.frameWidth() + 2)


def _cell(score: int | None, name: str) -> QTableWidgetItem:
    made = QTableWidgetItem("" if score is None else str(score))
    made.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setData(Qt.ItemDataRole.AccessibleDescriptionRole, name)
    return made
