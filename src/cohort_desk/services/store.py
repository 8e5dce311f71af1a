"""The programme's store of files: each content once, under its SHA-256."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import StoredFileRow
from cohort_desk.domain.errors import FileSpoilt, NotFound, RuleBroken
from cohort_desk.files import whole_file

SIZE_LIMIT = 100 * 1024 * 1024
"""How many bytes a file may have; a report with its pictures has a few million."""


def keep(work: UnitOfWork, name: str, data: bytes) -> str:
    """Keep a file's content as a part of a step, and return its SHA-256.

    The same content is kept once, whatever it is called.

    Raises:
        RuleBroken: the file `name` is empty or too large.
    """
    if not data:
        raise RuleBroken("files", f"Nothing was taken: {name} is empty (0 bytes).")
    if len(data) > SIZE_LIMIT:
        raise RuleBroken("files", too_large(name, len(data)))
    sha256 = digest_of(data)
    if work.session.get(StoredFileRow, sha256) is None:
        row = StoredFileRow(
            sha256=sha256, size=len(data), stored_at=datetime.now(UTC), content=data
        )
        work.session.add(row)
        work.session.flush()
    return sha256


def digest_of(data: bytes) -> str:
    """Return the SHA-256 under which a content is kept."""
    return hashlib.sha256(data).hexdigest()


def content(db: Database, sha256: str) -> bytes:
    """Return a file's content, checked against its digest.

    Raises:
        NotFound: the store has no such file.
        FileSpoilt: the content is no longer what was handed in.
    """
    with db.read() as work:
        # The column is read by itself: as an attribute it is loaded only later.
        data = work.session.scalar(
            select(StoredFileRow.content).where(StoredFileRow.sha256 == sha256)
        )
    if data is None:
        raise NotFound("That file is no longer in the programme’s store.")
    if digest_of(data) != sha256:
        raise FileSpoilt(
            "This file is damaged: its content is no longer what was handed in. Nothing was "
            "changed. Restore it from a backup of the programme, or ask for it again."
        )
    return bytes(data)


def save_copy(db: Database, sha256: str, path: Path) -> None:
    """Write a copy of a file to `path`, in place of what is there.

    Raises:
        NotFound, FileSpoilt: as `content` does.
        CannotWrite: the folder or the disk refuses; what was there before is untouched.
    """
    data = content(db, sha256)
    with whole_file(path) as part:
        part.write_bytes(data)


def read_upload(path: Path) -> bytes:
    """Return what a file on disk holds, as it is to be kept.

    Raises:
        RuleBroken: it is a folder, is gone, cannot be read, or is too large.
    """
    if path.is_dir():
        raise RuleBroken(
            "files", f"Nothing was taken: {path.name} is a folder. Choose the files in it."
        )
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise RuleBroken("files", too_large(path.name, size))
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise RuleBroken(
            "files", f"Nothing was taken: {path.name} could not be read ({reason})."
        ) from error


def too_large(name: str, size: int) -> str:
    """Return the sentence on a file of `size` bytes, which is more than the store takes."""
    limit, megabytes = SIZE_LIMIT // 2**20, size / 2**20
    return (
        f"Nothing was taken: {name} has {megabytes:,.0f} MB; a file may have at most {limit} MB. "
        "Make its pictures smaller, or hand it in as a PDF."
    )
