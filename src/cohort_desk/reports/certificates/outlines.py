"""Letters as outlines, for ornament only: what is read is drawn as text."""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, sin

import uharfbuzz as hb
from reportlab.pdfgen.pathobject import PDFPathObject

from cohort_desk.paths import resource
from cohort_desk.reports.fonts import Face

_THIRD = 2 / 3


@dataclass(frozen=True, slots=True)
class Letter:
    """A glyph: its outline and how far it moves the pen, in parts of the size."""

    strokes: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
    advance: float


class _Pen:
    """Takes down an outline, with quadratic curves as the cubic ones that PDF has."""

    def __init__(self, scale: float) -> None:
        self.strokes: list[tuple[str, tuple[tuple[float, float], ...]]] = []
        self._scale = scale
        self._at = 0.0, 0.0

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802  the name that is called
        self._add("moveTo", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("lineTo", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("curveTo", *points)

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        first, last = (
            (at[0] + _THIRD * (control[0] - at[0]), at[1] + _THIRD * (control[1] - at[1]))
            for at in (self._at, end)
        )
        self._add("curveTo", first, last, end)

    def closePath(self) -> None:  # noqa: N802
        self.strokes.append(("close", ()))

    def _add(self, stroke: str, *points: tuple[float, float]) -> None:
        self._at = points[-1]
        scaled = tuple((x * self._scale, y * self._scale) for x, y in points)
        self.strokes.append((stroke, scaled))


def letters(text: str, face: Face) -> tuple[Letter, ...]:
    """Return the outlines of letters that stand one after another from the left."""
    return tuple(_letter(character, face) for character in text)


def bearing(character: str, face: Face) -> float:
    """Return how far a glyph begins to the right of the pen, in parts of the size."""
    made = _font(face)
    extents = made.get_glyph_extents(_glyph(made, character))
    return extents.x_bearing / made.face.upem if extents else 0.0


def add_letter(  # noqa: PLR0913  what, where, how large and how turned
    path: PDFPathObject, letter: Letter, x: float, y: float, size: float, turned: float = 0
) -> None:
    """Add an outline to a path, its pen at a point, turned by an angle in radians."""
    across, up = cos(turned) * size, sin(turned) * size
    for stroke, points in letter.strokes:
        placed = (
            value
            for px, py in points
            for value in (x + px * across - py * up, y + px * up + py * across)
        )
        getattr(path, stroke)(*placed)


@lru_cache(maxsize=512)
def _letter(character: str, face: Face) -> Letter:
    made = _font(face)
    glyph = _glyph(made, character)
    pen = _Pen(1 / made.face.upem)
    made.draw_glyph_with_pen(glyph, pen)
    return Letter(tuple(pen.strokes), made.get_glyph_h_advance(glyph) / made.face.upem)


def _glyph(made: hb.Font, character: str) -> int:
    return made.get_nominal_glyph(ord(character)) or 0


@lru_cache(maxsize=8)
def _font(face: Face) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(resource(f"fonts/{face.file}")))))
