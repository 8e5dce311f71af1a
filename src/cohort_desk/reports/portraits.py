"""Photos on paper: in a thin frame, all of one shape; initials where there is no photo."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

import io
from collections.abc import Mapping

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Table

from cohort_desk.domain.names import initials
from cohort_desk.domain.sectors import sector_label
from cohort_desk.reports.flowables import height_of, paragraph
from cohort_desk.reports.fonts import MEDIUM, REGULAR, SEMIBOLD
from cohort_desk.reports.sectors import sector_marks
from cohort_desk.reports.styles import HEAD_FILL, MUTED, RULE, TextStyle
from cohort_desk.reports.tagging import TaggedCanvas, figure_box, tagged_canvas
from cohort_desk.reports.tagging.tables import ListTags
from cohort_desk.reports.text import draw_line, size_to_fit
from cohort_desk.services.groups.lists import ListedGroup, ListedMember

WIDE_TO_HIGH = 0.8
"""The shape of a photo: four parts wide by five high, as photos are kept."""

Photos = Mapping[int, bytes]
"""The photos by the id of their person, as JPEGs."""

_INITIALS_SIZE = 0.3
_SMALLEST, _LARGEST = 18 * mm, 34 * mm
_LARGEST_TYPE, _TYPE = 16.0, 0.19
_SHRUNK = (0.85, 0.72, 0.6)
_AIR = 1.3 * mm
_BAR = 2.4 * mm


class Portrait(Flowable):
    """A member's photo, `height` points high."""

    def __init__(self, member: ListedMember, photos: Photos, height: float) -> None:
        super().__init__()
        self.width, self.height = height * WIDE_TO_HIGH, height
        self._jpeg = photos.get(member.id)
        self._name, self._initials = member.name, initials(member.name)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  ReportLab's
        return self.width, self.height

    def draw(self) -> None:
        """Draw the photo, or in its place a tinted field with initials, in a frame.

        Initials are not read: the name stands beside them.
        """
        canvas = tagged_canvas(self.canv)
        with (
            canvas.artifact()
            if self._jpeg is None
            else canvas.tagged("Figure", alt=f"Photo of {self._name}", attributes=self._box(canvas))
        ):
            self._draw_on(canvas)

    def _box(self, canvas: TaggedCanvas) -> str:
        left, bottom = canvas.absolutePosition(0, 0)
        return figure_box((left, bottom, left + self.width, bottom + self.height))

    def _draw_on(self, canvas: TaggedCanvas) -> None:
        canvas.saveState()
        if self._jpeg is None:
            canvas.setFillColor(HEAD_FILL)
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
            canvas.setFillColor(MUTED)
            size = size_to_fit(
                self._initials, MEDIUM, self.height * _INITIALS_SIZE, self.width * 0.8
            )
            middle = self.width / 2, self.height / 2 - size * 0.36
            draw_line(canvas, middle, self._initials, MEDIUM, size, align=0.5)
        else:
            picture = ImageReader(io.BytesIO(self._jpeg))
            canvas.drawImage(picture, 0, 0, self.width, self.height)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.4)
        canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        canvas.restoreState()


def portrait_rows(
    group: ListedGroup, photos: Photos, width: float, height: float, *, emails: bool = False
) -> Table:
    """Return a group's members under each other: photo, name, agency, sector and job title.

    The photos are as large as the height allows, within reason, and long texts a little smaller;
    more people than that flow on to another page.
    """
    each = height / max(1, len(group.members)) - 2 * _AIR
    high = min(_LARGEST, max(_SMALLEST, each))
    size = min(_LARGEST_TYPE, high * _TYPE)
    table = _rows(group, photos, (width, high, size), emails=emails)
    for shrunk in _SHRUNK:
        if height_of([table], width) <= height:
            break
        table = _rows(group, photos, (width, high, size * shrunk), emails=emails)
    return table


def _rows(
    group: ListedGroup, photos: Photos, measures: tuple[float, float, float], *, emails: bool
) -> Table:
    """Return the rows; the measures are their width, the photos' height and the names' size."""
    width, high, size = measures
    cells = [
        ["", Portrait(member, photos, high), _told(member, size, emails=emails)]
        for member in group.members
    ]
    beside = high * WIDE_TO_HIGH + 4 * _AIR
    table = Table(
        cells or [["", "", ""]], (_BAR, beside, width - _BAR - beside), renderCB=ListTags()
    )
    colours = sector_marks(member.sector for member in group.members)
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2 * _AIR),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), _AIR),
            ("BOTTOMPADDING", (0, 0), (-1, -1), _AIR),
            ("LINEBELOW", (1, 0), (-1, -1), 0.5, RULE),
            *(
                ("BACKGROUND", (0, row), (0, row), HexColor(colour))
                for row, colour in enumerate(colours)
            ),
        ]
    )
    return table


def _told(member: ListedMember, size: float, *, emails: bool) -> list[Flowable]:
    sector = sector_label(member.sector) if member.sector else ""
    under = " · ".join(part for part in (member.job_title, sector) if part)
    style = TextStyle(REGULAR, size * 0.68, MUTED)
    texts = (member.agency, under, member.email if emails else "")
    return [
        paragraph(member.name, TextStyle(SEMIBOLD, size, after=1)),
        *(paragraph(text, style) for text in texts if text),
    ]
