"""Text in any script as glyphs in their places: runs in their order, joined letters, marks.

A line is shaped once, in thousandths of its size, and may then be drawn at any size.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, cast

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.textobject import PDFTextObject

from cohort_desk.reports.direction import base_level, from_the_left, in_line, levels
from cohort_desk.reports.fonts import Face, font
from cohort_desk.reports.printable import Gap, Unprintable, faced, missing_in, refusal
from cohort_desk.reports.shaper import Glyph, glyphs, is_in_order

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"
_LEAST_STEP = 0.01

_FILLED, _BOTH = 0, 2
"""Whether the outlines of letters are filled, or drawn as well."""

_STATE = ("_fillColorObj", "_strokeColorObj", "_lineWidth", "_lineJoin")
_ROUND = 1
"""How the lines of an outline are joined: else sharp corners would grow spikes."""


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
class Stretch:
    """Glyphs of one face at one height.

    Attributes:
        face: whose glyphs they are.
        rise: how far they stand above the line, in thousandths of the size.
        parts: the code points that stand for the glyphs, and between them steps to the left in
            thousandths of the size.
    """

    face: Face
    rise: float
    parts: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one line, shaped.

    Attributes:
        stretches: its glyphs from the left to the right.
        width: in thousandths of the size.
        spoken: what readers must be told, the outermost first, as the glyphs do not say it.
    """

    stretches: tuple[Stretch, ...]
    width: float
    spoken: tuple[str, ...]


class LineText(PDFTextObject):
    """A text object that can show a shaped line."""

    _code: list[str]
    _doc: PDFDocument
    _canvas: Any

    def show(self, line: Line, size: float) -> None:
        """Show the line at the size, from where the text object stands."""
        for text in line.spoken:
            told = text.encode("utf-16-be").hex().upper()
            self._code.append(f"/Span <</ActualText <FEFF{told}>>> BDC")
        rise = 0.0
        for stretch in line.stretches:
            if stretch.rise != rise:
                rise = stretch.rise
                self._code.append(f"{_number(rise * size / 1000)} Ts")
            if stretch.face.stroke:
                self._stroked(stretch, size)
            else:
                self._stretch(stretch, size)
        if rise:
            self._code.append("0 Ts")
        self._code.extend("EMC" for _ in line.spoken)

    def _stroked(self, stretch: Stretch, size: float) -> None:
        """Show a stretch with its letters drawn round in their own colour, and so bolder."""
        # ReportLab's canvas does not tell its state otherwise.
        was = cast("Mapping[str, Any]", vars(self._canvas))
        fill, stroke, wide, join = (was[name] for name in _STATE)
        self.setStrokeColor(fill)
        self._code.append(f"{_number(size * stretch.face.stroke)} w {_ROUND} j {_BOTH} Tr")
        self._stretch(stretch, size)
        self.setStrokeColor(stroke)
        self._code.append(f"{_number(wide)} w {join} j {_FILLED} Tr")

    def _stretch(self, stretch: Stretch, size: float) -> None:
        made, subset = font(stretch.face), ""
        shown: list[str] = []
        for part in stretch.parts:
            if not isinstance(part, str):
                shown.append(_number(part / stretch.face.scale))
                continue
            for name, codes in made.codes_of(part, self._doc):
                if name != subset:
                    if subset:
                        self._flush(shown)
                    subset = name
                    self._code.append(f"{name} {_number(size * stretch.face.scale)} Tf")
                shown.append(f"<{codes.hex()}>")
        self._flush(shown)

    def _flush(self, shown: list[str]) -> None:
        if shown:
            self._code.append(f"[{' '.join(shown)}] TJ")
            shown.clear()


@lru_cache(maxsize=4096)
def shaped(text: str, face: Face) -> Line:
    """Return composed text as a line.

    Raises:
        Unprintable: no face has one of the characters.
    """
    whole = passage(text, face)
    return line_of(whole, 0, len(text))


def passage(text: str, face: Face) -> Passage:
    """Return composed text with the face and the direction of each character.

    Raises:
        Unprintable: no face has one of the characters.
    """
    faces = tuple(each for each in faced(text, face) if each)
    if len(faces) < len(text):
        raise Unprintable(refusal((Gap("", text, missing_in(text, face)),)))
    base = base_level(text)
    return Passage(text, faces, tuple(levels(text, base)), base)


def line_of(whole: Passage, start: int, end: int) -> Line:
    """Return the characters from start to end of a passage as a line of it."""
    runs = _runs(whole, start, end)
    text = whole.text[start:end]
    told = "".join(chr(glyph.code) for _, run in runs for glyph in run)
    spoken: tuple[str, ...] = ()
    if any(whole.levels[start:end]):
        spoken = (text, _for_poppler(text.rstrip()))
    elif told != text or not is_in_order(text):
        spoken = (text,)
    return Line(tuple(_stretches(runs)), _width(runs), spoken)


def advance(whole: Passage, start: int, end: int) -> float:
    """Return how wide a part of a passage is on one line, in thousandths of the size."""
    return _width(_runs(whole, start, end))


def _runs(whole: Passage, start: int, end: int) -> list[tuple[Face, tuple[Glyph, ...]]]:
    """Return the glyphs of a line from the left to the right, each run with its face."""
    text = whole.text[start:end]
    order = in_line(text, whole.levels[start:end], whole.base)
    keyed = zip(zip(order, whole.faces[start:end], strict=True), text, strict=True)
    runs = [
        (level, (face, "".join(character for _, character in group), level))
        for (level, face), group in groupby(keyed, key=lambda pair: pair[0])
    ]
    return [
        (face, glyphs(part, face, leftward=bool(level % 2)))
        for face, part, level in from_the_left(runs)
    ]


def _width(runs: Sequence[tuple[Face, Sequence[Glyph]]]) -> float:
    return sum(glyph.advance for _, run in runs for glyph in run)


def _stretches(runs: Sequence[tuple[Face, Sequence[Glyph]]]) -> Iterator[Stretch]:
    """Yield the glyphs with the steps between them that put each in its place."""
    pen = shown = 0.0  # where the next glyph belongs, and where PDF would put it
    for face, run in runs:
        for rise, group in groupby(run, key=lambda glyph: glyph.rise):
            parts: list[str | float] = []
            for glyph in group:
                step = shown - (pen + glyph.right)
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

    Poppler, unlike the readers that take the outermost text of nested spans, takes the innermost,
    and it takes that to stand from the left to the right: it turns each stretch from a letter of a
    leftward script up to the next other letter or figure. So it is given them turned. Marks of
    direction close each, so that the space behind it keeps its place and a mark its letter.
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
            turned += [_turned(text[start:end]), _LEFT_TO_RIGHT]
            start = -1
    if start >= 0:
        turned += [_turned(text[start:end]), _LEFT_TO_RIGHT if text[end:] else ""]
    return "".join([*turned, text[end:]])


def _turned(text: str) -> str:
    ends_in_mark = unicodedata.bidirectional(text[-1]) == "NSM"
    return (_RIGHT_TO_LEFT if ends_in_mark else "") + text[::-1]
