"""What every document has: metadata, fonts, page numbers; and that it is written whole."""

import subprocess
import sys
from datetime import date

import pytest
from pypdf import PdfReader
from reportlab.platypus import PageBreak

from cohort_desk.domain.errors import Cancelled, CannotWrite
from cohort_desk.reports.document import Imprint, write_document
from cohort_desk.reports.flowables import bullets, paragraph

IMPRINT = Imprint("Some list", "Test programme", "2026 intake", "As of today", date(2026, 11, 14))


def three_pages():
    parts = [(paragraph(f"This is page {number}"), PageBreak()) for number in (1, 2, 3)]
    return [flowable for pair in parts for flowable in pair]


def test_pages_say_what_they_are_and_where(tmp_path, pages):
    write_document(tmp_path / "a.pdf", IMPRINT, three_pages())
    second = pages(tmp_path / "a.pdf")[1]
    for words in ("Test programme · 2026 intake", "Some list", "As of today", "Page 2 of 3"):
        assert words in second
    reader = PdfReader(tmp_path / "a.pdf")
    assert len(reader.pages) == 3
    assert (reader.metadata.title, reader.metadata.author) == ("Some list", "Test programme")
    assert reader.metadata.creation_date.date() == date(2026, 11, 14)
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert [round(side) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_only_embedded_subsets_of_our_fonts_are_used(tmp_path):
    write_document(tmp_path / "a.pdf", IMPRINT, [*bullets(["one", "two"])])
    fonts = PdfReader(tmp_path / "a.pdf").pages[0]["/Resources"]["/Font"].values()
    found = [font.get_object() for font in fonts]
    assert found
    for font in found:
        assert "Inter" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]


def test_a_cancelled_document_leaves_the_former_one_and_no_part(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"former")

    def stop_at_the_second_page(done, _total):
        if done == 2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        write_document(path, IMPRINT, three_pages(), report=stop_at_the_second_page)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.pdf", b"former")]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(CannotWrite, match=r"no folder .*nowhere"):
        write_document(tmp_path / "nowhere" / "a.pdf", IMPRINT, three_pages())


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path):
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(CannotWrite, match="is a folder"):
        write_document(tmp_path / "a.pdf", IMPRINT, three_pages())
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]


def test_same_input_gives_same_bytes_in_another_process(tmp_path):
    script = (
        "import sys; from pathlib import Path; from datetime import date\n"
        "from cohort_desk.reports.document import Imprint, write_document\n"
        "from cohort_desk.reports.flowables import paragraph\n"
        "imprint = Imprint('Liste', 'P', 'C', 'N', date(2026, 11, 14))\n"
        "write_document(Path(sys.argv[1]), imprint, [paragraph('Łukasz Ħ')])"
    )
    for name, seed in (("a.pdf", "1"), ("b.pdf", "2")):
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / name)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            check=True,
        )
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
