"""Rows of bars or marks: a name at the left, a value in words at the right, the body between."""

from collections.abc import Sequence
from dataclasses import dataclass

from cohort_desk.reports.charts.sketch import LABEL, Sketch, measured, shortened
from cohort_desk.reports.fonts import MEDIUM, REGULAR

_NAMES, _NOTES = 0.26, 0.34
"""The shares of the width that names and notes may take at most."""
_AIR = 8.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row's name and what is said at its right."""

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
        """Draw names and notes, cut where they are longer than their columns."""
        for at, row in enumerate(self.rows):
            name = shortened(row.name, self.left - _AIR, MEDIUM)
            note = shortened(row.note, sketch.width - self.right - _AIR)
            sketch.text_in(0, self.middle(at), name, face=MEDIUM)
            right = self.right + _AIR
            sketch.text_in(right, self.middle(at), note, colour=sketch.look.muted)


def framed(rows: Sequence[Row], width: float, top: float, each: float) -> Frame:
    """Return a frame whose columns are no wider than their words, nor than their share."""
    names = max((measured(row.name, MEDIUM) for row in rows), default=0) + _AIR
    notes = max((measured(row.note, REGULAR) for row in rows), default=0)
    left = min(names, width * _NAMES)
    right = width - min(notes + _AIR if notes else 0, width * _NOTES)
    return Frame(tuple(rows), left, right, top, each)


ROW = LABEL * 2.2
"""How tall a row with one line of text is."""
