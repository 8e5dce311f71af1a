"""The typefaces of every document, and which of them can print a character.

Inter sets the text and Noto Serif the certificates; a Noto face for its script stands in where a
character is missing. They are entered in ReportLab's register under names of our own, once, so
that nothing else that uses it is disturbed.
"""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from cohort_desk.paths import resource

_registering = threading.Lock()
_embedding = threading.Lock()

_FIRST_PRIVATE = 0xF0000
"""From here on code points are private; a font's glyphs without a character are given them."""

_PRIVATE = range(0xE000, 0xF900)
"""Code points that mean nothing; Inter keeps arrows and the like there."""

_MOST_IN_A_BLOCK = 100
"""Lines that a block of a character map may have."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A weight of a typeface, and the faces that stand in where it lacks a character.

    Attributes:
        name: what ReportLab knows it by.
        file: of the font, in resources/fonts.
        stand_ins: other faces, in the order in which they are asked for a character.
        blocks: the code points of its script. It is asked first for these and for no others.
        kerned: whether pairs such as "AV" are set closer, as large type wants.
        scale: of its type beside that of the text, so that its letters look as large.
        stroke: how wide its letters are drawn round, in sizes, where it stands in for a bold face
            that there is none of.
    """

    name: str
    file: str
    stand_ins: "tuple[Face, ...]" = ()
    blocks: tuple[range, ...] = ()
    kerned: bool = False
    scale: float = 1
    stroke: float = 0

    def is_for(self, code: int) -> bool:
        """Return whether it is the face of that code point's script."""
        return any(code in block for block in self.blocks)


def _noto(name: str, *blocks: range, scale: float = 1, stroke: float = 0) -> Face:
    return Face(f"CohortDesk-{name}", f"Noto{name}.ttf", (), blocks, scale=scale, stroke=stroke)


def _scripts(weight: str) -> tuple[Face, ...]:
    """Return the faces of single scripts in a weight."""
    return (
        _noto(f"NaskhArabic-{weight}", *_ARABIC, scale=1.15),
        _noto(f"SansDevanagari-{weight}", *_DEVANAGARI),
        _noto(f"SansHebrew-{weight}", range(0x0590, 0x0600), range(0xFB1D, 0xFB50)),
        _noto(f"SansBengali-{weight}", range(0x0980, 0x0A00)),
        _noto(f"SansGurmukhi-{weight}", range(0x0A00, 0x0A80)),
        _noto(f"SansGujarati-{weight}", range(0x0A80, 0x0B00)),
        _noto(f"SansTamil-{weight}", range(0x0B80, 0x0C00)),
    )


_ARABIC = (
    range(0x0600, 0x0700),
    range(0x0750, 0x0780),
    range(0x0870, 0x0900),
    range(0xFB50, 0xFE00),
    range(0xFE70, 0xFEFF),
)
_DEVANAGARI = (range(0x0900, 0x0980), range(0x1CD0, 0x1D00), range(0xA8E0, 0xA900))

_BOLDER = 0.025
"""A bold Chinese face is 10 MB, so its letters are drawn round by so many sizes instead."""

_SANS = _noto("Sans-Regular")
_SANS_BOLD = _noto("Sans-Bold")
_EMOJI = _noto("Emoji-Regular")
_CHINESE, _RARE = "SansSC-Regular", "SansJP-Additions"
_LIGHT = (*_scripts("Regular"), _SANS, _EMOJI, _noto(_CHINESE), _noto(_RARE))
_HEAVY = (
    *_scripts("Bold"),
    _SANS_BOLD,
    _EMOJI,
    _noto(_CHINESE, stroke=_BOLDER),
    _noto(_RARE, stroke=_BOLDER),
)

REGULAR = Face("CohortDesk-Inter", "Inter-Regular.ttf", _LIGHT)
MEDIUM = Face("CohortDesk-Inter-Medium", "Inter-Medium.ttf", _LIGHT)
SEMIBOLD = Face("CohortDesk-Inter-SemiBold", "Inter-SemiBold.ttf", _HEAVY)
BOLD = Face("CohortDesk-Inter-Bold", "Inter-Bold.ttf", _HEAVY)
SERIF = Face("CohortDesk-Serif", "NotoSerif-Regular.ttf", _LIGHT, kerned=True)
SERIF_SEMIBOLD = Face("CohortDesk-Serif-SemiBold", "NotoSerif-SemiBold.ttf", _HEAVY, kerned=True)

TEXT_FACES = (REGULAR, MEDIUM, SEMIBOLD, BOLD, SERIF, SERIF_SEMIBOLD)


class GlyphFont(TTFont):
    """A font that can also set glyphs for which there is no character, such as joined letters.

    ReportLab embeds a font by its characters, so each such glyph, with what it means, gets a
    private code point. Which one that is does not show in a document.
    """

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file, asciiReadable=False)  # else every letter of ASCII is embedded
        self._codes: dict[tuple[int, str], int] = {}
        self._meanings: dict[int, str] = {}

    def code_of(self, glyph: int, meaning: str) -> int:
        """Return the code point by which the glyph is set where it stands for that text."""
        with _registering:
            code = self._codes.setdefault((glyph, meaning), _FIRST_PRIVATE + len(self._codes))
            if code not in self._meanings:
                self._meanings[code] = meaning
                self.face.charWidths[code] = self.pdfScale(self.face.hmetrics[glyph][0])
                self.face.charToGlyph[code] = glyph
        return code

    def codes_of(self, text: str, document: PDFDocument) -> list[tuple[str, bytes]]:
        """Return the codes of code points, cut by the subset of the font in which they are."""
        return [
            (self.getSubsetInternalName(number, document), codes)
            for number, codes in self.splitString(text, document)
        ]

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802  ReportLab's name
        """Embed the font, with a character map that also knows the private code points."""
        subsets = self.state[doc].subsets
        with _embedding:  # ReportLab reads the font's file at one place for all documents
            super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode()
            stream: Any = doc.idToObject[f"toUnicodeCMap:{name}"]
            stream.content = _character_map(name, [self._meanings.get(c) or chr(c) for c in subset])


def font(face: Face) -> GlyphFont:
    """Return the face, ready for use in any document."""
    with _registering:
        if face.name not in pdfmetrics.getRegisteredFontNames():
            made = GlyphFont(face.name, str(resource(f"fonts/{face.file}")))
            pdfmetrics.registerFont(made)  # pyright: ignore[reportUnknownMemberType]
    found = pdfmetrics.getFont(face.name)
    if not isinstance(found, GlyphFont):
        raise TypeError(face.name)
    return found


def register_fonts() -> None:
    """Make every face of the text known to ReportLab by its name, as paragraph styles refer to it.

    A face that stands in is made known when it is first needed.
    """
    for face in (*TEXT_FACES, _SANS, _SANS_BOLD):
        font(face)


@lru_cache(maxsize=8192)
def face_for(letter: str, face: Face) -> Face | None:
    """Return the face that prints a letter with its marks beside others in `face`, if any can."""
    code = ord(letter[0])
    ours = [each for each in face.stand_ins if each.is_for(code)]
    others = [face, *(each for each in face.stand_ins if not each.blocks)]
    has_all = (each for each in (*ours, *others) if all(_has(c, each) for c in letter))
    return next(has_all, None)


def _has(character: str, face: Face) -> bool:
    code = ord(character)
    return code < _FIRST_PRIVATE and code not in _PRIVATE and code in font(face).face.charToGlyph


def _character_map(name: str, texts: list[str]) -> str:
    """Return the PDF's map from the codes of a font's subset to text, by their place in it."""
    rows = [
        f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, text in enumerate(texts)
        if text != "\0"
    ]
    blocks = [rows[at : at + _MOST_IN_A_BLOCK] for at in range(0, len(rows), _MOST_IN_A_BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(
                line
                for block in blocks
                for line in (f"{len(block)} beginbfchar", *block, "endbfchar")
            ),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
