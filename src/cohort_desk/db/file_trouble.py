"""What the driver reports of a programme file that is opened, copied or restored, in sentences.

`db.failures` does the same for one that is open already.
"""

from enum import IntEnum
from pathlib import Path

from cohort_desk.domain.errors import (
    CohortDeskError,
    DiskFailed,
    DiskFull,
    FileBusy,
    FileReadOnly,
    FileUnfinished,
)


class Code(IntEnum):
    """Primary result codes of SQLite (sqlite.org/rescode.html), the low byte of extended ones."""

    BUSY = 5
    LOCKED = 6
    READ_ONLY = 8
    IO_ERROR = 10
    FULL = 13
    CANNOT_OPEN = 14


def file_trouble(path: Path, error: Exception, *, writing: bool) -> CohortDeskError | None:
    """Return what to raise instead of the driver's error; None where the file itself is spoilt.

    Args:
        path: the file that the driver worked on.
        error: what it raised.
        writing: whether it was to write there; reading alone needs to write only where an
            interrupted change has to be taken back.
    """
    match _code(error):
        case Code.BUSY | Code.LOCKED:
            return busy(path)
        case Code.READ_ONLY:
            return _read_only(path) if writing else _unfinished(path)
        case Code.IO_ERROR:
            return DiskFailed(
                f"The disk or the network drive with “{path.name}” did not answer properly. "
                "Nothing was changed. Check that the drive is connected, then try again."
            )
        case Code.FULL:
            return DiskFull(
                "The disk is full. Nothing was changed. Free some space, then try again."
            )
        case Code.CANNOT_OPEN:
            return CohortDeskError(
                f"“{path.name}” cannot be opened. Check that you may read it and that its drive "
                "is connected, then try again."
            )
        case _:
            return None


def busy(path: Path) -> FileBusy:
    """Return what is said of a file that someone else holds."""
    return FileBusy(
        f"Another program is holding “{path.name}”. Nothing was changed. Close it there (a "
        "backup or synchronising program may take a minute), then try again."
    )


def is_read_only(error: Exception) -> bool:
    """Say whether the driver's error means that nothing can be written there."""
    return _code(error) == Code.READ_ONLY


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps what an interrupted change of the file has to be undone by."""
    return path.with_name(f"{path.name}-journal")


def _code(error: Exception) -> int | None:
    reported: object = getattr(error, "sqlite_errorcode", None)
    return reported & 0xFF if isinstance(reported, int) else None


def _read_only(path: Path) -> FileReadOnly:
    return FileReadOnly(
        f"“{path.name}” may not be written to. Nothing was changed. Choose another file, or ask "
        f"whoever looks after {path.parent} to give you access."
    )


def _unfinished(path: Path) -> FileUnfinished:
    return FileUnfinished(
        f"“{path.name}” was not closed properly, and it cannot be repaired where it is, because "
        f"nothing can be written there. Copy it together with “{journal_of(path).name}” to a "
        "folder of your own and open the copy."
    )
