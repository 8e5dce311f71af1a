"""Going from card to card by keyboard: arrows, Home and End, and typing the start of a name."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtWidgets import QAbstractItemView

from cohort_desk.ui.groups.board.layout import BoardLayout
from cohort_desk.ui.groups.board.model import BoardModel
from cohort_desk.ui.groups.presenter.board_words import TRAY

_Action = QAbstractItemView.CursorAction
_PAUSE_S = 1.2


def next_row(places: BoardLayout, row: int, action: QAbstractItemView.CursorAction) -> int:
    """Return the item that a key leads to; where there is no other, the same."""
    group, card = places.place_of(row)
    if action in (_Action.MoveUp, _Action.MoveDown):
        step = 1 if action == _Action.MoveDown else -1
        return min(max(row + step, 0), places.rows - 1)
    if action == _Action.MoveHome:
        return places.row_of(group, 0) if places.count(group) else row
    if action == _Action.MoveEnd:
        return places.row_of(group, places.count(group) - 1)
    steps = {
        _Action.MoveLeft: -1,
        _Action.MovePrevious: -1,
        _Action.MoveRight: 1,
        _Action.MoveNext: 1,
        _Action.MovePageUp: -places.across,
        _Action.MovePageDown: places.across,
    }
    first = TRAY if places.count(TRAY) else 0
    target = min(max(group + steps.get(action, 0), first), places.groups - 1)
    return row if target == group else places.row_of(target, min(card, places.count(target) - 1))


class TypeAhead:
    """Finds a card by the start of its name, as it is typed.

    Letters that are commands begin a name only as capitals; once one has begun they go on with it.
    """

    def __init__(self, commands: str, clock: Callable[[], float] = monotonic) -> None:
        self._commands, self._clock = commands.casefold(), clock
        self._typed, self._at = "", 0.0

    def takes(self, letter: str) -> bool:
        """Whether a letter typed now belongs to a name; if so it is kept."""
        if not letter.strip() and not self._going:
            return False
        if not letter.isprintable() or not letter:
            return False
        if not self._going and letter in self._commands:
            return False
        self._typed = f"{self._typed}{letter.casefold()}" if self._going else letter.casefold()
        self._at = self._clock()
        return True

    def find(self, model: BoardModel, row: int) -> int | None:
        """Return the next item whose given or family name begins as typed, from a row on."""
        count = model.rowCount()
        begin = row + 1 if len(self._typed) == 1 else row
        for step in range(count):
            at = (begin + step) % count
            card = model.card_at(at)
            if card and self._fits(card.name.casefold()):
                return at
        return None

    @property
    def _going(self) -> bool:
        return bool(self._typed) and self._clock() - self._at < _PAUSE_S

    def _fits(self, name: str) -> bool:
        family = name.split()[-1:]
        return name.startswith(self._typed) or any(part.startswith(self._typed) for part in family)
