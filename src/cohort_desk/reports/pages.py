"""The pages of every document: their size, and the same head and foot on each."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from reportlab.lib import pagesizes
from reportlab.lib.units import mm

from cohort_desk.reports.fonts import MEDIUM, REGULAR
from cohort_desk.reports.styles import MARGIN, MUTED, RULE, SMALL
from cohort_desk.reports.tagging import About, Attachment, TaggedCanvas
from cohort_desk.reports.text import draw_line, size_to_fit

PORTRAIT: tuple[float, float] = pagesizes.A4
LANDSCAPE: tuple[float, float] = pagesizes.landscape(pagesizes.A4)

_HEAD = 7.5 * mm
_FOOT = 8 * mm
_LEAST = 6.5
"""Points: type smaller than that is not read."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a document says of itself, in its metadata and at the head and foot of each page.

    `note` stands at the foot, such as "Version 2, published 14 November 2026"; `made_on` is the
    date in the metadata, so that the same input gives the same bytes.
    """

    title: str
    programme: str
    cohort: str
    note: str
    made_on: date

    @property
    def subject(self) -> str:
        """What the document is about, for its metadata."""
        return ": ".join(part for part in (self.cohort, self.note) if part)


def frame_size(page_size: tuple[float, float]) -> tuple[float, float]:
    """Return width and height of the part of a page that the document's own content fills."""
    width, height = page_size
    return width - 2 * MARGIN, height - 2 * MARGIN - _HEAD


class PageCanvas(TaggedCanvas):
    """A tagged canvas that can say "page 3 of 7" on page 3.

    The words are a form that each page refers to and that is drawn once the last page is known.
    """

    def __init__(
        self,
        target: str | BinaryIO,
        imprint: Imprint,
        page_size: tuple[float, float],
        attachments: Sequence[Attachment] = (),
    ) -> None:
        about = About(imprint.title, imprint.programme, imprint.subject, imprint.made_on)
        super().__init__(target, about, page_size, attachments)
        self._width = page_size[0]
        self._numbered = 0

    def draw_page_number(self) -> None:
        """Draw the number of the page at its foot, on the right."""
        self._numbered = self.getPageNumber()
        self.doForm(f"page-{self._numbered}")

    def save(self) -> None:
        """Draw the page numbers, now that their total is known, and write the file."""
        for number in range(1, self._numbered + 1):
            self.beginForm(f"page-{number}", 0, 0, self._width, MARGIN)
            self.setFillColor(MUTED)
            words = f"Page {number} of {self._numbered}"
            draw_line(self, (self._width - MARGIN, _FOOT), words, REGULAR, SMALL, align=1)
            self.endForm()
        super().save()


def furnish(canvas: PageCanvas, imprint: Imprint, page_size: tuple[float, float]) -> None:
    """Draw the head and the foot of a finished page.

    Where a document's first page has no title of its own, the one at its head is the title.
    """
    canvas.saveState()
    canvas.setFillColor(MUTED)
    _draw_head(canvas, imprint, page_size)
    with canvas.artifact("Footer"):
        room = page_size[0] - 2 * MARGIN
        size = size_to_fit(imprint.note, REGULAR, SMALL, room * 0.8)
        draw_line(canvas, (MARGIN, _FOOT), imprint.note, REGULAR, size)
        canvas.draw_page_number()
    canvas.restoreState()


def _draw_head(canvas: PageCanvas, imprint: Imprint, page_size: tuple[float, float]) -> None:
    width, height = page_size
    room = width - 2 * MARGIN
    base = height - MARGIN - SMALL
    with canvas.artifact("Header"):
        whose = " · ".join(part for part in (imprint.programme, imprint.cohort) if part)
        size = size_to_fit(whose, MEDIUM, SMALL, room * 0.58)
        draw_line(canvas, (MARGIN, base), whose, MEDIUM, size)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.6)
        canvas.line(MARGIN, base - 4, width - MARGIN, base - 4)
    untitled = canvas.getPageNumber() == 1 and not canvas.has_title
    with canvas.title(imprint.title, height) if untitled else canvas.artifact("Header"):
        title = imprint.title if untitled else _legible(imprint.title, room * 0.4)
        size = size_to_fit(title, REGULAR, SMALL, room * 0.4)
        draw_line(canvas, (width - MARGIN, base), title, REGULAR, size, align=1)


def _legible(title: str, room: float) -> str:
    """Return a title, without its last words where it would else be too small to be read."""
    words = title.split()
    shown = title
    while len(words) > 1 and size_to_fit(shown, REGULAR, SMALL, room) < _LEAST:
        words.pop()
        shown = f"{' '.join(words)}…"
    return shown
