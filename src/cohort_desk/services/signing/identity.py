"""The X.509 certificates of keys: what says whose a key is, and until when."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

_VALID = timedelta(days=10 * 365.25)
_LONGEST_NAME = 64
"""What X.520 allows a common name and an organisation, here counted in bytes of UTF-8."""
_LONGEST_SHOWN = 200
_SLOW_CLOCKS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A key, and the certificates that vouch for it as DER, its own first."""

    secret: EllipticCurvePrivateKey = field(repr=False)
    chain: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose a key is; `fingerprint` is the SHA-256 of the certificate, as PDF readers show it."""

    subject: str
    issuer: str
    valid_from: datetime
    valid_to: datetime
    fingerprint: str


def self_signed(
    key: EllipticCurvePrivateKey, programme: str, organisation: str, now: datetime
) -> bytes:
    """Return a certificate in which the programme vouches for its own key, as DER."""
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, _fitting(programme))]
    if organisation.strip():
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, _fitting(organisation)))
    name = x509.Name(parts)
    public = key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SLOW_CLOCKS)
        .not_valid_after(now + _VALID)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_documents(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def identity_of(certificate: bytes) -> Identity:
    """Return what a certificate, given as DER, says."""
    loaded = x509.load_der_x509_certificate(certificate)
    return Identity(
        subject=_shown(loaded.subject),
        issuer=_shown(loaded.issuer),
        valid_from=loaded.not_valid_before_utc,
        valid_to=loaded.not_valid_after_utc,
        fingerprint=hashlib.sha256(certificate).hexdigest(),
    )


def as_pem(chain: tuple[bytes, ...]) -> str:
    """Return certificates, given as DER, as one PEM text."""
    loaded = (x509.load_der_x509_certificate(each) for each in chain)
    return "".join(each.public_bytes(Encoding.PEM).decode("ascii") for each in loaded)


def from_pem(chain: str) -> tuple[bytes, ...]:
    """Return the certificates of a PEM text, as DER."""
    loaded = x509.load_pem_x509_certificates(chain.encode("ascii"))
    return tuple(each.public_bytes(Encoding.DER) for each in loaded)


def _for_documents() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _shown(name: x509.Name) -> str:
    """Return a name as people read it: "Leaders, Example Council"."""
    parts = (" ".join(str(part.value).split())[:_LONGEST_SHOWN] for part in name)
    return ", ".join(part for part in parts if part.isprintable() and part) or "nobody named"


def _fitting(text: str) -> str:
    cut = " ".join(text.split()).encode()[:_LONGEST_NAME]
    return cut.decode(errors="ignore").rstrip()
