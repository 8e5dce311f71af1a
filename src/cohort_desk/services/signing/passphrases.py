"""What a passphrase must be like, and how one seals a key.

The sealed key is ordinary encrypted PKCS#8 (RFC 5958 under PBES2 of RFC 8018), which OpenSSL and
others can open too: AES-256-CBC under a key that PBKDF2 with HMAC-SHA-256 makes of the passphrase.
The library's own writer does that with 2,048 rounds, which stops nobody; 600,000 are what OWASP's
Password Storage Cheat Sheet asks for.
"""

import base64
import os
import textwrap
import unicodedata
from typing import cast

from asn1crypto import algos, keys  # pyright: ignore[reportMissingTypeStubs]
from asn1crypto.core import OctetString  # pyright: ignore[reportMissingTypeStubs]
from cryptography.hazmat.primitives import hashes, padding
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.services.signing.errors import WrongPassphrase

SHORTEST, LONGEST = 12, 200
ROUNDS = 600_000
_FEWEST_DIFFERENT = 6
_KEY_BYTES, _SALT_BYTES, _BLOCK_BYTES = 32, 16, 16
_PEM_WIDTH = 64


def check_passphrase(passphrase: str, *, names: tuple[str, ...] = ()) -> None:
    """Refuse a new passphrase that would keep nobody out.

    Args:
        passphrase: as it was typed.
        names: words that anybody would try first, such as the programme's name.

    Raises:
        RuleBroken: it is too short or too long, repeats itself, or is one of the names.
    """
    if len(passphrase) < SHORTEST:
        raise _weak(f"A passphrase takes at least {SHORTEST} characters")
    if len(passphrase) > LONGEST:
        raise RuleBroken("passphrase", f"A passphrase takes at most {LONGEST} characters.")
    if passphrase != passphrase.strip():
        raise RuleBroken(
            "passphrase",
            "The passphrase begins or ends with a space, which nobody sees. Take it away.",
        )
    if len(set(passphrase.casefold())) < _FEWEST_DIFFERENT:
        raise _weak("This passphrase repeats too few characters")
    if passphrase.casefold() in {name.casefold() for name in names}:
        raise _weak("The programme’s own name is the first that anybody would try")


def sealed(key: EllipticCurvePrivateKey, passphrase: str) -> str:
    """Return the key as encrypted PKCS#8 in PEM."""
    salt, start = os.urandom(_SALT_BYTES), os.urandom(_BLOCK_BYTES)
    stretched = PBKDF2HMAC(hashes.SHA256(), _KEY_BYTES, salt, ROUNDS).derive(_typed(passphrase))
    pad = padding.PKCS7(8 * _BLOCK_BYTES).padder()
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    cipher = Cipher(algorithms.AES(stretched), modes.CBC(start)).encryptor()
    content = cipher.update(pad.update(plain) + pad.finalize()) + cipher.finalize()
    stretching = {
        "salt": algos.Pbkdf2Salt("specified", OctetString(salt)),
        "iteration_count": ROUNDS,
        "prf": {"algorithm": "sha256"},
    }
    method = {
        "key_derivation_func": {"algorithm": "pbkdf2", "parameters": stretching},
        "encryption_scheme": {"algorithm": "aes256_cbc", "parameters": OctetString(start)},
    }
    whole = keys.EncryptedPrivateKeyInfo(
        {
            "encryption_algorithm": {"algorithm": "pbes2", "parameters": method},
            "encrypted_data": content,
        }
    )
    return _as_pem(bytes(cast("bytes", whole.dump())))


def unsealed(secret: str, passphrase: str) -> EllipticCurvePrivateKey:
    """Return a key that was sealed.

    Raises:
        WrongPassphrase: it was sealed with another passphrase.
    """
    try:
        key = load_pem_private_key(secret.encode("ascii"), _typed(passphrase))
    except (ValueError, TypeError) as error:
        raise WrongPassphrase(
            "That is not the passphrase of the programme’s key. Capital letters and spaces count. "
            "Try again. If nobody knows it any more, make a new key: what was signed so far stays "
            "verifiable."
        ) from error
    if not isinstance(key, EllipticCurvePrivateKey):
        raise TypeError("the programme's key is not on an elliptic curve")
    return key


def _as_pem(der: bytes) -> str:
    """Return it as text (RFC 7468)."""
    lines = textwrap.wrap(base64.b64encode(der).decode("ascii"), _PEM_WIDTH)
    return "\n".join(
        ["-----BEGIN ENCRYPTED PRIVATE KEY-----", *lines, "-----END ENCRYPTED PRIVATE KEY-----", ""]
    )


def _typed(passphrase: str) -> bytes:
    """Return its bytes; é typed as one character or as two is the same passphrase."""
    return unicodedata.normalize("NFC", passphrase).encode()


def _weak(why: str) -> RuleBroken:
    return RuleBroken("passphrase", f"{why}. Four or five words that do not belong together do.")
