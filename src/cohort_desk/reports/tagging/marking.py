"""Marks what is drawn: each stretch of a page is the content of an element, or an artifact."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import re
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Literal

from reportlab.pdfbase.pdfdoc import PDFName, PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from cohort_desk.reports.fonts import REGULAR, register_fonts
from cohort_desk.reports.tagging.metadata import LANGUAGE
from cohort_desk.reports.tagging.structure import Content, Element, insert, text_string

ArtifactKind = Literal["", "Header", "Footer", "Layout"]

_ARTIFACTS = {
    "": "/Artifact BMC",
    "Header": "/Artifact <</Type /Pagination /Subtype /Header>> BDC",
    "Footer": "/Artifact <</Type /Pagination /Subtype /Footer>> BDC",
    "Layout": "/Artifact <</Type /Layout>> BDC",
}
_PAINTS = re.compile(r"(?:^|\s)(?:[SsFBb]|[fBb]\*?|Do|sh|Tj|TJ|EI|['\"])(?=\s|$)")
"""The operators that put something on a page."""


class Untagged(RuntimeError):
    """A document draws something of which it does not say what it is: a fault in its code."""


class MarkingCanvas(Canvas):
    """A canvas that keeps the structure of what is drawn on it; see `TaggedCanvas`.

    Attributes:
        root: the element that holds all others.
        marking: what is being drawn: an element's role, "Artifact" or "Form"; "" for nothing.
    """

    _doc: Any
    _code: list[str]

    def __init__(self, target: Any, page_size: tuple[float, float]) -> None:
        register_fonts()
        super().__init__(
            target,
            pagesize=page_size,
            invariant=1,
            initialFontName=REGULAR.name,  # pyright: ignore[reportArgumentType] the stub says float
            lang=LANGUAGE,
            pdfVersion=(1, 7),
        )
        self.root = Element("Document", None)
        self.marking = ""
        self._open = [self.root]
        self._owners: list[Element] = []
        self._pages: list[list[Element]] = []
        self._marked_to = 0

    @contextmanager
    def element(self, role: str, **described: str) -> Generator[Element]:
        """Open an element, described as `Element` says; what is drawn in it needs `content`."""
        if self.marking:
            yield self._open[-1]
            return
        with self.within(self.new_element(role, **described)) as element:
            yield element

    @contextmanager
    def content(self) -> Generator[None]:
        """Draw what belongs to the innermost open element."""
        if self.marking:
            yield
            return
        element = self._open[-1]
        if element is self.root:
            raise Untagged("Content needs an element to stand in.")
        self._begin(self._next_mark(element), element.role)
        try:
            yield
        finally:
            self._end()

    @contextmanager
    def tagged(self, role: str, **described: str) -> Generator[Element]:
        """Draw the content of a new element."""
        with self.element(role, **described) as element, self.content():
            yield element

    @contextmanager
    def artifact(self, kind: ArtifactKind = "") -> Generator[None]:
        """Draw what is not read: rules, fills, and what repeats at the edge of each page."""
        if self.marking:
            yield
            return
        self._begin(_ARTIFACTS[kind], "Artifact")
        try:
            yield
        finally:
            self._end()

    @contextmanager
    def span(self, actual_text: str) -> Generator[None]:
        """Draw, within open content, glyphs that stand for a text that they do not spell."""
        if not self.marking:
            raise Untagged("A span needs content to stand in.")
        self._code.append(f"/Span <</ActualText {text_string(actual_text)}>> BDC")
        try:
            yield
        finally:
            self._code.append("EMC")

    @contextmanager
    def within(self, element: Element) -> Generator[Element]:
        """Open an element that is there already, such as that of a table begun a page before."""
        self._open.append(element)
        try:
            yield element
        finally:
            self._open.pop()

    def new_element(self, role: str, **described: str) -> Element:
        """Add an element to the innermost open one, without opening it."""
        return insert(Element(role, self._open[-1], **described))

    def drawText(self, aTextObject: PDFTextObject) -> None:  # noqa: N802, N803  ReportLab's
        """Draw text; each text of a figure has a mark of its own, or they would be read as one."""
        if self.marking == "Figure":
            self._code += ["EMC", self._next_mark(self._owners[-1])]
        super().drawText(aTextObject)

    def beginForm(self, name: str, *args: Any, **kwargs: Any) -> None:  # noqa: N802
        """Begin a form; it is tagged where it is used, not within."""
        self._outside_form = (self.marking, self._marked_to)
        super().beginForm(name, *args, **kwargs)
        self.marking = "Form"

    def endForm(self, **extra_attributes: Any) -> None:  # noqa: N802
        """End the form and go on where it was begun."""
        super().endForm(**extra_attributes)
        self.marking, self._marked_to = self._outside_form

    def showPage(self) -> None:  # noqa: N802
        """Finish the page.

        Raises:
            Untagged: something on it is in no element and no artifact.
        """
        if self.marking:
            raise Untagged(f"Content of “{self.marking}” is still open at the end of a page.")
        self._check_all_marked()
        name = self._doc.thisPageName()
        super().showPage()
        page = self._doc.idToObject[name]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self._pages), PDFName("S")
        self._pages.append(self._owners)
        self._owners, self._marked_to = [], 0
        self._doc.updateSignature(page.stream)
        # ReportLab would write it in ASCII besides, which takes longer and a quarter more room.
        page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])

    def _next_mark(self, element: Element) -> str:
        mark = len(self._owners)
        self._owners.append(element)
        element.kids.append(Content(self.getPageNumber(), mark))
        return f"/{element.role} <</MCID {mark}>> BDC"

    def _begin(self, operator: str, marking: str) -> None:
        self._check_all_marked()
        self._code.append(operator)
        self.marking = marking

    def _end(self) -> None:
        self._code.append("EMC")
        self.marking = ""
        self._marked_to = len(self._code)

    def _check_all_marked(self) -> None:
        unmarked = "\n".join(self._code[self._marked_to :])
        if found := _PAINTS.search(unmarked):
            start = max(0, found.start() - 100)
            drawn = unmarked[start : found.end()]
            raise Untagged(f"Page {self.getPageNumber()} draws something untagged: {drawn!r}")
