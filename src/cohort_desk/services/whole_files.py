"""Writes a file whole or not at all."""

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from cohort_desk.domain.errors import CohortDeskError


class CannotWrite(CohortDeskError):
    """The file could not be written; what was there before is untouched."""


@contextmanager
def whole_file(path: Path) -> Generator[Path]:
    """Yield a path beside the wanted one to write to; it takes its place once all is written.

    Raises:
        CannotWrite: the folder is missing or refuses, the file is open elsewhere, the disk is full.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise CannotWrite(_why(path, error)) from error
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # the folder refuses: there was nothing to write, so there is nothing to remove


def _why(path: Path, error: OSError) -> str:
    kept = "Nothing was written, and a file already there is as it was."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"The folder “{path.parent}” does not exist. {kept} Choose another folder."
    if isinstance(error, PermissionError | IsADirectoryError):
        return (
            f"“{path.name}” cannot be written in “{path.parent}”. {kept} "
            "Close it if another program has it open, or choose another folder."
        )
    if error.errno == errno.ENOSPC:
        return f"The disk is full. {kept} Free some space, then try again."
    return f"“{path.name}” could not be written ({error.strerror}). {kept}"
