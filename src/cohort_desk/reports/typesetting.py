"""Sets flowables into pages, as often as it takes to know on which page each section begins."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.contents import Section, is_long, sections_of, with_contents
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.pages import PORTRAIT, Imprint, PageCanvas, frame_size, furnish
from cohort_desk.reports.styles import MARGIN
from cohort_desk.reports.tagging import Attachment

_MOST_PASSES = 4
"""The second pass moves the sections by the list's pages, the third writes where they are then."""


@dataclass(slots=True)
class Typesetter:
    """Makes documents of flowables.

    Attributes:
        imprint: what the document says of itself.
        page_size: PORTRAIT or LANDSCAPE.
        attachments: files that it carries.
        report: called after each page.
        pages: how many there will be, about.
        done: the pages laid out so far, each as often as it was.
    """

    imprint: Imprint
    page_size: tuple[float, float] = PORTRAIT
    attachments: Sequence[Attachment] = ()
    report: Progress = unwatched
    pages: int = 1
    done: int = 0

    def set(self, story: Sequence[Flowable], *, contents: bool = False) -> bytes:
        """Return the document; with `contents`, where it is long, its sections are listed."""
        laid = self._lay(story)
        sections = laid.sections
        if contents and is_long(laid.page, sections):
            for _ in range(_MOST_PASSES):
                laid = self._lay(with_contents(story, sections))
                if laid.sections == sections:
                    break
                sections = laid.sections
        return laid.finished()

    def _lay(self, story: Sequence[Flowable]) -> "_Layout":
        laid = _Layout(self.imprint, self.page_size, self.attachments, self._count_page)
        laid.build(list(story), canvasmaker=laid.make_canvas)
        laid.forget()
        return laid

    def _count_page(self) -> None:
        self.done += 1
        self.report(self.done, max(self.done, self.pages))


class _Layout(BaseDocTemplate):
    """Flowables laid out on pages, which are not written yet."""

    def __init__(
        self,
        imprint: Imprint,
        page_size: tuple[float, float],
        attachments: Sequence[Attachment],
        count_page: Callable[[], None],
    ) -> None:
        self._file = io.BytesIO()
        self._canvas: PageCanvas | None = None
        super().__init__(self._file, pagesize=page_size, initialFontName=REGULAR.name)
        self._imprint, self._size, self._attachments = imprint, page_size, attachments
        self._count_page = count_page
        self._marks: list[tuple[Any, ...]] = []
        # ReportLab's own names: write nothing yet, and tell what was noted on the flowables.
        self._doSave = 0
        self._multiBuildEdits = self._marks.append
        self.addPageTemplates(PageTemplate("page", [_frame(page_size)], onPageEnd=self._furnish))

    @property
    def sections(self) -> list[Section]:
        """The sections, each with the page on which it begins."""
        return sections_of(self._canvas.root) if self._canvas else []

    def finished(self) -> bytes:
        """Return the document as it is written."""
        self.canv.save()
        return self._file.getvalue()

    def forget(self) -> None:
        """Take back what was noted on the flowables, so that they can be laid out again."""
        for undo, *of in self._marks:
            undo(*of)

    def make_canvas(self, target: Any, **_options: Any) -> PageCanvas:
        """Return what the pages are drawn on."""
        self._canvas = PageCanvas(target, self._imprint, self._size, self._attachments)
        return self._canvas

    def afterPage(self) -> None:  # noqa: N802  ReportLab's name
        """Count the page."""
        self._count_page()

    def _furnish(self, canvas: Canvas, _template: BaseDocTemplate) -> None:
        if isinstance(canvas, PageCanvas):
            furnish(canvas, self._imprint, self._size)


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
