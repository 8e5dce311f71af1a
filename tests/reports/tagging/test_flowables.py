"""Flowables tag themselves: headings, paragraphs, lists, figures, links, over pages too."""

import re

import pytest
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Spacer, Table

from cohort_desk.reports.document import document_bytes, write_document
from cohort_desk.reports.flowables import bullets, figure, heading, linked, paragraph, rule
from cohort_desk.reports.styles import PAGE_TITLE, SECTION, SUBSECTION
from cohort_desk.reports.tables import beside
from cohort_desk.reports.tagging import Untagged
from cohort_desk.reports.tagging.headings import BadHeadings
from pdf_checks import structure_of, text_of

TITLE = heading("Title", PAGE_TITLE)


@pytest.fixture
def laid(imprint, structure):
    """The structure of a document of flowables."""
    return lambda *story: structure(document_bytes(imprint, list(story)))


def test_each_says_what_it_is(laid):
    drawing = Drawing(20, 10)
    drawing.add(Rect(0, 0, 20, 10))
    found = laid(
        heading("Title", PAGE_TITLE),
        paragraph("Words"),
        heading("Section", SECTION),
        *bullets(["one", "two"]),
        rule(),
        figure(drawing, "A bar"),
        figure(drawing, ""),
        linked("The rules", "https://example.org/?a=1&b=2"),
        beside([paragraph("left"), [paragraph("right"), paragraph("under it")]], [100, 100]),
    )
    item = ["LI", "Lbl", "LBody"]
    assert found.roles() == [
        *("Document", "H1", "P", "H2", "L", *item, *item, "Figure", "P", "Link"),
        *("P", "P", "P"),
    ]
    [shown] = found.elements("Figure")
    assert shown.Alt == "A bar"
    left, bottom, right, top = map(float, shown.A.BBox)
    assert (round(right - left), round(top - bottom)) == (20, 10)
    [link] = found.pdf.pages[0].Annots
    assert link.A.URI == "https://example.org/?a=1&b=2"
    assert link.Contents == "The rules"


def test_a_paragraph_over_two_pages_is_one(laid):
    found = laid(TITLE, Spacer(1, 600), paragraph("Many words. " * 300), *bullets(["x " * 2000]))
    assert found.roles() == ["Document", "H1", "P", "L", "LI", "Lbl", "LBody"]
    [told] = found.elements("P")
    assert found.pages(told) == [1, 2]
    assert found.pages(found.elements("LBody")[0]) == [2, 3]


def test_two_lists_are_two(laid):
    found = laid(TITLE, *bullets(["a"]), paragraph("between"), *bullets(["b", "c"]))
    assert found.roles().count("L") == 2
    assert found.roles().count("LI") == 3


@pytest.mark.parametrize(
    "plain",
    [
        Paragraph("Words", ParagraphStyle("any")),
        Table([["Words"]]),
        Drawing(10, 10, Rect(0, 0, 5, 5)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_flowables_of_reportlab_that_say_nothing_are_refused(laid, plain):
    with pytest.raises(Untagged):
        laid(TITLE, plain)


@pytest.mark.parametrize(
    ("levels", "trouble"),
    [((1, 3), "3 below a 1"), ((1, 2, 1), "second"), ((2, 1), None)],
)
def test_headings_neither_skip_a_level_nor_have_two_firsts(laid, levels, trouble):
    looks = {1: PAGE_TITLE, 2: SECTION, 3: SUBSECTION}
    story = [heading(f"Heading {at}", looks[level]) for at, level in enumerate(levels)]
    with pytest.raises(BadHeadings, match=trouble):
        laid(*story)


def test_without_a_title_of_its_own_the_one_at_the_head_is_read_first(laid, imprint):
    found = laid(paragraph("Words"), heading("Section", SECTION))
    assert found.roles() == ["Document", "H1", "P", "H2"]
    with found.pdf.open_outline() as outline:
        [title] = outline.root
        assert (title.title, title.children[0].title) == (imprint.title, "Section")


def test_headings_are_bookmarks_that_lead_to_their_pages(laid):
    found = laid(
        TITLE,
        heading("Forms", SECTION, bookmark="Zoë’s form"),
        paragraph("Words"),
        Spacer(1, 660),
        heading("王小明", SECTION),
        heading("Deeper", SUBSECTION),
    )
    with found.pdf.open_outline() as outline:
        [title] = outline.root
        assert [child.title for child in title.children] == ["Zoë’s form", "王小明"]
        assert [child.title for child in title.children[1].children] == ["Deeper"]
        place = title.children[1].destination[0]
    assert place.objgen == found.pdf.pages[1].objgen


def test_words_at_the_ends_of_lines_stay_apart(tmp_path, imprint):
    words = "pounds sterling Jean-Paul’s Łódź half\u00adway " * 60
    long = "Donaudampfschifffahrtsgesellschaft" * 8
    story = [TITLE, paragraph(words), *bullets([words]), paragraph(long)]
    path = tmp_path / "a.pdf"
    write_document(path, imprint, story)
    heard = structure_of(path)
    assert heard.count("pounds sterling Jean-Paul’s Łódź halfway") == 2 * 60
    assert long in heard
    extracted = re.sub(r"\s+", " ", text_of(path))
    assert "\u00ad" not in extracted
    assert "poundssterling" not in extracted
    assert "Łódź half" in extracted


def test_head_and_foot_are_artifacts_and_numbered(tmp_path, imprint, pages):
    path = tmp_path / "a.pdf"
    write_document(path, imprint, [TITLE, paragraph("Many words. " * 900)])
    heard = structure_of(path)
    for words in (imprint.programme, imprint.note, "Page 1"):
        assert words not in heard
        assert all(words.replace("1", f"{at}") in page for at, page in enumerate(pages(path), 1))
