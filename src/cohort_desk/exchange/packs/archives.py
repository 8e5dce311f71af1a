"""The zip that a pack is: written alike every time, read with suspicion.

Nothing is ever unpacked to the disk by the names that an archive gives.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from cohort_desk.domain.words import counted
from cohort_desk.exchange.packs.errors import NotAPack, PackDamaged, PackTooLarge

MOST_BYTES = 512 * 1024 * 1024
"""A tutor's reports take less; what unpacks to more is refused before it is unpacked."""

MOST_MEMBERS = 5000
_MOMENT = (1980, 1, 1, 0, 0, 0)
_PACKED_ALREADY = (".pdf", ".jpg", ".jpeg", ".png", ".bin")
"""Not so files that are zips themselves: of a pack cut short, one of theirs would be found."""

_SAFE = re.compile(r"[^\x00-\x1f\\/:*?\"<>|]+(/[^\x00-\x1f\\/:*?\"<>|]+)*")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)


def archive_of(members: Mapping[str, bytes]) -> bytes:
    """Return the members as a zip, in the order given; the same members give the same bytes.

    Raises:
        PackTooLarge: they take more room than a pack may.
    """
    total = sum(map(len, members.values()))
    if total > MOST_BYTES:
        raise PackTooLarge(
            f"The files of this pack take {total // 1024**2:,} MB, and a pack holds at most "
            f"{MOST_BYTES // 1024**2} MB. Nothing was written: make packs of fewer assessments."
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            packed = name.lower().endswith(_PACKED_ALREADY)
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            info.create_system = 0  # or the system that wrote it would show in the bytes
            archive.writestr(info, content)
    return stream.getvalue()


def bytes_of(path: Path) -> bytes:
    """Return what the file holds.

    Raises:
        NotAPack: there is no such file, or it is a folder.
        PackTooLarge: it is larger than any pack.
        PackDamaged: it cannot be read.
    """
    try:
        if path.is_dir():
            raise NotAPack(f"“{path.name}” is a folder. Choose the pack inside it.")
        if path.stat().st_size > 2 * MOST_BYTES:
            raise _too_large(path.name)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotAPack(
            f"“{path.name}” is no longer in {path.parent}. It may have been moved or renamed; "
            "choose it again."
        ) from error
    except OSError as error:
        raise PackDamaged(
            f"“{path.name}” cannot be read ({error.strerror or error}). Save a copy on this "
            "computer and choose that."
        ) from error


def members_of(content: bytes, name: str) -> dict[str, bytes]:
    """Return what the archive holds, by the members' names.

    Raises:
        NotAPack, PackDamaged, PackTooLarge: each with its own sentence; `name` is the file's.
    """
    if not content.startswith(b"PK"):
        raise NotAPack(
            f"“{name}” is not a pack of Cohort Desk. Nothing was taken from it. Packs end in "
            ".cohortpack."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            _check(infos, name)
            return {info.filename: archive.read(info) for info in infos}
    except _BROKEN as error:
        raise damaged(name) from error


def damaged(name: str) -> PackDamaged:
    """Return what to say of a pack that cannot be read whole."""
    return PackDamaged(
        f"“{name}” is damaged: part of it is missing or not as it was. Nothing was taken from it. "
        "Ask for it to be sent again."
    )


def _check(infos: list[zipfile.ZipInfo], name: str) -> None:
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_BYTES:
        raise _too_large(name)
    names = [info.filename for info in infos]
    if len({each.casefold() for each in names}) < len(names):
        raise damaged(name)
    for each in names:
        if not _SAFE.fullmatch(each) or any(part.strip(". ") == "" for part in each.split("/")):
            raise NotAPack(
                f"“{name}” holds a file that would be unpacked outside its folder, as no pack of "
                "Cohort Desk does. Nothing was taken from it: ask its sender."
            )


def _too_large(name: str) -> PackTooLarge:
    most = counted(MOST_MEMBERS, "file", "files")
    return PackTooLarge(
        f"“{name}” would unpack to more than {MOST_BYTES // 1024**2} MB or {most}, which no pack "
        "of Cohort Desk does. It was not opened."
    )
