"""What is answered to certificates as they were issued, and to those that were tampered with."""

import io
import random
import shutil
import socket
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID
from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.domain.dates import written_date
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.verification import (
    Answer,
    read_certificate_file,
    verify_file,
)
from cohort_desk.exchange.verification.pdf_files import Finding, examine
from cohort_desk.reports.certificates.issuing import write_prints
from cohort_desk.reports.signing import _KeySigner, sign_pdf
from cohort_desk.services.programmes import open_programme
from cohort_desk.services.signing import Signer, export_certificate, key_in_use, retire_key

SEEDED = random.Random(11)  # noqa: S311 - the same each time


@pytest.fixture
def verify(tmp_path, issued):
    """Verifies some bytes as a file against the register, or against what is given instead."""

    def ask(content, register="the programme's", trusted=()):
        path = tmp_path / "shown.pdf"
        path.write_bytes(content)
        return verify_file(path, issued.db if isinstance(register, str) else register, trusted)

    return ask


@pytest.fixture
def content(issued):
    """The valid certificate's bytes."""
    return issued.files["valid"].read_bytes()


def unsigned(content):
    """Return a certificate as it was before it was signed: what stands in front."""
    return content[: content.rindex(b"%%EOF", 0, content.rindex(b"%%EOF")) + len(b"%%EOF\n")]


def page(text="Something else"):
    written = io.BytesIO()
    canvas = Canvas(written)
    canvas.drawString(72, 700, text)
    canvas.save()
    return written.getvalue()


def test_a_certificate_as_it_was_issued_is_genuine(issued):
    verdict = verify_file(issued.files["valid"], issued.db)
    entry = issued.entries["valid"]
    day = written_date(entry.issued_on)
    assert verdict.answer is Answer.GENUINE
    assert verdict.sentences[0] == (
        f"This is certificate {entry.serial}, exactly as it was issued to {entry.name} on {day}."
    )
    assert verdict.sentences[1] == "The register says that it is valid."
    assert verdict.statement == entry.statement
    assert verdict.entry.id == entry.id
    facts = dict(verdict.facts)
    assert facts["Name"] == entry.name
    assert facts["Verification code"] == entry.code
    assert facts["Status in the register"] == "Valid"
    assert facts["Fingerprint of the key"] == entry.fingerprint


def test_a_revoked_certificate_is_revoked_with_its_reason(issued):
    verdict = verify_file(issued.files["revoked"], issued.db)
    assert verdict.answer is Answer.REVOKED
    assert "is no longer valid. Reason: Issued in error." in verdict.sentences[1]


def test_a_superseded_certificate_names_the_one_in_its_place(issued):
    verdict = verify_file(issued.files["superseded"], issued.db)
    assert verdict.answer is Answer.SUPERSEDED
    newer = issued.entries["newer"].serial
    told = f"{newer} has taken its place. Reason: The holder’s name has changed."
    assert told in verdict.sentences[1]
    assert verify_file(issued.files["newer"], issued.db).answer is Answer.GENUINE


def test_a_byte_changed_anywhere_is_altered_with_the_register_and_without(issued, content):
    positions = SEEDED.sample(range(len(content)), 120)
    start = content.rindex(b"/Contents <") + len(b"/Contents <")
    positions += range(start, content.index(b">", start), 97)
    for at in positions:
        flipped = content[at] ^ (1 << at % 8)
        spoilt = content[:at] + bytes([flipped]) + content[at + 1 :]
        assert examine(spoilt, [issued.chain]).finding is Finding.CHANGED, at


def test_a_changed_file_is_altered(verify, issued, content):
    at = content.index(b"stream") + 20
    spoilt = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
    for register in (issued.db, None):
        verdict = verify(spoilt, register, [issued.chain])
        assert verdict.answer is Answer.ALTERED
        assert "is not as it was signed" in verdict.sentences[0]
        # None of the file's own claims: at most what the register says of its serial.
        assert [label for label, _ in verdict.facts] == (["The register says"] if register else [])


def test_what_was_added_after_the_signature_is_altered(verify, issued, content):
    appended = content + b"\n% one line more\n"
    assert verify(appended).answer is Answer.ALTERED
    for register in (issued.db, None):
        assert verify(revised(content), register, [issued.chain]).answer is Answer.ALTERED


def revised(content):
    """Add a revision behind the signature, as an editor does that saves quickly."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.root["/Lang"] = TextStringObject("cy")
    writer.update_root()
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_signature_over_a_part_only_is_altered(verify, content):
    start = content.index(b"/ByteRange [") + len(b"/ByteRange [")
    numbers = content[start : content.index(b"]", start)].split()
    for at, less in ((3, 1), (2, -2), (1, 2)):
        shorter = [*numbers]
        shorter[at] = str(int(numbers[at]) - less).encode()
        text = b" ".join(shorter).ljust(len(b" ".join(numbers)))
        assert verify(content.replace(b" ".join(numbers), text)).answer is Answer.ALTERED


def test_a_signature_that_was_taken_off_is_altered(verify, issued, content):
    for stripped in (unsigned(content), resaved(content)):
        verdict = verify(stripped)
        assert verdict.answer is Answer.ALTERED
        assert "its signature has been taken off" in verdict.sentences[0]
        assert verdict.statement == issued.entries["valid"].statement


def resaved(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        del pdf.Root.AcroForm
        del pdf.Root.Perms
        del pdf.pages[0].Annots
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


def test_a_certificate_signed_by_somebody_else_is_unknown(verify, issued, content, stranger):
    forged = sign_pdf(unsigned(content), stranger)
    verdict = verify(forged)
    assert verdict.answer is Answer.UNKNOWN
    assert "signed by a key that this programme does not know" in verdict.sentences[0]
    assert verdict.key.subject == "Strangers, Example Council"
    assert verify(forged, None, [issued.chain]).answer is Answer.UNKNOWN
    assert verify(forged, None, [stranger.chain]).answer is Answer.UNKNOWN


def test_a_strangers_signature_after_the_programmes_is_altered(verify, content, stranger):
    assert verify(resigned(content, stranger)).answer is Answer.ALTERED


class CarelessSigner(PdfSigner):
    """Signs although the first signature forbids that."""

    def _enforce_certification_constraints(self, reader):
        assert reader.embedded_signatures


def resigned(content, signer):
    written = io.BytesIO()
    described = PdfSignatureMetadata(field_name="Signature2", md_algorithm="sha256")
    CarelessSigner(described, _KeySigner(signer)).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content)), output=written
    )
    return written.getvalue()


def test_the_programmes_key_on_something_else_makes_no_certificate(verify, issued):
    verdict = verify(sign_pdf(page(), issued.signer))
    assert verdict.answer is Answer.UNKNOWN
    assert "it is no certificate" in verdict.sentences[0]


def test_another_file_under_the_serial_is_altered_although_it_is_signed(verify, issued, content):
    verdict = verify(sign_pdf(unsigned(content), issued.signer))
    assert verdict.answer is Answer.ALTERED
    assert "is not the file that the register keeps" in verdict.sentences[0]


def test_a_certificate_that_the_register_does_not_have_is_unknown(issued, sample_file, tmp_path):
    with copy_of(sample_file, tmp_path) as other:
        verdict = verify_file(issued.files["valid"], other, [issued.chain])
    assert verdict.answer is Answer.UNKNOWN
    assert "the register has no such certificate" in verdict.sentences[0]


def copy_of(place, folder):
    """Open a copy of a programme."""
    return closing(open_programme(shutil.copy(place, folder), actor="Ann"))


def test_with_the_keys_certificate_alone_a_file_is_genuine_with_a_caveat(issued, tmp_path):
    for name in ("key.cer", "key.pem"):
        export_certificate(issued.db, key_in_use(issued.db).id, tmp_path / name)
        chain = read_certificate_file(tmp_path / name)
        for shown in ("valid", "revoked"):
            verdict = verify_file(issued.files[shown], None, [chain])
            assert verdict.answer is Answer.GENUINE
            assert "only the programme’s register can tell" in verdict.sentences[1]


def test_with_nothing_to_compare_with_a_file_is_unknown(issued):
    verdict = verify_file(issued.files["valid"])
    assert verdict.answer is Answer.UNKNOWN
    assert verdict.sentences[1].startswith("Name the programme’s file, or the certificate")


def test_what_a_retired_key_signed_stays_genuine(issued, tmp_path):
    with copy_of(issued.place, tmp_path) as copy:
        retire_key(copy, key_in_use(copy).id)
        verdict = verify_file(issued.files["valid"], copy)
    assert verdict.answer is Answer.GENUINE
    assert verdict.sentences[-1].startswith("Its key was retired on ")


def test_a_signature_made_when_its_key_was_not_valid_is_unknown(issued, monkeypatch):
    found = examine(issued.files["valid"].read_bytes(), [issued.chain])
    ended = found.key.valid_to + timedelta(days=1)
    monkeypatch.setattr(
        "pyhanko.sign.validation.pdf_embedded.EmbeddedPdfSignature.self_reported_timestamp", ended
    )
    verdict = verify_file(issued.files["valid"], None, [issued.chain])
    assert verdict.answer is Answer.UNKNOWN
    assert "at a time at which its key was not valid" in verdict.sentences[0]


def test_the_print_of_many_certificates_is_said_to_be_unsigned(issued, tmp_path):
    path = tmp_path / "prints.pdf"
    write_prints(issued.db, [issued.ids["valid"], issued.ids["newer"]], path)
    verdict = verify_file(path, issued.db)
    assert verdict.answer is Answer.UNKNOWN
    assert "made for the printer is not: type the serial and code" in verdict.sentences[0]


def refuse_network(monkeypatch):
    def refuse(*_of, **_more):
        raise AssertionError("verification went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_nothing_is_ever_fetched(issued, monkeypatch):
    refuse_network(monkeypatch)
    assert verify_file(issued.files["valid"], issued.db).answer is Answer.GENUINE


@pytest.fixture(scope="module")
def vouched_for():
    """A key that an authority vouches for, whose certificate says where to ask about it."""
    root, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    now = datetime.now(UTC)
    where = x509.UniformResourceIdentifier("http://authority.example/ask")
    access = x509.AuthorityInformationAccess(
        [
            x509.AccessDescription(AuthorityInformationAccessOID.OCSP, where),
            x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, where),
        ]
    )
    lists = x509.CRLDistributionPoints([x509.DistributionPoint([where], None, None, None)])

    def certificate(name, key):
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name.from_rfc4514_string(f"CN={name}"))
            .issuer_name(x509.Name.from_rfc4514_string("CN=Authority"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(access, critical=False)
            .add_extension(lists, critical=False)
            .sign(root, hashes.SHA256())
            .public_bytes(Encoding.DER)
        )

    chain = (certificate("Seal", own), certificate("Authority", root))
    return Signer(1, chain, now + timedelta(days=1), own)


def test_a_key_that_an_authority_vouches_for_is_believed_without_asking(
    vouched_for, content, monkeypatch
):
    refuse_network(monkeypatch)
    signed = sign_pdf(unsigned(content), vouched_for)
    own, above = vouched_for.chain
    assert examine(signed, [(own, above)]).finding is Finding.INTACT
    assert examine(signed, [(own,)]).finding is Finding.INTACT
    assert examine(signed, [(above,)]).finding is Finding.UNKNOWN_KEY
    at = signed.index(above.hex().upper().encode()) + len(above.hex()) - 8
    spoilt = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    assert examine(spoilt, [(own, above)]).finding is Finding.CHANGED


def encrypted():
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(page())) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    return written.getvalue()


def bomb():
    """A file whose attachment says that it unpacks to far more than it is."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(page())) as pdf:
        pdf.attachments["statement.jws"] = pikepdf.AttachedFileSpec(pdf, bytes(64 * 2**20))
        pdf.Root.AF = pikepdf.Array([pdf.attachments["statement.jws"].obj])
        pdf.save(written, compress_streams=True)
    return written.getvalue()


HOSTILE = {
    "empty": b"",
    "a head alone": b"%PDF-1.7\n",
    "noise": b"%PDF-1.7\n" + SEEDED.randbytes(4000),
    "deep": b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000 + b"\ntrailer <</Root 1 0 R>>\n%%EOF",
    "a loop": b"%PDF-1.7\n1 0 obj\n1 0 R\nendobj\nxref\n0 2\n0000000000 65535 f \n"
    b"0000000009 00000 n \ntrailer <</Root 1 0 R /Size 2 /Prev 36>>\nstartxref\n36\n%%EOF\n",
    "encrypted": encrypted(),
    "a bomb": bomb(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_an_answer(verify, name):
    verdict = verify(HOSTILE[name])
    assert verdict.answer is Answer.UNKNOWN
    assert verdict.sentences[0].endswith(".")


def test_a_certificate_cut_off_anywhere_is_never_genuine(verify, content):
    for length in SEEDED.sample(range(len(content)), 25):
        assert verify(content[:length]).answer in {Answer.UNKNOWN, Answer.ALTERED}


def test_a_file_that_is_too_large_or_gone(verify, issued, tmp_path):
    assert "far larger than any certificate" in verify(bytes(17 * 2**20)).sentences[0]
    with pytest.raises(UnreadableFile, match=r"“gone\.pdf” cannot be read"):
        verify_file(tmp_path / "gone.pdf", issued.db)
    assert verify_file(tmp_path, issued.db).answer is Answer.UNKNOWN


def test_a_file_that_holds_no_keys_certificate_is_refused(issued, tmp_path):
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_certificate_file(tmp_path / "gone.cer")
    with pytest.raises(UnreadableFile, match="holds no certificate of a key"):
        read_certificate_file(issued.files["valid"])
