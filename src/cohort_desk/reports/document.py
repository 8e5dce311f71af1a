"""How every document is made: A4, metadata, the same head and foot on each page, written whole."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

import io
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib import pagesizes
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.files import whole_file
from cohort_desk.reports.fonts import MEDIUM, REGULAR
from cohort_desk.reports.styles import MARGIN, MUTED, RULE, SMALL
from cohort_desk.reports.tagging import About, Attachment, TaggedCanvas
from cohort_desk.reports.tagging.metadata import CREATOR
from cohort_desk.reports.text import draw_line, size_to_fit

PORTRAIT: tuple[float, float] = pagesizes.A4
LANDSCAPE: tuple[float, float] = pagesizes.landscape(pagesizes.A4)

_HEAD = 7.5 * mm
_FOOT = 8 * mm


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


def write_document(  # noqa: PLR0913  all but three have defaults that most documents keep
    path: Path,
    imprint: Imprint,
    story: Sequence[Flowable],
    *,
    page_size: tuple[float, float] = PORTRAIT,
    report: Progress = unwatched,
    pages: int = 1,
    attachments: Sequence[Attachment] = (),
) -> None:
    """Write flowables as a PDF, replacing the file only once the new one is whole.

    Args:
        path: the file to write.
        imprint: what the document says of itself.
        story: what it is made of, in reading order.
        page_size: PORTRAIT or LANDSCAPE.
        report: called after each page.
        pages: how many there will be, about.
        attachments: files that it carries.

    Raises:
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    with whole_file(path) as part:
        template = _Template(str(part), imprint, page_size, attachments)
        template.watch(report, pages)
        template.build(list(story), canvasmaker=template.make_canvas)


def document_bytes(
    imprint: Imprint,
    story: Sequence[Flowable],
    *,
    page_size: tuple[float, float] = PORTRAIT,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Return flowables as a PDF, for what is kept in the store."""
    buffer = io.BytesIO()
    template = _Template(buffer, imprint, page_size, attachments)
    template.build(list(story), canvasmaker=template.make_canvas)
    return buffer.getvalue()


@contextmanager
def drawn_document(
    path: Path,
    imprint: Imprint,
    page_size: tuple[float, float] = PORTRAIT,
    attachments: Sequence[Attachment] = (),
) -> Generator[PageCanvas]:
    """Yield a canvas for a document whose pages are drawn by measure, such as labels.

    Raises:
        CannotWrite: the folder, the file or the disk refuses.
    """
    with whole_file(path) as part:
        canvas = PageCanvas(str(part), imprint, page_size, attachments)
        yield canvas
        canvas.save()


def drawn_bytes(
    imprint: Imprint,
    draw: Callable[[PageCanvas], None],
    page_size: tuple[float, float] = PORTRAIT,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Return a document whose pages are drawn by measure, for what is kept in the store."""
    buffer = io.BytesIO()
    canvas = PageCanvas(buffer, imprint, page_size, attachments)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


class _Template(BaseDocTemplate):
    def __init__(
        self,
        target: str | BinaryIO,
        imprint: Imprint,
        page_size: tuple[float, float],
        attachments: Sequence[Attachment],
    ) -> None:
        super().__init__(
            target,
            pagesize=page_size,
            initialFontName=REGULAR.name,
            title=imprint.title,
            author=imprint.programme,
            subject=imprint.subject,
            creator=CREATOR,
        )
        self._imprint, self._size, self._attachments = imprint, page_size, attachments
        self._report, self._pages = unwatched, 1
        self.addPageTemplates(PageTemplate("page", [_frame(page_size)], onPageEnd=self._furnish))

    def watch(self, report: Progress, pages: int) -> None:
        self._report, self._pages = report, pages

    def make_canvas(self, target: Any, **_options: Any) -> PageCanvas:
        return PageCanvas(target, self._imprint, self._size, self._attachments)

    def afterPage(self) -> None:  # noqa: N802  ReportLab's name
        self._report(self.page, max(self.page, self._pages))

    def _furnish(self, canvas: Canvas, _template: BaseDocTemplate) -> None:
        if isinstance(canvas, PageCanvas):
            furnish(canvas, self._imprint, self._size)


def frame_size(page_size: tuple[float, float]) -> tuple[float, float]:
    """Return width and height of the part of a page that the document's own content fills."""
    width, height = page_size
    return width - 2 * MARGIN, height - 2 * MARGIN - _HEAD


def _frame(page_size: tuple[float, float]) -> Frame:
    width, height = frame_size(page_size)
    return Frame(
        MARGIN,
        MARGIN,
        width,
        height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


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
        size = size_to_fit(imprint.title, REGULAR, SMALL, room * 0.4)
        draw_line(canvas, (width - MARGIN, base), imprint.title, REGULAR, size, align=1)
