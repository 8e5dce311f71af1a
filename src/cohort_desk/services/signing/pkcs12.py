"""Reads a key that was made elsewhere: PKCS#12 (RFC 7292), a .p12 or .pfx file."""

from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    PKCS12KeyAndCertificates,
    load_pkcs12,
)

from cohort_desk.domain.dates import written_date
from cohort_desk.services.signing.errors import KeyUnusable, WrongPassphrase
from cohort_desk.services.signing.identity import KeyPair

_LARGEST = 1024 * 1024
_NOTHING = "Nothing was taken over."


def read_pkcs12(path: Path, passphrase: str, now: datetime) -> KeyPair:
    """Return the key of a file and the certificates that vouch for it.

    Raises:
        KeyUnusable: it holds no key on P-256, or no certificate for it that is valid `now`.
        WrongPassphrase: the passphrase does not open it.
    """
    found = _opened(path, passphrase)
    key = found.key
    if key is None:
        raise _unusable(path, "holds no private key. Export it together with its key")
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise _unusable(
            path,
            f"holds {_kind_of(key)}. Certificates are signed with a key on the curve P-256 "
            "(ES256): ask for one of that kind, or make one here",
        )
    own = found.cert.certificate if found.cert else None
    if own is None or _spki(own.public_key()) != _spki(key.public_key()):
        raise _unusable(path, "holds no certificate for its key. Export both together")
    _check_use(path, own, now)
    others = [each.certificate for each in found.additional_certs]
    chain = tuple(each.public_bytes(Encoding.DER) for each in _chained(own, others))
    return KeyPair(key, chain)


def _opened(path: Path, passphrase: str) -> PKCS12KeyAndCertificates:
    try:
        if path.stat().st_size > _LARGEST:
            raise _unusable(path, "is far too large for a key file")
        content = path.read_bytes()
    except OSError as error:
        raise _unusable(path, f"cannot be read ({error.strerror})") from error
    try:
        return load_pkcs12(content, passphrase.encode() or None)
    except ValueError as error:
        if not content.startswith(b"\x30"):
            raise _unusable(path, "is not a PKCS#12 file (.p12 or .pfx)") from error
        raise WrongPassphrase(
            f"“{path.name}” does not open with that passphrase, or it is damaged. {_NOTHING} "
            "Capital letters and spaces count: try again."
        ) from error


def _check_use(path: Path, own: x509.Certificate, now: datetime) -> None:
    if now > own.not_valid_after_utc:
        day = written_date(own.not_valid_after_utc.date())
        raise _unusable(path, f"holds a certificate that expired on {day}. Ask for a new one")
    if now < own.not_valid_before_utc:
        day = written_date(own.not_valid_before_utc.date())
        raise _unusable(path, f"holds a certificate that is valid from {day} only")
    try:
        usage = own.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise _unusable(
            path, "holds a certificate that does not allow signing documents. Ask for one that does"
        )


def _chained(own: x509.Certificate, others: list[x509.Certificate]) -> list[x509.Certificate]:
    """Return the certificates in order, each vouched for by the next; strays come last."""
    chain, left = [own], list(others)
    while left:
        above = next((each for each in left if each.subject == chain[-1].issuer), left[0])
        chain.append(above)
        left.remove(above)
    return chain


def _kind_of(key: object) -> str:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return f"a key on the curve {key.curve.name}"
    name = type(key).__name__.removeprefix("_").upper()
    return "an RSA key" if "RSA" in name else "a key of another kind"


def _spki(key: object) -> bytes:
    write = getattr(key, "public_bytes")  # noqa: B009 - every kind of public key has it
    return bytes(write(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def _unusable(path: Path, what: str) -> KeyUnusable:
    return KeyUnusable(f"“{path.name}” {what}. {_NOTHING}")
