"""HarfBuzz: which glyphs a run of letters becomes, and where each of them stands."""

# uharfbuzz has no stubs, and ReportLab's leave many parameters without a type.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportAttributeAccessIssue=false
# pyright: reportUnknownParameterType=false, reportMissingTypeStubs=false

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import uharfbuzz

from cohort_desk.paths import resource
from cohort_desk.reports.fonts import Face, GlyphFont, font

_SIMPLE = (
    "\u0020-\u007e\u00a0-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u1fff\u2000-\u200a\u2010-\u2027"
    "\u202f-\u205f\u2070-\u20cf\u2100-\u2bff\u2c60-\u2c7f\ua720-\ua7ff\ufffd"
)
_SQUARE = "\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff"
_SET_SIMPLY = re.compile(f"[{_SIMPLE}]*")
_SET_IN_ORDER = re.compile(f"[{_SIMPLE}{_SQUARE}]*")

_URDU = re.compile("[\u0679\u0688\u0691\u06ba\u06be\u06c1-\u06c3\u06d2\u06d3]")
"""Letters of Urdu, which has its own shapes for some that Arabic shares."""

_UNSEEN = "\u200b"
"""What a glyph means that only belongs to the one before it."""

_PLAINLY = {"liga": False, "clig": False, "calt": False}
"""Features that an alphabet does without, so that its letters stay letters."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph in its place; measures are thousandths of the size.

    Attributes:
        code: the code point by which its font sets it.
        means: the text it stands for.
        natural: how far it moves the pen by itself.
        advance: how far it is to move the pen.
        right: how far right of the pen it stands.
        rise: how far above the line it stands.
    """

    code: int
    means: str
    natural: float
    advance: float
    right: float = 0
    rise: float = 0


def is_simple(text: str) -> bool:
    """Return whether characters are set one after another from the left, just as they are."""
    return _SET_SIMPLY.fullmatch(text) is not None


def is_in_order(text: str) -> bool:
    """Return whether each character is a glyph, one after another from the left."""
    return _SET_IN_ORDER.fullmatch(text) is not None


@lru_cache(maxsize=8192)
def glyphs(text: str, face: Face, *, leftward: bool) -> tuple[Glyph, ...]:
    """Return the glyphs of a run of one face and direction, from the left to the right."""
    made = font(face)
    if not (leftward or face.blocks or face.kerned) and is_in_order(text):
        return tuple(_unchanged(character, made) for character in text)
    buffer = _shaped(text, face, leftward=leftward)
    places = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    starts = [*sorted({info.cluster for info, _ in places}), len(text)]
    means = {start: text[start:end] for start, end in pairwise(starts)}
    bodies: dict[int, int] = {}  # of a letter's glyphs not a dot or a mark means it: the widest
    for number, (info, place) in enumerate(places):
        widest = bodies.setdefault(info.cluster, number)
        if place.x_advance > places[widest][1].x_advance:
            bodies[info.cluster] = number
    per_mille = 1000 * face.scale / _shape_font(face).face.upem
    found: list[Glyph] = []
    for number, (info, place) in enumerate(places):
        meant = means[info.cluster] if bodies[info.cluster] == number else _UNSEEN
        code = _code(made, info.codepoint, meant)
        measures = (place.x_advance, place.x_offset, place.y_offset)
        wide = made.face.getCharWidth(code) * face.scale
        found.append(Glyph(code, meant, wide, *(each * per_mille for each in measures)))
    return tuple(found)


def _unchanged(character: str, made: GlyphFont) -> Glyph:
    wide = made.face.getCharWidth(ord(character))
    return Glyph(ord(character), character, wide, wide)


def _shaped(text: str, face: Face, *, leftward: bool) -> uharfbuzz.Buffer:
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.add_str(text)
    buffer.direction = "rtl" if leftward else "ltr"
    buffer.language = "ur" if _URDU.search(text) else "und"  # unset, it is the computer's
    buffer.guess_segment_properties()
    features = {} if face.blocks else _PLAINLY | {"kern": face.kerned}
    uharfbuzz.shape(_shape_font(face), buffer, features)
    return buffer


def _code(made: GlyphFont, glyph: int, meant: str) -> int:
    """Return the character itself where it has that very glyph, else the glyph's private code."""
    if len(meant) == 1 and made.face.charToGlyph.get(ord(meant)) == glyph:
        return ord(meant)
    return made.code_of(glyph, meant)


@lru_cache(maxsize=64)
def _shape_font(face: Face) -> uharfbuzz.Font:
    blob = uharfbuzz.Blob.from_file_path(str(resource(f"fonts/{face.file}")))
    return uharfbuzz.Font(uharfbuzz.Face(blob))
