"""The board as a list: the tray's head and cards, then each group's."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from cohort_desk.ui.groups.presenter.board_words import (
    TRAY_NAME,
    card_tip,
    card_words,
    head_words,
    tray_words,
)

if TYPE_CHECKING:
    from cohort_desk.services.groups import Board, BoardGroup, Card

MIME = "application/x-cohort-desk-people"
Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_TIP = Qt.ItemDataRole.ToolTipRole
_CARD_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
)
_HEAD_FLAGS = Qt.ItemFlag.ItemIsEnabled


class BoardModel(QAbstractListModel):
    """Holds one reading of a board; a head is an item without a card."""

    def __init__(self) -> None:
        super().__init__()
        self.board: Board | None = None
        self._items: list[tuple[BoardGroup | None, Card | None]] = []
        self._rows: dict[int, int] = {}

    def show_board(self, board: "Board") -> None:
        """Show a board in place of the one before."""
        self.beginResetModel()
        self.board = board
        self._items = [(None, None), *((None, card) for card in board.tray)]
        for group in board.groups:
            self._items.append((group, None))
            self._items += [(group, card) for card in group.cards]
        self._rows = {card.id: row for row, (_, card) in enumerate(self._items) if card}
        self.endResetModel()

    def group_at(self, row: int) -> "BoardGroup | None":
        """Return the group that an item belongs to; None for the tray."""
        return self._items[row][0]

    def card_at(self, row: int) -> "Card | None":
        """Return the card of an item; None for a head."""
        return self._items[row][1]

    def row_of(self, person_id: int) -> int | None:
        """Return where a person's card is."""
        return self._rows.get(person_id)

    def rows_named(self, text: str) -> list[int]:
        """Return the cards whose name or agency holds every word of a text."""
        words = text.casefold().split()
        return [
            row
            for row, (_, card) in enumerate(self._items)
            if card and words and all(w in f"{card.name} {card.agency}".casefold() for w in words)
        ]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = _DISPLAY) -> str | None:
        if role not in (_DISPLAY, _ACCESSIBLE, _TIP):
            return None
        group, card = self._items[index.row()]
        if role == _DISPLAY:
            return card.name if card else group.name if group else TRAY_NAME
        if card:
            name = group.name if group else ""
            return card_words(card, name) if role == _ACCESSIBLE else card_tip(card)
        if group:
            return head_words(group)
        return tray_words(len(self.board.tray) if self.board else 0)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return _CARD_FLAGS if self._items[index.row()][1] else _HEAD_FLAGS

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:  # pyright: ignore[reportIncompatibleMethodOverride]
        cards = [card for index in indexes if (card := self.card_at(index.row()))]
        made = QMimeData()
        made.setData(MIME, ",".join(str(card.id) for card in cards).encode())
        made.setText("\n".join(card.name for card in cards))
        return made


def people_in(mime: QMimeData) -> list[int]:
    """Return the ids of the people that are dragged."""
    if not mime.hasFormat(MIME):
        return []
    return [int(part) for part in bytes(mime.data(MIME).data()).decode().split(",") if part]
