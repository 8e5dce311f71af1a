"""The board as a list: the tray's head and cards, if anybody is in it, then each group's."""

from bisect import bisect_right
from itertools import accumulate, chain, count
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from cohort_desk.ui.groups.presenter.board_filter import Sought
from cohort_desk.ui.groups.presenter.board_words import (
    TRAY,
    TRAY_NAME,
    agency_marks,
    card_tip,
    card_words,
    head_words,
    tray_words,
)

if TYPE_CHECKING:
    from cohort_desk.services.groups import Board, BoardGroup, Card

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_TIP = Qt.ItemDataRole.ToolTipRole
_CARD_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_HEAD_FLAGS = Qt.ItemFlag.ItemIsEnabled


class BoardModel(QAbstractListModel):
    """Holds one reading of a board; a head is an item without a card.

    Attributes:
        found: the ids of those who are looked for; None while nothing is.
        marks: the few letters that stand for each agency, by its id.
    """

    def __init__(self) -> None:
        super().__init__()
        self.board: Board | None = None
        self.found: frozenset[int] | None = None
        self.marks: dict[int, str] = {}
        self._heads = [0]
        self._rows: dict[int, int] = {}
        self._sought = Sought()

    def show_board(self, board: "Board") -> None:
        """Show a board in place of the one before."""
        self.beginResetModel()
        self.board, self.marks = board, agency_marks(board)
        sizes = (
            len(board.tray) + 1 if board.tray else 0,
            *(len(g.cards) + 1 for g in board.groups),
        )
        self._heads = [0, *accumulate(sizes)]
        self._rows = {}
        for head, cards in zip(
            self._heads, (board.tray, *(g.cards for g in board.groups)), strict=False
        ):
            self._rows.update(zip((card.id for card in cards), count(head + 1), strict=False))
        self.endResetModel()
        self.look_for(self._sought)

    @property
    def withdrawn(self) -> list[int]:
        """The people who have withdrawn and are still in a group, unless locked there."""
        groups = [group for group in self.board.groups if not group.locked] if self.board else []
        cards = chain.from_iterable(group.cards for group in groups)
        return [card.id for card in cards if card.withdrawn and not card.locked]

    def look_for(self, sought: Sought) -> None:
        """Find the cards that are looked for, in `found`."""
        self._sought, self.found = sought, None
        if sought and self.board:
            places = ((None, self.board.tray), *((g, g.cards) for g in self.board.groups))
            self.found = frozenset(
                card.id for group, cards in places for card in cards if sought.finds(card, group)
            )

    def group_at(self, row: int) -> "BoardGroup | None":
        """Return the group that an item belongs to; None for the tray."""
        place = bisect_right(self._heads, row) - 2
        return None if self.board is None or place == TRAY else self.board.groups[place]

    def card_at(self, row: int) -> "Card | None":
        """Return the card of an item; None for a head."""
        if self.board is None:
            return None
        slot = bisect_right(self._heads, row) - 1
        card = row - self._heads[slot] - 1
        cards = self.board.groups[slot - 1].cards if slot else self.board.tray
        return cards[card] if card >= 0 else None

    def row_of(self, person_id: int) -> int | None:
        """Return where a person's card is."""
        return self._rows.get(person_id)

    def rows_of(self, people: "list[int] | frozenset[int]") -> list[int]:
        """Return where those of the people are who are on the board, in its order."""
        return sorted(row for person in people if (row := self._rows.get(person)) is not None)

    def place_of_group(self, group_id: int) -> int | None:
        """Return where a group stands, counted from 0."""
        groups = self.board.groups if self.board else ()
        return next((place for place, group in enumerate(groups) if group.id == group_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._heads[-1]

    def data(self, index: Index, role: int = _DISPLAY) -> str | None:
        if role not in (_DISPLAY, _ACCESSIBLE, _TIP):
            return None
        group, card = self.group_at(index.row()), self.card_at(index.row())
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
            return Qt.ItemFlag.NoItemFlags
        return _CARD_FLAGS if self.card_at(index.row()) else _HEAD_FLAGS
