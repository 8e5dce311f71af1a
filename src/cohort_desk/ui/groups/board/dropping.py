"""Dragging cards over the board: what is under them, what it would do, and the drop."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from cohort_desk.ui.groups.board.model import people_in
from cohort_desk.ui.groups.board.painting import BoardPainter, Look
from cohort_desk.ui.groups.presenter.board_words import TRAY, Foretold

if TYPE_CHECKING:
    from cohort_desk.ui.groups.board.layout import BoardLayout
    from cohort_desk.ui.groups.board.model import BoardModel

_EDGE_SHARE = 5
"""A drop on the upper or lower fifth of a card is between cards: a move, not a swap."""


class Dropping(QListView):
    """The part of the board that takes drags; groups are counted as the board counts them.

    `effects_wanted` asks what a move of people to some groups would do; whoever answers calls
    `show_effects`. `swap_hovered` asks for a swap; the answer is `show_swap_effect`.
    """

    moved = Signal(list, int)
    swapped = Signal(int, int)
    effects_wanted = Signal(list, list)
    swap_hovered = Signal(int, int)
    told = Signal(str)

    board_model: "BoardModel"
    places: "BoardLayout"
    compact: bool
    effects: Mapping[int, Foretold]

    def _accept_drops(self) -> None:
        self.setAcceptDrops(True)
        self.setDragEnabled(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoScroll(True)
        self.setAutoScrollMargin(48)
        self.dragged: list[int] = []
        self.hovered_group: int | None = None
        self.hovered_card: int | None = None
        self.swap_effect: Foretold | None = None

    def show_effects(self, effects: Mapping[int, Foretold]) -> None:
        """Show what the drag would do in these groups, beside those known already."""
        self.effects = {**self.effects, **effects}
        self._tell()
        self.viewport().update()

    def show_swap_effect(self, effect: Foretold | None) -> None:
        self.swap_effect = effect
        self._tell()
        self.viewport().update()

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: N803 - Qt's name
        people = [index for index in self.selectionModel().selectedIndexes() if index.isValid()]
        mime = self.board_model.mimeData(people)
        if not people_in(mime):
            return
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(self._picture(len(people)))
        drag.setHotSpot(QPoint(20, 16))
        drag.exec(Qt.DropAction.MoveAction)
        self._end_drag()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        people = people_in(event.mimeData())
        if people and event.source() in (self, None):
            self.dragged = people
            self.effects = {}
            self._scrolled()
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        # Scrolls near the edges; its own opinion on where to drop is overruled below.
        QAbstractItemView.dragMoveEvent(self, event)
        self.dragged = self.dragged or people_in(event.mimeData())
        group, card = self._target(event.position().toPoint())
        if group is None:
            self._hover(None, None)
            event.ignore()
        else:
            self._hover(group, card)
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        QAbstractItemView.dragLeaveEvent(self, event)
        self._hover(None, None)

    def dropEvent(self, event: QDropEvent) -> None:
        people = people_in(event.mimeData())
        self.dragged = people
        group, card = self._target(event.position().toPoint())
        if people and group is not None:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            if card is not None:
                self.swapped.emit(people[0], card)
            else:
                self.moved.emit(people, group)
        else:
            event.ignore()
        self.setState(QAbstractItemView.State.NoState)
        self._end_drag()

    def _target(self, point: QPoint) -> tuple[int | None, int | None]:
        """Return the group under the pointer, and the person there to swap with, if any."""
        point = point + QPoint(0, self.verticalOffset())
        group, row = self.places.group_at(point), self.places.row_at(point)
        if group is None or row is None or len(self.dragged) != 1:
            return group, None
        card, box = self.board_model.card_at(row), self.places.rect(row)
        edge = box.height() // _EDGE_SHARE
        inner = box.adjusted(0, edge, 0, -edge)
        if card is None or not inner.contains(point) or self._group_of(self.dragged[0]) == group:
            return group, None
        return (group, None) if group == TRAY else (group, card.id)

    def _group_of(self, person: int) -> int | None:
        row = self.board_model.row_of(person)
        return None if row is None else self.places.place_of(row)[0]

    def _hover(self, group: int | None, card: int | None) -> None:
        if (group, card) == (self.hovered_group, self.hovered_card):
            return
        self.hovered_group, self.hovered_card = group, card
        self.swap_effect = None
        if card is not None:
            self.swap_hovered.emit(self.dragged[0], card)
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        """Say what a drop here would do, where a pill has no room for it."""
        group = self.hovered_group
        effect = self.swap_effect or (None if group is None else self.effects.get(group))
        told = effect is not None and group is not None and effect.sentence != effect.short
        self.told.emit(effect.sentence if effect and told else "")

    def _scrolled(self) -> None:
        """Ask for the effects of the groups that have come into sight."""
        if self.dragged:
            top = self.verticalOffset()
            seen = self.places.groups_between(top, top + self.viewport().height())
            unknown = [group for group in (TRAY, *seen) if group not in self.effects]
            if unknown:
                self.effects_wanted.emit(self.dragged, unknown)

    def _end_drag(self) -> None:
        self.dragged, self.effects = [], {}
        self._hover(None, None)
        self.viewport().update()

    def _picture(self, people: int) -> QPixmap:
        """Return what hangs from the pointer: the card, or how many there are."""
        index = next(iter(self.selectionModel().selectedIndexes()))
        card = self.board_model.card_at(index.row())
        size = self.places.rect(index.row()).size()
        ratio = self.devicePixelRatioF()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        if card:
            brush = BoardPainter(painter, compact=self.compact)
            brush.card(QRect(QPoint(0, 0), size), card, Look(selected=True))
            if people > 1:
                brush.count(QRect(QPoint(0, 0), size), people)
        painter.end()
        return picture
