"""The canvas: everything drawn stands in an element or is an artifact, or is refused."""

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from cohort_desk.reports.document import drawn_bytes
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.tagging import Attachment, Untagged, figure_box
from cohort_desk.reports.text import draw_line
from pdf_checks import text_of


def write(canvas, words="Words"):
    draw_line(canvas, (100, 100), words, REGULAR, 12)


def picture(mode):
    buffer = io.BytesIO()
    Image.new(mode, (4, 4), "red").save(buffer, "PNG")
    return ImageReader(io.BytesIO(buffer.getvalue()))


@pytest.mark.parametrize(
    "draw",
    [
        write,
        lambda canvas: canvas.line(0, 0, 10, 10),
        lambda canvas: canvas.rect(0, 0, 10, 10, stroke=0, fill=1),
        lambda canvas: canvas.circle(50, 50, 10),
        lambda canvas: canvas.drawImage(picture("RGB"), 0, 0),
        lambda canvas: canvas.drawString(10, 10, "Plain"),
    ],
    ids=["text", "line", "fill", "curve", "picture", "string"],
)
def test_what_is_drawn_without_a_tag_is_refused(canvas, draw):
    draw(canvas)
    with pytest.raises(Untagged, match="Page 1"):
        canvas.showPage()
    with pytest.raises(Untagged), canvas.tagged("P"):
        write(canvas)


def test_what_only_prepares_needs_no_tag(canvas):
    canvas.saveState()
    canvas.translate(10, 10)
    canvas.setFont(REGULAR.name, 9)
    canvas.setLineWidth(2)
    canvas.clipPath(canvas.beginPath(), stroke=0)
    canvas.restoreState()
    canvas.showPage()
    assert canvas.getPageNumber() == 2


def test_content_needs_an_element_and_must_be_closed_on_its_page(canvas):
    with pytest.raises(Untagged, match="needs an element"), canvas.content():
        write(canvas)
    with pytest.raises(Untagged, match="still open"), canvas.tagged("P"):
        canvas.showPage()


def test_within_open_content_further_tags_add_nothing(drawn):
    def draw(canvas):
        with canvas.tagged("Figure", alt="A seal"):
            write(canvas)
            with canvas.tagged("P"), canvas.artifact():
                write(canvas)
        with canvas.artifact("Layout"), canvas.element("Table"), canvas.tagged("TD"):
            write(canvas)

    found = drawn(draw)
    assert found.roles() == ["Document", "Figure"]
    assert found.elements("Figure")[0].Alt == "A seal"


def test_an_element_may_go_on_over_pages_and_says_on_which(drawn):
    def draw(canvas):
        with canvas.element("P") as begun, canvas.content():
            write(canvas)
        canvas.showPage()
        with canvas.within(begun), canvas.content():
            write(canvas)

    found = drawn(draw)
    [paragraph] = found.elements("P")
    assert found.pages(paragraph) == [1, 2]
    tree = found.pdf.Root.StructTreeRoot.ParentTree.Nums
    assert list(tree[::2]) == [0, 1]
    assert all(owners[0].objgen == paragraph.objgen for owners in tree[1::2])


def test_elements_that_hold_nothing_are_left_out_but_cells_kept(drawn):
    def draw(canvas):
        with canvas.element("P"):
            pass
        with canvas.element("Table"), canvas.element("TR"):
            with canvas.tagged("TH"):
                write(canvas)
            with canvas.element("TD"):
                pass

    assert drawn(draw).roles() == ["Document", "Table", "TR", "TH", "TD"]


def test_a_link_is_tagged_described_and_leads_there(drawn):
    def draw(canvas):
        with canvas.element("P"), canvas.element("Link", alt="The rules on the web"):
            with canvas.content():
                write(canvas)
            canvas.link_to((0, 0, 10, 10), url="https://example.org/rules")

    found = drawn(draw)
    [annotation] = found.pdf.pages[0].Annots
    assert annotation.A.URI == "https://example.org/rules"
    assert annotation.Contents == "The rules on the web"
    keyed = dict(zip(*[iter(found.pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
    assert keyed[annotation.StructParent].objgen == found.elements("Link")[0].objgen


def test_a_link_outside_a_link_is_refused(canvas):
    with pytest.raises(Untagged, match="Link"), canvas.tagged("P"):
        canvas.link_to((0, 0, 10, 10), url="https://example.org")


def test_what_a_form_draws_is_tagged_where_it_is_used(drawn):
    def draw(canvas):
        canvas.beginForm("stamp")
        write(canvas)
        canvas.endForm()
        with canvas.tagged("P"):
            canvas.doForm("stamp")

    assert drawn(draw).roles() == ["Document", "P"]


def test_glyphs_can_stand_for_another_text(tmp_path, imprint):
    def draw(canvas):
        with canvas.tagged("P"), canvas.span("Aisha"):
            write(canvas, "XXXX")

    path = tmp_path / "a.pdf"
    path.write_bytes(drawn_bytes(imprint, draw))
    assert text_of(path).split() == ["Aisha"]


def test_pictures_and_attachments_hold_to_the_standards(tmp_path, imprint, standards):
    def draw(canvas):
        for at, mode in enumerate(("RGB", "RGBA", "L", "P")):
            box = figure_box((at * 20, 0, at * 20 + 10, 10))
            with canvas.tagged("Figure", alt=f"A picture, {mode}", attributes=box):
                canvas.drawImage(picture(mode), at * 20, 0, 10, 10, mask="auto")

    data = '{"name": "Zoë"}'.encode()
    attached = (
        Attachment("statement.jws", "application/jose", b"abc", "What it says"),
        Attachment("credential.json", "application/ld+json", data, "The credential"),
    )
    plain, carrying = tmp_path / "plain.pdf", tmp_path / "carrying.pdf"
    plain.write_bytes(drawn_bytes(imprint, draw))
    carrying.write_bytes(drawn_bytes(imprint, draw, attachments=attached))
    standards.check(plain, level="2a")
    standards.check(carrying, level="3a")


def test_attachments_come_out_as_they_went_in(structure, imprint):
    attached = (Attachment("b.json", "application/ld+json", b"{}", "Some “data”"),)
    found = structure(drawn_bytes(imprint, lambda _canvas: None, attachments=attached)).pdf
    file = found.attachments["b.json"]
    assert file.get_file().read_bytes() == b"{}"
    assert file.get_file().mime_type == "application/ld+json"
    assert file.description == "Some “data”"
    assert [str(each.AFRelationship) for each in found.Root.AF] == ["/Data"]
