"""Flowables that tag themselves; documents are made of them by way of `reports.flowables`."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import re
from typing import Any

from reportlab.platypus import Flowable, HRFlowable, Paragraph

from cohort_desk.reports.tagging.structure import figure_box, level_of
from cohort_desk.reports.tagging.tags import Tag, tagged_canvas

_SPACES = re.compile(r"[ \t\r\n]+")


class TaggedParagraph(Paragraph):
    """A paragraph that is the element of its tag, on however many pages it stands.

    Its lines end in the space that they were broken at. ReportLab leaves it out, and so the last
    word of a line and the first of the next would be read as one.
    """

    blPara: Any  # noqa: N815  ReportLab's name

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tag = Tag("P")
        self._bullet = ""
        self._label: Tag | None = None
        self._words = _SPACES.sub(" ", self.getPlainText())
        self._goes_on = False
        self._spaced: object = None

    @property
    def level(self) -> int:
        """The level of a heading, from 1; 0 of any other paragraph."""
        return level_of(self._tag.role)

    def tag_as(self, tag: Tag) -> None:
        """Make it another element than a paragraph."""
        self._tag = tag

    def tag_as_item(self, items: Tag, bullet: str) -> None:
        """Make it an item of a list, with a bullet at the left of its first line."""
        item = Tag("LI", inside=items)
        self._tag, self._label = Tag("LBody", inside=item), Tag("Lbl", inside=item)
        self._bullet = bullet

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803  ReportLab's
        """Return the parts that stand on this page and on the next."""
        parts = super().split(aW, aH)
        for part in parts:
            if part is not self and isinstance(part, TaggedParagraph):
                part.be_part_of(self, first=part is parts[0], last=part is parts[-1])
        return parts

    def draw(self) -> None:
        """Draw the bullet, if there is one, and the text."""
        canvas = tagged_canvas(self.canv)
        if self._label:
            look = self.style
            with self._label.drawn(canvas):
                canvas.setFillColor(look.bulletColor)
                canvas.setFont(look.bulletFontName, look.bulletFontSize)
                canvas.drawString(look.bulletIndent, self._first_base(), self._bullet)
        self._end_lines()
        with self._tag.drawn(canvas, self.height):
            super().draw()

    def be_part_of(self, whole: "TaggedParagraph", *, first: bool, last: bool) -> None:
        """Be what stands of another paragraph on one page."""
        self._tag, self._words = whole._tag, whole._words  # noqa: SLF001
        self._goes_on = whole._goes_on or not last  # noqa: SLF001
        if first:
            self._label, self._bullet = whole._label, whole._bullet  # noqa: SLF001

    def _first_base(self) -> float:
        """Return how high the first line of type stands."""
        broken = self.blPara
        first = broken if broken.kind == 0 else broken.lines[0]
        return self.height - first.fontSize

    def _end_lines(self) -> None:
        """End each line that was broken at a space with that space."""
        broken = self.blPara
        if self._spaced is broken:
            return
        self._spaced = broken
        for number, line in enumerate(broken.lines):
            last = number == len(broken.lines) - 1
            if last and not self._goes_on:
                return
            following = "" if last else _first_word(broken.lines[number + 1])
            if f"{_last_word(line)} {following}" not in self._words:
                continue
            if isinstance(line, tuple):
                broken.lines[number] = (line[0], [*line[1], ""])
            else:
                line.words[-1].text += " "


def _first_word(line: Any) -> str:
    words = line[1] if isinstance(line, tuple) else line.words[0].text.split(" ")
    return words[0] if words else ""


def _last_word(line: Any) -> str:
    words = line[1] if isinstance(line, tuple) else line.words[-1].text.split(" ")
    return words[-1] if words else ""


class Figure(Flowable):
    """A picture, as one element with the words that stand in for it.

    Args:
        inner: a drawing, an image or another flowable; what it draws is the figure's.
        alt: what it shows, in words; where it only decorates, none, and it is an artifact.
    """

    def __init__(self, inner: Flowable, alt: str) -> None:
        super().__init__()
        self._inner, self._alt = inner, alt
        self.hAlign = getattr(inner, "hAlign", "LEFT")

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  ReportLab's
        """Return the room that the picture takes."""
        self.width, self.height = self._inner.wrap(aW, aH)
        return self.width, self.height

    def getSpaceBefore(self) -> float:  # noqa: N802  ReportLab's name
        """Return the space that the picture wants above it."""
        return self._inner.getSpaceBefore()

    def getSpaceAfter(self) -> float:  # noqa: N802  ReportLab's name
        """Return the space that the picture wants below it."""
        return self._inner.getSpaceAfter()

    def draw(self) -> None:
        """Draw the picture."""
        canvas = tagged_canvas(self.canv)
        if not self._alt:
            with canvas.artifact():
                self._inner.drawOn(canvas, 0, 0)
            return
        left, bottom = canvas.absolutePosition(0, 0)
        right, top = canvas.absolutePosition(self.width, self.height)
        box = figure_box((left, bottom, right, top))
        with canvas.tagged("Figure", alt=self._alt, attributes=box):
            self._inner.drawOn(canvas, 0, 0)


class Rule(HRFlowable):
    """A line across the page, which is not read."""

    def draw(self) -> None:
        """Draw the line."""
        with tagged_canvas(self.canv).artifact():
            super().draw()
