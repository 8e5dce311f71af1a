"""The certificates in a ZIP, as a batch is sent; nothing is unpacked, and no name in it is a path.

Whoever shows a ZIP may have made it to do harm: how many files are read, and how much of them, is
bounded before any of it is.
"""

import struct
import zipfile
import zlib
from collections.abc import Generator
from pathlib import Path

from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.verification.folders import MOST, SUFFIXES

LARGEST = 16 * 1024 * 1024
"""How many bytes a certificate's file may have; a real one has a few hundred thousand."""
_LARGEST_ALL = 1024 * 1024 * 1024
_FIRST = (b"PK\x03\x04", b"PK\x05\x06")
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 0xFFFF
_LARGEST_DIRECTORY = 1024 * 1024
"""Bytes of the list of files, which is read at once: enough for some thousands."""
_LONGEST_NAME = 200
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SPOILT = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError)


def is_archive(path: Path) -> bool:
    """Whether a file begins as a ZIP does; False of one that cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(_END)) in _FIRST
    except OSError:
        return False


def certificates_in(path: Path) -> Generator[tuple[str, bytes | None]]:
    """Yield the name and content of what might be certificates in a ZIP, in its order.

    The content is None of one that cannot be read: it is damaged, under a password or too large.

    Raises:
        UnreadableFile: the ZIP is damaged, has none or more than 1,000, or they are too large.
    """
    if _directory_size(path) > _LARGEST_DIRECTORY:
        raise UnreadableFile(_too_many(path))
    try:
        with zipfile.ZipFile(path) as archive:
            found = [info for info in archive.infolist() if _may_be_one(info)]
            if not found:
                raise UnreadableFile(
                    f"“{path.name}” is a ZIP without certificates: no file in it ends in .pdf, "
                    ".jwt or .jws."
                )
            too_large = sum(info.file_size for info in found) > _LARGEST_ALL
            if too_large or len(found) > MOST:
                raise UnreadableFile(_too_many(path))
            for info in found:
                yield _shown(info.filename), _content(archive, info)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(_damaged(path)) from error


def _may_be_one(info: zipfile.ZipInfo) -> bool:
    return not info.is_dir() and Path(info.filename).suffix.lower() in SUFFIXES


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    if info.file_size > LARGEST or info.compress_type not in _PACKED:
        return None
    try:
        return archive.read(info)
    except _SPOILT:
        return None


def _shown(name: str) -> str:
    """Return a file's own name as it may be shown."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(each for each in last if each.isprintable())[:_LONGEST_NAME]


def _directory_size(path: Path) -> int:
    """Return how many bytes a ZIP says that its list of files has.

    Raises:
        UnreadableFile: its end is missing, or it cannot be read.
    """
    try:
        with path.open("rb") as file:
            length = file.seek(0, 2)
            file.seek(max(0, length - _END_SIZE - _LONGEST_COMMENT))
            tail = file.read()
    except OSError as error:
        raise UnreadableFile(_damaged(path)) from error
    record = tail[max(tail.rfind(_END), 0) :]
    if not record.startswith(_END) or len(record) < _END_SIZE:
        raise UnreadableFile(_damaged(path))
    (size,) = struct.unpack_from("<I", record, 12)
    return int(size)


def _damaged(path: Path) -> str:
    return f"“{path.name}” cannot be read as a ZIP: it is damaged, or was not copied whole."


def _too_many(path: Path) -> str:
    return (
        f"“{path.name}” holds more than is verified at once: at most {MOST:,} certificates. Unpack "
        "it, and choose some of them."
    )
