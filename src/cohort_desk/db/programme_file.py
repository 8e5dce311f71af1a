"""The programme file as a document: recognised, made, opened, copied and restored.

Every function here leaves a file whole: new files are written beside their place and moved there
once complete, and an open file is restored by SQLite's own page copy, which other windows see.
"""

import os
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from cohort_desk.db import driver
from cohort_desk.db.engine import open_file_engine
from cohort_desk.db.failures import FileBusy
from cohort_desk.db.migrations import REVISIONS
from cohort_desk.db.soundness import Soundness
from cohort_desk.domain.errors import CohortDeskError

SUFFIX = ".cohort"
APPLICATION_ID = 0x43484454
"""What SQLite keeps at byte 68 of a programme file: "CHDT"."""
SCHEMA = len(REVISIONS)
_MAGIC = b"SQLite format 3\x00"


class FileMissing(CohortDeskError):
    """There is no file at that place."""


class FileExists(CohortDeskError):
    """There is a file at that place already; it was left as it is."""


class NotAProgramme(CohortDeskError):
    """The file was made by something else."""


class FileNewer(CohortDeskError):
    """A newer version of the app has written the file."""


class FileDamaged(CohortDeskError):
    """The file cannot be read whole; `backups` are the good ones beside it, newest first."""

    def __init__(self, message: str, backups: tuple[Path, ...]) -> None:
        super().__init__(message)
        self.backups = backups


def open_programme_file(path: Path, soundness: Soundness | None = None) -> tuple[Engine, bool]:
    """Return an engine for the file, brought up to date, and whether it is read-only.

    An older file is first copied to a backup beside it. `soundness` is a look through the file
    that has been begun already.

    Raises:
        FileMissing, NotAProgramme, FileNewer, FileDamaged, FileBusy: each with its own sentence.
        CohortDeskError: an older file that cannot be written, or cannot be brought up to date.
    """
    schema = recognise(path, soundness)
    writable = _is_writable(path)
    if schema < SCHEMA:
        if not writable:
            raise CohortDeskError(
                f"“{path.name}” was made by an earlier version of Cohort Desk and has to be "
                "brought up to date, but it cannot be written to. Copy it to a folder of your "
                "own and open the copy."
            )
        copy_file(path, backup_path(path, "before update"))
        _bring_up_to_date(path)
    return open_file_engine(path), not writable


def create_file(path: Path) -> None:
    """Make an empty programme file with the newest schema.

    Raises:
        FileExists: there is a file already.
        CohortDeskError: the folder cannot be written to.
    """
    if path.exists():
        raise FileExists(f"There is already a file “{path.name}” in {path.parent}. It was kept.")
    part = _part(path)
    _bring_up_to_date(part)
    _put_in_place(part, path)


def recognise(path: Path, soundness: Soundness | None = None) -> int:
    """Return the schema number of a sound programme file.

    Raises:
        FileMissing, NotAProgramme, FileNewer, FileDamaged, FileBusy: each with its own sentence.
    """
    _check_header(path)
    try:
        with closing(driver.connect(path)) as connection:
            application = _ask(connection, "PRAGMA application_id")
            if application != APPLICATION_ID:
                raise NotAProgramme(
                    f"“{path.name}” is a database of another program, not a Cohort Desk programme. "
                    "It was not changed."
                )
            schema = int(_ask(connection, "PRAGMA user_version"))
            if schema > SCHEMA:
                raise FileNewer(
                    f"“{path.name}” was saved by a newer version of Cohort Desk. It was not "
                    "changed. Update Cohort Desk on this computer to open it."
                )
        sound = (soundness or Soundness(path)).found()
    except driver.DatabaseError as error:
        raise _as_sentence(path, str(error)) from error
    if not sound:
        raise _damaged(path)
    return schema


def copy_file(source: Path, target: Path) -> None:
    """Write a compact copy of the file as it stands, and check it before it takes its place.

    Raises:
        CohortDeskError: the source cannot be read or the target's folder not be written;
            what stood at the target is still there.
    """
    part = _part(target)
    try:
        with closing(driver.connect(source)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        recognise(part)
    except driver.DatabaseError as error:
        part.unlink(missing_ok=True)
        raise CohortDeskError(
            f"“{source.name}” could not be copied to {target.parent}: {error}. "
            "Nothing was changed. Choose another folder or free some space."
        ) from error
    _put_in_place(part, target)


def restore_file(backup: Path, path: Path) -> Path | None:
    """Put the backup's content into the file; return where the former content was kept.

    Raises:
        CohortDeskError: the backup is not sound, or the file is busy; the file is as it was.
    """
    recognise(backup)
    if not path.exists():
        copy_file(backup, path)
        return None
    kept = backup_path(path, "before restore")
    try:
        recognise(path)
    except (FileDamaged, NotAProgramme):
        path.replace(kept)
        copy_file(backup, path)
        return kept
    copy_file(path, kept)
    try:
        with closing(driver.connect(backup)) as source, closing(driver.connect(path)) as target:
            source.backup(target, pages=-1)
    except driver.DatabaseError as error:
        raise _as_sentence(path, str(error)) from error
    return kept


def backup_path(path: Path, occasion: str = "backup") -> Path:
    """Return a free name beside the file for a backup made now."""
    moment = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
    return path.with_name(f"{path.stem} ({occasion} {moment}){path.suffix}")


def sound_backups(path: Path) -> tuple[Path, ...]:
    """Return the backups of the file that lie beside it and are sound, newest first."""
    if not path.parent.is_dir():
        return ()
    beside = [
        other
        for other in path.parent.iterdir()
        if other.name.startswith(f"{path.stem} (") and other.suffix == path.suffix
    ]
    newest_first = sorted(beside, key=lambda other: other.stat().st_mtime_ns, reverse=True)
    return tuple(other for other in newest_first if _is_sound(other))


def _is_sound(path: Path) -> bool:
    try:
        recognise(path)
    except CohortDeskError:
        return False
    return True


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(len(_MAGIC))
    except FileNotFoundError as error:
        raise FileMissing(
            f"“{path.name}” is no longer in {path.parent}. It may have been moved or renamed, "
            "or its drive may not be connected. Use Open to look for it."
        ) from error
    except IsADirectoryError as error:
        raise NotAProgramme(f"“{path.name}” is a folder, not a Cohort Desk programme.") from error
    except PermissionError as error:
        raise CohortDeskError(
            f"You are not allowed to read “{path.name}”. Ask whoever looks after "
            f"{path.parent} to give you access."
        ) from error
    if header == _MAGIC:
        return
    if path.suffix.lower() == SUFFIX and header:
        raise _damaged(path)
    raise NotAProgramme(
        f"“{path.name}” is not a Cohort Desk programme. It was not changed. To bring in people "
        "from a spreadsheet, open your programme and choose Import."
    )


def _bring_up_to_date(path: Path) -> None:
    # Alembic takes a third of a second to import, and most files are up to date.
    from cohort_desk.db.migrate import upgrade  # noqa: PLC0415

    engine = open_file_engine(path)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def _is_writable(path: Path) -> bool:
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return False
    try:
        with closing(driver.connect(path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except driver.OperationalError as error:
        if "readonly" in str(error):
            return False
        raise _as_sentence(path, str(error)) from error
    return True


def _ask(connection: Any, pragma: str) -> Any:
    return connection.execute(pragma).fetchone()[0]


def _as_sentence(path: Path, reported: str) -> CohortDeskError:
    if "locked" in reported or "busy" in reported:
        return FileBusy(
            f"Another program is holding “{path.name}”. Nothing was changed. Close it there (a "
            "backup or synchronising program may take a minute), then try again."
        )
    if "unable to open" in reported:
        return CohortDeskError(
            f"“{path.name}” cannot be opened. Check that you may read it and that its drive is "
            "connected, then try again."
        )
    return _damaged(path)


def _damaged(path: Path) -> FileDamaged:
    backups = sound_backups(path)
    way_on = (
        f"The newest good backup beside it is “{backups[0].name}”."
        if backups
        else "There is no good backup beside it: restore one of your own, or ask your IT service."
    )
    return FileDamaged(
        f"“{path.name}” is damaged and was not opened, so that nothing gets worse. {way_on}",
        backups,
    )


def _part(path: Path) -> Path:
    if not path.parent.is_dir():
        raise CohortDeskError(
            f"There is no folder {path.parent}. Choose a folder that exists; nothing was written."
        )
    if not os.access(path.parent, os.W_OK):
        raise CohortDeskError(
            f"You may not write to {path.parent}. Choose another folder; nothing was written."
        )
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    return part


def _put_in_place(part: Path, path: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(path)
