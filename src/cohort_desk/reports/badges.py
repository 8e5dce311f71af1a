"""Name badges: cards to cut, or label sheets."""

from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from cohort_desk.domain.colours import sector_colour
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.document import PORTRAIT, Imprint, PageCanvas, drawn_document
from cohort_desk.reports.fitting import LEAST, Room, set_in
from cohort_desk.reports.fonts import MEDIUM, REGULAR, SEMIBOLD, Face
from cohort_desk.reports.groups import check_listing, state_of
from cohort_desk.reports.styles import INK, MUTED, RULE
from cohort_desk.reports.tagging import numbering
from cohort_desk.reports.text import width
from cohort_desk.services.groups.lists import GroupList, ListedMember

_PAGE_WIDTH, _PAGE_HEIGHT = PORTRAIT
_WHITE = HexColor("#FFFFFF")
_CROP = 4 * mm


@dataclass(frozen=True, slots=True)
class BadgeLayout:
    """How badges lie on A4, in points; the block of them is centred on the page.

    Sources: L7163 and L7165 are the makers' numbers under which these label sheets are sold.
    """

    name: str
    width: float
    height: float
    across: int
    down: int
    gap: float = 0
    crop_marks: bool = False

    @property
    def a_page(self) -> int:
        """How many badges a page holds."""
        return self.across * self.down

    def corner(self, place: int) -> tuple[float, float]:
        """Return the lower left corner of the badge in that place, from the top left along rows."""
        row, column = divmod(place % self.a_page, self.across)
        block_width = self.across * self.width + (self.across - 1) * self.gap
        left = (_PAGE_WIDTH - block_width) / 2
        top = (_PAGE_HEIGHT + self.down * self.height) / 2
        return left + column * (self.width + self.gap), top - (row + 1) * self.height


CARDS = BadgeLayout(
    "Cards of 90 × 55 mm to cut, 10 a page", 90 * mm, 55 * mm, 2, 5, crop_marks=True
)
LARGE_LABELS = BadgeLayout(
    "Labels of 99.1 × 67.7 mm, 8 a page (L7165)", 99.1 * mm, 67.7 * mm, 2, 4, 2.5 * mm
)
SMALL_LABELS = BadgeLayout(
    "Labels of 99.1 × 38.1 mm, 14 a page (L7163)", 99.1 * mm, 38.1 * mm, 2, 7, 2.5 * mm
)
LAYOUTS = {"cards": CARDS, "large-labels": LARGE_LABELS, "small-labels": SMALL_LABELS}


def write_badges(
    listing: GroupList, path: Path, layout: BadgeLayout = CARDS, report: Progress = unwatched
) -> None:
    """Write a badge for everybody in a group, group by group.

    Raises:
        NothingToPrint: there are no groups.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    check_listing(listing)
    badges = [(member, group.name) for group in listing.groups for member in group.members]
    title = f"Name badges: {listing.round_name}"
    imprint = Imprint(title, listing.programme, listing.cohort, state_of(listing), listing.stood_on)
    with (
        drawn_document(path, imprint) as canvas,
        canvas.element("L", attributes=numbering("None")),
    ):
        for place, (member, group) in enumerate(badges):
            if place and place % layout.a_page == 0:
                canvas.showPage()
            x, y = layout.corner(place)
            canvas.saveState()
            canvas.translate(x, y)
            with canvas.element("LI"), canvas.element("LBody"):
                _Badge(canvas, layout.width, layout.height).draw(member, group, listing.programme)
            canvas.restoreState()
            if layout.crop_marks:
                _draw_crop_marks(canvas, layout, x, y)
            report(place + 1, len(badges))


class _Badge:
    """One badge, drawn from its own lower left corner; all measures follow from its height."""

    def __init__(self, canvas: PageCanvas, badge_width: float, badge_height: float) -> None:
        self._canvas, self._width, self._height = canvas, badge_width, badge_height
        self._bar = badge_height * 0.055
        self._left = self._bar + badge_height * 0.12
        self._room = badge_width - self._left - badge_height * 0.1

    def draw(self, member: ListedMember, group: str, programme: str) -> None:
        """Draw the name large, the agency under it, the group at the foot."""
        high = self._height
        fill = sector_colour(member.sector).fill if member.sector else "#FFFFFF"
        with self._canvas.artifact():
            self._canvas.setFillColor(HexColor(fill))
            self._canvas.rect(0, 0, self._bar, high, stroke=0, fill=1)
        self._canvas.setFillColor(MUTED)
        self._lines((0.84, 0.16, 2), programme, REGULAR, max(high * 0.052, LEAST))
        self._canvas.setFillColor(INK)
        self._lines((0.58, 0.33, 3), member.name, SEMIBOLD, high * 0.185)
        self._canvas.setFillColor(MUTED)
        self._lines((0.34, 0.16, 2), member.agency, REGULAR, high * 0.08)
        self._group(group)

    def _lines(self, place: tuple[float, float, int], text: str, face: Face, size: float) -> None:
        """Draw text around a height, so high at most, both as shares of the badge's, on lines."""
        middle, high, most = place
        lines = set_in(text, face, size, Room(self._room, self._height * high, most))
        first = self._height * middle + (len(lines.lines) - 1) * lines.size * lines.leading / 2
        with self._canvas.tagged("P"):
            lines.draw(self._canvas, (self._left, first))

    def _group(self, group: str) -> None:
        name = set_in(group, MEDIUM, self._height * 0.075, Room(self._room * 0.9))
        size = name.size
        pad = size * 0.6
        box = width(name.lines[0], MEDIUM, size) + 2 * pad
        base = self._height * 0.12
        self._canvas.setFillColor(INK)
        bottom, deep = base - size * 0.55, size * 1.85
        with self._canvas.artifact():
            self._canvas.roundRect(self._left, bottom, box, deep, size * 0.45, stroke=0, fill=1)
        self._canvas.setFillColor(_WHITE)
        with self._canvas.tagged("P"):
            name.draw(self._canvas, (self._left + pad, base))


def _draw_crop_marks(canvas: PageCanvas, layout: BadgeLayout, x: float, y: float) -> None:
    """Draw the lines to cut along, outside the block of badges only."""
    left, bottom = layout.corner(layout.a_page - layout.across)
    right = left + layout.across * layout.width
    top = bottom + layout.down * layout.height
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    with canvas.artifact():
        for edge in (x, x + layout.width):
            canvas.line(edge, top + 2, edge, top + 2 + _CROP)
            canvas.line(edge, bottom - 2, edge, bottom - 2 - _CROP)
        for edge in (y, y + layout.height):
            canvas.line(left - 2, edge, left - 2 - _CROP, edge)
            canvas.line(right + 2, edge, right + 2 + _CROP, edge)
