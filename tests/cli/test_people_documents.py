"""`cohort-desk export` of the documents of a cohort's people: a file each, or one to print."""

import hashlib
from pathlib import Path

import pytest
from pypdf import PdfReader

PEOPLE = ("Ada", "Ben", "Cy", "Dee", "Eve", "Fay")


@pytest.fixture
def export(ask, marked, tmp_path):
    """Exports a kind of the marked cohort, whose file it closes; returns what was written."""
    file = marked.db.engine.url.database

    def call(kind, *options):
        code, answer = ask("export", file, kind, "--out", tmp_path / "out", *options)
        return answer["written"] if code == 0 else answer["error"]

    return call


def test_every_file_is_listed_with_its_size_and_digest(export):
    written = export("mark-statements")
    names = [Path(one["file"]).name for one in written]
    assert names == [f"{name} Sample{at}.pdf" for at, name in enumerate(PEOPLE, start=1)]
    for one in written:
        content = Path(one["file"]).read_bytes()
        assert one["kind"] == "mark-statements"
        assert (one["size"], one["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_all_of_a_kind_can_be_one_document_to_print(export, tmp_path):
    (one,) = export("feedback", "--together")
    assert Path(one["file"]) == tmp_path / "out" / "feedback.pdf"
    assert len(PdfReader(one["file"]).pages) == 23  # one mark of 24 is missing


def test_why_marks_tell_the_office_of_marks_that_are_hidden(export, marked):
    marked.hide()
    assert len(export("why-marks")) == 23
    assert "has no released marks yet" in export("mark-statements")
    assert "has no ratified marks yet" in export("transcripts")


def test_labels_and_cards_name_everybody_once(export):
    (labels,), (cards,) = export("labels"), export("place-cards")
    assert len(PdfReader(labels["file"]).pages) == 1
    assert "Sample1, Ada" in PdfReader(labels["file"]).pages[0].extract_text()
    assert len(PdfReader(cards["file"]).pages) == 3
