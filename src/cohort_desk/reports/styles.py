"""The one typographic system of every document: sizes, leading, colours, paragraphs.

Sizes are points. Everything must also be told apart when printed in black and white.
"""

from dataclasses import dataclass
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.units import mm

from cohort_desk.reports.fonts import REGULAR, SEMIBOLD, Face

INK = HexColor("#16202B")
MUTED = HexColor("#4A5563")
RULE = HexColor("#C4CBD4")
HEAD_FILL = HexColor("#EDEFF3")
STRIPE = HexColor("#F7F8FA")
ACCENT = HexColor("#1B59B4")

SMALL, BODY, LEAD, TITLE, DISPLAY = 8.0, 9.5, 12.0, 22.0, 44.0
LEADING = 1.32
"""Line distance over type size: Inter runs large, so its lines want air."""

MARGIN = 14 * mm
GAP = 4 * mm


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph looks; `after` is the space that follows it, in points.

    `level` is that of the headings that look so, from 1; text that is no heading has none.
    """

    face: Face
    size: float
    colour: Color = INK
    after: float = 0
    align: Literal[0, 1, 2] = TA_LEFT
    leading: float = LEADING
    level: int = 0


AT_RIGHT = TextStyle(REGULAR, BODY, MUTED, after=3, align=TA_RIGHT)
NOTE = TextStyle(REGULAR, SMALL, MUTED)
BODY_TEXT = TextStyle(REGULAR, BODY, after=BODY / 2)
INTRODUCTION = TextStyle(REGULAR, LEAD, MUTED, after=GAP)
PAGE_TITLE = TextStyle(SEMIBOLD, TITLE, after=2, level=1)
PAGE_DISPLAY = TextStyle(SEMIBOLD, DISPLAY, after=2, level=1)
SECTION = TextStyle(SEMIBOLD, LEAD, after=4, level=2)
VERDICT = TextStyle(SEMIBOLD, LEAD * 1.25, after=4, level=2)
SUBSECTION = TextStyle(SEMIBOLD, BODY, after=1, level=3)
