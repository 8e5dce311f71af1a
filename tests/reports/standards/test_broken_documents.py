"""Documents spoilt in one thing each: the validator finds every one, or it would prove nothing."""

from datetime import date

import pikepdf
import pytest
from reportlab.graphics.shapes import Drawing, Rect

from cohort_desk.reports.document import PORTRAIT, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import figure, heading, linked, paragraph
from cohort_desk.reports.styles import PAGE_TITLE, SECTION
from cohort_desk.reports.tables import Column, Grid, grid_table

_IMPRINT = Imprint("Test document", "Test programme", "2026 intake", "Draft", date(2026, 11, 14))


@pytest.fixture
def whole(tmp_path):
    """A document with one of everything."""
    drawing = Drawing(100, 40)
    drawing.add(Rect(0, 0, 100, 40))
    columns = (Column("Name"), Column("Agency"))
    story = [
        heading("Everything", PAGE_TITLE),
        paragraph("A paragraph."),
        heading("A section", SECTION),
        figure(drawing, "A box"),
        grid_table(Grid(columns, [("Ann", "Police"), ("Ben", "Fire")], frame_size(PORTRAIT)[0])),
        linked("The rules", "https://example.org/rules"),
    ]
    path = tmp_path / "whole.pdf"
    write_document(path, _IMPRINT, story)
    return path


def _elements(pdf):
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(node)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            if "/K" in node:
                waiting.append(node.K)


def _of_role(pdf, role):
    found = [node for node in _elements(pdf) if str(node.S) == role]
    assert found
    return found


def _without_alternative_text(pdf):
    for node in _of_role(pdf, "/Figure"):
        del node["/Alt"]


def _with_a_level_skipped(pdf):
    for node in _of_role(pdf, "/H2"):
        node.S = pikepdf.Name.H4


def _without_scopes(pdf):
    for node in _of_role(pdf, "/TH"):
        del node["/A"]


def _without_language(pdf):
    del pdf.Root["/Lang"]


def _with_a_link_that_is_not_described(pdf):
    links = [link for page in pdf.pages for link in page.get("/Annots", [])]
    assert links
    for link in links:
        del link["/Contents"]


def _with_a_head_that_is_not_marked(pdf):
    page = pdf.pages[0]
    content = page.Contents.read_bytes()
    begin, end = content.index(b"/Artifact"), content.index(b"BDC", content.index(b"/Artifact"))
    spoilt = content[:begin] + content[end + 3 :].replace(b"EMC", b"   ", 1)
    page.Contents = pdf.make_stream(spoilt)


def _without_colours_defined(pdf):
    del pdf.Root["/OutputIntents"]


_SPOILT = {
    "ua1": (
        _without_alternative_text,
        _with_a_level_skipped,
        _without_scopes,
        _without_language,
        _with_a_link_that_is_not_described,
        _with_a_head_that_is_not_marked,
    ),
    "2a": (_without_colours_defined,),
}


def test_the_whole_one_is_found_whole(whole, standards):
    standards.check(whole)


@pytest.mark.parametrize(
    ("standard", "spoil"),
    [(standard, spoil) for standard, spoils in _SPOILT.items() for spoil in spoils],
    ids=lambda value: value if isinstance(value, str) else value.__name__.lstrip("_"),
)
def test_a_spoilt_one_is_found_out(whole, standards, tmp_path, standard, spoil):
    spoilt = tmp_path / "spoilt.pdf"
    with pikepdf.open(whole) as pdf:
        spoil(pdf)
        pdf.save(spoilt)
    assert standards.failures(spoilt, standard) != []
