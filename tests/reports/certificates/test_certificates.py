"""Certificates as they are read: by eyes, by ears, by cameras and by validators."""

import os
import subprocess
import sys
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from pikepdf import Array, Dictionary, Pdf, Stream

from cohort_desk.domain.certificates.design import Orientation, Signatory
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.starting import NEEDS, Look, sample_statement, starting_design
from cohort_desk.domain.errors import Cancelled, CannotWrite, RuleBroken
from cohort_desk.reports.certificates import Drawn, certificate_pdf, write_batch
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.tagging import Attachment
from cohort_desk.reports.text import Unprintable
from pdf_checks import check_sound, text_of

NAMES = (
    "Siân Llŷr ap Gwynedd-Ŵyn",
    "Zażółć Gęślą-Jaźń",
    "Nguyễn Thị Ánh Ngọc",
    "Ηλέκτρα Παπαδοπούλου",
    "Олена Ковальчук",
    "محمد علی خان",
    "Ali علي Khan (2)",
    "प्रिया शर्मा",
    "王小明",
    "Mary O’Connor",
)
ADDRESS = "https://verify.example.org/certificates"


@pytest.fixture
def written(tmp_path, pictures):
    def write(statement, design, *attachments):
        path = tmp_path / f"{statement.serial}.pdf"
        path.write_bytes(certificate_pdf(statement, design, pictures, attachments))
        return path

    return write


def _rendered(path, dpi=150):
    return pypdfium2.PdfDocument(path)[0].render(scale=dpi / 72).to_pil()


def _lines(path):
    return [line for line in text_of(path).replace("\f", "").splitlines() if line.strip()]


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.name)
def test_every_starting_design_holds_to_the_standards(need, tmp_path, pictures, standards):
    logo, hand = pictures
    paths = []
    for look in Look:
        design = starting_design(
            need, look, logo=logo, signatories=(Signatory("Ada North", "Director", hand),)
        )
        path = tmp_path / f"{look}.pdf"
        path.write_bytes(certificate_pdf(sample_statement(need.kind), design, pictures))
        paths.append(path)
    standards.check(*paths)
    check_sound(*paths)


def test_with_files_attached_it_is_an_archive_of_the_third_kind(
    written, statement, design, standards
):
    attached = Attachment("statement.jws", "application/jose", b"e30.e30.e30", "What it says")
    path = written(statement, replace(design, verify_address=ADDRESS), attached)
    standards.check(path, level="3a")
    with Pdf.open(path) as pdf:
        assert pdf.attachments["statement.jws"].get_file().read_bytes() == b"e30.e30.e30"


@pytest.mark.parametrize("orientation", Orientation)
def test_it_is_read_from_title_to_proof(written, statement, design, orientation):
    path = written(statement, replace(design, orientation=orientation))
    text = " ".join(_lines(path))
    parts = (
        "Certificate",
        "This is to certify that",
        statement.name,
        "having completed Riverside Leadership Programme, has been awarded the",
        statement.award,
        "with Merit",
        "60 credits at level 7",
        "Ada North",
        "Programme director",
        "Ben South",
        "Awarded by decision of the board on 2 November 2026.",
        "Serial number RLP-2026-0001",
        "Verification code K7QF-3M2P-9TXX",
        "The PDF of this certificate is digitally signed.",
    )
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def _elements(element):
    """Yield role and alternative text of each element of a structure, in reading order."""
    if isinstance(element, Array):
        for each in element:
            yield from _elements(each)
    elif isinstance(element, Dictionary) and "/S" in element:
        yield str(element.S)[1:], str(element.get("/Alt", ""))
        yield from _elements(element.get("/K"))


def test_who_cannot_see_is_told_of_every_picture(written, statement, design):
    with Pdf.open(written(statement, replace(design, verify_address=ADDRESS))) as pdf:
        told = list(_elements(pdf.Root.StructTreeRoot.K))
    assert [role for role, alt in told if not alt][:4] == ["Document", "Art", "H1", "P"]
    assert [each for each in told if each[1]] == [
        ("Figure", "Logo of Riverside Partnership"),
        ("Figure", "Signature of Ada North"),
        ("Figure", "Seal of Riverside Leadership Programme"),
        ("Link", "Verify this certificate"),
        (
            "Figure",
            "QR code of serial number RLP-2026-0001 and verification code K7QF-3M2P-9TXX",
        ),
    ]


@pytest.mark.parametrize("orientation", Orientation)
@pytest.mark.parametrize("address", ["", ADDRESS])
def test_a_camera_reads_serial_and_code(written, statement, design, orientation, address):
    path = written(statement, replace(design, orientation=orientation, verify_address=address))
    (found,) = zxingcpp.read_barcodes(_rendered(path))
    serial, code = "RLP-2026-0001", "K7QF-3M2P-9TXX"
    expected = f"{ADDRESS}?serial={serial}&code={code}" if address else f"{serial} {code}"
    assert found.text == expected
    corners = found.position
    wide = (corners.top_right.x - corners.top_left.x) / 150 * 25.4
    assert wide >= 21.5


def test_a_camera_reads_a_photocopy(written, statement, design):
    faint = _rendered(written(statement, design), dpi=110).convert("1").convert("L")
    assert [each.text for each in zxingcpp.read_barcodes(faint)] == ["RLP-2026-0001 K7QF-3M2P-9TXX"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_is_found_as_typed(written, statement, design, name):
    path = written(replace(statement, name=name), design)
    text = text_of(path)
    for mark in "\u202a\u202b\u202c\u200e\u200f":
        text = text.replace(mark, "")
    assert name in text


def test_a_name_that_cannot_be_printed_is_refused(pictures, statement, design):
    with pytest.raises(Unprintable, match="U\\+13000"):
        certificate_pdf(replace(statement, name="Ada \U00013000"), design, pictures)


def test_a_wording_of_another_kind_is_refused(pictures, statement, design):
    with pytest.raises(RuleBroken, match=r"\{award\}"):
        certificate_pdf(replace(statement, kind=Kind.ATTENDANCE), design, pictures)


_AGAIN = """
import sys
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.starting import NEEDS, sample_statement, starting_design
from cohort_desk.reports.certificates import certificate_pdf
statement = sample_statement(Kind.AWARD, name="Nguyễn محمد")
sys.stdout.buffer.write(certificate_pdf(statement, starting_design(NEEDS[0]), {}))
"""


def test_the_same_certificate_has_the_same_bytes_in_another_process():
    here = certificate_pdf(
        sample_statement(Kind.AWARD, name="Nguyễn محمد"), starting_design(NEEDS[0]), {}
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", _AGAIN],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        )
        assert done.stdout == here


@pytest.fixture
def batch(statement, design):
    upright = replace(design, orientation=Orientation.PORTRAIT)
    return [
        Drawn(
            replace(statement, serial=f"RLP-2026-{number:04d}", name=name),
            upright if number == 3 else design,
        )
        for number, name in enumerate(NAMES, 1)
    ]


def test_a_batch_is_one_document_in_the_order_of_printing(batch, pictures, tmp_path, standards):
    path, told = tmp_path / "batch.pdf", []
    write_batch(batch, pictures, path, lambda done, total: told.append((done, total)))
    standards.check(path)
    with Pdf.open(path) as pdf, pdf.open_outline() as outline:
        entries = [entry.title for entry in outline.root]
        streams = [each for each in pdf.objects if isinstance(each, Stream)]
        pictured = [each for each in streams if each.get("/Subtype") == "/Image"]
        wide = [page.mediabox[2] > page.mediabox[3] for page in pdf.pages]
    assert entries == [f"{name}, RLP-2026-{n:04d}" for n, name in enumerate(NAMES, 1)]
    assert len(pictured) == len(pictures)
    assert wide == [number != 3 for number in range(1, 11)]
    assert told[-1] == (10, 10)


def test_a_batch_that_is_stopped_or_cannot_be_printed_leaves_nothing(batch, pictures, tmp_path):
    def stop(done, _total):
        if done == 4:
            raise Cancelled

    path = tmp_path / "batch.pdf"
    with pytest.raises(Cancelled):
        write_batch(batch, pictures, path, stop)
    odd = replace(batch[2], statement=replace(batch[2].statement, name="\U00013000"))
    with pytest.raises(Unprintable):
        write_batch([*batch, odd], pictures, path)
    with pytest.raises(NothingToPrint):
        write_batch([], pictures, path)
    with pytest.raises(CannotWrite, match="There is no folder"):
        write_batch(batch, pictures, tmp_path / "gone" / "batch.pdf")
    assert list(tmp_path.iterdir()) == []
