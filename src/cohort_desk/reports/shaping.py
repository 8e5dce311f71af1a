"""Text in any script as glyphs in their places: the order of runs, joined letters, marks.

A line is shaped once, in thousandths of its size, and may then be drawn at any size.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

import uharfbuzz as hb
from reportlab.pdfgen.textobject import PDFTextObject

from cohort_desk.paths import resource
from cohort_desk.reports.direction import base_level, from_the_left, in_line, levels
from cohort_desk.reports.fonts import Face, GlyphFont, font
from cohort_desk.reports.printable import Gap, Unprintable, faced, missing_in, refusal

_SIMPLE = (
    "\u0020-\u007e\u00a0-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u1fff\u2000-\u200a\u2010-\u2027"
    "\u202f-\u205f\u2070-\u20cf\u2100-\u2bff\u2c60-\u2c7f\ua720-\ua7ff\ufffd"
)
_SQUARE = "\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\uffef\U0001f000-\U0003ffff"
_SET_SIMPLY = re.compile(f"[{_SIMPLE}]*")
_IN_ORDER = re.compile(f"[{_SIMPLE}{_SQUARE}]*")
_URDU = re.compile("[\u0679\u0688\u0691\u06ba\u06be\u06c1-\u06c3\u06d2\u06d3]")
_LEFT_TO_RIGHT = "\u200e"
_UNSEEN = "\u200b"
_LEAST_STEP = 0.01


@dataclass(frozen=True, slots=True)
class Stretch:
    """Glyphs of one face at one height.

    Attributes:
        face: whose glyphs they are.
        rise: how far they stand above the line, in thousandths of the size.
        parts: the code points that stand for the glyphs, and between them steps to the left in
            thousandths of the size, as PDF's TJ takes them.
    """

    face: Face
    rise: float
    parts: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one line, shaped.

    Attributes:
        text: what it says, as typed.
        stretches: its glyphs from the left to the right.
        width: in thousandths of the size.
        meanings: what the private code points of each face stand for.
        spoken: whether readers must be told the text, as the glyphs do not give it.
    """

    text: str
    stretches: tuple[Stretch, ...]
    width: float
    meanings: tuple[tuple[Face, dict[int, str]], ...]
    spoken: bool
    leftward: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph's text, of which every character has a face.

    Attributes:
        text: what it says.
        faces: of each character.
        levels: of each character; odd ones run from right to left.
        base: the level of the paragraph, 0 or 1.
    """

    text: str
    faces: tuple[Face, ...]
    levels: tuple[int, ...]
    base: int


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A glyph and its measures, in thousandths of the size."""

    code: int
    text: str
    natural: float
    advance: float
    dx: float
    dy: float


class LineText(PDFTextObject):
    """A text object that can show a shaped line."""

    def show(self, line: Line, size: float) -> None:
        """Show the line at the size, from where the text object stands."""
        for face, meanings in line.meanings:
            font(face).mean(self._doc, meanings)
        spoken = (line.text, _for_poppler(line.text)) if line.leftward else (line.text,)
        for text in spoken if line.spoken else ():
            told = text.encode("utf-16-be").hex().upper()
            self._code.append(f"/Span <</ActualText <FEFF{told}>>> BDC")
        rise = 0.0
        for stretch in line.stretches:
            if stretch.rise != rise:
                rise = stretch.rise
                self._code.append(f"{_number(rise * size / 1000)} Ts")
            self._stretch(stretch, size)
        if rise:
            self._code.append("0 Ts")
        if line.spoken:
            self._code.extend(["EMC"] * len(spoken))

    def _stretch(self, stretch: Stretch, size: float) -> None:
        made, subset = font(stretch.face), -1
        shown: list[str] = []
        for part in stretch.parts:
            if not isinstance(part, str):
                shown.append(_number(part))
                continue
            for number, codes in made.splitString(part, self._doc):
                if number != subset:
                    self._flush(shown)
                    subset = number
                    name = made.getSubsetInternalName(number, self._doc)
                    self._code.append(f"{name} {_number(size)} Tf")
                shown.append(f"<{codes.hex()}>")
        self._flush(shown)

    def _flush(self, shown: list[str]) -> None:
        if shown:
            self._code.append(f"[{''.join(shown)}] TJ")
            shown.clear()


def is_simple(text: str) -> bool:
    """Return whether characters are set one after another from the left, just as they are."""
    return _SET_SIMPLY.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def shaped(text: str, face: Face) -> Line:
    """Return composed text as a line.

    Raises:
        Unprintable: no face has one of the characters.
    """
    whole = passage(text, face)
    return line_of(whole, 0, len(whole.text))


def passage(text: str, face: Face) -> Passage:
    """Return composed text with the face and the direction of each character.

    Raises:
        Unprintable: no face has one of the characters.
    """
    faces = faced(text, face)
    found = tuple(each for each in faces if each)
    if len(found) < len(text):
        raise Unprintable(refusal((Gap("", text, missing_in(text, face)),)))
    base = base_level(text)
    return Passage(text, found, tuple(levels(text, base)), base)


def line_of(whole: Passage, start: int, end: int) -> Line:
    """Return the characters from start to end of a passage as a line of it."""
    text = whole.text[start:end]
    order = in_line(text, whole.levels[start:end], whole.base)
    keyed = zip(zip(order, whole.faces[start:end], strict=True), text, strict=True)
    runs = [
        (level, (face, "".join(character for _, character in group), level))
        for (level, face), group in groupby(keyed, key=lambda pair: pair[0])
    ]
    glyphs = [
        (face, _glyphs(part, face, leftward=bool(level % 2)))
        for face, part, level in from_the_left(runs)
    ]
    told = "".join(chr(glyph.code) for _, each in glyphs for glyph in each)
    meanings: dict[Face, dict[int, str]] = {}
    for face, each in glyphs:
        for glyph in each:
            if glyph.text != chr(glyph.code):
                meanings.setdefault(face, {}).setdefault(glyph.code, glyph.text)
    return Line(
        text,
        tuple(_stretches(glyphs)),
        sum(glyph.advance for _, each in glyphs for glyph in each),
        tuple(meanings.items()),
        spoken=told != text or not _IN_ORDER.fullmatch(text),
        leftward=any(order),
    )


@lru_cache(maxsize=8192)
def _glyphs(text: str, face: Face, *, leftward: bool) -> tuple[_Glyph, ...]:
    """Return the glyphs of a run from the left to the right."""
    made = font(face)
    if not (leftward or face.blocks or face.kerned) and _IN_ORDER.fullmatch(text):
        widths = [made.face.getCharWidth(ord(character)) for character in text]
        return tuple(
            _Glyph(ord(character), character, wide, wide, 0, 0)
            for character, wide in zip(text, widths, strict=True)
        )
    shape_font = _shape_font(face)
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.add_str(text)
    buffer.direction = "rtl" if leftward else "ltr"
    buffer.language = "ur" if _URDU.search(text) else "und"  # else it is that of the computer
    buffer.guess_segment_properties()
    hb.shape(shape_font, buffer, _features(face))
    starts = [*sorted({info.cluster for info in buffer.glyph_infos}), len(text)]
    clusters_text = {start: text[start:end] for start, end in pairwise(starts)}
    per_mille = 1000 / shape_font.face.upem
    glyphs: list[_Glyph] = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        meant = clusters_text.pop(info.cluster, _UNSEEN)
        code = _code(made, info.codepoint, meant)
        glyphs.append(
            _Glyph(
                code,
                meant,
                made.face.getCharWidth(code),
                position.x_advance * per_mille,
                position.x_offset * per_mille,
                position.y_offset * per_mille,
            )
        )
    return tuple(glyphs)


def _code(made: GlyphFont, glyph: int, meant: str) -> int:
    """Return the character itself where it has that very glyph, else the glyph's private code."""
    if len(meant) == 1 and made.face.charToGlyph.get(ord(meant)) == glyph:
        return ord(meant)
    return made.code_of(glyph)


def _features(face: Face) -> dict[str, bool]:
    """Return what the shaper is to leave out: ligatures and tricks of faces that spell plainly."""
    return {} if face.blocks else {"liga": False, "clig": False, "calt": False, "kern": face.kerned}


@lru_cache(maxsize=64)
def _shape_font(face: Face) -> hb.Font:
    blob = hb.Blob.from_file_path(str(resource(f"fonts/{face.file}")))
    return hb.Font(hb.Face(blob))


def _stretches(glyphs: Sequence[tuple[Face, Sequence[_Glyph]]]) -> Iterator[Stretch]:
    """Yield the glyphs with the steps between them that put each in its place."""
    pen = shown = 0.0  # where the next glyph belongs, and where PDF would put it
    for face, run in glyphs:
        for rise, group in groupby(run, key=lambda glyph: glyph.dy):
            parts: list[str | float] = []
            for glyph in group:
                step = shown - (pen + glyph.dx)
                if abs(step) > _LEAST_STEP:
                    parts.append(step)
                    shown -= step
                if parts and isinstance(parts[-1], str):
                    parts[-1] += chr(glyph.code)
                else:
                    parts.append(chr(glyph.code))
                pen += glyph.advance
                shown += glyph.natural
            yield Stretch(face, rise, tuple(parts))


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")



def _for_poppler(text: str) -> str:
    """Return text that poppler turns into `text`.

    Poppler takes what a span says to stand from the left to the right, and so turns each stretch
    from a letter of a leftward script up to the next other letter or figure. It is given them
    turned, each closed by a mark of direction, so that the space behind it keeps its place.
    """
    turned: list[str] = []
    start, end = -1, 0  # of the stretch that is open
    for at, character in enumerate(text):
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL") or (kind == "NSM" and end == at and start >= 0):
            if start < 0:
                turned.append(text[end:at])
                start = at
            end = at + 1
        elif kind in ("L", "EN", "AN") and start >= 0:
            turned += [text[start:end][::-1], _LEFT_TO_RIGHT]
            start = -1
    if start >= 0:
        turned += [text[start:end][::-1], _LEFT_TO_RIGHT if text[end:] else ""]
    return "".join([*turned, text[end:]])
