"""Rows of bars or marks: a name at the left, a value in words at the right, the body between."""

from collections.abc import Sequence
from dataclasses import dataclass

from cohort_desk.reports.charts.sketch import LABEL, SMALL, Sketch, measured, shortened, wrapped
from cohort_desk.reports.fonts import MEDIUM, REGULAR, Face

_NAMES, _NOTES = 0.26, 0.34
"""The shares of the width that names and notes may take at most."""
_AIR = 8.0
_LINE = SMALL * 1.22
"""How far apart the lines of a name or a note are that takes two."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row's name and what is said at its right, in two lines if there is a line break in it."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the rows of a chart lie, the first on top.

    Attributes:
        rows: from the top.
        left: where the body begins.
        right: where it ends.
        top: of the first row.
        each: how tall a row is.
    """

    rows: tuple[Row, ...]
    left: float
    right: float
    top: float
    each: float

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.top - self.each * len(self.rows)

    def middle(self, at: int) -> float:
        """Return the height of a row's middle."""
        return self.top - self.each * (at + 0.5)

    def draw_words(self, sketch: Sketch) -> None:
        """Draw names and notes, in two lines where one is too short, and cut if both are."""
        right = self.right + _AIR
        for at, row in enumerate(self.rows):
            names = _in_two(row.name, self.left - _AIR, MEDIUM)
            _draw_lines(sketch, (0, self.middle(at)), names, MEDIUM)
            notes = _cut(row.note.split("\n"), sketch.width - right, REGULAR)
            _draw_lines(sketch, (right, self.middle(at)), notes, REGULAR)


def _draw_lines(
    sketch: Sketch, place: tuple[float, float], lines: Sequence[str], face: Face
) -> None:
    """Draw one or two lines from a left end, around a height; names are darker than notes."""
    x, middle = place
    top = middle + _LINE * (len(lines) - 1) / 2
    colour = sketch.look.ink if face is MEDIUM else sketch.look.muted
    for number, line in enumerate(lines):
        y = top - _LINE * number
        sketch.text_in(x, y, line, face=face, size=_size(lines), colour=colour)


def _size(lines: Sequence[str]) -> float:
    return LABEL if len(lines) == 1 else SMALL


def _in_two(name: str, room: float, face: Face) -> list[str]:
    """Return a name on a line, or on two smaller ones if it is too long for that."""
    if measured(name, face) <= room:
        return [name]
    first, *rest = wrapped(name, room, face, SMALL) or [""]
    return _cut([first, " ".join(rest)], room, face) if rest else [first]


def _cut(lines: Sequence[str], room: float, face: Face) -> list[str]:
    return [shortened(line, room, face, _size(lines)) for line in lines]


def framed(rows: Sequence[Row], width: float, top: float, each: float) -> Frame:
    """Return a frame whose columns are no wider than their words, nor than their share."""
    names = max((measured(row.name, MEDIUM) for row in rows), default=0) + _AIR
    said = [row.note.split("\n") for row in rows]
    notes = max((measured(line, size=_size(lines)) for lines in said for line in lines), default=0)
    left = min(names, width * _NAMES)
    right = width - min(notes + _AIR if notes else 0, width * _NOTES)
    return Frame(tuple(rows), left, right, top, each)


ROW = LABEL * 2.2
"""How tall a row with one line of text is."""
