"""Ends each stream of a document as ISO 19005 wants: with an end of line that it does not count.

ReportLab writes none. The one place through which every stream of a single document passes is its
encryption, so this stands in there; no other user of ReportLab is touched.
"""

from reportlab.pdfbase.pdfdoc import NoEncryption, PDFObject


class StreamEnds(NoEncryption):
    """Encrypts nothing, and hands each stream back as one that is written with a line's end."""

    def encode(self, t: str | bytes) -> "_Ended":
        """Return the stream; `t` is ReportLab's name for it."""
        return _Ended(t.encode("latin-1") if isinstance(t, str) else t)


class _Ended(PDFObject):
    def __init__(self, data: bytes) -> None:
        self._data = data

    def __len__(self) -> int:
        return len(self._data)

    def format(self, _document: object) -> bytes:
        return self._data + b"\n"
