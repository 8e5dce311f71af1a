"""The structure of a document: a tree of elements, each with what it holds on which page."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFObject, PDFObjectReference

from cohort_desk.domain.unseen import one_line

_KEPT_EMPTY = frozenset(("TH", "TD"))
"""Cells without content keep their place in a row; other elements without content say nothing."""

_SPECIAL, _ESCAPED = re.compile(r"[()\\]"), r"\\\g<0>"

_HEADINGS = {f"H{level}": level for level in range(1, 7)}


class Content(NamedTuple):
    """A marked stretch of a page: the page's number from 1, and the mark's number on it."""

    page: int
    mark: int


class Annotated(NamedTuple):
    """A link on a page, by the page's number and its name among the document's objects."""

    page: int
    name: str


@dataclass(slots=True, eq=False)
class Element:
    """A part of a document, such as a paragraph; `role` is a standard type of ISO 32000-1 14.8.4.

    Attributes:
        role: "P", "H1", "Table", ….
        parent: the element that it stands in; None for the document itself.
        alt: what stands in for it where it cannot be seen, such as a picture.
        actual_text: the text that it is, where what is drawn does not say so.
        language: of its text where it is not the document's, such as "cy".
        title: its name, by which a heading is bookmarked; it is not written, as its content is.
        attributes: its attributes as PDF writes them; see `cell`, `figure_box` and `numbering`.
        place: the name of the place on a page that a bookmark leads to.
        kids: what it holds, in reading order.
    """

    role: str
    parent: "Element | None"
    alt: str = ""
    actual_text: str = ""
    language: str = ""
    title: str = ""
    attributes: str = ""
    place: str = ""
    kids: "list[Kid]" = field(default_factory=list["Kid"], init=False)

    def below(self) -> "Iterator[Element]":
        """Yield the element and all those in it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.below()

    @property
    def page(self) -> int:
        """The number of the page on which it begins, from 1; 0 of one without content."""
        held = (kid for each in self.below() for kid in each.kids)
        return next((kid.page for kid in held if not isinstance(kid, Element)), 0)

    @property
    def level(self) -> int:
        """The level of a heading, from 1; 0 of any other element."""
        return level_of(self.role)


def level_of(role: str) -> int:
    """Return the level of a heading, from 1; 0 of any other role."""
    return _HEADINGS.get(role, 0)


Kid = Element | Content | Annotated


def insert(element: Element, at: int | None = None) -> Element:
    """Return an element that has been put into its parent: as its last, or at that place in it."""
    if element.parent is not None:
        kids = element.parent.kids
        kids.insert(len(kids) if at is None else at, element)
    return element


def cell(scope: Literal["", "Row", "Column", "Both"] = "", columns: int = 1, rows: int = 1) -> str:
    """Return the attributes of a table's cell: what a head is the head of, and how far it spans."""
    parts = [f"/Scope /{scope}"] if scope else []
    parts += [f"/ColSpan {columns}"] if columns > 1 else []
    parts += [f"/RowSpan {rows}"] if rows > 1 else []
    return f"<</O /Table {' '.join(parts)}>>" if parts else ""


def figure_box(box: Sequence[float]) -> str:
    """Return the attributes of a figure that fills a box: left, bottom, right, top, in points."""
    edges = " ".join(f"{edge:.2f}" for edge in box)
    return f"<</O /Layout /Placement /Block /BBox [{edges}]>>"


def numbering(style: Literal["None", "Disc", "Decimal"]) -> str:
    """Return the attributes of a list: what stands before its items."""
    return f"<</O /List /ListNumbering /{style}>>"


def text_string(text: str) -> str:
    """Return a text as PDF writes it wherever a text of any script may stand."""
    if text.isascii() and text.isprintable():
        return f"({_SPECIAL.sub(_ESCAPED, text)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def prune(element: Element) -> None:
    """Take out the elements that hold nothing."""
    kept: list[Kid] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            prune(kid)
            if not kid.kids and kid.role not in _KEPT_EMPTY:
                continue
        kept.append(kid)
    element.kids = kept


def write_structure(
    document: Any,
    root: Element,
    pages: Sequence[Sequence[Element]],
    links: Sequence[Element],
) -> PDFObjectReference:
    """Enter the structure among the objects of a document, and return where it stands.

    Args:
        document: the document, whose pages are finished.
        root: the element that holds all others.
        pages: for each page the owner of each of its marks, by number; the n-th page's key in the
            parent tree is n, from 0.
        links: the element of each link; their keys follow those of the pages.
    """
    tree, parents = _Raw(), _Raw()
    top, keyed = _enter(document, "StructTreeRoot", tree), _enter(document, "Parents", parents)
    written = [(element, _Raw()) for element in root.below()]
    numbers = {
        id(element): _enter(document, f"Element{at}", raw)
        for at, (element, raw) in enumerate(written)
    }
    page_numbers = [_number(document, f"Page{page}") for page in range(1, len(pages) + 1)]
    for element, raw in written:
        above = numbers[id(element.parent)] if element.parent else top
        raw.body = _written(document, element, above, numbers, page_numbers)
    parents.body = _parent_tree(pages, links, numbers)
    tree.body = (
        f"<</Type /StructTreeRoot /K {numbers[id(root)]} 0 R /ParentTree {keyed} 0 R "
        f"/ParentTreeNextKey {len(pages) + len(links)}>>"
    )
    return PDFObjectReference("StructTreeRoot")


class _Raw(PDFObject):
    """An object of a document that is written as it stands: far quicker than by dictionaries."""

    body = ""

    def format(self, _document: object) -> bytes:
        return self.body.encode("ascii")


def _enter(document: Any, name: str, raw: _Raw) -> int:
    """Enter an object in a document by a name, and return its number there."""
    document.Reference(raw, name)
    return _number(document, name)


def _number(document: Any, name: str) -> int:
    return document.idToObjectNumberAndVersion[name][0]


def _written(
    document: Any,
    element: Element,
    above: int,
    numbers: Mapping[int, int],
    pages: Sequence[int],
) -> str:
    parts = [f"<</Type /StructElem /S /{element.role} /P {above} 0 R"]
    own = next((kid.page for kid in element.kids if not isinstance(kid, Element)), 0)
    if own:
        parts.append(f"/Pg {pages[own - 1]} 0 R")
    kids: list[str] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(f"{numbers[id(kid)]} 0 R")
        elif isinstance(kid, Annotated):
            place = _number(document, kid.name)
            kids.append(f"<</Type /OBJR /Pg {pages[kid.page - 1]} 0 R /Obj {place} 0 R>>")
        elif kid.page == own:
            kids.append(f"{kid.mark}")
        else:
            kids.append(f"<</Type /MCR /Pg {pages[kid.page - 1]} 0 R /MCID {kid.mark}>>")
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K [{' '.join(kids)}]")
    described = {
        "Alt": one_line(element.alt),
        "ActualText": element.actual_text,
        "Lang": element.language,
    }
    parts += [f"/{key} {text_string(text)}" for key, text in described.items() if text]
    parts += [f"/A {element.attributes}"] if element.attributes else []
    return " ".join(parts) + ">>"


def _parent_tree(
    pages: Sequence[Sequence[Element]], links: Sequence[Element], numbers: Mapping[int, int]
) -> str:
    parts = [
        f"{key} [{' '.join(f'{numbers[id(owner)]} 0 R' for owner in owners)}]"
        for key, owners in enumerate(pages)
    ]
    parts += [f"{key} {numbers[id(owner)]} 0 R" for key, owner in enumerate(links, len(pages))]
    return f"<</Nums [{' '.join(parts)}]>>"
