"""A list view whose items stand as cards in columns: where they are, selecting and scrolling.

A list view, so that screen readers find every card and head as an item of a list.
"""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleEvent, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from cohort_desk.ui.groups.board.cursor import next_row
from cohort_desk.ui.groups.board.density import Density
from cohort_desk.ui.groups.board.ink import Ink
from cohort_desk.ui.groups.board.layout import BoardLayout, Scrolled
from cohort_desk.ui.groups.board.model import BoardModel
from cohort_desk.ui.groups.presenter.board_words import TRAY
from cohort_desk.ui.kit.theme import Theme

_Flag = QItemSelectionModel.SelectionFlag
_WHEEL_STEP = 48


class PlacedList(QListView):
    """The items of a board where its layout puts them."""

    current_changed = Signal()
    placed_anew = Signal()

    def __init__(self, model: BoardModel) -> None:
        super().__init__()
        self.board_model = model
        self.density = Density.COMFORTABLE
        self.ink = Ink(self.density)
        self._tray_scroll = 0
        self.places = BoardLayout(0, (), self.viewport().size(), self.ink.measures)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "plain")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        Theme.current().changed.connect(self._measure_anew)

    @property
    def scrolled(self) -> Scrolled:
        """How far the groups and the tray are scrolled."""
        return Scrolled(self.verticalScrollBar().value(), self._tray_scroll)

    def set_density(self, density: Density) -> None:
        """Show larger or smaller cards; what is current stays in sight."""
        self.density = density
        self._measure_anew()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def chosen_people(self) -> list[int]:
        """Return the ids of the selected cards in board order, or of the current one alone."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        cards = [self.board_model.card_at(row) for row in rows]
        return [card.id for card in cards if card]

    def choose_rows(self, rows: list[int], *, scroll: bool = True) -> None:
        """Select these items and go to the first."""
        self._select(rows, _Flag.ClearAndSelect)
        if rows:
            self.selectionModel().setCurrentIndex(self.board_model.index(rows[0]), _Flag.NoUpdate)
            if scroll:
                self.scrollTo(self.board_model.index(rows[0]))

    def go_to(self, row: int) -> None:
        """Go to a head, or to a card and select it alone."""
        if self.board_model.card_at(row):
            self.choose_rows([row])
        else:
            self.selectionModel().setCurrentIndex(self.board_model.index(row), _Flag.Clear)
            self.scrollTo(self.board_model.index(row))

    def selectAll(self) -> None:
        """Select everybody in the group where the focus is."""
        if self.currentIndex().isValid():
            group, _ = self.places.place_of(self.currentIndex().row())
            first = self.places.row_of(group, 0)
            self._select(list(range(first, first + self.places.count(group))), _Flag.ClearAndSelect)

    # Geometry, as a list view wants to know it

    def doItemsLayout(self) -> None:
        board = self.board_model.board
        self.places = BoardLayout(
            len(board.tray) if board else 0,
            [len(group.cards) for group in board.groups] if board else [],
            self.viewport().size(),
            self.ink.measures,
        )
        self.ink.use_marks(self.board_model.marks)
        self._tray_scroll = min(self._tray_scroll, self.places.tray_overflow)
        self.updateGeometries()
        self.viewport().update()

    def _measure_anew(self) -> None:
        # Not doItemsLayout itself: Qt has a slot of that name, and a connection to it outlives us.
        self.ink = Ink(self.density)
        self.doItemsLayout()

    def updateGeometries(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(max(1, self.places.area.height()))
        bar.setSingleStep(_WHEEL_STEP)
        bar.setRange(0, self.places.overflow)
        bar.setEnabled(self.places.overflow > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        QAbstractItemView.resizeEvent(self, event)
        self.doItemsLayout()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self.placed_anew.emit()

    def visualRect(self, index: QModelIndex) -> QRect:  # pyright: ignore[reportIncompatibleMethodOverride]
        if not index.isValid() or index.row() >= self.places.rows:
            return QRect()
        return self.places.rect(index.row(), self.scrolled)

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self.places.row_at(point, self.scrolled)
        return QModelIndex() if row is None else self.board_model.index(row)

    def scrollTo(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        index: QModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if not index.isValid():
            return
        group, card = self.places.place_of(index.row())
        box = self.visualRect(index)
        if group == TRAY:
            if card >= 0:
                self._scroll_tray(_needed(box, self.places.tray_cards))
            return
        if card == 0:
            box.setTop(box.top() - self.ink.measures.head)
        needed = _needed(box, self.places.area)
        if needed:
            self.verticalScrollBar().setValue(self.verticalOffset() + needed)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        self._select(self._rows_in(rect.normalized()), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        here = self.currentIndex()
        if not here.isValid():
            return self.board_model.index(min(1, self.board_model.rowCount() - 1))
        return self.board_model.index(next_row(self.places, here.row(), action))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        QAbstractItemView.currentChanged(self, current, previous)
        self.viewport().update()
        if current.isValid() and self.hasFocus():
            said = QAccessibleEvent(self, QAccessible.Event.Focus)
            said.setChild(current.row())
            QAccessible.updateAccessibility(said)
        self.current_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.places.tray_box.contains(event.position().toPoint()):
            self._scroll_tray(-event.angleDelta().y() * _WHEEL_STEP // 120)
            event.accept()
        else:
            super().wheelEvent(event)

    def _select(self, rows: list[int], command: QItemSelectionModel.SelectionFlag) -> None:
        chosen = QItemSelection()
        for row in rows:
            if self.board_model.card_at(row):
                index = self.board_model.index(row)
                chosen.select(index, index)
        self.selectionModel().select(chosen, command)

    def _rows_in(self, area: QRect) -> list[int]:
        """Return the cards that a part of the viewport touches."""
        scrolled, places = self.scrolled, self.places
        rows = list(places.tray_rows(scrolled)) if area.intersects(places.tray_cards) else []
        for group in places.groups_in(area, scrolled):
            if places.group_rect(group, scrolled).intersects(area):
                first = places.row_of(group, 0)
                rows += range(first, first + places.count(group))
        return [row for row in rows if places.rect(row, scrolled).intersects(area)]

    def _scroll_tray(self, by: int) -> None:
        self._tray_scroll = min(max(self._tray_scroll + by, 0), self.places.tray_overflow)
        self.viewport().update()


def _needed(box: QRect, seen: QRect) -> int:
    """Return how far to scroll down so that a box is seen."""
    if box.top() < seen.top():
        return box.top() - seen.top() - 8
    return max(0, box.bottom() - seen.bottom() + 8) if box.bottom() > seen.bottom() else 0
