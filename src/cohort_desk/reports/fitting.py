"""How a name is set in a small room: smaller, then on more lines, and only at last cut short."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from reportlab.pdfgen.canvas import Canvas

from cohort_desk.reports.fonts import Face
from cohort_desk.reports.line_breaks import breaks, next_cluster
from cohort_desk.reports.text import composed, draw_line, width

LEAST = 7.0
"""Points: what is smaller is not read on a label or a badge."""
_CUT = "…"
_HALVINGS = 12


@dataclass(frozen=True, slots=True)
class Room:
    """Where text may go, in points.

    Attributes:
        wide: how wide its lines may be.
        high: how high they may be together, from line to line.
        lines: how many there may be.
        shrink: to what share of its size text shrinks before it takes another line.
        least: the size below which it is cut short instead.
        leading: from line to line, in sizes.
    """

    wide: float
    high: float = inf
    lines: int = 1
    shrink: float = 0.8
    least: float = LEAST
    leading: float = 1.18


@dataclass(frozen=True, slots=True)
class Setting:
    """Text as it is set; each line but the last ends in the space that parts two words."""

    lines: tuple[str, ...]
    size: float
    face: Face
    leading: float

    @property
    def high(self) -> float:
        """From line to line, all together."""
        return len(self.lines) * self.size * self.leading

    def draw(self, canvas: Canvas, at: tuple[float, float], *, align: float = 0) -> None:
        """Draw the lines, the first one's foot at a point; `align` as in `draw_line`."""
        x, y = at
        for number, line in enumerate(self.lines):
            seen, base = line.rstrip(), y - number * self.size * self.leading
            draw_line(canvas, (x, base), seen, self.face, self.size, align=align)
            if seen != line:
                # By itself: in a line that runs to the left it would move the words.
                end = x + width(seen, self.face, self.size) * (1 - align)
                draw_line(canvas, (end, base), " ", self.face, self.size)


def set_in(text: str, face: Face, size: float, room: Room) -> Setting:
    """Return text set in a room, on as few lines as its shrinking allows.

    Raises:
        Unprintable: no face has one of the characters.
    """
    plain = " ".join(composed(text).split())
    found = Setting((plain,), 0.0, face, room.leading)
    for count in range(1, room.lines + 1):
        lines = _even(plain, face, count)
        widest = max(width(line.rstrip(), face, size) for line in lines)
        fits = size * min(1.0, room.wide / widest) if widest else size
        fits = min(fits, room.high / (len(lines) * room.leading))
        if fits > found.size:
            found = Setting(lines, fits, face, room.leading)
        if fits >= size * room.shrink:
            break
    least = min(room.least, size)
    if found.size >= least:
        return found
    most = max(1, int(min(room.lines, room.high / (least * room.leading))))
    lines = wrapped(plain, face, least, room.wide)
    if len(lines) > most:
        lines = (*lines[: most - 1], _cut("".join(lines[most - 1 :]), face, least, room.wide))
    return Setting(lines, least, face, room.leading)


def wrapped(text: str, face: Face, size: float, room: float) -> tuple[str, ...]:
    """Return composed text on as many lines as it takes, as even as they can be.

    Words stay whole where they have the room. The lines make up the text, spaces included.

    Raises:
        Unprintable: no face has one of the characters.
    """
    parts = [part for word in _words(text) for part in _broken(word, face, size, room)]
    lines = _filled(parts, face, size, room)
    return _narrowed(parts, face, size, (0.0, room), len(lines))


def _even(text: str, face: Face, count: int) -> tuple[str, ...]:
    """Return text on so many lines at most, none wider than it must be, no word broken."""
    words = _words(text)
    widths = [width(word.rstrip(), face, 1) for word in words]
    if count == 1 or len(words) == 1:
        return (text,)
    return _narrowed(words, face, 1, (max(widths), width(text, face, 1)), count)


def _narrowed(
    parts: list[str], face: Face, size: float, between: tuple[float, float], count: int
) -> tuple[str, ...]:
    """Return parts on so many lines, in the narrowest room between two that holds them so."""
    low, high = between
    best = _filled(parts, face, size, high)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        tried = _filled(parts, face, size, middle)
        if len(tried) <= count:
            best, high = tried, middle
        else:
            low = middle
    return best


def _filled(parts: list[str], face: Face, size: float, room: float) -> tuple[str, ...]:
    """Return parts on lines that are filled one after another; each has one part at least."""
    lines: list[str] = []
    taken = inf
    for part in parts:
        whole, seen = width(part, face, size), width(part.rstrip(), face, size)
        if taken + seen > room:
            lines.append("")
            taken = 0.0
        lines[-1] += part
        taken += whole
    return tuple(lines)


def _words(text: str) -> list[str]:
    """Return text cut wherever a line may end, the spaces with what is before them."""
    return [text[start:end] for start, end in pairwise((0, *breaks(text), len(text)))]


def _broken(word: str, face: Face, size: float, room: float) -> Iterator[str]:
    """Yield a word, or what has the room of it if it is too wide for a line."""
    while width(word.rstrip(), face, size) > room:
        fits = [at for at in _ends(word) if width(word[:at], face, size) <= room]
        at = fits[-1] if fits else next(_ends(word))
        if at >= len(word):
            break
        yield word[:at]
        word = word[at:]
    yield word


def _cut(text: str, face: Face, size: float, room: float) -> str:
    """Return as much of a text as there is room for, with a mark that it is cut short."""
    tries = (f"{text[:at].rstrip()}{_CUT}" for at in reversed([0, *_ends(text)]))
    return next(one for one in tries if one == _CUT or width(one, face, size) <= room)


def _ends(text: str) -> Iterator[int]:
    """Yield where each letter of a text ends, with its marks."""
    at = 0
    while at < len(text):
        at = next_cluster(text, at)
        yield at
