"""Long documents list their sections, each a link to the page where it begins."""

import io

import pikepdf
import pytest
from pypdf import PdfReader
from reportlab.platypus import KeepTogether, PageBreak, Spacer

from cohort_desk.domain.errors import Cancelled
from cohort_desk.reports.document import write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.styles import PAGE_TITLE, SECTION


def long_story(sections):
    story = [heading("Report", PAGE_TITLE), paragraph("What it is about.")]
    for number in range(1, sections + 1):
        parts = [heading(f"Section {number}", SECTION), paragraph("Many words. " * 50)]
        story += [Spacer(1, 500), KeepTogether(parts) if number == 2 else parts[0], parts[1]]
    return story


@pytest.fixture
def written(tmp_path, imprint):
    def write(story, **options):
        path = tmp_path / "a.pdf"
        write_document(path, imprint, story, **options)
        return path

    return write


def test_each_section_is_listed_with_the_page_where_it_is(written, standards, pages):
    path = written(long_story(9), contents=True)
    standards.check(path)
    texts = pages(path)
    with pikepdf.open(path) as pdf:
        links = pdf.pages[0].Annots
        assert len(links) == 9
        for number, link in enumerate(links, 1):
            [at] = [at for at, page in enumerate(pdf.pages) if page.objgen == link.Dest[0].objgen]
            assert f"Section {number} Many words" in texts[at]
            assert link.Contents == f"Section {number}, page {at + 1}"
            assert f"Section {number} {at + 1}" in texts[0]
    assert "What it is about. Contents Section 1" in texts[0]


def test_a_short_document_and_one_that_is_handed_out_have_none(written, pages):
    assert "Contents" not in pages(written(long_story(3), contents=True))[0]
    assert "Contents" not in pages(written(long_story(9)))[0]


def test_sections_that_begin_on_pages_of_their_own_get_no_empty_page(written, pages):
    parts = [(PageBreak(), heading(f"Section {at}", SECTION), paragraph("x")) for at in range(7)]
    story = [heading("Report", PAGE_TITLE), *(part for three in parts for part in three)]
    texts = pages(written(story, contents=True))
    assert len(texts) == 8
    assert all("Section" in text for text in texts)


def test_progress_only_grows_and_cancelling_writes_nothing(written, tmp_path):
    told = []

    def note(done, total):
        told.append((done, total))
        if done == 15:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        written(long_story(9), contents=True, report=note)
    assert [done for done, _total in told] == list(range(1, 16))
    assert list(tmp_path.iterdir()) == []


def test_it_is_what_the_reader_sees_first_of_the_bookmarks(written):
    reader = PdfReader(io.BytesIO(written(long_story(9), contents=True).read_bytes()))
    [_title, sections] = reader.outline
    assert [entry.title for entry in sections][:2] == ["Contents", "Section 1"]
