"""How wide the columns of a table are, by what stands in them."""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cohort_desk.reports.fonts import SEMIBOLD, Face
from cohort_desk.reports.text import width

if TYPE_CHECKING:
    from cohort_desk.reports.tables import Grid

_USUAL, _WORDS = 0.93, 0.99
"""The shares of a column's texts that are to stay on one line, and of those to stay unbroken."""

_WIDEST = 1.5
"""What a column gets for a long word at most, as a multiple of its equal share of the room."""

_ROUNDING = 1.01


def column_widths(grid: "Grid") -> list[float]:
    """Return the width of each column, together the room.

    Where everything fits on one line, the rest is shared out in proportion. Where not, columns
    first get what their longest words need, so that an e-mail address stays whole; the rest goes
    to those who lack least for nearly all of their texts. The few longest texts wrap.
    """
    room, columns = grid.shared_room, range(len(grid.columns))
    needed = [_needed(grid, at, width, share=1) for at in columns]
    if sum(needed) > room:
        usual = [_needed(grid, at, width, share=_USUAL) for at in columns]
        words = [_needed(grid, at, _word_width, share=_WORDS) for at in columns]
        words = capped([min(word, room * _WIDEST / len(words)) for word in words], room)
        lacking = [max(0, line - word) for line, word in zip(usual, words, strict=True)]
        rest = capped(lacking, room - sum(words))
        needed = [word + more for word, more in zip(words, rest, strict=True)]
    stretch = room / sum(needed)
    return [each * stretch for each in needed]


def capped(widths: Sequence[float], room: float) -> list[float]:
    """Return the widths with the largest cut down to one common width, so that they fill the room.

    Widths that fit the room are returned as they are.
    """
    left, waiting = room, sorted(widths)
    while waiting and waiting[0] <= left / len(waiting):
        left -= waiting.pop(0)
    return [min(width, left / len(waiting)) for width in widths] if waiting else list(widths)


def _needed(
    grid: "Grid", at: int, measure: Callable[[str, Face, float], float], share: float
) -> float:
    """Return the width at which that share of a column's texts have the room they need."""
    column = grid.columns[at]
    texts = {row[at] for row in grid.rows}
    widths = {
        text: max(measure(line, column.face, grid.size) for line in column.lines_of(text))
        for text in texts
    }
    ordered = sorted(widths[row[at]] for row in grid.rows)
    head = _word_width if grid.heads_wrap and share < 1 else width
    heading = head(column.heading, SEMIBOLD, grid.head_size)
    longest = ordered[math.ceil((len(ordered) - 1) * share)] if ordered else 0
    return max(heading, longest) * _ROUNDING + 2 * grid.pad + grid.aside(column)


def _word_width(text: str, face: Face, size: float) -> float:
    """Return the width of the longest word; names may be parted at a hyphen, addresses not."""
    words = text.split() if "@" in text else text.replace("-", "- ").split()
    return max((width(word, face, size) for word in words), default=0)
