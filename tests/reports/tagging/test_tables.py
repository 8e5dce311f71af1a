"""Tables tag their heads, rows and cells, over pages; tables for layout do not."""

import pytest
from reportlab.platypus import Spacer, Table

from cohort_desk.reports.document import PORTRAIT, document_bytes, frame_size, write_document
from cohort_desk.reports.flowables import heading
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.styles import PAGE_TITLE
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.tagging.tables import TableTags
from pdf_checks import structure_of

ROOM = frame_size(PORTRAIT)[0]
_SPANS = ("ColSpan", "RowSpan")
COLUMNS = (Column("No."), Column("Name", NAME), Column("Agency"))


@pytest.fixture
def table(imprint, structure):
    """The structure of a document with one table."""

    def make(above=0, **described):
        story = [heading("Title", PAGE_TITLE), Spacer(1, above or 1)]
        return structure(document_bytes(imprint, [*story, grid_table(Grid(**described))]))

    return make


def rows(number):
    return [(f"{at}", f"Person {at}", "Police") for at in range(1, number + 1)]


def test_heads_have_their_scope_and_cells_their_place(table):
    found = table(columns=COLUMNS, rows=[("1", "Ann", "Police"), ("2", "Ben", "")], room=ROOM)
    row = ["TR", "TH", "TD", "TD"]
    assert found.roles()[2:] == ["Table", "THead", "TR", "TH", "TH", "TH", "TBody", *row, *row]
    scopes = [str(found.attribute(each, "Scope")) for each in found.elements("TH")]
    assert scopes == ["/Column"] * 3 + ["/Row"] * 2


def test_it_says_which_columns_head_the_rows(table):
    by_name = table(columns=COLUMNS, rows=rows(2), room=ROOM, row_heads=(1,))
    assert by_name.roles()[-4:] == ["TR", "TD", "TH", "TD"]
    assert table(columns=COLUMNS, rows=rows(1), room=ROOM, row_heads=()).roles()[-3:] == ["TD"] * 3


def test_over_pages_it_is_one_table_whose_head_is_read_once(table, tmp_path, imprint):
    described = {"columns": COLUMNS, "rows": rows(150), "room": ROOM}
    found = table(**described)
    [whole] = found.elements("Table")
    assert found.pages(whole) == [1, 2, 3, 4]
    assert len(found.elements("THead")) == len(found.elements("TBody")) == 1
    assert len(found.elements("TR")) == 151
    path = tmp_path / "a.pdf"
    write_document(path, imprint, [heading("Title", PAGE_TITLE), grid_table(Grid(**described))])
    assert structure_of(path).count('"Agency"') == 1


def test_a_banner_is_a_heading_above_its_table_and_colours_are_no_cells(table):
    described = {"rows": rows(60), "room": ROOM, "banner": "Group 1", "marks": ["#FF0000"] * 60}
    found = table(columns=COLUMNS, **described)
    assert found.roles()[:8] == ["Document", "H1", "H2", "Table", "TBody", "TR", "TH", "TD"]
    assert len(found.elements("TH")) == len(found.elements("TR")) == 60
    assert found.roles().count("H2") == 1


def test_long_texts_wrap_as_paragraphs_of_their_cell(table):
    found = table(columns=COLUMNS, rows=[("1", "Ann", "Police and many others. " * 20)], room=ROOM)
    assert found.roles()[-5:] == ["TR", "TH", "TD", "TD", "P"]


def test_a_cell_says_how_far_it_spans(imprint, structure, standards, tmp_path):
    cells = [["Group", "Marks", ""], ["", "First", "Second"], ["A", "60", "64"]]
    spans = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0))]
    tags = TableTags(head_rows=2, row_heads=(0,))
    spanning = Table(cells, renderCB=tags, style=[*spans, ("FONT", (0, 0), (-1, -1), REGULAR.name)])
    document = document_bytes(imprint, [heading("Title", PAGE_TITLE), spanning])
    found = structure(document)
    told = [
        (str(found.attribute(each, "Scope")), *(found.attribute(each, name) for name in _SPANS))
        for each in found.elements("TH")
    ]
    assert told == [
        ("/Column", None, 2),
        ("/Column", 2, None),
        *[("/Column", None, None)] * 2,
        ("/Row", None, None),
    ]
    (tmp_path / "a.pdf").write_bytes(document)
    standards.check(tmp_path / "a.pdf")
