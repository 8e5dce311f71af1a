"""Looks at a PDF file that may be a certificate: who signed it, and is it still as it was signed?

The question asked of a signature is stricter than what PDF readers ask. They allow what does not
change the pages; here the file must be, to the last byte, what the programme's key has signed:
one signature that reaches from the first byte to the last, around itself, written in the one way
in which this app writes it. So whatever a hostile file makes a reader see cannot matter, and
nothing has to be decided on what was added later.

Which keys are trusted is handed in. No path to an authority is built, so nothing is ever fetched.
"""

import asyncio
import logging
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from io import BytesIO
from types import MappingProxyType
from typing import Any, cast

from asn1crypto import x509  # pyright: ignore[reportMissingTypeStubs]
from pyhanko.pdf_utils.decode_limits import DecodeLimits, StreamDecodeLimits
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import ExternalSigner
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko_certvalidator.registry import SimpleCertificateStore

from cohort_desk.services.signing.identity import Identity, identity_of

Chain = tuple[bytes, ...]
"""The certificates of a key as DER, its own first. Those above it may be left out; what a file
carries of them beside its signature is then not compared, and proves nothing either.
"""

_HOSTILE = (
    PdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pyHanko and asn1crypto raise at a file that is not what it seems."""
# A hostile file is answered, not logged; where the app logs, this changes nothing.
logging.getLogger("pyhanko").addHandler(logging.NullHandler())
_DIGEST = "sha256"
_END, _TAIL = b"startxref", 2048
_LIMITS = DecodeLimits(StreamDecodeLimits(max_output_size=16 * 2**20))
_MOST_ATTACHMENTS, _LARGEST_ATTACHMENT = 16, 256 * 1024


class Finding(Enum):
    """What was found of a signature."""

    UNREADABLE = "no PDF that can be read"
    UNSIGNED = "no signature"
    UNKNOWN_KEY = "signed with a key that is not trusted"
    CHANGED = "signed with a trusted key, and not as it was signed"
    INTACT = "signed with a trusted key, and as it was signed"


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file shows.

    Attributes:
        finding: of its signature.
        pages: how many it says it has.
        certificate: of the key that signed, as DER; b"" unless it was signed.
        key: whose that key is, as its certificate says.
        signed_at: when, by the signer's own clock.
        attached: the small files in it, by their names.
    """

    finding: Finding
    pages: int = 0
    certificate: bytes = b""
    key: Identity | None = None
    signed_at: datetime | None = None
    attached: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))

    def text(self, name: str) -> str | None:
        """Return an attached file of ASCII text, None if there is none."""
        content = self.attached.get(name)
        return content.decode("ascii") if content is not None and content.isascii() else None


def examine(content: bytes, trusted: Sequence[Chain]) -> Examined:
    """Return what a file shows; whatever is in it, there is an answer."""
    # Where the end is missing pyHanko would look for it through the whole of a large file.
    if _END in content[-_TAIL:]:
        with suppress(*_HOSTILE):
            return _examined(content, trusted)
    return Examined(Finding.CHANGED if _carries(content, trusted) else Finding.UNREADABLE)


def _examined(content: bytes, trusted: Sequence[Chain]) -> Examined:
    # What pyHanko hands out is asn1crypto's and PDF's own objects, of which types say little.
    reader: Any = PdfFileReader(BytesIO(content), strict=False, decode_limits=_LIMITS)
    pages = int(reader.root["/Pages"]["/Count"])
    shown = Examined(Finding.UNSIGNED, pages, attached=_attached(reader.root))
    signatures = list(reader.embedded_signatures)
    for signature in signatures:
        chain = _of_key(signature.signer_cert, trusted)
        if chain is not None:
            intact = len(signatures) == 1 and _is_intact(content, signature, chain)
            finding = Finding.INTACT if intact else Finding.CHANGED
            return _signed(shown, finding, signature)
    if signatures and _verifies(signatures[-1], signatures[-1].signer_cert):
        return _signed(shown, Finding.UNKNOWN_KEY, signatures[-1])
    if _carries(content, trusted):
        return replace(shown, finding=Finding.CHANGED)
    return _signed(shown, Finding.UNKNOWN_KEY, signatures[-1]) if signatures else shown


def _signed(shown: Examined, finding: Finding, signature: Any) -> Examined:
    certificate = signature.signer_cert.dump()
    return replace(
        shown,
        finding=finding,
        certificate=certificate,
        key=identity_of(certificate),
        signed_at=signature.self_reported_timestamp,
    )


def _of_key(certificate: Any, trusted: Sequence[Chain]) -> Chain | None:
    """Return the chain of the trusted key that a certificate is for."""
    public = certificate.public_key.dump()
    same = (each for each in trusted if _parsed(each[0]).public_key.dump() == public)
    return next(same, None)


def _is_intact(content: bytes, signature: Any, chain: Chain) -> bool:
    """Whether the file is what the key has signed, to the last byte."""
    if signature.signer_cert.dump() != chain[0]:
        return False
    start, before, after, rest = (int(number) for number in signature.byte_range)
    if start != 0 or not before < after or after + rest != len(content):
        return False
    made = bytes(signature.pkcs7_content)
    if content[before:after] != b"<" + made.hex().upper().encode("ascii") + b">":
        return False
    rewritten = _rewritten(signature, chain)
    if made != rewritten.ljust(len(made), b"\0"):
        return False
    return _verifies(signature, _parsed(chain[0]))


def _verifies(signature: Any, certificate: Any) -> bool:
    """Whether the key of a certificate has signed what the signature says that it covers."""
    checks = validate_sig_integrity(
        signature.signer_info,
        certificate,
        expected_content_type="data",
        actual_digest=signature.compute_digest(),
    )
    return all(checks)


def _rewritten(signature: Any, chain: Chain) -> bytes:
    """Return the CMS signature as this app writes it: around what is signed nothing may differ."""
    info = signature.signer_info
    others = SimpleCertificateStore()
    above = [_parsed(each) for each in chain[1:]] or signature.other_embedded_certs
    others.register_multiple(above)
    writer: Any = ExternalSigner(
        _parsed(chain[0]), others, signature_value=info["signature"].native
    )
    written = writer.async_sign_prescribed_attributes(_DIGEST, info["signed_attrs"].untag())
    return asyncio.run(written).dump()


def _attached(root: Any) -> dict[str, bytes]:
    """Return the small files that a document says belong to it (PDF/A-3's associated files)."""
    named = list(root["/AF"])[:_MOST_ATTACHMENTS] if "/AF" in root else []
    found: dict[str, bytes] = {}
    for each in named:
        described = each.get_object()
        content = bytes(described["/EF"]["/F"].data)
        if len(content) <= _LARGEST_ATTACHMENT:
            found[str(described["/UF"])] = content
    return found


def _carries(content: bytes, trusted: Iterable[Chain]) -> bool:
    """Whether a trusted key, or what is left of it, stands in the file as beside a signature."""
    lowered = content.lower()
    keys = (bytes(_parsed(chain[0]).public_key["public_key"].native) for chain in trusted)
    halves = (
        half for key in keys for half in (key[1 : len(key) // 2 + 1], key[len(key) // 2 + 1 :])
    )
    return any(half.hex().encode("ascii") in lowered for half in halves)


def _parsed(certificate: bytes) -> Any:
    return cast("Any", x509.Certificate).load(certificate)
