"""Writes a file whole or not at all: beside its place first, then into it.

with whole_file(path) as part:
    part.write_bytes(content)

Whatever goes wrong, what stood there before is still there and nothing is left lying about.
"""

import errno
import os
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from cohort_desk.domain.errors import CannotWrite, FileExists

_KEPT = "Nothing was written, and a file already there is as it was."


@contextmanager
def whole_file(path: Path, *, fresh: bool = False, lasting: bool = True) -> Generator[Path]:
    """Yield a free path to write to; what is there at the end takes the wanted place.

    Args:
        path: the wanted place.
        fresh: whether a file that is there already, or comes to be meanwhile, is kept.
        lasting: whether to wait until it is on the disk, which takes some 10 ms; what can be
            done without after a power cut need not.

    Raises:
        CannotWrite: the folder is missing or refuses, the file is open elsewhere, the disk is full.
        FileExists: `fresh` was asked for, and the place is taken.
    """
    with beside(path) as part:
        if fresh and path.exists():
            raise _taken(path)
        yield part
        put_in_place(part, path, fresh=fresh, lasting=lasting)


@contextmanager
def beside(path: Path) -> Generator[Path]:
    """Yield a free path in the folder of the wanted one, with its ending; removed at the end.

    Raises:
        CannotWrite: as `whole_file`; a folder that refuses does so before any work is done.
    """
    part = path.with_name(f".{os.urandom(6).hex()}.part{path.suffix}")
    try:
        if path.is_dir():
            raise CannotWrite(f"“{path.name}” is a folder. {_KEPT} Choose another name.")
        part.touch(exist_ok=False)
        part.unlink()
        yield part
    except OSError as error:
        raise CannotWrite(_why(path, error)) from error
    finally:
        # A folder that refuses has let nothing be written that could be removed.
        with suppress(OSError):
            part.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, unless it is there.

    Raises:
        CannotWrite: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            f"The folder “{folder}” cannot be made ({error.strerror}). Choose another."
        ) from error


def apart(names: Sequence[str]) -> list[str]:
    """Return the names with a number after those that were there before, whatever their case.

    >>> apart(["Report", "report", "Essay"])
    ['Report', 'report (2)', 'Essay']
    """
    seen: Counter[str] = Counter()
    found: list[str] = []
    for name in names:
        seen[name.casefold()] += 1
        times = seen[name.casefold()]
        found.append(f"{name} ({times})" if times > 1 else name)
    return found


def put_in_place(part: Path, path: Path, *, fresh: bool = False, lasting: bool = True) -> None:
    """Move a finished file to its place; if `lasting`, a power cut leaves the one or the other.

    Raises:
        FileExists: `fresh` was asked for, and the place is taken.
        OSError: it cannot be moved; what stood there is as it was.
    """
    if lasting:
        with part.open("rb+") as file:
            os.fsync(file.fileno())
    if fresh:
        # Whoever makes the name first has it: looking and then moving would leave a gap.
        try:
            path.touch(exist_ok=False)
        except FileExistsError as error:
            raise _taken(path) from error
    try:
        part.replace(path)
    except OSError:
        if fresh:
            path.unlink(missing_ok=True)
        raise
    if lasting:
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """Write the folder's names to the disk, where a system offers that."""
    if os.name == "nt":
        return
    # Some network drives refuse it, and settle names by themselves.
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _taken(path: Path) -> FileExists:
    return FileExists(
        f"There is already a file “{path.name}” in {path.parent}. It was kept. Choose another "
        "name or folder."
    )


def _why(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"There is no folder {path.parent}. {_KEPT} Choose another folder."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return (
            f"“{path.name}” cannot be written in {path.parent}. {_KEPT} "
            "Close it if another program has it open, or choose another folder."
        )
    if error.errno == errno.ENOSPC:
        return f"The disk is full. {_KEPT} Free some space, then try again."
    return f"“{path.name}” could not be written ({error.strerror}). {_KEPT}"
