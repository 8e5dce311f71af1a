"""What a document says of itself: XMP metadata, and the colours that its numbers mean."""

# ReportLab's stubs leave many parameters without a type.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from cohort_desk.domain.unseen import one_line
from cohort_desk.paths import resource

LANGUAGE = "en-GB"
CREATOR = "Cohort Desk"

_COLOURS = "sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class About:
    """A document's title, author and subject, and the day that stands as that of its making."""

    title: str
    author: str
    subject: str
    made_on: date

    def seen(self) -> "About":
        """Return the same on one line each, without what XML may not hold."""
        title, author, subject = map(one_line, (self.title, self.author, self.subject))
        return About(title, author, subject, self.made_on)


def describe(document: Any, about: About, part: int) -> None:
    """Enter the metadata and the meaning of colours; `part` is of PDF/A, 2 or 3."""
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    packet = _packet(about, document.info.producer, part)
    catalog.Metadata = PDFStream(
        PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), packet
    )
    profile = PDFStream(PDFDictionary({"N": 3}), _profile(), [PDFZCompress])
    catalog.OutputIntents = PDFArray(
        [
            PDFDictionary(
                {
                    "Type": PDFName("OutputIntent"),
                    "S": PDFName("GTS_PDFA1"),
                    "OutputConditionIdentifier": PDFString(_COLOURS),
                    "Info": PDFString(_COLOURS),
                    "DestOutputProfile": document.Reference(profile),
                }
            )
        ]
    )


@cache
def _profile() -> bytes:
    return resource("colour/srgb.icc").read_bytes()


def _packet(about: About, producer: str, part: int) -> bytes:
    """Return the metadata as an XMP packet; its dates are those of the document's own record."""
    moment = f"{about.made_on:%Y-%m-%d}T00:00:00+00:00"
    named = [
        f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>"
        if about.author
        else "",
        f"<dc:description>{_worded(about.subject)}</dc:description>" if about.subject else "",
    ]
    return _PACKET.format(
        title=_worded(about.title),
        named="".join(named),
        language=LANGUAGE,
        creator=CREATOR,
        moment=moment,
        producer=escape(producer),
        part=part,
    ).encode()


def _worded(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title>{title}</dc:title>{named}
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:format>application/pdf</dc:format>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that it follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
"""PDF/A knows the schemas of the first description; the one of PDF/UA has to be declared."""
