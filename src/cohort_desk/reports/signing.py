"""Signs a finished PDF document so that any PDF reader can tell whether it was changed.

The signature is a certifying one that allows no change at all (DocMDP level 1) and conforms to
PAdES (ETSI EN 319 142-1, baseline level B). It is invisible: a drawn stamp would break PDF/UA and
PDF/A alike. Nothing is fetched from anywhere, and no time-stamping service is asked.
"""

from io import BytesIO
from typing import TYPE_CHECKING, cast

from asn1crypto import x509  # pyright: ignore[reportMissingTypeStubs]
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import Signer as CmsSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.services.signing import Signer

if TYPE_CHECKING:
    from collections.abc import Callable

FIELD = "Signature1"
_DIGEST = "sha256"
_LONGEST_SIGNATURE = 72
"""Of ECDSA on P-256, as DER."""
_ATTRIBUTES = 1024
"""More than all of the CMS signature takes besides certificates, in bytes."""


class Unsignable(CohortDeskError):
    """The document cannot be signed; nothing was written."""


class _KeySigner(CmsSigner):
    """The programme's key as pyHanko asks for it."""

    def __init__(self, signer: Signer) -> None:
        own, *others = [_parsed(each) for each in signer.chain]
        registry = SimpleCertificateStore()
        registry.register_multiple(others)
        super().__init__(signing_cert=own, cert_registry=registry, embed_roots=True)
        self._signer = signer

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - as pyHanko calls it
    ) -> bytes:
        return bytes(_LONGEST_SIGNATURE) if dry_run else self._signer.sign(data)


def _parsed(certificate: bytes) -> x509.Certificate:
    load = cast("Callable[[bytes], x509.Certificate]", x509.Certificate.load)  # pyright: ignore[reportUnknownMemberType]
    return load(certificate)


def sign_pdf(pdf: bytes, signer: Signer) -> bytes:
    """Return a PDF document with the programme's signature at its end.

    What the document had before stays as it was, byte for byte, in front.

    Raises:
        Unsignable: the document is not one that can be signed.
    """
    described = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=_DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    written = BytesIO()
    try:
        PdfSigner(described, _KeySigner(signer)).sign_pdf(  # pyright: ignore[reportUnknownMemberType]
            IncrementalPdfFileWriter(BytesIO(pdf)),
            output=written,
            bytes_reserved=2 * (_ATTRIBUTES + sum(map(len, signer.chain))),
        )
    except (PdfError, ValueError) as error:  # of its metadata pyHanko says so by a ValueError
        raise Unsignable(f"The document cannot be signed: {error}") from error
    return written.getvalue()
