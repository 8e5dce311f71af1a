"""What colours stand for: swatches with their names, in as many lines as the width asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from cohort_desk.domain.colours import Swatch
from cohort_desk.reports.charts.sketch import LABEL, SMALL, Sketch, measured
from cohort_desk.reports.fonts import SEMIBOLD

_SIDE, _AIR, _BETWEEN, _LINE = 11.0, 4.0, 14.0, 15.0


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A swatch, the code that parts of its colour bear ("" for none) and what it stands for."""

    swatch: Swatch
    code: str
    name: str

    @property
    def swatch_width(self) -> float:
        """How wide the swatch is with its code in it."""
        return max(_SIDE, measured(self.code, SEMIBOLD, SMALL) + _AIR) if self.code else _SIDE

    @property
    def width(self) -> float:
        """How wide swatch and name are."""
        return self.swatch_width + _AIR + measured(self.name, size=LABEL)


def key_lines(entries: Sequence[KeyEntry], width: float) -> list[list[KeyEntry]]:
    """Return the entries broken into lines of a width."""
    lines: list[list[KeyEntry]] = []
    taken = 0.0
    for entry in entries:
        if not lines or taken + entry.width > width:
            lines.append([])
            taken = 0.0
        lines[-1].append(entry)
        taken += entry.width + _BETWEEN
    return lines


def key_height(entries: Sequence[KeyEntry], width: float) -> float:
    """Return how tall the key is, with the white under it."""
    return len(key_lines(entries, width)) * _LINE + (_AIR if entries else 0)


def draw_key(sketch: Sketch, entries: Sequence[KeyEntry]) -> None:
    """Draw the key along the top."""
    for number, line in enumerate(key_lines(entries, sketch.width)):
        middle = sketch.height - (number + 0.5) * _LINE
        x = 0.0
        for entry in line:
            wide, swatch = entry.swatch_width, entry.swatch
            bottom = middle - _SIDE / 2
            sketch.box(x, bottom, wide, _SIDE, fill=swatch.fill, edge=sketch.look.edge)
            sketch.text_in(
                x + wide / 2,
                middle,
                entry.code,
                face=SEMIBOLD,
                size=SMALL,
                colour=swatch.ink,
                anchor="middle",
            )
            sketch.text_in(x + wide + _AIR, middle, entry.name)
            x += entry.width + _BETWEEN
