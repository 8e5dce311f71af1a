"""Where everything on the board is: pure arithmetic, so that 10,000 cards cost no widgets.

The tray is always in sight while anybody is in it: beside the groups, or above them where three
groups would not fit beside it. The groups stand in rows, as many side by side as fit. Both scroll
by themselves. Items are counted as the model counts them: each place's head, then its cards.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect, QSize

from cohort_desk.ui.groups.board.density import Measures
from cohort_desk.ui.groups.presenter.board_words import TRAY

_BESIDE_TRAY = 3
_TRAY_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Scrolled:
    """How far the groups, and the tray's cards, have been scrolled down."""

    groups: int = 0
    tray: int = 0


class BoardLayout:
    """The places of a board in a viewport; `counts` are the cards of each group."""

    def __init__(self, tray: int, counts: Sequence[int], view: QSize, measures: Measures) -> None:
        self._m = measures
        self._counts = (tray, *counts)
        slots = (tray + 1 if tray else 0, *(count + 1 for count in counts))
        self._starts = [0, *accumulate(slots)]
        self.tray_box, self.area = self._divided(view)
        self._choose_columns()
        self._lay_groups()

    @property
    def rows(self) -> int:
        """How many items there are."""
        return self._starts[-1]

    @property
    def groups(self) -> int:
        return len(self._counts) - 1

    @property
    def overflow(self) -> int:
        """How far the groups can be scrolled."""
        return max(0, self._tops[-1] - self._m.gap - self.area.height())

    @property
    def tray_overflow(self) -> int:
        """How far the tray's cards can be scrolled."""
        if not self._counts[0]:
            return 0
        lines = -(-self._counts[0] // self._tray_across)
        tall = lines * (self._m.card + self._m.between) + self._m.pad
        return max(0, tall - self.tray_cards.height())

    @property
    def tray_cards(self) -> QRect:
        """Where in the viewport the tray's cards are seen."""
        return self.tray_box.adjusted(0, self._tray_head, 0, -1)

    def place_of(self, row: int) -> tuple[int, int]:
        """Return the group of an item (TRAY for the tray) and its place there, -1 for the head."""
        slot = bisect_right(self._starts, row) - 1
        return slot - 1, row - self._starts[slot] - 1

    def row_of(self, group: int, card: int) -> int:
        """Return the item of a group's card, -1 for its head."""
        return self._starts[group + 1] + card + 1

    def count(self, group: int) -> int:
        """Return how many cards a group has."""
        return self._counts[group + 1]

    def group_rect(self, group: int, scrolled: Scrolled) -> QRect:
        """Return where in the viewport a group stands, or the tray lies."""
        if group == TRAY:
            return QRect(self.tray_box)
        m = self._m
        band, column = divmod(group, self.across)
        return QRect(
            self.area.left() + column * (self.column + m.gap),
            self.area.top() + self._tops[band] - scrolled.groups,
            self.column,
            self._tops[band + 1] - self._tops[band] - m.gap,
        )

    def rect(self, row: int, scrolled: Scrolled) -> QRect:
        """Return where in the viewport an item is; it may lie outside."""
        m = self._m
        group, card = self.place_of(row)
        box = self.group_rect(group, scrolled)
        if card < 0:
            tall = self._tray_head if group == TRAY else m.head
            return QRect(box.left(), box.top(), box.width(), tall)
        step = self._card + m.between
        if group == TRAY:
            line, column = divmod(card, self._tray_across)
            width = self._tray_card_width
            left = box.left() + m.pad + column * (width + m.between)
            top = self.tray_cards.top() + line * (m.card + m.between) - scrolled.tray
            return QRect(left, top, width, m.card)
        top = box.top() + m.head + card * step
        return QRect(box.left() + m.pad, top, box.width() - 2 * m.pad, self._card)

    def group_at(self, point: QPoint, scrolled: Scrolled) -> int | None:
        """Return the group, or TRAY, under a point of the viewport."""
        if self.tray_box.contains(point):
            return TRAY
        if not self.area.contains(point):
            return None
        band = bisect_right(self._tops, point.y() - self.area.top() + scrolled.groups) - 1
        column = (point.x() - self.area.left()) // (self.column + self._m.gap)
        group = band * self.across + column
        if not 0 <= column < self.across or not 0 <= group < self.groups:
            return None
        return group if self.group_rect(group, scrolled).contains(point) else None

    def row_at(self, point: QPoint, scrolled: Scrolled) -> int | None:
        """Return the item under a point of the viewport."""
        group = self.group_at(point, scrolled)
        if group is None:
            return None
        head = self.row_of(group, -1)
        if self.rect(head, scrolled).contains(point):
            return head
        first = self.rect(head + 1, scrolled).top() if self.count(group) else 0
        across = self._tray_across if group == TRAY else 1
        tall = self._m.card if group == TRAY else self._card
        line = (point.y() - first) // (tall + self._m.between)
        near = range(max(0, line * across), min((line + 1) * across, self.count(group)))
        rows = (self.row_of(group, card) for card in near)
        return next((row for row in rows if self.rect(row, scrolled).contains(point)), None)

    def groups_in(self, seen: QRect, scrolled: Scrolled) -> range:
        """Return the groups of which something lies in a part of the viewport."""
        up = scrolled.groups - self.area.top()
        first = max(0, bisect_right(self._tops, seen.top() + up) - 1)
        last = max(0, bisect_right(self._tops, seen.bottom() + up) - 1)
        return range(
            min(first * self.across, self.groups), min((last + 1) * self.across, self.groups)
        )

    def tray_rows(self, scrolled: Scrolled) -> range:
        """Return the items of the tray's cards that are in sight."""
        step, seen = self._m.card + self._m.between, self.tray_cards
        first = scrolled.tray // step * self._tray_across
        last = ((scrolled.tray + max(0, seen.height())) // step + 1) * self._tray_across
        begin = self.row_of(TRAY, 0)
        most = self._counts[0]
        return range(begin + min(first, most), begin + min(last, most))

    def _divided(self, view: QSize) -> tuple[QRect, QRect]:
        """Return where the tray lies and where the groups are, in the viewport."""
        m = self._m
        whole = QRect(0, 0, max(view.width(), m.column), view.height())
        self._tray_across, self._tray_card_width = 1, m.tray - 2 * m.pad
        self._tray_head = m.head
        if not self._counts[0]:
            return QRect(), whole
        if m.tray + _BESIDE_TRAY * (m.column + m.gap) <= whole.width():
            groups = whole.adjusted(m.tray + m.gap, 0, 0, 0)
            return QRect(0, 0, m.tray, whole.height()), groups
        self._tray_head = m.line
        room = whole.width() - 2 * m.pad + m.between
        self._tray_across = max(1, room // (self._tray_card_width + m.between))
        self._tray_card_width = room // self._tray_across - m.between
        lines = -(-self._counts[0] // self._tray_across)
        tall = m.line + lines * (m.card + m.between) + m.pad
        least = m.line + m.card + m.between + m.pad
        tall = max(least, min(tall, int(whole.height() * _TRAY_SHARE)))
        return (
            QRect(0, 0, whole.width(), tall),
            whole.adjusted(0, min(tall + m.gap, whole.height()), 0, 0),
        )

    def _choose_columns(self) -> None:
        """Choose how many groups stand side by side; where cards may grow, so that all fit."""
        m, wide, counts = self._m, self.area.width(), self._counts[1:]
        most = max(1, (wide + m.gap) // (m.column + m.gap))
        most = min(most, max(1, len(counts)))
        self.across, self._card = most, m.card
        if m.tallest > m.card:
            least = max(1, min(most, -(-(wide + m.gap) // (m.widest + m.gap))))
            self.across = next((n for n in range(least, most) if self._fits(n)), most)
            self._card = self._grown()
        room = (wide - (self.across - 1) * m.gap) // self.across
        self.column = max(m.column, min(room, m.widest))

    def _fits(self, across: int) -> bool:
        return sum(self._heights(across, self._m.card)) - self._m.gap <= self.area.height()

    def _grown(self) -> int:
        """Return the tallest cards with which everything still fits."""
        m, cards = self._m, self._tallest(self.across)
        spare = self.area.height() + m.gap - sum(self._heights(self.across, m.card))
        return min(m.tallest, m.card + max(0, spare) // max(1, sum(cards)))

    def _tallest(self, across: int) -> list[int]:
        counts = self._counts[1:]
        return [max(counts[at : at + across]) for at in range(0, len(counts), across)]

    def _heights(self, across: int, card: int) -> list[int]:
        m = self._m
        return [
            m.head + cards * (card + m.between) + m.foot + m.gap for cards in self._tallest(across)
        ]

    def _lay_groups(self) -> None:
        self._tops = [0, *accumulate(self._heights(self.across, self._card))]
