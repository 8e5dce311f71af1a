"""How text is fitted into the room it has: a little smaller, then on more lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from reportlab.lib.colors import Color

from cohort_desk.reports.fitting import wrapped
from cohort_desk.reports.fonts import Face
from cohort_desk.reports.text import composed, width

_MOST_WORDS = 40
"""Beyond so many words lines are filled, not made even: nobody sees the difference."""


_PAUSES = (",", ";", ":", ".")


@dataclass(frozen=True, slots=True)
class Style:
    """How a part of a certificate is set.

    Attributes:
        face: its typeface.
        size: in points, where there is room.
        colour: of the letters.
        lines: how many it may take.
        shrink: to what share of the size it may shrink before it takes another line.
        leading: from line to line, in sizes.
        least: in points; text that would be smaller takes as many lines as it needs instead.
    """

    face: Face
    size: float
    colour: Color
    lines: int = 2
    shrink: float = 0.9
    leading: float = 1.3
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as it is set: its lines at a size that fits.

    `unparted` are the lines that end within a word, which no line had the room for.
    """

    lines: tuple[str, ...]
    size: float
    style: Style
    unparted: frozenset[int] = frozenset()

    @property
    def height(self) -> float:
        """From the top of the first line's capitals to the last line's foot, about."""
        return self.size * (0.72 + (len(self.lines) - 1) * self.style.leading)


@lru_cache(maxsize=2048)
def fitted(text: str, style: Style, room: float, scale: float = 1) -> Block:
    """Return a text in the room: on as few lines as its style's shrinking allows, never cut.

    Args:
        text: on one line.
        style: how it is set.
        room: in points.
        scale: by which all is made smaller where a page is crowded.

    Raises:
        Unprintable: no face has one of the characters.
    """
    size = style.size * scale
    lines, fits = (text,), size
    for count in range(1, style.lines + 1):
        lines = _even(text, style.face, count, room / size)
        widest = max(width(line, style.face, size) for line in lines)
        fits = size * min(1.0, room / widest) if widest else size
        if fits >= size * style.shrink:
            break
    least = style.least * scale
    if fits >= least:
        return Block(lines, fits, style)
    parts = wrapped(composed(text), style.face, least, room)
    unparted = frozenset(at for at, part in enumerate(parts[:-1]) if not part.endswith(" "))
    return Block(tuple(part.rstrip() for part in parts), least, style, unparted)


def _even(text: str, face: Face, count: int, room: float) -> tuple[str, ...]:
    """Return the text on so many lines, broken where it pauses if they have the room for that.

    Else the widest line is as narrow as can be; the room is in sizes.
    """
    words = text.split(" ")
    if count == 1 or len(words) == 1:
        return (text,)
    wide = [width(word, face, 1) for word in words]
    space = width(" ", face, 1)
    if len(words) > _MOST_WORDS:
        return _filled(words, wide, space, count)

    def badness(cuts: Sequence[int]) -> tuple[bool, bool, float]:
        widest = _widest(wide, space, cuts)
        pausing = all(words[cut - 1].endswith(_PAUSES) for cut in cuts)
        return widest > room, not pausing, widest

    best = min(combinations(range(1, len(words)), min(count, len(words)) - 1), key=badness)
    return tuple(" ".join(words[start:end]) for start, end in _spans(best, len(words)))


def _widest(wide: Sequence[float], space: float, cuts: Sequence[int]) -> float:
    return max(
        sum(wide[start:end]) + space * (end - start - 1) for start, end in _spans(cuts, len(wide))
    )


def _spans(cuts: Sequence[int], end: int) -> list[tuple[int, int]]:
    return list(zip((0, *cuts), (*cuts, end), strict=True))


def _filled(
    words: Sequence[str], wide: Sequence[float], space: float, count: int
) -> tuple[str, ...]:
    """Return the words on so many lines, filled one after another to about the same width."""
    share = (sum(wide) + space * (len(wide) - 1)) / count
    lines: list[list[str]] = [[]]
    taken = 0.0
    for word, each in zip(words, wide, strict=True):
        if taken >= share * len(lines) and len(lines) < count:
            lines.append([])
        lines[-1].append(word)
        taken += each + space
    return tuple(" ".join(line) for line in lines)
