"""The seal: an engraved disc with the programme's initials, and its name around them."""

from functools import lru_cache
from math import cos, pi, sin

from reportlab.lib.colors import Color, HexColor, white

from cohort_desk.reports.certificates.engraving import Engraver, Plate
from cohort_desk.reports.certificates.ornament import engrave_rosette
from cohort_desk.reports.certificates.outlines import engrave_letter, letters
from cohort_desk.reports.fonts import SEMIBOLD, SERIF_SEMIBOLD, font
from cohort_desk.reports.text import needs_shaping

REACH = 1.06
"""How far the seal's edge may reach, in radii."""

_TEETH = 60
_MOST_INITIALS, _LONGEST_CODE = 5, 6
_SMALL_WORDS = frozenset({"a", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"})
_RING = 0.735
"""Where the middle of the ring's letters is, in radii."""

_RING_TYPE, _LEAST_TYPE = 0.142, 0.085
_AROUND = 0.93
"""How much of the ring its text may fill, the rest being its star's."""


def initials_of(name: str, code: str = "") -> str:
    """Return the first letters of a name's chief words, or a code where they are too many.

    >>> initials_of("Leading for a Shared City")
    'LSC'
    """
    words = [word for word in name.split() if word.casefold() not in _SMALL_WORDS]
    first = "".join(word[0] for word in words if word[0].isalnum()).upper()
    return first if 0 < len(first) <= _MOST_INITIALS else code[:_LONGEST_CODE] or first[:1]


@lru_cache(maxsize=16)
def seal_plate(name: str, initials: str, radius: float, colour: str) -> Plate:
    """Return the seal around the origin; where its name needs shaping there are only lines."""
    pen, ink = Engraver(), HexColor(colour)
    _engrave_teeth(pen, radius)
    pen.fill(ink)
    pen.circle(radius * 0.9)
    pen.fill(white)
    pen.circle(radius * 0.87)
    pen.stroke(ink, radius * 0.016)
    pen.circle(radius * 0.585)
    pen.fill(ink)
    _engrave_ring(pen, name, radius, ink)
    engrave_rosette(pen, 0, 0, radius * 0.565, radius * 0.40, 48, 7)
    pen.stroke(white, radius * 0.007)
    _engrave_initials(pen, initials, radius)
    pen.fill(white)
    reach = radius * REACH
    return pen.plate((-reach, -reach, reach, reach))


def _engrave_initials(pen: Engraver, text: str, radius: float) -> None:
    drawn = letters(text, SERIF_SEMIBOLD) if _is_drawable(text) else ()
    wide = sum(letter.advance for letter in drawn)
    if not wide:
        return
    size = radius * min(0.5, 0.66 / wide)
    x = -wide * size / 2
    for letter in drawn:
        engrave_letter(pen, letter, x, -size * 0.357, size)
        x += letter.advance * size


def _engrave_ring(pen: Engraver, name: str, radius: float, ink: Color) -> None:
    """Engrave the name around the initials, from the left of the foot on, and a star there."""
    text = name.upper()
    drawn = letters(text, SEMIBOLD) if _is_drawable(text) else ()
    wide = sum(letter.advance for letter in drawn)
    ring = radius * _RING
    room = 2 * pi * ring * _AROUND
    size = min(radius * _RING_TYPE, room / wide) if wide else 0
    if size < radius * _LEAST_TYPE:
        engrave_rosette(pen, 0, 0, radius * 0.84, radius * 0.62, 72, 7)
        pen.stroke(ink, radius * 0.008)
        return
    spread = min(size * 0.22, (room - wide * size) / len(drawn))
    base = ring - size * 0.36
    angle = pi / 2 + (wide * size + spread * (len(drawn) - 1)) / ring / 2
    for letter in drawn:
        back = letter.advance * size / 2
        angle -= back / ring
        x = base * cos(angle) - back * sin(angle)
        y = base * sin(angle) + back * cos(angle)
        engrave_letter(pen, letter, x, y, size, angle - pi / 2)
        angle -= (back + spread) / ring
    _engrave_star(pen, -ring, radius * 0.05)
    pen.fill(ink)


def _engrave_star(pen: Engraver, y: float, size: float) -> None:
    for number in range(8):
        reach = size * (1 if number % 2 == 0 else 0.34)
        angle = number * pi / 4 + pi / 2
        (pen.line if number else pen.move)(reach * cos(angle), y + reach * sin(angle))
    pen.close()


def _engrave_teeth(pen: Engraver, radius: float) -> None:
    """Engrave the edge: rounded teeth, as of a paper wafer."""
    step = 2 * pi / _TEETH
    valley, peak = radius * 0.955, radius * 1.045
    pen.move(valley, 0)
    for number in range(_TEETH):
        one, two, end = ((number + part) * step for part in (0.25, 0.75, 1))
        pen.curve(
            peak * cos(one),
            peak * sin(one),
            peak * cos(two),
            peak * sin(two),
            valley * cos(end),
            valley * sin(end),
        )
    pen.close()


def _is_drawable(text: str) -> bool:
    faces = (font(face).face.charToGlyph for face in (SEMIBOLD, SERIF_SEMIBOLD))
    return not needs_shaping(text, SEMIBOLD) and all(
        ord(c) in glyphs for glyphs in faces for c in text
    )
