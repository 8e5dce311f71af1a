"""Letters as outlines, for ornament only: what is read is drawn as text."""

# HarfBuzz's stubs leave most out.
# pyright: reportUnknownMemberType=false, reportAttributeAccessIssue=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false
# pyright: reportUnknownParameterType=false, reportMissingTypeStubs=false

from dataclasses import dataclass
from functools import lru_cache
from math import cos, sin

import uharfbuzz as hb

from cohort_desk.paths import resource
from cohort_desk.reports.certificates.engraving import Engraver
from cohort_desk.reports.fonts import Face

_THIRD = 2 / 3
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Letter:
    """A glyph: the strokes of its outline, and how far it moves the pen, in parts of the size."""

    strokes: tuple[tuple[str, tuple[_Point, ...]], ...]
    advance: float


class _Outline:
    """Takes down an outline; the names are those that HarfBuzz calls."""

    def __init__(self, scale: float) -> None:
        self.strokes: list[tuple[str, tuple[_Point, ...]]] = []
        self._scale = scale
        self._at = 0.0, 0.0

    def moveTo(self, point: _Point) -> None:  # noqa: N802
        self._add("move", point)

    def lineTo(self, point: _Point) -> None:  # noqa: N802
        self._add("line", point)

    def curveTo(self, one: _Point, two: _Point, end: _Point) -> None:  # noqa: N802
        self._add("curve", one, two, end)

    def qCurveTo(self, control: _Point, end: _Point) -> None:  # noqa: N802
        """Take down a quadratic curve as the cubic one that PDF has."""
        one, two = (
            (x + _THIRD * (control[0] - x), y + _THIRD * (control[1] - y))
            for x, y in (self._at, end)
        )
        self._add("curve", one, two, end)

    def closePath(self) -> None:  # noqa: N802
        self.strokes.append(("close", ()))

    def _add(self, stroke: str, *points: _Point) -> None:
        self._at = points[-1]
        scaled = tuple((x * self._scale, y * self._scale) for x, y in points)
        self.strokes.append((stroke, scaled))


def letters(text: str, face: Face) -> tuple[Letter, ...]:
    """Return the outlines of characters that stand one after another from the left."""
    return tuple(_letter(character, face) for character in text)


@lru_cache(maxsize=512)
def bearing(character: str, face: Face) -> float:
    """Return how far a glyph begins to the right of the pen, in parts of the size.

    It is 0 of a character that the face itself has not got.
    """
    made = _font(face)
    glyph = _glyph(made, character)
    extents = made.get_glyph_extents(glyph) if glyph else None
    return extents.x_bearing / made.face.upem if extents else 0.0


def engrave_letter(  # noqa: PLR0913, PLR0917  what, where, how large and how turned
    pen: Engraver, letter: Letter, x: float, y: float, size: float, turned: float = 0
) -> None:
    """Engrave an outline whose line begins at a point, turned by an angle in radians."""
    across, up = cos(turned) * size, sin(turned) * size
    for stroke, points in letter.strokes:
        placed = (
            value
            for px, py in points
            for value in (x + px * across - py * up, y + px * up + py * across)
        )
        getattr(pen, stroke)(*placed)


@lru_cache(maxsize=512)
def _letter(character: str, face: Face) -> Letter:
    made = _font(face)
    glyph = _glyph(made, character)
    outline = _Outline(1 / made.face.upem)
    made.draw_glyph_with_pen(glyph, outline)
    return Letter(tuple(outline.strokes), made.get_glyph_h_advance(glyph) / made.face.upem)


def _glyph(made: hb.Font, character: str) -> int:
    return made.get_nominal_glyph(ord(character)) or 0


@lru_cache(maxsize=8)
def _font(face: Face) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(resource(f"fonts/{face.file}")))))
