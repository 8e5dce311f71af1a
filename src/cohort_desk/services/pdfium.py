"""The one door to PDFium, which keeps its state for the whole process.

It serves one thread at a time: whoever calls it, wherever in the program, holds `PDFIUM`.
"""

from threading import RLock
from typing import Any

PDFIUM = RLock()


def open_pdf(content: bytes) -> Any:
    """Return a PDF that PDFium can read as its document; `PDFIUM` must be held."""
    # Only once pages are wanted.
    from pypdfium2 import PdfDocument  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]

    return PdfDocument(content)
