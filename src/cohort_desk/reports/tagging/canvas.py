"""A canvas whose every mark is in an element of the document's structure or an artifact."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from cohort_desk.reports.fonts import REGULAR, register_fonts
from cohort_desk.reports.tagging.attachments import Attachment, attach
from cohort_desk.reports.tagging.headings import add_bookmarks, check_headings
from cohort_desk.reports.tagging.metadata import CREATOR, LANGUAGE, About, describe
from cohort_desk.reports.tagging.streams import StreamEnds
from cohort_desk.reports.tagging.structure import (
    Annotated,
    Content,
    Element,
    insert,
    prune,
    text_string,
    write_structure,
)

Box = tuple[float, float, float, float]
ArtifactKind = Literal["", "Header", "Footer", "Layout"]

_ARTIFACTS = {
    "": "/Artifact BMC",
    "Header": "/Artifact <</Type /Pagination /Subtype /Header>> BDC",
    "Footer": "/Artifact <</Type /Pagination /Subtype /Footer>> BDC",
    "Layout": "/Artifact <</Type /Layout>> BDC",
}
_PAINTS = re.compile(r"(?:^|\s)(?:[SsFBb]|[fBb]\*?|Do|sh|Tj|TJ|EI|['\"])(?=\s|$)")
"""The operators that put something on a page."""

_PRINTED = 4
"""The flag of an annotation that is printed, which PDF/A wants on each."""


class Untagged(RuntimeError):
    """A document draws something of which it does not say what it is: a fault in its code."""


class TaggedCanvas(Canvas):
    """A canvas for PDF/UA-1 and PDF/A-2a, or 3a where something is attached.

    with canvas.tagged("P"):
        …draw a line of text…
    with canvas.element("Table"), canvas.element("TR"):
        with canvas.tagged("TD"):
            …
    with canvas.artifact():
        …draw a rule…

    Within open content further tags add nothing: a paragraph drawn in a figure is the figure's.
    """

    _doc: Any
    _code: list[str]
    _absRect: Any  # noqa: N815
    _bookmarkReference: Any  # noqa: N815

    def __init__(
        self,
        target: Any,
        about: About,
        page_size: tuple[float, float],
        attachments: Sequence[Attachment] = (),
    ) -> None:
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
        self._about, self._attachments = about, attachments
        self._open = [self.root]
        self._owners: list[Element] = []
        self._pages: list[list[Element]] = []
        self._links: list[tuple[PDFDictionary, Element]] = []
        self._marked_to = 0
        self._places = 0
        self._finished = False
        self.setViewerPreference("DisplayDocTitle", "true")

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
    def heading(self, level: int, text: str, top: float = 0) -> Generator[Element]:
        """Draw a heading; it is bookmarked, `top` above the origin."""
        place = self.mark_place(top)
        with self.tagged(f"H{level}", title=text, place=place) as element:
            yield element

    @property
    def has_title(self) -> bool:
        """Whether a heading of the first level has been drawn."""
        return any(element.level == 1 for element in self.root.below())

    @contextmanager
    def title(self, text: str, top: float = 0) -> Generator[Element]:
        """Draw the heading of the whole document, which is read before all else."""
        place = self.mark_place(top)
        title = insert(Element("H1", self.root, title=text, place=place), at=0)
        with self.within(title), self.content():
            yield title

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

    def mark_place(self, top: float = 0, name: str = "") -> str:
        """Return the name of a new place for links and bookmarks, `top` above the origin.

        A name of one's own can be linked to before the place is there; it is not written.
        """
        self._places += 1
        name = name or f"place-{self._places}"
        self.bookmarkHorizontal(name, 0, top)
        return name

    def link_to(self, rect: Box, *, url: str = "", place: str = "") -> None:
        """Make a rectangle, from the origin, lead to an address or to a place; in a "Link"."""
        if url:
            self.linkURL(url, rect, relative=1)
            return
        link = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": PDFArray(self._absRect(rect, relative=1)),
                "Border": PDFArray([0, 0, 0]),
                "Dest": self._bookmarkReference(place),
            }
        )
        self._addAnnotation(link)

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

    def save(self) -> None:
        """Finish the document and write it.

        Raises:
            Untagged: something is in no element and no artifact, or its headings skip a level.
        """
        self._finish()
        super().save()

    def getpdfdata(self) -> bytes:
        """Finish the document and return it, as `save` would write it."""
        self._finish()
        return super().getpdfdata()

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

    def _addAnnotation(self, annotation: Any, name: str | None = None, addtopage: int = 1) -> None:  # noqa: N802
        """Enter a link in the element that is open, which says what it is for."""
        element = self._open[-1]
        if element.role != "Link" or not isinstance(annotation, PDFDictionary):
            raise Untagged("A link needs an open element “Link”.")
        name = name or f"link-{len(self._links)}"
        annotation["F"] = _PRINTED
        if "Contents" not in annotation:
            annotation["Contents"] = PDFString(element.alt or element.title)
        enter: Any = super()._addAnnotation  # pyright: ignore[reportAttributeAccessIssue]
        enter(annotation, name, addtopage)
        element.kids.append(Annotated(self.getPageNumber(), self._doc.annotationName(name)))
        self._links.append((annotation, element))

    def _sign(self) -> None:
        """Say in the document's own record what its metadata says."""
        day = self._about.made_on
        self.setDateFormatter(lambda *_time: f"D:{day:%Y%m%d}000000Z")  # pyright: ignore[reportUnknownLambdaType]
        self.setTitle(self._about.title)
        self.setAuthor(self._about.author)
        self.setSubject(self._about.subject)
        self.setCreator(CREATOR)

    def _finish(self) -> None:
        if self._finished:
            return
        if self._code:
            self.showPage()
        self._finished = True
        self._doc.encrypt = StreamEnds()
        prune(self.root)
        check_headings(self.root)
        add_bookmarks(self, self.root)
        catalog = self._doc.Catalog
        self._sign()
        describe(self._doc, self._about, 3 if self._attachments else 2)
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.PageLabels = PDFDictionary(
            {"Nums": PDFArray([0, PDFDictionary({"S": PDFName("D")})])}
        )
        for key, (annotation, _element) in enumerate(self._links, len(self._pages)):
            annotation["StructParent"] = key
        links = [element for _annotation, element in self._links]
        catalog.StructTreeRoot = write_structure(self._doc, self.root, self._pages, links)
        if self._attachments:
            attach(self._doc, self._attachments, self._about.made_on)
