"""What the tests of tags share: a place to write to, and the structure that a file has."""

import io
from datetime import date

import pikepdf
import pytest

from cohort_desk.reports.document import Imprint, PageCanvas, drawn_bytes
from cohort_desk.reports.pages import PORTRAIT

IMPRINT = Imprint("Some list", "Test programme", "2026 intake", "As of today", date(2026, 11, 14))


@pytest.fixture
def imprint():
    return IMPRINT


@pytest.fixture
def canvas():
    """A canvas that is not written."""
    return PageCanvas(io.BytesIO(), IMPRINT, PORTRAIT)


class Structure:
    """The structure tree of a document, read by a library that is not ours."""

    def __init__(self, document):
        self.pdf = pikepdf.open(io.BytesIO(document))
        self.root = self.pdf.Root.StructTreeRoot.K

    def elements(self, role=""):
        """Return the elements in reading order, all or those of a role."""
        return [each for each in _walk(self.root) if not role or f"/{role}" == each.S]

    def roles(self):
        """Return the roles of all elements in reading order."""
        return [str(each.S)[1:] for each in self.elements()]

    def attribute(self, element, name):
        return element.A.get(f"/{name}") if "/A" in element else None

    def pages(self, element):
        """Return the numbers, from 1, of the pages on which an element has content."""
        found = set()
        for kid in _kids(element):
            if isinstance(kid, int):
                found.add(self._number(element.Pg))
            elif "/S" in kid:
                found |= set(self.pages(kid))
            else:
                found.add(self._number(kid.Pg))
        return sorted(found)

    def _number(self, page):
        return next(at for at, one in enumerate(self.pdf.pages, 1) if one.objgen == page.objgen)


def _kids(element):
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _walk(element):
    yield element
    for kid in _kids(element):
        if not isinstance(kid, int) and "/S" in kid:
            yield from _walk(kid)


@pytest.fixture
def structure():
    return Structure


@pytest.fixture
def drawn():
    """The structure of what is drawn by a function."""
    return lambda draw: Structure(drawn_bytes(IMPRINT, draw))
