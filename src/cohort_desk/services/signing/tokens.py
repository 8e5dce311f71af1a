"""What a certificate says, signed by itself: a compact JWS (RFC 7515) over its statement.

It goes into the certificate's PDF file and can be verified without it, by anybody's library: the
payload is the statement's canonical bytes, the algorithm ES256.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from cohort_desk.domain.certificates.statement import Statement, canonical
from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.services.signing.signer import ALGORITHM, Signer

STATEMENT_TYPE = "cohort-desk-statement+json"
"""The `typ` of a signed statement, which no other kind of token has."""
LARGEST = 256 * 1024
"""How many characters a token may have; a real one has about two thousand."""
_PARTS = 3
_HEADERS = frozenset({"alg", "typ", "x5t#S256", "jwk"})
"""All that this app writes into a header; what else there may be is for others to understand."""
_ALTERED = "The signed statement is not as it was signed."


class NoToken(CohortDeskError):
    """The text is no compact JWS."""


class TokenAltered(CohortDeskError):
    """The token names a known key, but is not as it was signed."""


class TokenUnknown(CohortDeskError):
    """The token was signed with a key that is not known here."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token whose signature was found good, and the certificate (DER) of the key that made it."""

    header: dict[str, Any]
    payload: dict[str, Any]
    content: bytes
    certificate: bytes


def signed_statement(statement: Statement, signer: Signer) -> str:
    """Return what a certificate says, signed, as a compact JWS."""
    header = {"typ": STATEMENT_TYPE, "x5t#S256": thumbprint(signer.chain[0])}
    return signer.sign_jws(canonical(statement), header)


def thumbprint(certificate: bytes) -> str:
    """Return how a JWS names a certificate given as DER (RFC 7515, section 4.1.8)."""
    return _encoded(hashlib.sha256(certificate).digest())


def read_token(text: str, certificates: Iterable[bytes]) -> Token:
    """Return what a token says, if one of these certificates' keys has signed it.

    Whatever key the token itself brings along is not believed; it only tells which one is meant.

    Raises:
        NoToken: it is no compact JWS of JSON.
        TokenUnknown: none of the keys is the one it names.
        TokenAltered: one of them is, but has not signed this.
    """
    header, content = _parsed(text)
    for certificate in certificates:
        public = x509.load_der_x509_certificate(certificate).public_key()
        if not isinstance(public, EllipticCurvePublicKey):
            continue
        key = ECKey(public, public)
        if not _meant(header, certificate, key):
            continue
        if header.get("alg") != ALGORITHM or not header.keys() <= _HEADERS:
            raise TokenAltered(_ALTERED)
        try:
            jws.deserialize_compact(text.encode("ascii"), key, algorithms=[ALGORITHM])
        except (JoseError, ValueError) as error:
            raise TokenAltered(_ALTERED) from error
        return Token(header, _object(content), content, certificate)
    raise TokenUnknown("The statement was signed with a key that is not known here.")


def _parsed(text: str) -> tuple[dict[str, Any], bytes]:
    parts = text.split(".")
    if len(text) > LARGEST or len(parts) != _PARTS or not text.isascii():
        raise NoToken("This is no signed statement.")
    header, content, _signature = (_decoded(part) for part in parts)
    return _object(header), content


def _meant(header: dict[str, Any], certificate: bytes, key: ECKey) -> bool:
    """Whether the header names this key, by its certificate or by the key itself."""
    named = header.get("x5t#S256")
    if named is not None:
        return named == thumbprint(certificate)
    return header.get("jwk") == key.as_dict(private=False)


def _decoded(part: str) -> bytes:
    """Return a part's bytes; one that could be written otherwise too has been changed."""
    try:
        content = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoToken("This is no signed statement.") from error
    if _encoded(content) != part:
        raise NoToken("This is no signed statement, or it is damaged.")
    return content


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _object(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NoToken("This is no signed statement.") from error
    if not isinstance(found, dict):
        raise NoToken("This is no signed statement.")
    return cast("dict[str, Any]", found)
