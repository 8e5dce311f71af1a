"""What programs note about an author is gone from files, and their pages are not."""

import io
import zipfile

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.services.packs.anonymising import without_author

AUTHOR = "Samantha Secretsmith"


@pytest.fixture
def pdf():
    """Two pages whose properties and note name their author."""
    drawn = io.BytesIO()
    canvas = Canvas(drawn)
    canvas.setAuthor(AUTHOR)
    for number in (1, 2):
        canvas.drawString(72, 720, f"Page {number} of the report")
        canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn.getvalue())))
    writer.add_annotation(0, Text(text="See below", rect=(50, 50, 90, 90), title_bar=AUTHOR))
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def word_document(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_pdf_keeps_its_pages_and_notes_without_a_name(pdf):
    cleaned, warning = without_author(pdf, "W1001 1.pdf")
    assert warning == ""
    assert AUTHOR.encode() not in cleaned
    reader = PdfReader(io.BytesIO(cleaned))
    assert [page.extract_text().strip() for page in reader.pages] == [
        "Page 1 of the report",
        "Page 2 of the report",
    ]
    note = reader.pages[0]["/Annots"][0].get_object()
    assert (note["/Contents"], note["/T"]) == ("See below", "")


def test_word_document_keeps_its_text_without_its_author():
    document = word_document(
        {
            "word/document.xml": f'<w:ins w:author="{AUTHOR}" w:id="1">Text</w:ins>',
            "word/comments.xml": f'<w:comment w:author="{AUTHOR}" w:initials="SS">Hm</w:comment>',
            "docProps/core.xml": f"<dc:creator>{AUTHOR}</dc:creator>",
            "docProps/app.xml": "<Company>Leeds</Company>",
        }
    )
    cleaned, warning = without_author(document, "W1001 1.docx")
    assert warning == ""
    with zipfile.ZipFile(io.BytesIO(cleaned)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not any(AUTHOR in part or "Leeds" in part for part in parts.values())
    assert ">Text<" in parts["word/document.xml"]
    assert ">Hm<" in parts["word/comments.xml"]


def picture():
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("W1 1.png", picture()),
        ("W1 1.pdf", b"%PDF-1.4 broken"),
        ("W1 1.docx", b"no document"),
        ("W1 1.docx", word_document({"word/people.xml": "<w15:person/>"})),
    ],
    ids=["picture", "broken PDF", "broken document", "document with people"],
)
def test_what_is_not_sure_is_left_and_said(name, content):
    assert without_author(content, name) == (
        content,
        f"“{name}” may still say who wrote it: look at its properties first.",
    )
