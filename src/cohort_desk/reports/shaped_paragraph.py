"""Paragraphs of text that needs shaping: broken into lines, each set in its own order."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Iterator
from copy import copy
from itertools import pairwise

from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getAscentDescent
from reportlab.platypus import Flowable

from cohort_desk.reports.fonts import Face
from cohort_desk.reports.line_breaks import breaks, next_cluster
from cohort_desk.reports.printable import composed
from cohort_desk.reports.shaping import LineText, Passage, advance, line_of, passage
from cohort_desk.reports.tagging.structure import level_of
from cohort_desk.reports.tagging.tags import Tag, tagged_canvas
from cohort_desk.reports.text import draw_line

_ROUNDING = 1e-6


class ShapedParagraph(Flowable):
    """A paragraph in any script, which tags itself and breaks over lines and pages.

    Where it fills several lines and runs from right to left, it stands at the right; a single
    line, such as a name in a table, stands where the style puts others.

    Args:
        text: what it says.
        face: of the text.
        look: size, leading, colour, alignment and indent; its font is not looked at.

    Raises:
        Unprintable: a character is in no face.
    """

    def __init__(self, text: str, face: Face, look: ParagraphStyle) -> None:
        super().__init__()
        self.style = look
        self._face = face
        self._whole = passage(composed(text), face)
        self._from, self._to = 0, len(self._whole.text)
        self._lines: list[tuple[int, int]] = []
        self._is_part = False
        self._tag = Tag("P")
        self._bullet = ""
        self._label: Tag | None = None

    def getPlainText(self) -> str:  # noqa: N802  the name that ReportLab's paragraphs give it
        """Return what it says."""
        return self._whole.text[self._from : self._to]

    @property
    def level(self) -> int:
        """The level of a heading, from 1; 0 of any other paragraph."""
        return level_of(self._tag.role)

    def tag_as(self, tag: Tag) -> None:
        """Make it another element than a paragraph."""
        self._tag = tag

    def tag_as_item(self, items: Tag, bullet: str) -> None:
        """Make it an item of a list, with a bullet beside its first line."""
        item = Tag("LI", inside=items)
        self._tag, self._label = Tag("LBody", inside=item), Tag("Lbl", inside=item)
        self._bullet = bullet

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  ReportLab's
        """Break the text into lines of that width and return the room they take."""
        look = self.style
        self.width = aW
        room = (aW - look.leftIndent - look.rightIndent) * 1000 / look.fontSize
        self._lines = list(_broken(self._whole, self._from, self._to, room))
        self.height = max(1, len(self._lines)) * look.leading
        return self.width, self.height

    def minWidth(self) -> float:  # noqa: N802  ReportLab's name
        """Return the width of the longest part that no line breaks."""
        longest = max(
            (
                advance(self._whole, start, end)
                for start, end in pairwise([self._from, *breaks(self._whole.text), self._to])
                if start < end
            ),
            default=0,
        )
        return self.style.leftIndent + longest * self.style.fontSize / 1000

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803  ReportLab's
        """Return the parts that stand on this page and on the next."""
        self.wrap(aW, aH)
        fitting = int((aH + _ROUNDING) // self.style.leading)
        if fitting >= len(self._lines):
            return [self]
        if fitting < 1:
            return []
        at = self._lines[fitting][0]
        first, rest = copy(self), copy(self)
        first.keep(self._from, at)
        rest.keep(at, self._to)
        return [first, rest]

    def keep(self, start: int, end: int) -> None:
        """Become the part from one place in the text to another."""
        if start > self._from:
            self._label = None
        self._from, self._to, self._is_part = start, end, True

    def draw(self) -> None:
        """Draw the bullet, if there is one, and the lines."""
        canvas, look = tagged_canvas(self.canv), self.style
        base = self.height - getAscentDescent(self._face.name, look.fontSize)[0]
        if self._label:
            with self._label.drawn(canvas):
                canvas.setFillColor(look.bulletColor)
                share = 1 if self._is_turned else 0
                at = self.width - look.bulletIndent if self._is_turned else look.bulletIndent
                draw_line(canvas, (at, base), self._bullet, self._face, look.fontSize, align=share)
        with self._tag.drawn(canvas, self.height):
            canvas.setFillColor(look.textColor)
            for number, (start, end) in enumerate(self._lines):
                line = LineText(canvas, self._left(start, end), base - number * look.leading)
                line.show(line_of(self._whole, start, end), look.fontSize)
                canvas.drawText(line)

    @property
    def _is_turned(self) -> bool:
        """Whether the paragraph stands at the right because it is read from there."""
        return bool(self._whole.base) and (self._is_part or len(self._lines) > 1)

    def _left(self, start: int, end: int) -> float:
        """Return where a line starts; the space at its end takes none of the room."""
        look = self.style
        scale = look.fontSize / 1000
        seen = len(self._whole.text[start:end].rstrip()) + start
        wide = advance(self._whole, start, seen) * scale
        space = advance(self._whole, start, end) * scale - wide if self._whole.base else 0
        turned = self._is_turned
        before, after = look.leftIndent, look.rightIndent
        if turned:
            before, after = after, before
        share = {TA_LEFT: float(turned), TA_CENTER: 0.5}.get(int(look.alignment), 1.0)
        spare = self.width - before - after - wide
        return before + spare * share - space


def _broken(whole: Passage, start: int, end: int, room: float) -> Iterator[tuple[int, int]]:
    """Yield the lines of a passage that fit the room, which is in thousandths of the size."""
    places = [start, *(at for at in breaks(whole.text) if start < at < end), end]
    begun, used = start, 0.0
    for first, last in pairwise(places):
        if first == last:
            continue
        word = first
        seen = first + len(whole.text[first:last].rstrip())
        if begun < first and used + advance(whole, first, seen) > room + _ROUNDING:
            yield begun, first
            begun, used = first, 0.0
        while not used and advance(whole, word, seen) > room + _ROUNDING:
            cut = _longest(whole, word, seen, room)
            if cut == seen:
                break
            yield word, cut
            begun = word = cut
        used += advance(whole, word, last)
    if begun < end:
        yield begun, end


def _longest(whole: Passage, start: int, end: int, room: float) -> int:
    """Return where a word that is too long for a line is to be cut, after one letter at least."""
    fitting = next_cluster(whole.text, start)
    while fitting < end:
        longer = next_cluster(whole.text, fitting)
        if advance(whole, start, longer) > room:
            return fitting
        fitting = longer
    return end
