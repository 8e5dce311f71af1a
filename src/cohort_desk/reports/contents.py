"""The list of contents of a long document: its sections, each a link to where it begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from cohort_desk.reports.flowables import heading, kept_together, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.styles import BODY, GAP, RULE, SECTION, TextStyle
from cohort_desk.reports.tagging import Element, Tag, tagged_canvas
from cohort_desk.reports.text import width

_LONG, _SECTIONS = 6, 3
"""The pages and the sections from which on a document has a list of contents."""

_LEVEL = 2
"""The level of the headings that it lists."""

_TITLE = "Contents"
_LINE = TextStyle(REGULAR, BODY)
_AIR = 3.5


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a document: its title, the page on which it begins, its place there."""

    title: str
    page: int
    place: str


def sections_of(root: Element) -> list[Section]:
    """Return the sections of a document as it was written."""
    found = (element for element in root.below() if element.level == _LEVEL)
    return [Section(each.title, each.page, each.place) for each in found if each.title != _TITLE]


def is_long(pages: int, sections: Sequence[Section]) -> bool:
    """Return whether a document is to have a list of contents."""
    return pages >= _LONG and len(sections) >= _SECTIONS


def with_contents(story: Sequence[Flowable], sections: Sequence[Section]) -> list[Flowable]:
    """Return what a document is made of with its contents listed before the first section."""
    at = next((at for at, part in enumerate(story) if _begins_section(part)), 0)
    while at and isinstance(story[at - 1], (Spacer, PageBreak, CondPageBreak)):
        at -= 1
    lines = Tag("TOC")
    listed = [
        Spacer(1, GAP),
        heading(_TITLE, SECTION),
        *(ContentsLine(section, lines) for section in sections),
    ]
    after = [] if isinstance(story[at], PageBreak) else [PageBreak()]
    return [*story[:at], *listed, *after, *story[at:]]


class ContentsLine(Flowable):
    """A section's title and the number of its page, together a link."""

    def __init__(self, section: Section, lines: Tag) -> None:
        super().__init__()
        item = Tag("TOCI", inside=lines)
        said = f"{section.title}, page {section.page}"
        self._tag = Tag("Link", inside=Tag("Reference", inside=item), title=said)
        self._section = section
        self._title = paragraph(section.title, _LINE)
        self._number = paragraph(f"{section.page}", _LINE)
        self._beside = width(kept_together(f"{section.page}"), REGULAR, BODY) + 1

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  ReportLab's
        """Return the room that the line takes."""
        self._number.wrap(self._beside, aH)
        _, high = self._title.wrap(aW - self._beside - GAP, aH)
        self.width, self.height = aW, high + 2 * _AIR
        return self.width, self.height

    def draw(self) -> None:
        """Draw the title, the number, and the rule under them."""
        canvas = tagged_canvas(self.canv)
        with self._tag.open(canvas):
            with canvas.content():
                self._title.drawOn(canvas, 0, _AIR)
            with canvas.content():
                self._number.drawOn(canvas, self.width - self._beside, _AIR)
            canvas.link_to((0, 0, self.width, self.height), place=self._section.place)
        with canvas.artifact():
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.5)
            canvas.line(0, 0, self.width, 0)


def _begins_section(part: Flowable) -> bool:
    kept_together: Sequence[Flowable] = getattr(part, "_content", ())
    return getattr(part, "level", 0) >= _LEVEL or any(map(_begins_section, kept_together))
