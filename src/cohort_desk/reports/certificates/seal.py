"""The seal: an engraved disc with the programme's initials, and its name around them."""

from functools import lru_cache
from math import cos, pi, sin

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from cohort_desk.reports.certificates.ornament import rosette
from cohort_desk.reports.certificates.outlines import add_letter, letters
from cohort_desk.reports.fonts import SEMIBOLD, SERIF_SEMIBOLD, font
from cohort_desk.reports.shaping import is_simple

_TEETH = 60
_MOST_INITIALS = 5
_SMALL_WORDS = frozenset({"a", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"})
_RING = 0.735
"""Where the letters of the ring stand, in parts of the radius."""
_RING_TYPE = 0.142
_LEAST_TYPE = 0.085
_AROUND = 0.93
"""How much of the ring its text may fill, the rest being its star."""


def initials_of(name: str) -> str:
    """Return the first letters of a name's chief words: "LSC" of "Leading a Shared City"."""
    words = [word for word in name.split() if word.casefold() not in _SMALL_WORDS]
    first = "".join(word[0] for word in words if word[0].isalnum()).upper()
    return first if len(first) <= _MOST_INITIALS else first[0]


def draw_seal(canvas: Canvas, name: str, radius: float, colour: Color) -> None:
    """Draw the seal around the origin; where a name needs shaping, lines stand in its place."""
    canvas.setFillColor(colour)
    canvas.setStrokeColor(colour)
    canvas.drawPath(_teeth(radius), stroke=0, fill=1)
    canvas.setFillGray(1)
    canvas.circle(0, 0, radius * 0.9, stroke=0, fill=1)
    canvas.setFillColor(colour)
    canvas.setLineWidth(radius * 0.016)
    canvas.circle(0, 0, radius * 0.87)
    canvas.circle(0, 0, radius * 0.585, stroke=0, fill=1)
    _draw_ring(canvas, name, radius)
    canvas.setStrokeGray(1)
    canvas.setLineWidth(radius * 0.005)
    canvas.drawPath(rosette(0, 0, radius * 0.565, radius * 0.40, 48, 7))
    canvas.setFillGray(1)
    _draw_initials(canvas, name, radius)


def _draw_initials(canvas: Canvas, name: str, radius: float) -> None:
    text = initials_of(name)
    if not _drawable(text):
        return
    drawn = letters(text, SERIF_SEMIBOLD)
    wide = sum(letter.advance for letter in drawn)
    size = radius * min(0.5, 0.72 / wide)
    path = canvas.beginPath()
    x = -wide * size / 2
    for letter in drawn:
        add_letter(path, letter, x, -size * 0.357, size)
        x += letter.advance * size
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_ring(canvas: Canvas, name: str, radius: float) -> None:
    """Draw the name around the initials, beginning at the left of the foot, and a star there."""
    text = name.upper()
    room = 2 * pi * radius * _RING * _AROUND
    drawn = letters(text, SEMIBOLD) if _drawable(text) else ()
    wide = sum(letter.advance for letter in drawn)
    size = min(radius * _RING_TYPE, room / wide) if wide else 0
    if size < radius * _LEAST_TYPE:
        canvas.setLineWidth(radius * 0.006)
        canvas.drawPath(rosette(0, 0, radius * 0.84, radius * 0.62, 72, 7))
        return
    spread = min(size * 0.22, (room - wide * size) / len(drawn))
    path = canvas.beginPath()
    base = radius * _RING - size * 0.36
    angle = pi / 2 + (wide * size + spread * (len(drawn) - 1)) / (radius * _RING) / 2
    for letter in drawn:
        half = letter.advance * size / 2 / (radius * _RING)
        angle -= half
        back = letter.advance * size / 2
        x = base * cos(angle) - back * sin(angle)
        y = base * sin(angle) + back * cos(angle)
        add_letter(path, letter, x, y, size, angle - pi / 2)
        angle -= half + spread / (radius * _RING)
    _add_star(path, 0, -radius * _RING, radius * 0.05)
    canvas.drawPath(path, stroke=0, fill=1)


def _add_star(path: PDFPathObject, x: float, y: float, size: float) -> None:
    for number in range(8):
        reach = size * (1 if number % 2 == 0 else 0.34)
        angle = number * pi / 4 + pi / 2
        point = x + reach * cos(angle), y + reach * sin(angle)
        (path.lineTo if number else path.moveTo)(*point)
    path.close()


@lru_cache(maxsize=8)
def _teeth(radius: float) -> PDFPathObject:
    """Return the edge: rounded teeth, as of a wax wafer."""
    path = PDFPathObject()
    step = 2 * pi / _TEETH
    path.moveTo(radius * 0.955, 0)
    for number in range(_TEETH):
        angles = (number + 0.25) * step, (number + 0.75) * step, (number + 1) * step
        reach = radius * 1.045, radius * 1.045, radius * 0.955
        path.curveTo(
            *(
                value
                for far, angle in zip(reach, angles, strict=True)
                for value in (far * cos(angle), far * sin(angle))
            )
        )
    path.close()
    return path


def _drawable(text: str) -> bool:
    faces = (font(face).face.charToGlyph for face in (SEMIBOLD, SERIF_SEMIBOLD))
    return is_simple(text) and all(ord(c) in glyphs for glyphs in faces for c in text)
