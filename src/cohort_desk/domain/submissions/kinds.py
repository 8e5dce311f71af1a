"""Which files may be handed in, told by their content and not by their name alone."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from cohort_desk.domain.errors import RuleBroken

NAME_LENGTH = 250
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_WITHIN = 1024
_ENDINGS = {
    "pdf": "PDF",
    "docx": "Word",
    "doc": "Word",
    "pptx": "PowerPoint",
    "ppsx": "PowerPoint",
    "ppt": "PowerPoint",
    "xlsx": "Excel",
    "xls": "Excel",
    "png": "picture",
    "jpg": "picture",
    "jpeg": "picture",
    "gif": "picture",
    "webp": "picture",
    "tif": "picture",
    "tiff": "picture",
    "zip": "ZIP",
}
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_BEFORE_2007 = {"doc", "ppt", "xls"}
_OFFICE = {"word/": "Word", "ppt/": "PowerPoint", "xl/": "Excel"}
TAKEN = "PDF, Word, PowerPoint, Excel, pictures (PNG, JPEG, GIF, WebP, TIFF) and ZIP"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes: its name without folders, and its content."""

    name: str
    data: bytes


def may_be_taken(name: str) -> bool:
    """Say whether a file of this name may be handed in, as far as its name tells."""
    return _ending(name) in _ENDINGS


def check_upload(upload: Upload) -> None:
    """Refuse a file that is empty, of a kind that is not taken, or not what its name says.

    Raises:
        RuleBroken: it is one; the sentence says what to hand in instead.
    """
    name = upload.name
    if not upload.data:
        raise RuleBroken("files", f"Nothing was taken: {name} is empty (0 bytes).")
    if len(name) > NAME_LENGTH:
        raise RuleBroken("files", f"A file’s name has at most {NAME_LENGTH} characters.")
    ending = _ending(name)
    expected = _ENDINGS.get(ending)
    if expected is None:
        raise RuleBroken(
            "files",
            f"Nothing was taken: {name} is of a kind that is not taken. Taken are {TAKEN}.",
        )
    found = _kind(upload.data, ending)
    if found == expected:
        return
    if found == "Office" and expected in _OFFICE.values():
        raise RuleBroken(
            "files",
            f"Nothing was taken: {name} is protected by a password, so markers could not open it. "
            "Save it without one, or as a PDF.",
        )
    what = f"it looks like {_article(found)} file" if found else "it may be damaged"
    raise RuleBroken(
        "files",
        f"Nothing was taken: {name} cannot be read as {_article(expected)} file; {what}.",
    )


def _kind(data: bytes, ending: str) -> str:
    """Return what the content is, "" if nothing that is known."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "PDF"
    if data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return "picture"
    if data.startswith(_OLE):
        # The office formats before 2007 share one container; only the name tells them apart.
        return _ENDINGS[ending] if ending in _BEFORE_2007 else "Office"
    return _kind_of_archive(data) if data.startswith(_ZIP) else ""


def _kind_of_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    if "[Content_Types].xml" in names:
        for folder, kind in _OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return kind
    return "ZIP"


def _ending(name: str) -> str:
    return PurePath(name).suffix.removeprefix(".").casefold()


def _article(kind: str) -> str:
    return f"{'an' if kind in ('Excel', 'Office') else 'a'} {kind}"
