"""Where everything on the board is: pure arithmetic, so that 10,000 cards cost no widgets.

The tray lies across the top; under it the groups stand in rows, as many side by side as fit.
Items are counted as the model counts them: each place's head, then its cards.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect

from cohort_desk.ui.groups.presenter.board_words import TRAY


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in pixels, already scaled to the text.

    Attributes:
        column: the least width of a group.
        widest: the most.
        card: the height of a card.
        head: the height of a group's head.
        tray_head: of the tray's.
        pad: between a group's edge and its cards.
        between: from one card to the next.
        foot: the free strip under the last card, to drop on.
        gap: between groups.
    """

    column: int
    widest: int
    card: int
    head: int
    tray_head: int
    pad: int
    between: int
    foot: int
    gap: int


class BoardLayout:
    """The places of a board of a given width; `counts` are the cards of each group."""

    def __init__(self, tray: int, counts: Sequence[int], width: int, measures: Measures) -> None:
        self._m = m = measures
        self._counts = (tray, *counts)
        self._starts = [0, *accumulate(count + 1 for count in self._counts)]
        self.across = max(1, (width + m.gap) // (m.column + m.gap))
        self.across = min(self.across, max(1, len(counts))) if counts else self.across
        room = (width - (self.across - 1) * m.gap) // self.across
        self.column = max(m.column, min(room, m.widest))
        self.width = max(width, m.column)
        self._tray_across = max(
            1, (self.width - 2 * m.pad + m.between) // (self._tray_card + m.between)
        )
        self._lay_groups(counts)

    @property
    def _tray_card(self) -> int:
        return self.column - 2 * self._m.pad

    @property
    def height(self) -> int:
        """The height of everything."""
        return self._bottom

    @property
    def rows(self) -> int:
        """How many items there are."""
        return self._starts[-1]

    def place_of(self, row: int) -> tuple[int, int]:
        """Return the group of an item (TRAY for the tray) and its place there, -1 for the head."""
        slot = bisect_right(self._starts, row) - 1
        return slot - 1, row - self._starts[slot] - 1

    def row_of(self, group: int, card: int) -> int:
        """Return the item of a group's card, -1 for its head."""
        return self._starts[group + 1] + card + 1

    def count(self, group: int) -> int:
        return self._counts[group + 1]

    def group_rect(self, group: int) -> QRect:
        """Return where a group stands, or the tray lies."""
        m = self._m
        if group == TRAY:
            return QRect(0, 0, self.width, self._tray_height)
        band, column = divmod(group, self.across)
        left = column * (self.column + m.gap)
        return QRect(
            left, self._tops[band], self.column, self._tops[band + 1] - self._tops[band] - m.gap
        )

    def rect(self, row: int) -> QRect:
        """Return where an item is."""
        m = self._m
        group, card = self.place_of(row)
        box = self.group_rect(group)
        head = m.tray_head if group == TRAY else m.head
        if card < 0:
            return QRect(box.left(), box.top(), box.width(), head)
        if group == TRAY:
            line, column = divmod(card, self._tray_across)
            left = box.left() + m.pad + column * (self._tray_card + m.between)
            top = box.top() + head + line * (m.card + m.between)
            return QRect(left, top, self._tray_card, m.card)
        top = box.top() + head + card * (m.card + m.between)
        return QRect(box.left() + m.pad, top, box.width() - 2 * m.pad, m.card)

    def group_at(self, point: QPoint) -> int | None:
        """Return the group, or TRAY, under a point."""
        if point.y() < self._tray_height:
            return TRAY
        band = bisect_right(self._tops, point.y()) - 1
        column = point.x() // (self.column + self._m.gap)
        group = band * self.across + column
        if not 0 <= column < self.across or not 0 <= group < len(self._counts) - 1:
            return None
        return group if self.group_rect(group).contains(point) else None

    def row_at(self, point: QPoint) -> int | None:
        """Return the item under a point."""
        group = self.group_at(point)
        if group is None:
            return None
        head, *cards = self._candidates(group, point)
        return next((row for row in (*cards, head) if self.rect(row).contains(point)), None)

    def groups_between(self, top: int, bottom: int) -> range:
        """Return the groups of which something lies between two heights."""
        first = max(0, bisect_right(self._tops, top) - 1)
        last = max(0, bisect_right(self._tops, bottom) - 1)
        return range(first * self.across, min((last + 1) * self.across, len(self._counts) - 1))

    def tray_rows_between(self, top: int, bottom: int) -> range:
        """Return the tray's cards of which something lies between two heights."""
        step, head = self._m.card + self._m.between, self._m.tray_head
        first = max(0, (top - head) // step) * self._tray_across
        last = max(0, (bottom - head) // step + 1) * self._tray_across
        return range(min(first, self._counts[0]), min(last, self._counts[0]))

    def _candidates(self, group: int, point: QPoint) -> list[int]:
        m, box = self._m, self.group_rect(group)
        head = m.tray_head if group == TRAY else m.head
        line = (point.y() - box.top() - head) // (m.card + m.between)
        across = self._tray_across if group == TRAY else 1
        cards = range(line * across, (line + 1) * across) if line >= 0 else range(0)
        return [
            self.row_of(group, -1),
            *(self.row_of(group, card) for card in cards if card < self.count(group)),
        ]

    def _lay_groups(self, counts: Sequence[int]) -> None:
        m = self._m
        lines = -(-self._counts[0] // self._tray_across)
        self._tray_height = m.tray_head + lines * (m.card + m.between) + (m.pad if lines else 0)
        top = self._tray_height + m.gap
        self._tops = [top]
        for start in range(0, len(counts), self.across):
            tallest = max(counts[start : start + self.across])
            top += m.head + tallest * (m.card + m.between) + m.foot + m.gap
            self._tops.append(top)
        self._bottom = top
