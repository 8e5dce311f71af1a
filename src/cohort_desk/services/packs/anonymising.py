"""Takes out of handed-in files what their programs note about who wrote them.

What stands on the pages themselves is not touched: an author's name there is for the author to
leave out.
"""

import io
import re
import zipfile
import zlib
from pathlib import PurePath
from typing import Any

from cohort_desk.services.pdfium import PDFIUM

_OFFICE = (".docx", ".pptx", ".xlsx", ".docm", ".pptm", ".xlsm")
_MOST_BYTES = 300 * 1024 * 1024
_EMPTY = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:core'
    b'Properties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-'
    b'properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
_AUTHORS = re.compile(rb'((?:w|w15):(?:author|initials))="[^"]*"')
_PEOPLE_PARTS = re.compile(r"(word/people|ppt/commentAuthors|ppt/authors|xl/persons/.*)\.xml")


def without_author(content: bytes, name: str) -> tuple[bytes, str]:
    """Return a file without what says who wrote it, and a sentence where that is not sure.

    Args:
        content: the file's.
        name: what the reader will know it by, for the sentence.
    """
    ending = PurePath(name).suffix.lower()
    cleaned: bytes | None = None
    if content.startswith(b"%PDF"):
        cleaned = _pdf(content)
    elif ending in _OFFICE:
        cleaned = _zipped(content)
    if cleaned is None:
        return content, f"“{name}” may still say who wrote it: look at its properties first."
    return cleaned, ""


def _pdf(content: bytes) -> bytes | None:
    """Return the pages in a new file, which has no author; None where they cannot be read."""
    # A third of a second to import, and many packs hold no PDF that has to be cleaned.
    import pypdfium2  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs]

    library: Any = pypdfium2
    with PDFIUM:
        try:
            old = library.PdfDocument(content)
        except library.PdfiumError:
            return None
        try:
            new = library.PdfDocument.new()
            try:
                new.import_pages(old)
                _empty_annotations(library.raw, new)
                stream = io.BytesIO()
                new.save(stream)
            finally:
                new.close()
        except library.PdfiumError:
            return None
        finally:
            old.close()
    return stream.getvalue()


def _empty_annotations(raw: Any, document: Any) -> None:
    """Take the names out of notes on the pages; the notes themselves stay."""
    nobody = (raw.FPDF_WCHAR * 1)(0)
    for number in range(len(document)):
        page = document[number]
        for at in range(raw.FPDFPage_GetAnnotCount(page)):
            note = raw.FPDFPage_GetAnnot(page, at)
            if raw.FPDFAnnot_HasKey(note, b"T"):
                raw.FPDFAnnot_SetStringValue(note, b"T", nobody)
            raw.FPDFPage_CloseAnnot(note)
        page.close()


def _zipped(content: bytes) -> bytes | None:
    """Return a document with its properties emptied, and its reviewers without names."""
    stream = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as old,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            if sum(info.file_size for info in old.infolist()) > _MOST_BYTES:
                return None
            if any(_PEOPLE_PARTS.fullmatch(info.filename) for info in old.infolist()):
                return None
            for info in old.infolist():
                part = old.read(info)
                new.writestr(info.filename, _nameless(info.filename, part))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
        return None
    return stream.getvalue()


def _nameless(name: str, part: bytes) -> bytes:
    if name in _EMPTY:
        return _EMPTY[name]
    if not name.endswith(".xml"):
        return part
    return _AUTHORS.sub(rb'\1="Author"', part)
