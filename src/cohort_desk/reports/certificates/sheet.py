"""The measures of a certificate's sheet, and what each part is set in. All are in points."""

from dataclasses import dataclass
from functools import lru_cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm

from cohort_desk.domain.certificates.design import Border, Orientation, Typeface
from cohort_desk.reports.certificates.ornament import BAND, EDGE
from cohort_desk.reports.certificates.setting import Style
from cohort_desk.reports.document import LANDSCAPE, PORTRAIT
from cohort_desk.reports.fonts import MEDIUM, REGULAR, SEMIBOLD, SERIF, SERIF_SEMIBOLD
from cohort_desk.reports.styles import INK, MUTED

QR_SIDE = 29 * mm
"""With its quiet zone; the code itself is 22 mm wide at least."""

SEAL = 14.5 * mm
"""The seal's radius."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the parts of a certificate go.

    Attributes:
        size: of the page.
        left: where the text may begin.
        right: where it must end.
        top: the foot of whatever frames the page above.
        bottom: the head of whatever frames it below.
        align: 0 for text at the left, 0.5 for text in the middle.
        upright: whether the sheet is in portrait.
    """

    size: tuple[float, float]
    left: float
    right: float
    top: float
    bottom: float
    align: float
    upright: bool

    @property
    def room(self) -> float:
        """How wide the text may be."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Where the text's middle is."""
        return (self.left + self.right) / 2

    @property
    def anchor(self) -> float:
        """The x that text is aligned by."""
        return self.left + self.room * self.align


@dataclass(frozen=True, slots=True)
class Styles:
    """What each part of a certificate is set in."""

    heading: Style
    title: Style
    words: Style
    name: Style
    subject: Style
    line: Style
    small: Style
    note: Style
    signatory: Style
    role: Style
    accent: Color


@lru_cache(maxsize=16)
def sheet_of(orientation: Orientation, border: Border) -> Sheet:
    """Return the sheet of a design."""
    upright = orientation is Orientation.PORTRAIT
    width, height = PORTRAIT if upright else LANDSCAPE
    banded = border is Border.BAND
    inset = EDGE + (30 if border is not Border.NONE and not banded else 8)
    side = inset + (18 if upright else 34)
    return Sheet(
        size=(width, height),
        left=EDGE + BAND + (34 if upright else 46) if banded else side,
        right=width - EDGE - (12 if upright else 22) if banded else width - side,
        top=height - inset - 14,
        bottom=inset + 10,
        align=0 if banded else 0.5,
        upright=upright,
    )


@lru_cache(maxsize=32)
def styles_of(typeface: Typeface, accent: str, upright: bool) -> Styles:  # noqa: FBT001
    """Return the styles of a design; no name is set smaller than what is awarded."""
    serif = typeface is Typeface.SERIF
    plain, strong = (SERIF, SERIF_SEMIBOLD) if serif else (REGULAR, SEMIBOLD)
    colour = HexColor(accent)
    title, name, subject = (40, 34, 22) if upright else (44, 38, 24)
    return Styles(
        heading=Style(strong if serif else MEDIUM, 13, INK, 2, 0.85),
        title=Style(plain if serif else strong, title, colour, 2, 0.75, 1.15),
        words=Style(plain, 13, MUTED, 3, 0.92, 1.35),
        name=Style(strong, name, INK, 3, 0.72, 1.2, least=subject),
        subject=Style(strong, subject, colour, 3, 0.8, 1.25, least=subject * 0.6),
        line=Style(plain, 13, INK, 2, 0.9, 1.35),
        small=Style(plain, 8.5, MUTED, 3, 0.95, 1.35),
        note=Style(REGULAR, 7.5, MUTED, 2, 0.9, 1.4),
        signatory=Style(strong, 10.5, INK, 2, 0.85, 1.2),
        role=Style(plain, 9, MUTED, 3, 0.9, 1.25),
        accent=colour,
    )
