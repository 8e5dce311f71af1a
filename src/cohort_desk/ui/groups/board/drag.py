"""Cards carried over the board by mouse: what a drop would do, and the drop.

The board carries cards itself rather than by the system's drag and drop: they never leave it, Esc
always gives them back, and it scrolls at its edges.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QPixmap

from cohort_desk.ui.groups.board.layout import BoardLayout, Scrolled
from cohort_desk.ui.groups.board.model import BoardModel
from cohort_desk.ui.groups.presenter.board_words import TRAY, Foretold

_EDGE_SHARE = 5
"""A drop on the upper or lower fifth of a card is between cards: a move, not a swap."""
_SCROLL_MS, _SCROLL_MARGIN, _SCROLL_STEP = 25, 40, 16
_HELD_AT = QPoint(16, 12)


class CardDrag(QObject):
    """People in the hand, and what is under it; groups count as on the board.

    `effects_wanted` asks what a move of the people to some groups would do; whoever answers calls
    `show_effects`. `swap_hovered` asks for a swap; the answer is `show_swap_effect`.
    """

    moved = Signal(list, int)
    swapped = Signal(int, int)
    effects_wanted = Signal(list, list)
    swap_hovered = Signal(int, int)
    told = Signal(str)
    changed = Signal()
    scroll_wanted = Signal(int)

    def __init__(self, model: BoardModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.people: list[int] = []
        self.group: int | None = None
        self.card: int | None = None
        self.effects: dict[int, Foretold] = {}
        self.swap_effect: Foretold | None = None
        self.picture = QPixmap()
        self._point = QPoint()
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_SCROLL_MS)
        self._timer.timeout.connect(lambda: self.scroll_wanted.emit(self._step))

    @property
    def active(self) -> bool:
        return bool(self.people)

    @property
    def point(self) -> QPoint:
        """Where in the viewport the pointer is."""
        return QPoint(self._point)

    @property
    def picture_box(self) -> QRect:
        """Where in the viewport the carried cards are painted."""
        return QRect(self._point - _HELD_AT, self.picture.deviceIndependentSize().toSize())

    def begin(self, people: Sequence[int], picture: QPixmap) -> None:
        """Take people into the hand."""
        self.people, self.picture = list(people), picture
        self.effects, self.swap_effect = {}, None
        self.changed.emit()

    def effect_on(self, group: int) -> Foretold | None:
        """Return what a drop on a group, where it is held now, would do."""
        if group == self.group and self.swap_effect:
            return self.swap_effect
        return self.effects.get(group)

    def show_effects(self, effects: Mapping[int, Foretold]) -> None:
        """Show what the drag would do in these groups, beside those known already."""
        if self.active:
            self.effects |= effects
            self._tell()
            self.changed.emit()

    def show_swap_effect(self, effect: Foretold | None) -> None:
        if self.active:
            self.swap_effect = effect
            self._tell()
            self.changed.emit()

    def want_effects(self, groups: Sequence[int]) -> None:
        """Ask for the effects of groups that are in sight and not known yet."""
        unknown = [group for group in (TRAY, *groups) if group not in self.effects]
        if self.active and unknown:
            self.effects_wanted.emit(self.people, unknown)

    def forget_effects(self) -> None:
        """Ask anew when next wanted: the board has changed under the hand."""
        self.effects, self.swap_effect, self.group, self.card = {}, None, None, None

    def move(self, point: QPoint, places: BoardLayout, scrolled: Scrolled, bar: QRect) -> None:
        """Carry the cards to a point of the viewport; `bar` is where a drop takes out."""
        self._point = QPoint(point)
        group, card = self._target(point, places, scrolled, bar)
        if (group, card) != (self.group, self.card):
            self.group, self.card, self.swap_effect = group, card, None
            if card is not None:
                self.swap_hovered.emit(self.people[0], card)
            self._tell()
            self.changed.emit()
        self._scroll_near_edge(QRect() if bar.contains(point) else places.area)

    def drop(self) -> None:
        """Let go of the cards here."""
        people, group, card = self.people, self.group, self.card
        self.cancel()
        if card is not None:
            self.swapped.emit(people[0], card)
        elif group is not None:
            self.moved.emit(people, group)

    def cancel(self) -> None:
        """Give the cards back."""
        self._timer.stop()
        self.people, self.picture = [], QPixmap()
        self.forget_effects()
        self.told.emit("")
        self.changed.emit()

    def _target(
        self, point: QPoint, places: BoardLayout, scrolled: Scrolled, bar: QRect
    ) -> tuple[int | None, int | None]:
        """Return the group under the pointer, and the person there to swap with, if any."""
        if bar.contains(point):
            return TRAY, None
        group, row = places.group_at(point, scrolled), places.row_at(point, scrolled)
        if group is None or group == TRAY or row is None or len(self.people) != 1:
            return group, None
        card, box = self._model.card_at(row), places.rect(row, scrolled)
        edge = box.height() // _EDGE_SHARE
        inner = box.adjusted(0, edge, 0, -edge)
        if card is None or not inner.contains(point) or self._home(places) in (group, TRAY):
            return group, None
        return group, card.id

    def _home(self, places: BoardLayout) -> int | None:
        row = self._model.row_of(self.people[0])
        return None if row is None else places.place_of(row)[0]

    def _tell(self) -> None:
        """Say in a sentence what a drop here would do."""
        effect = None if self.group is None else self.effect_on(self.group)
        self.told.emit(effect.sentence if effect else "")

    def _scroll_near_edge(self, area: QRect) -> None:
        """Scroll while the cards are held at an edge of this part; nowhere if it is empty."""
        up = area.isValid() and self._point.y() < area.top() + _SCROLL_MARGIN
        down = area.isValid() and self._point.y() > area.bottom() - _SCROLL_MARGIN
        self._step = _SCROLL_STEP if down else -_SCROLL_STEP if up else 0
        if not self._step:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
