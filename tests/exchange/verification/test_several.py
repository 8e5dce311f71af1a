"""Several at once: a file that is gone hides no answer, and a ZIP is looked into, within bounds."""

import struct
import zipfile

import pytest

from cohort_desk.exchange.verification import Answer, archives, verify_all


def packed(path, members, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def said(found):
    return [(each.name, each.verdict.answer) for each in found]


def test_a_file_that_is_gone_hides_the_answer_to_no_other(issued, tmp_path):
    gone = tmp_path / "gone.pdf"
    steps = []
    found = verify_all(
        [gone, issued.files["valid"]], issued.db, report=lambda *done: steps.append(done)
    )
    assert said(found) == [("gone.pdf", Answer.UNKNOWN), ("valid.pdf", Answer.GENUINE)]
    assert "cannot be read" in found[0].verdict.sentences[0]
    assert (steps[0], steps[-1]) == ((0, 2), (2, 2))


def test_each_certificate_in_a_zip_has_its_own_answer(issued, tmp_path):
    content = issued.files["valid"].read_bytes()
    batch = packed(
        tmp_path / "Batch.zip",
        [
            ("../../etc/valid.pdf", content),
            ("altered.PDF", content.replace(b"/Page", b"/Pagf", 1)),
            ("folder/", b""),
            ("read me.txt", b"Hello"),
            ("C:\\Users\\revoked\n.pdf", issued.files["revoked"].read_bytes()),
        ],
    )
    found = verify_all([batch, issued.files["newer"]], issued.db)
    assert said(found) == [
        ("valid.pdf", Answer.GENUINE),
        ("altered.PDF", Answer.ALTERED),
        ("revoked.pdf", Answer.REVOKED),
        ("newer.pdf", Answer.GENUINE),
    ]
    assert found[0].place == f"{batch}/valid.pdf"
    assert found[3].place == str(issued.files["newer"])
    assert [path.name for path in tmp_path.iterdir()] == ["Batch.zip"]


def test_what_is_damaged_packed_oddly_or_too_large_within_a_zip_is_told_alone(
    issued, tmp_path, monkeypatch
):
    content = issued.files["valid"].read_bytes()
    monkeypatch.setattr(archives, "LARGEST", len(content))
    batch = packed(tmp_path / "Batch.zip", [("valid.pdf", content), ("large.pdf", content + b" ")])
    with zipfile.ZipFile(batch, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("odd.pdf", content)
    with zipfile.ZipFile(batch, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("spoilt.pdf", b"%PDF-1.7 spoilt hereafter")
    batch.write_bytes(batch.read_bytes().replace(b"spoilt hereafter", b"Spoilt hereafter"))
    found = verify_all([batch], issued.db)
    assert [each.verdict.answer for each in found] == [Answer.GENUINE, *[Answer.UNKNOWN] * 3]
    assert all("unpack it" in each.verdict.sentences[0] for each in found[1:])


def _swollen(path):
    """Return the ZIP with a list of files that is said to have four thousand million bytes."""
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, content.rindex(b"PK\x05\x06") + 12, 0xFFFFFFF0)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda path: packed(path, []), "is a ZIP without certificates"),
        (lambda path: packed(path, [("a.txt", b"")]), "is a ZIP without certificates"),
        (lambda path: packed(path, [(f"{n}.pdf", b"") for n in range(4)]), "more than is verified"),
        (lambda path: packed(path, [("a.pdf", bytes(200))]), "more than is verified"),
        (lambda path: _swollen(packed(path, [("a.pdf", b"")])), "more than is verified"),
        (lambda path: path.write_bytes(b"PK\x03\x04 cut short"), "was not copied whole"),
        (lambda path: path.write_bytes(b"PK\x03\x04PK\x05\x06" + bytes(22)), "without certif"),
    ],
)
def test_a_zip_that_is_not_looked_into_says_why(tmp_path, monkeypatch, spoil, sentence):
    monkeypatch.setattr(archives, "MOST", 3)
    monkeypatch.setattr(archives, "_LARGEST_ALL", 100)
    path = tmp_path / "Batch.zip"
    spoil(path)
    (found,) = verify_all([path])
    assert found.verdict.answer is Answer.UNKNOWN
    assert sentence in found.verdict.sentences[0]
