"""Signed documents, as poppler, qpdf and veraPDF see them."""

import random
import subprocess
from dataclasses import replace
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pypdf import PdfReader

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.starting import NEEDS, sample_statement, starting_design
from cohort_desk.reports.certificates import certificate_pdf
from cohort_desk.reports.signing import Unsignable, sign_pdf
from cohort_desk.reports.tagging import Attachment
from cohort_desk.services.programmes import create_programme
from cohort_desk.services.signing import make_key, open_badge, signed_statement, unlock
from pdf_checks import check_sound, text_of

PASSPHRASE = "correct horse battery"  # noqa: S105


@pytest.fixture(scope="module")
def signer(tmp_path_factory):
    place = tmp_path_factory.mktemp("key") / "Leaders.cohort"
    db = create_programme(place, "Leaders of many agencies", "2026", "Example Council", "Ann")
    make_key(db, PASSPHRASE)
    unlocked = unlock(db, PASSPHRASE)
    db.close()
    return unlocked


@pytest.fixture(scope="module")
def drawn(signer):
    """A certificate with what is attached to one, not signed yet."""
    statement = sample_statement(Kind.AWARD)
    jws, badge = signed_statement(statement, signer), open_badge(statement, signer)
    attached = (
        Attachment("statement.jws", "application/jose", jws.encode(), "What is certified, signed"),
        Attachment("credential.jwt", "application/vc+jwt", badge.encode(), "Open Badge"),
    )
    return certificate_pdf(statement, starting_design(NEEDS[0]), {}, attached)


@pytest.fixture(scope="module")
def signed(drawn, signer, tmp_path_factory):
    path = tmp_path_factory.mktemp("signed") / "certificate.pdf"
    path.write_bytes(sign_pdf(drawn, signer))
    return path


def pdfsig(path):
    """Return what poppler says of a file's signatures."""
    done = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False)
    return done.stdout


def test_poppler_finds_the_signature_valid_and_over_the_whole_file(signed):
    told = pdfsig(signed)
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "Signature Type: ETSI.CAdES.detached" in told
    assert "Signer Certificate Common Name: Leaders of many agencies" in told
    assert told.count("Signature #") == 1


def test_the_signed_file_holds_to_the_standards(signed, standards):
    check_sound(signed)
    standards.check(signed, level="3a")


def test_what_was_drawn_stands_unchanged_in_front(signed, drawn):
    assert signed.read_bytes().startswith(drawn)
    assert sample_statement(Kind.AWARD).name in text_of(signed)


def test_it_certifies_and_allows_no_change(signed):
    with signed.open("rb") as file:
        (signature,) = PdfFileReader(file).embedded_signatures
        assert signature.docmdp_level is MDPPerm.NO_CHANGES
        assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_a_flipped_byte_is_found_by_poppler(signed, tmp_path):
    content = signed.read_bytes()
    start = content.index(b"/Contents <") + len(b"/Contents ")
    covered = [at for at in range(len(content)) if not start <= at < content.index(b">", start)]
    spoilt = tmp_path / "spoilt.pdf"
    for at in random.Random(7).sample(covered, 25):  # noqa: S311 - the same each time
        spoilt.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert "Signature is Valid." not in pdfsig(spoilt), at


def test_each_signature_is_another_and_both_are_valid(drawn, signer, signed, tmp_path):
    again = tmp_path / "again.pdf"
    again.write_bytes(sign_pdf(drawn, signer))
    assert again.read_bytes() != signed.read_bytes()
    assert "Signature is Valid." in pdfsig(again)


def test_a_certificate_is_signed_whatever_characters_are_stored(signer):
    statement = replace(
        sample_statement(Kind.AWARD), name="Be\x07ll\x1b\u202e Ctrl", organisation="A\x0bB"
    )
    pdf = sign_pdf(certificate_pdf(statement, starting_design(NEEDS[0]), {}), signer)
    told = PdfReader(BytesIO(pdf))
    assert told.metadata.title.endswith(": Bell Ctrl")
    assert told.xmp_metadata.dc_title["x-default"] == told.metadata.title
    assert told.metadata.author == "A B"


def test_what_cannot_be_signed_is_refused_in_a_sentence(signer):
    with pytest.raises(Unsignable, match="The document cannot be signed"):
        sign_pdf(b"no document at all", signer)
