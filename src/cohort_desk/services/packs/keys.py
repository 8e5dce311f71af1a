"""Signatures of packs: a programme's own key for what goes out, a pack's for what comes back.

The programme's secret never leaves its database. The key for the way back travels in the pack: it
shows damage and casual changes, not what the reader, who has the key, signs anew.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import SigningKeyRow

ALGORITHM = "Ed25519"
_PURPOSE = "packs"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key pair: the secret as PEM, the public half in hexadecimal."""

    secret: str
    public: str

    def sign(self, message: bytes) -> str:
        """Return the signature in hexadecimal."""
        return _loaded(self.secret).sign(message).hex()


def new_key() -> SigningKey:
    """Draw a key pair."""
    return _pair(Ed25519PrivateKey.generate())


def key_of(secret: str) -> SigningKey:
    """Return the pair that a secret belongs to.

    Raises:
        ValueError: it is no Ed25519 key in PEM.
    """
    return _pair(_loaded(secret))


def is_signed(message: bytes, signature: str, public: str) -> bool:
    """Whether the holder of the key has signed exactly this."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def programme_key(db: Database) -> SigningKey:
    """Return the programme's key for packs, drawn at first need."""
    with db.read() as work:
        kept = _kept(work)
    if kept is not None:
        return kept
    with db.begin_unjournalled() as work:
        return _kept(work) or keep_key(work, new_key())


def keep_key(work: UnitOfWork, key: SigningKey) -> SigningKey:
    """Keep a key as the one that this programme signs packs with, and return it."""
    work.session.add(
        SigningKeyRow(
            purpose=_PURPOSE,
            algorithm=ALGORITHM,
            public=key.public,
            secret=key.secret,
            made_at=datetime.now(UTC),
        )
    )
    return key


def _kept(work: UnitOfWork) -> SigningKey | None:
    valid = select(SigningKeyRow).where(
        SigningKeyRow.purpose == _PURPOSE, SigningKeyRow.retired_at.is_(None)
    )
    row = work.session.scalars(valid.order_by(SigningKeyRow.id)).first()
    return SigningKey(row.secret, row.public) if row else None


def _pair(secret: Ed25519PrivateKey) -> SigningKey:
    pem = secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return SigningKey(pem.decode("ascii"), secret.public_key().public_bytes_raw().hex())


def _loaded(secret: str) -> Ed25519PrivateKey:
    key = load_pem_private_key(secret.encode(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("the key is not an Ed25519 key")  # noqa: TRY004 - of what was read
    return key
