"""A key that has been unlocked: what signs, for as long as the app or a command runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from joserfc import jws
from joserfc.jwk import ECKey

ALGORITHM = "ES256"
"""ECDSA on the curve P-256 with SHA-256 (RFC 7518, section 3.4)."""


@dataclass(frozen=True, slots=True, eq=False)
class Signer:
    """The programme's key in memory; it is written nowhere and shown nowhere.

    Attributes:
        key_id: of the key in the programme.
        chain: the X.509 certificates that vouch for it as DER, its own first.
        expires: until when they do.
    """

    key_id: int
    chain: tuple[bytes, ...]
    expires: datetime
    _secret: EllipticCurvePrivateKey = field(repr=False)
    _jose: ECKey = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_jose", ECKey(self._secret, self._secret))

    @property
    def jwk(self) -> dict[str, str]:
        """The public half as a JSON Web Key (RFC 7517)."""
        return {name: str(value) for name, value in self._jose.as_dict(private=False).items()}

    def sign(self, message: bytes) -> bytes:
        """Return the signature as PDF and X.509 want it: DER (RFC 3279, section 2.2.3)."""
        return self._secret.sign(message, ECDSA(hashes.SHA256()))

    def sign_jws(self, payload: bytes, header: Mapping[str, object] | None = None) -> str:
        """Return the payload signed as a compact JWS; the header names the algorithm."""
        return jws.serialize_compact({"alg": ALGORITHM, **(header or {})}, payload, self._jose)
