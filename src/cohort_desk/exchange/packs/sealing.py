"""Seals a whole pack with a passphrase: AES-256-GCM under a key that Argon2id makes of it.

Of a sealed pack nothing can be read, not even whose it is; a lost passphrase cannot be found.
Sources: RFC 9106 (Argon2), second recommended choice of section 4; NIST SP 800-38D (GCM).
"""

import os
import unicodedata
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.exchange.packs.errors import WrongPassphrase

SHORTEST = 8
_KEY_BYTES, _SALT_BYTES, _NONCE_BYTES = 32, 16, 12
_ITERATIONS, _LANES, _MEMORY_KIB = 3, 4, 64 * 1024
_METHOD = "argon2id-aes256gcm"


@dataclass(frozen=True, slots=True)
class Seal:
    """How a pack was sealed; the work the key takes is fixed, so that no file can ask for more."""

    salt: bytes
    nonce: bytes

    def as_plain(self) -> dict[str, str]:
        """Return it for the manifest."""
        return {"method": _METHOD, "salt": self.salt.hex(), "nonce": self.nonce.hex()}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Seal | None":
        """Return what a manifest says, or None where it says something else."""
        try:
            salt, nonce = bytes.fromhex(plain["salt"]), bytes.fromhex(plain["nonce"])
        except (KeyError, TypeError, ValueError):
            return None
        fits = len(salt) == _SALT_BYTES and len(nonce) == _NONCE_BYTES
        return cls(salt, nonce) if fits and plain.get("method") == _METHOD else None


def new_seal() -> Seal:
    """Return the seal for another pack."""
    return Seal(os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES))


def check_passphrase(passphrase: str) -> None:
    """Raise RuleBroken where a new passphrase is too short to keep anybody out."""
    if len(passphrase) < SHORTEST:
        raise RuleBroken(
            "passphrase",
            f"A passphrase takes at least {SHORTEST} characters. Three or four words make a good "
            "one.",
        )


def sealed(content: bytes, passphrase: str, seal: Seal, head: bytes) -> bytes:
    """Return the content unreadable; `head` stays readable beside it, and cannot be changed."""
    return AESGCM(_key(passphrase, seal)).encrypt(seal.nonce, content, head)


def unsealed(content: bytes, passphrase: str, seal: Seal, head: bytes) -> bytes:
    """Return what was sealed.

    Raises:
        WrongPassphrase: it was sealed with another, or has been changed since.
    """
    try:
        return AESGCM(_key(passphrase, seal)).decrypt(seal.nonce, content, head)
    except InvalidTag as error:
        raise WrongPassphrase(
            "That is not the passphrase of this pack, or the pack was damaged on its way. Capital "
            "letters and spaces count. Try again, or ask whoever made the pack."
        ) from error


def _key(passphrase: str, seal: Seal) -> bytes:
    """Return the key; é typed as one character or as two is the same passphrase."""
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return Argon2id(
        salt=seal.salt,
        length=_KEY_BYTES,
        iterations=_ITERATIONS,
        lanes=_LANES,
        memory_cost=_MEMORY_KIB,
    ).derive(typed)
