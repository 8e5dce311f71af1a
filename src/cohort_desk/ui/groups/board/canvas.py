"""The board as it is worked: painted cards, commands by keyboard, cards carried by mouse."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QToolTip, QWidget

from cohort_desk.ui.groups.board.cards import TAKE_OUT, take_out_box
from cohort_desk.ui.groups.board.cursor import TypeAhead
from cohort_desk.ui.groups.board.density import Density
from cohort_desk.ui.groups.board.drag import CardDrag
from cohort_desk.ui.groups.board.model import BoardModel
from cohort_desk.ui.groups.board.painting import carried_picture, paint_board
from cohort_desk.ui.groups.board.placed_list import PlacedList

_Flag = QItemSelectionModel.SelectionFlag
_Left = Qt.MouseButton.LeftButton
_LETTERS = {
    "m": "move",
    "s": "swap",
    "l": "lock",
    "b": "next_broken",
    "w": "why",
    "r": "repair",
}
_COMMANDS = {
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Backspace: "remove",
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_F2: "rename",
    Qt.Key.Key_Menu: "menu",
}
_SPOKEN_HELP = (
    "Arrows go from card to card, Home and End to the ends of a group; type a name to go to it. "
    "Space selects, Ctrl+A selects the group. M moves to a group, S swaps, L locks, Delete takes "
    "out of the group, Enter opens details, F2 renames the group, B goes to the next broken rule, "
    "W says why somebody is here or why two are together, R repairs with the fewest moves."
)


class BoardCanvas(PlacedList):
    """Shows a board; emits which command the user gives. What is dropped where, `drag` tells."""

    commanded = Signal(str)
    take_out_asked = Signal(int)

    def __init__(self, model: BoardModel) -> None:
        super().__init__(model)
        self.drag = CardDrag(model, self)
        self.drop_bar_over: QWidget | None = None
        self.band = QRect()
        self._pressed: QPoint | None = None
        self._typing = TypeAhead("".join(_LETTERS))
        self.setAccessibleName("Board of groups")
        self.setAccessibleDescription(_SPOKEN_HELP)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda: self.commanded.emit("menu"))
        self.drag.changed.connect(self.viewport().update)
        self.drag.scroll_wanted.connect(self._scroll_for_drag)
        self.placed_anew.connect(self._carry_on)

    @property
    def drop_bar(self) -> QRect:
        """Where a drop takes people out while nobody is in the tray; empty at other times.

        In the viewport's coordinates, but outside it: over `drop_bar_over`.
        """
        board, over = self.board_model.board, self.drop_bar_over
        if over is None or not self.drag.active or board is None or board.tray:
            return QRect()
        corner = self.viewport().mapFromGlobal(over.mapToGlobal(QPoint(0, 0)))
        return QRect(corner, over.size())

    def foretell_anew(self) -> None:
        """Ask again what a drop would do: the board has been read while cards are carried."""
        if self.drag.active and not self.board_model.rows_of(self.drag.people):
            self.stop_carrying()
        self.drag.forget_effects()
        self._carry_on()

    def stop_carrying(self) -> None:
        """Give carried cards back."""
        if self.drag.active:
            self._pressed = None
            self.unsetCursor()
            self.drag.cancel()

    def keyboardSearch(self, search: str) -> None:
        """Names are found by `TypeAhead`, which leaves letters to the commands."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.drag.active:
            if event.key() == Qt.Key.Key_Escape:
                self.stop_carrying()
            return
        held = event.modifiers()
        plain = not held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        command = _COMMANDS.get(Qt.Key(event.key())) if plain else None
        if command:
            self.commanded.emit(command)
        elif plain and self._typing.takes(event.text()):
            row = self._typing.find(self.board_model, max(0, self.currentIndex().row()))
            if row is not None:
                self.go_to(row)
        elif plain and event.text() in _LETTERS:
            self.commanded.emit(_LETTERS[event.text()])
        elif plain and event.key() == Qt.Key.Key_Space:
            self.selectionModel().select(self.currentIndex(), _Flag.Toggle)
        else:
            super().keyPressEvent(event)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        card = self.board_model.card_at(index.row()) if index.isValid() else None
        left = event.button() == _Left
        if index.isValid() and card is None:
            self.selectionModel().setCurrentIndex(index, _Flag.Clear)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        if card and left and card.withdrawn and self._on_take_out(index, point):
            self.take_out_asked.emit(card.id)
            return
        self._pressed = point if card and left else None
        self.band = QRect(point, point) if card is None and left else QRect()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self.drag.active:
            self._carry_to(point)
        elif self._pressed is not None and event.buttons() & _Left:
            far = (point - self._pressed).manhattanLength()
            if far >= QApplication.startDragDistance():
                self._begin_carrying(point)
        else:
            super().mouseMoveEvent(event)
            if self.state() == QAbstractItemView.State.DragSelectingState:
                self.band.setBottomRight(point)
                self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed, self.band = None, QRect()
        self.viewport().update()
        if self.drag.active:
            self.unsetCursor()
            self.drag.drop()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.commanded.emit("open")

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            text = index.data(Qt.ItemDataRole.ToolTipRole) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), text, self.viewport(), self.visualRect(index))
            return True
        return super().viewportEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.stop_carrying()
        super().focusOutEvent(event)
        self.viewport().update()

    def hideEvent(self, event: QHideEvent) -> None:
        self.stop_carrying()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        bands = self.state() == QAbstractItemView.State.DragSelectingState
        band = self.band if bands else QRect()
        paint_board(self, self.drag, band, event.rect())

    def _on_take_out(self, index: QModelIndex, point: QPoint) -> bool:
        if self.density is not Density.COMFORTABLE:
            return False
        width = self.ink.strong.width(TAKE_OUT)
        return take_out_box(width, self.visualRect(index)).contains(point)

    def _begin_carrying(self, point: QPoint) -> None:
        people = self.chosen_people()
        if people:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.drag.begin(people, carried_picture(self, people))
            self._carry_to(point)

    def _carry_to(self, point: QPoint) -> None:
        self.drag.move(point, self.places, self.scrolled, self.drop_bar)
        self.drag.want_effects(self.places.groups_in(self.viewport().rect(), self.scrolled))
        self.viewport().update()

    def _carry_on(self) -> None:
        """Look anew at what is under carried cards: the board has moved."""
        if self.drag.active:
            self._carry_to(self.drag.point)

    def _scroll_for_drag(self, step: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step)
