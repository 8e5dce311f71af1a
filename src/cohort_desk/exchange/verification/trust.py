"""Which keys are believed: those of a register, or a certificate that somebody has handed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from cohort_desk.db.database import Database
from cohort_desk.domain.certificates.statement import (
    Statement,
    canonical,
    from_plain,
    is_sealed,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.verification.pdf_files import Chain
from cohort_desk.services.signing import KeyInfo, Token, read_keys
from cohort_desk.services.signing.tokens import STATEMENT_TYPE

_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Trust:
    """The keys that are believed; `keys` are those of the register, retired ones among them."""

    keys: tuple[KeyInfo, ...]
    handed_over: tuple[Chain, ...]

    @property
    def chains(self) -> tuple[Chain, ...]:
        return (*(key.chain for key in self.keys), *self.handed_over)

    @property
    def certificates(self) -> tuple[bytes, ...]:
        return tuple(chain[0] for chain in self.chains)

    def key_of(self, certificate: bytes) -> KeyInfo | None:
        """Return the register's key with this certificate, None if it has none."""
        return next((key for key in self.keys if key.chain[0] == certificate), None)


def trust_in(register: Database | None, handed_over: Sequence[Chain]) -> Trust:
    """Return the keys to believe: every one of the register's, and those handed over."""
    return Trust(read_keys(register) if register else (), tuple(handed_over))


def read_certificate_file(path: Path) -> Chain:
    """Return the X.509 certificate in a file, PEM or DER, and those above it if it has them.

    Raises:
        UnreadableFile: it cannot be read, or holds no certificate.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableFile(f"“{path.name}” is far too large for a key’s certificate.")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"“{path.name}” cannot be read ({error.strerror}).") from error
    try:
        if b"-----BEGIN" in content:
            found = x509.load_pem_x509_certificates(content)
        else:
            found = [x509.load_der_x509_certificate(content)]
        return tuple(each.public_bytes(Encoding.DER) for each in found)
    except ValueError as error:
        raise UnreadableFile(
            f"“{path.name}” holds no certificate of a key. It should be the .cer or .pem file "
            "that the programme’s office hands out (Certificates › Keys › Export)."
        ) from error


def stated(token: Token) -> Statement | None:
    """Return what a signed statement says, None if the token is something else.

    Its bytes must be those that this app would write, and its code must belong to the rest.
    """
    if token.header.get("typ") != STATEMENT_TYPE:
        return None
    try:
        statement = from_plain(token.payload)
    except RuleBroken:
        return None
    return statement if canonical(statement) == token.content and is_sealed(statement) else None
