"""Verifies what somebody shows: a certificate's file, a signed statement, or a serial and code."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from cohort_desk.db.database import Database
from cohort_desk.domain.certificates.codes import read_code
from cohort_desk.domain.certificates.serial import read_serial
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.verification.archives import LARGEST
from cohort_desk.exchange.verification.certificates import verdict_on_pdf
from cohort_desk.exchange.verification.folders import refused_folder
from cohort_desk.exchange.verification.pdf_files import Chain
from cohort_desk.exchange.verification.register_words import answer_of, entry_sentences
from cohort_desk.exchange.verification.token_files import verdict_on_token
from cohort_desk.exchange.verification.trust import trust_in
from cohort_desk.exchange.verification.verdicts import Answer, Verdict
from cohort_desk.services.certificates.register import find
from cohort_desk.services.signing.tokens import LARGEST as LARGEST_TOKEN

_PDF_MARK, _PDF_HEAD = b"%PDF-", 1024
_NO_SERIAL = (
    "“{typed}” is no serial. A serial reads like SCRLP-2026-0001. Compare it with the certificate."
)
_NO_CODE = (
    "“{typed}” is no verification code: at least one character of it is wrong. Compare it with the "
    "certificate. If it is printed so, the certificate is not ours."
)


def verify_file(
    path: Path, register: Database | None = None, trusted: Sequence[Chain] = ()
) -> Verdict:
    """Say whether a file is a certificate as it was issued, and what the register says of it.

    Nothing is fetched from anywhere and nothing is changed.

    Args:
        path: a certificate (.pdf), or its signed statement (.jws) or credential (.jwt); of a
            folder, which `files_among` could not open, is said why.
        register: the programme, whose keys are believed and whose register is asked.
        trusted: certificates of keys to believe besides, as `read_certificate_file` returns them.

    Raises:
        UnreadableFile: the file is gone, or the system refuses to read it.
        CohortDeskError: the programme cannot be read.
    """
    if path.is_dir():
        return _not_ours(refused_folder(path))
    try:
        if path.stat().st_size > LARGEST:
            return _not_ours(f"“{path.name}” is far larger than any certificate of ours.")
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFile(f"“{path.name}” cannot be read ({reason}).") from error
    return verify_content(path.name, content, register, trusted)


def verify_content(
    name: str, content: bytes, register: Database | None = None, trusted: Sequence[Chain] = ()
) -> Verdict:
    """Say the same of what a file of some name holds, such as one within a ZIP.

    Raises:
        CohortDeskError: the programme cannot be read.
    """
    trust = trust_in(register, trusted)
    if _PDF_MARK in content[:_PDF_HEAD] or name.lower().endswith(".pdf"):
        return verdict_on_pdf(content, register, trust)
    token = content.strip()
    if token.isascii() and len(token) <= LARGEST_TOKEN:
        return verdict_on_token(token.decode("ascii"), register, trust)
    return _not_ours(f"“{name}” is neither a PDF file nor a signed statement.")


def verify_code(register: Database | None, serial: str, code: str) -> Verdict:
    """Say whether a serial and a verification code, as they are printed, belong together.

    Without a register no more can be told than whether the code was mistyped.

    Raises:
        CohortDeskError: the programme cannot be read.
    """
    known_serial, known_code = read_serial(serial), read_code(code)
    if known_serial is None:
        return _not_ours(_NO_SERIAL.format(typed=serial))
    if known_code is None:
        return _not_ours(_NO_CODE.format(typed=code))
    if register is None:
        return _not_ours(
            "The code is well formed. Whether it belongs to this serial only the register can "
            "tell: name the programme’s file."
        )
    entry = find(register, known_serial)
    if entry is None:
        return _not_ours(f"The register has no certificate {known_serial}.")
    if entry.code != known_code:
        return _not_ours(
            f"The register has {known_serial} with another verification code. Compare both with "
            "the certificate. If they are printed so, it is not ours."
        )
    told = (
        f"The register has {entry.serial} with this code: {entry.title}, issued to {entry.name}. "
        "Compare that with what is printed."
    )
    return Verdict(
        answer_of(entry), entry_sentences(entry, told), statement=entry.statement, entry=entry
    )


def read_printed(text: str) -> tuple[str, str]:
    """Return the serial and the code in what a QR code holds: both as text, or in an address.

    >>> read_printed("https://example.org/verify?serial=SCRLP-2026-0001&code=K7QF-3M2P-9TXX")
    ('SCRLP-2026-0001', 'K7QF-3M2P-9TXX')
    """
    asked = parse_qs(urlsplit(text.strip()).query) if "?" in text else {}
    if asked:
        return asked.get("serial", [""])[0], asked.get("code", [""])[0]
    serial, _, code = text.strip().partition(" ")
    return serial, code.strip()


def _not_ours(why: str) -> Verdict:
    return Verdict(Answer.UNKNOWN, (why,))
