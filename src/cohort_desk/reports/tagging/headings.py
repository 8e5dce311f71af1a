"""Headings: that they form one outline without gaps, and the bookmarks made of them."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false

from reportlab.pdfgen.canvas import Canvas

from cohort_desk.domain.unseen import one_line
from cohort_desk.reports.tagging.structure import Element

_WHOLE_IN_ITSELF = "Art"
"""The role of a document among others in one file, such as a certificate of a batch."""


class BadHeadings(RuntimeError):
    """A document's headings skip a level or have two of the first: a fault in its code."""


def check_headings(root: Element) -> None:
    """Refuse headings that a screen reader's user would lose the way among.

    A document has one of the first level before all others, and none skips a level; a document
    among others in one file, an "Art", is looked at by itself.

    Raises:
        BadHeadings: they do not.
    """
    above = 0
    for element in _of_one_document(root):
        if element.level > above + 1:
            raise BadHeadings(f"“{element.title}” is a heading {element.level} below a {above}.")
        if element.level == 1 and above:
            raise BadHeadings(f"“{element.title}” is a second heading of the first level.")
        above = element.level


def add_bookmarks(canvas: Canvas, root: Element) -> None:
    """Make the headings the bookmarks of a document."""
    for element in root.below():
        if element.level and element.place:
            canvas.addOutlineEntry(one_line(element.title), element.place, element.level - 1)


def _of_one_document(element: Element) -> list[Element]:
    found: list[Element] = []
    for kid in element.kids:
        if not isinstance(kid, Element):
            continue
        if kid.role == _WHOLE_IN_ITSELF:
            check_headings(kid)
        elif kid.level:
            found.append(kid)
        else:
            found += _of_one_document(kid)
    return found
