"""The board itself: one list view that paints its items as cards in columns.

A list view, so that screen readers find every card and head as an item of a list; laid out and
painted here, so that only what is visible costs anything.
"""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QToolTip

from cohort_desk.ui.groups.board.dropping import Dropping
from cohort_desk.ui.groups.board.layout import BoardLayout
from cohort_desk.ui.groups.board.model import BoardModel
from cohort_desk.ui.groups.board.painting import BoardPainter, Look, measures
from cohort_desk.ui.groups.presenter.board_words import TRAY
from cohort_desk.ui.kit.theme import Theme

_Action = QAbstractItemView.CursorAction
_Flag = QItemSelectionModel.SelectionFlag
_WHEEL_STEP = 48
_COMMANDS = {
    Qt.Key.Key_M: "move",
    Qt.Key.Key_S: "swap",
    Qt.Key.Key_L: "lock",
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Backspace: "remove",
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_F2: "rename",
    Qt.Key.Key_Menu: "menu",
}


class BoardCanvas(Dropping):
    """Shows a board; emits which command the user gives, and what is dropped where."""

    commanded = Signal(str)
    current_changed = Signal()

    def __init__(self, model: BoardModel) -> None:
        super().__init__()
        self.board_model = model
        self.compact = False
        self.effects = {}
        self.places = BoardLayout(0, (), 1, measures(compact=False))
        self.setModel(model)
        self.setAccessibleName("Board of groups")
        self.setAccessibleDescription(
            "Arrows go from card to card. M moves to a group, S swaps, L locks, Delete takes out "
            "of the group, Enter opens details, F2 renames the group."
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "plain")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda: self.commanded.emit("menu"))
        self.doubleClicked.connect(lambda: self.commanded.emit("open"))
        self._accept_drops()
        Theme.current().changed.connect(self._measure_anew)

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001 - a button's toggled signal
        self.compact = compact
        self.doItemsLayout()

    def chosen_people(self) -> list[int]:
        """Return the ids of the selected cards in board order, or of the current one alone."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        cards = [self.board_model.card_at(row) for row in rows]
        return [card.id for card in cards if card]

    def choose_rows(self, rows: list[int]) -> None:
        """Select these items and go to the first."""
        chosen = QItemSelection()
        for row in rows:
            index = self.board_model.index(row)
            chosen.select(index, index)
        self.selectionModel().select(chosen, _Flag.ClearAndSelect)
        if rows:
            self.selectionModel().setCurrentIndex(self.board_model.index(rows[0]), _Flag.NoUpdate)
            self.scrollTo(self.board_model.index(rows[0]))

    def doItemsLayout(self) -> None:
        board = self.board_model.board
        self.places = BoardLayout(
            len(board.tray) if board else 0,
            [len(group.cards) for group in board.groups] if board else [],
            self.viewport().width(),
            measures(compact=self.compact),
        )
        self.updateGeometries()
        self.viewport().update()

    def _measure_anew(self) -> None:
        # Not doItemsLayout itself: Qt has a slot of that name, and a connection to it outlives us.
        self.doItemsLayout()

    def updateGeometries(self) -> None:
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(page)
        bar.setSingleStep(_WHEEL_STEP)
        bar.setRange(0, max(0, self.places.height - page))

    def resizeEvent(self, event: QResizeEvent) -> None:
        QAbstractItemView.resizeEvent(self, event)
        self.doItemsLayout()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self._scrolled()

    def visualRect(self, index: QModelIndex) -> QRect:  # pyright: ignore[reportIncompatibleMethodOverride]
        if not index.isValid() or index.row() >= self.places.rows:
            return QRect()
        return self.places.rect(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self.places.row_at(point + QPoint(0, self.verticalOffset()))
        return QModelIndex() if row is None else self.board_model.index(row)

    def scrollTo(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        index: QModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        box, page = self.visualRect(index), self.viewport().height()
        bar = self.verticalScrollBar()
        if box.top() < 0:
            bar.setValue(bar.value() + box.top() - 8)
        elif box.bottom() > page:
            bar.setValue(bar.value() + box.bottom() - page + 8)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        area = rect.normalized().translated(0, self.verticalOffset())
        chosen = QItemSelection()
        for row in self._rows_in(area):
            if self.board_model.card_at(row):
                index = self.board_model.index(row)
                chosen.select(index, index)
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        here = self.currentIndex()
        last = self.board_model.rowCount() - 1
        if not here.isValid():
            return self.board_model.index(min(1, last))
        row = here.row()
        if action in (_Action.MoveUp, _Action.MoveDown):
            step = 1 if action == _Action.MoveDown else -1
            row = min(max(row + step, 0), last)
        elif action == _Action.MoveHome:
            row = 0
        elif action == _Action.MoveEnd:
            row = last
        else:
            row = self._row_aside(row, action)
        return self.board_model.index(row)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        QAbstractItemView.currentChanged(self, current, previous)
        self.viewport().update()
        if current.isValid() and self.hasFocus():
            said = QAccessibleEvent(self, QAccessible.Event.Focus)
            said.setChild(current.row())
            QAccessible.updateAccessibility(said)
        self.current_changed.emit()

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here; the search field finds people."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = _COMMANDS.get(Qt.Key(event.key()))
        if command and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commanded.emit(command)
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            text = index.data(Qt.ItemDataRole.ToolTipRole) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), text, self.viewport(), self.visualRect(index))
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.board_model.card_at(index.row()) is None:
            self.selectionModel().setCurrentIndex(index, _Flag.Clear)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        board = self.board_model.board
        if board is None:
            return
        painter = QPainter(self.viewport())
        brush = BoardPainter(painter, compact=self.compact)
        offset = self.verticalOffset()
        painter.translate(0, -offset)
        top, bottom = event.rect().top() + offset, event.rect().bottom() + offset
        if self.places.group_rect(TRAY).bottom() >= top:
            brush.tray(
                self.places.group_rect(TRAY),
                len(board.tray),
                self.effects.get(TRAY),
                hovered=self.hovered_group == TRAY,
            )
            for card in self.places.tray_rows_between(top, bottom):
                self._paint_card(brush, self.places.row_of(TRAY, card))
        for group in self.places.groups_between(top, bottom):
            self._paint_group(brush, group)
        painter.end()

    def _paint_group(self, brush: BoardPainter, group: int) -> None:
        board = self.board_model.board
        if board is None:
            return
        effect = self.effects.get(group)
        hovered = self.hovered_group == group
        if hovered and self.swap_effect:
            effect = self.swap_effect
        brush.column(self.places.group_rect(group), effect, hovered=hovered)
        head = self.places.row_of(group, -1)
        brush.head(
            self.places.rect(head),
            board.groups[group],
            effect,
            focused=self.hasFocus() and self.currentIndex().row() == head,
        )
        for card in range(self.places.count(group)):
            self._paint_card(brush, self.places.row_of(group, card))

    def _paint_card(self, brush: BoardPainter, row: int) -> None:
        card = self.board_model.card_at(row)
        if card:
            index = self.board_model.index(row)
            look = Look(
                selected=self.selectionModel().isSelected(index),
                focused=self.hasFocus() and self.currentIndex() == index,
                target=self.hovered_card == card.id,
            )
            brush.card(self.places.rect(row), card, look)

    def _rows_in(self, area: QRect) -> list[int]:
        groups = (TRAY, *self.places.groups_between(area.top(), area.bottom()))
        return [
            row
            for group in groups
            if self.places.group_rect(group).intersects(area)
            for card in range(self.places.count(group))
            if self.places.rect(row := self.places.row_of(group, card)).intersects(area)
        ]

    def _row_aside(self, row: int, action: QAbstractItemView.CursorAction) -> int:
        """Return the item beside this one, or a row of groups further up or down."""
        group, card = self.places.place_of(row)
        if group == TRAY and action in (_Action.MoveLeft, _Action.MoveRight):
            step = 1 if action == _Action.MoveRight else -1
            return min(max(row + step, 0), self.board_model.rowCount() - 1)
        steps = {
            _Action.MoveLeft: -1,
            _Action.MovePrevious: -1,
            _Action.MoveRight: 1,
            _Action.MoveNext: 1,
            _Action.MovePageUp: -self.places.across,
            _Action.MovePageDown: self.places.across,
        }
        board = self.board_model.board
        last = len(board.groups) - 1 if board else TRAY
        target = min(max(group + steps.get(action, 0), TRAY), last)
        if target == group:
            return row
        return self.places.row_of(target, min(card, self.places.count(target) - 1))
