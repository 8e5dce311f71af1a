"""Files attached to a document, as PDF/A-3 wants them: named, described, and bound to the whole."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
    PDFZCompress,
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file within a document.

    Attributes:
        name: as it is saved, such as "statement.jws".
        media_type: such as "application/jose".
        data: its bytes.
        description: what it is, in words.
        relationship: what it is to the document, by ISO 19005-3.
    """

    name: str
    media_type: str
    data: bytes
    description: str
    relationship: Literal["Source", "Data", "Alternative", "Supplement", "Unspecified"] = "Data"


def attach(document: Any, attachments: Sequence[Attachment], made_on: date) -> None:
    """Enter files in a document, by name."""
    named: list[PDFString | PDFObjectReference] = []
    references: list[PDFObjectReference] = []
    for attachment in sorted(attachments, key=lambda each: each.name):
        reference = _enter(document, attachment, made_on)
        references.append(reference)
        named += [PDFString(attachment.name), reference]
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]
    catalog.AF = PDFArray(references)
    catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": PDFArray(named)})})


def _enter(document: Any, attachment: Attachment, made_on: date) -> PDFObjectReference:
    held = PDFStream(
        PDFDictionary(
            {
                "Type": PDFName("EmbeddedFile"),
                "Subtype": _media_type(attachment.media_type),
                "Params": PDFDictionary(
                    {
                        "Size": len(attachment.data),
                        "ModDate": PDFString(f"D:{made_on:%Y%m%d}000000Z"),
                    }
                ),
            }
        ),
        attachment.data,
        [PDFZCompress],
    )
    reference = document.Reference(held)
    entry = PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": PDFString(attachment.name),
            "UF": PDFString(attachment.name),
            "Desc": PDFString(attachment.description),
            "AFRelationship": PDFName(attachment.relationship),
            "EF": PDFDictionary({"F": reference, "UF": reference}),
        }
    )
    return document.Reference(entry, f"Attachment-{attachment.name}")


def _media_type(media_type: str) -> str:
    """Return a media type as a PDF name, in which its slash is written by number."""
    return "/" + media_type.replace("/", "#2F")
