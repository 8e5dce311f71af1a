"""The typefaces of every document, and which of them can print a character.

Inter sets the text; Noto Sans stands in for the characters that Inter lacks. They are entered in
ReportLab's register under names of our own, once, so that nothing else that uses it is disturbed.
"""

import threading
import unicodedata
from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from cohort_desk.paths import resource

_registering = threading.Lock()


@dataclass(frozen=True, slots=True)
class Face:
    """A weight of the text face, and the face that stands in where a character is missing."""

    name: str
    file: str
    stand_in: "Face | None" = None


_NOTO = Face("CohortDesk-Noto", "NotoSans-Regular.ttf")
_NOTO_BOLD = Face("CohortDesk-Noto-Bold", "NotoSans-Bold.ttf")
REGULAR = Face("CohortDesk-Inter", "Inter-Regular.ttf", _NOTO)
MEDIUM = Face("CohortDesk-Inter-Medium", "Inter-Medium.ttf", _NOTO)
SEMIBOLD = Face("CohortDesk-Inter-SemiBold", "Inter-SemiBold.ttf", _NOTO_BOLD)
BOLD = Face("CohortDesk-Inter-Bold", "Inter-Bold.ttf", _NOTO_BOLD)

_UNSHAPED_BLOCKS = (range(0x0900, 0x0980),)
"""Noto Sans has the letters of Devanagari, but set side by side they spell nothing."""


def font(face: Face) -> TTFont:
    """Return the face, ready for use in any document."""
    with _registering:
        if face.name not in pdfmetrics.getRegisteredFontNames():
            made = TTFont(face.name, str(resource(f"fonts/{face.file}")))
            pdfmetrics.registerFont(made)  # pyright: ignore[reportUnknownMemberType]
    found = pdfmetrics.getFont(face.name)
    if not isinstance(found, TTFont):
        raise TypeError(face.name)
    return found


def register_fonts() -> None:
    """Make every face known to ReportLab by its name, which paragraph styles refer to."""
    for face in (REGULAR, MEDIUM, SEMIBOLD, BOLD, _NOTO, _NOTO_BOLD):
        font(face)


def face_for(character: str, face: Face) -> Face | None:
    """Return the face that prints the character beside others in `face`; None if none can."""
    if unicodedata.bidirectional(character) in ("R", "AL"):
        return None
    code = ord(character)
    if any(code in block for block in _UNSHAPED_BLOCKS):
        return None
    if code in font(face).face.charToGlyph:
        return face
    return face_for(character, face.stand_in) if face.stand_in else None
