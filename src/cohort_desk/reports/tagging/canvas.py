"""The canvas that every document is drawn on: all that PDF/UA-1 and PDF/A-2a or 3a ask of it."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

from cohort_desk.domain.unseen import one_line
from cohort_desk.reports.tagging.attachments import Attachment, attach
from cohort_desk.reports.tagging.headings import add_bookmarks, check_headings
from cohort_desk.reports.tagging.marking import MarkingCanvas, Untagged
from cohort_desk.reports.tagging.metadata import CREATOR, About, describe
from cohort_desk.reports.tagging.streams import StreamEnds
from cohort_desk.reports.tagging.structure import (
    Annotated,
    Element,
    insert,
    prune,
    write_structure,
)

Box = tuple[float, float, float, float]

_PRINTED = 4
"""The flag of an annotation that is printed, which PDF/A wants on each."""


class TaggedCanvas(MarkingCanvas):
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

    _absRect: Any  # noqa: N815
    _bookmarkReference: Any  # noqa: N815

    def __init__(
        self,
        target: Any,
        about: About,
        page_size: tuple[float, float],
        attachments: Sequence[Attachment] = (),
    ) -> None:
        super().__init__(target, page_size)
        self._about, self._attachments = about.seen(), attachments
        self._links: list[tuple[PDFDictionary, Element]] = []
        self._places = 0
        self._finished = False
        self.setViewerPreference("DisplayDocTitle", "true")

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

    def _addAnnotation(self, annotation: Any, name: str | None = None, addtopage: int = 1) -> None:  # noqa: N802
        """Enter a link in the element that is open, which says what it is for."""
        element = self._open[-1]
        if element.role != "Link" or not isinstance(annotation, PDFDictionary):
            raise Untagged("A link needs an open element “Link”.")
        name = name or f"link-{len(self._links)}"
        annotation["F"] = _PRINTED
        if "Contents" not in annotation:
            annotation["Contents"] = PDFString(one_line(element.alt or element.title))
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
