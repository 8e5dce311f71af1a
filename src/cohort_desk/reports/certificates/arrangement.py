"""Everything of a certificate in its place, before any of it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from cohort_desk.domain.certificates.design import Design
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.certificates.wording import values_of
from cohort_desk.reports.certificates.engraving import pixels_of
from cohort_desk.reports.certificates.foot import Foot, footed
from cohort_desk.reports.certificates.layout import Stack, stacked
from cohort_desk.reports.certificates.sheet import Sheet, Styles, sheet_of, styles_of

Pictures = Mapping[str, bytes]
"""PNG and JPEG files by the SHA-256 that designs name them by."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A certificate's texts, pictures and marks, each in its place on the sheet."""

    sheet: Sheet
    styles: Styles
    stack: Stack
    foot: Foot


def arranged(statement: Statement, design: Design, pictures: Pictures) -> Arrangement:
    """Return where everything of a certificate goes; its wordings have been checked.

    Raises:
        Unprintable: no font has a character of what it says.
    """
    sheet = sheet_of(design.orientation, design.border)
    styles = styles_of(design.typeface, design.accent, sheet.upright)
    said = values_of(statement)
    images = {name: pixels_of(pictures[name]) for name in design.pictures if name in pictures}
    foot = footed(said, design, sheet, styles, images)
    stack = stacked(said, design, sheet, styles, images.get(design.logo), foot.top)
    return Arrangement(sheet, styles, stack, foot)
