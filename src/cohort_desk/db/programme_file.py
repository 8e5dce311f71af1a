"""The programme file as a document: recognised, made, opened, copied and restored.

Every function here leaves a file whole: new files are written beside their place and moved there
once complete, and a sound file is written over by SQLite's own page copy, which other windows see.
A journal that a crash has left belongs to its file: the two are moved together, for SQLite would
play it into whatever came to lie beside it.
"""

import os
import re
from contextlib import closing
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from cohort_desk.db import driver
from cohort_desk.db.engine import open_file_engine
from cohort_desk.db.failures import as_user_error
from cohort_desk.db.file_trouble import Code, busy, file_trouble, is_read_only, journal_of
from cohort_desk.db.migrations import APPLICATION_ID, REVISIONS
from cohort_desk.db.soundness import Soundness
from cohort_desk.domain.errors import (
    CohortDeskError,
    FileDamaged,
    FileMissing,
    FileNewer,
    NotAProgramme,
)
from cohort_desk.files import beside, put_in_place, whole_file

SUFFIX = ".cohort"
SCHEMA = len(REVISIONS)
_MAGIC = b"SQLite format 3\x00"
_BACKUPS = "backup|before update|before restore"
_RETRY_S = 0.1


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
    with whole_file(path, fresh=True) as part:
        _bring_up_to_date(part)
        _set_journal_aside(path)


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
        raise _as_sentence(path, error) from error
    if not sound:
        raise _damaged(path)
    return schema


def copy_file(source: Path, target: Path) -> None:
    """Write a compact copy of the file as it stands, and check it before it takes its place.

    A sound programme at the target is written over where it is, so that a window which has it
    open sees the new content rather than write on into a file that is no longer there.

    Raises:
        CohortDeskError: the source cannot be read, the target's folder not be written, or another
            window is writing to the target; what stood at the target is still there.
    """
    with beside(target) as part:
        _write_copy(source, part)
        if _holds_programme(target):
            _pour(part, target)
        else:
            _set_journal_aside(target)
            put_in_place(part, target)


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
    if _holds_programme(path):
        copy_file(path, kept)
        try:
            _pour(backup, path)
        except CohortDeskError:
            kept.unlink(missing_ok=True)
            raise
        return kept
    with beside(path) as part:
        _write_copy(backup, part)
        _move(path, kept)
        try:
            put_in_place(part, path)
        except OSError:
            _move(kept, path)
            raise
    return kept


def backup_path(path: Path, occasion: str = "backup") -> Path:
    """Return a free name beside the file for a backup made now."""
    moment = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
    stem = f"{path.stem} ({occasion} {moment})"
    names = chain([stem], (f"{stem} ({number})" for number in count(2)))
    places = (path.with_name(f"{name}{path.suffix}") for name in names)
    return next(p for p in places if not p.exists() and not journal_of(p).exists())


def sound_backups(path: Path) -> tuple[Path, ...]:
    """Return the backups of the file that lie beside it and are sound, newest first.

    They are known by the names that `backup_path` gives: another programme may be called
    "Leaders (north).cohort", and a copy that someone saved is theirs.
    """
    if not path.parent.is_dir():
        return ()
    name = re.compile(
        rf"{re.escape(path.stem)} \((?:{_BACKUPS}) \d{{4}}-\d\d-\d\d \d{{6}}\)(?: \(\d+\))?"
        rf"{re.escape(path.suffix)}"
    )
    named = [other for other in path.parent.iterdir() if name.fullmatch(other.name)]
    newest_first = sorted(named, key=lambda other: other.stat().st_mtime_ns, reverse=True)
    return tuple(other for other in newest_first if _is_sound(other))


def _holds_programme(path: Path) -> bool:
    """Whether a sound programme is there, with what a crash has left of it played back.

    Raises:
        CohortDeskError: it cannot be told: the file is busy, newer, or may not be read.
    """
    try:
        recognise(path)
    except (FileMissing, NotAProgramme, FileDamaged):
        return False
    return True


def _write_copy(source: Path, part: Path) -> None:
    try:
        with closing(driver.connect(source)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
    except driver.DatabaseError as error:
        raise _as_sentence(source, error) from error
    recognise(part)


def _pour(source: Path, target: Path) -> None:
    """Copy page by page in one transaction, which gives way to whoever else writes."""
    tries_left = round(driver.PATIENCE_S / _RETRY_S)

    def give_up(status: int, _remaining: int, _total: int) -> None:
        nonlocal tries_left
        if status in {Code.BUSY, Code.LOCKED}:
            tries_left -= 1
            if tries_left < 0:
                raise busy(target)

    try:
        with closing(driver.connect(source)) as given, closing(driver.connect(target)) as taking:
            taking.execute("PRAGMA busy_timeout = 0")
            given.backup(taking, pages=-1, progress=give_up, sleep=_RETRY_S)
    except driver.DatabaseError as error:
        raise _as_sentence(target, error, writing=True) from error


def _move(path: Path, place: Path) -> None:
    """Move a file with what a crash has left beside it."""
    path.replace(place)
    if journal_of(path).exists():
        journal_of(path).replace(journal_of(place))


def _set_journal_aside(path: Path) -> None:
    """Move what a crash has left out of the way of a file that it does not belong to."""
    journal = journal_of(path)
    if journal.exists():
        journal.replace(journal_of(backup_path(path, "left over")))


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
    except DBAPIError as error:
        raise as_user_error(error, writing=True) from error
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
        if is_read_only(error):
            return False
        raise _as_sentence(path, error) from error
    return True


def _ask(connection: Any, pragma: str) -> Any:
    return connection.execute(pragma).fetchone()[0]


def _as_sentence(path: Path, error: Exception, *, writing: bool = False) -> CohortDeskError:
    return file_trouble(path, error, writing=writing) or _damaged(path)


def _damaged(path: Path) -> FileDamaged:
    backups = sound_backups(path)
    way_on = (
        f"The newest good backup beside it is “{backups[0].name}”."
        if backups
        else "There is no good backup beside it: restore one of your own, or ask your IT service."
    )
    return FileDamaged(
        f"“{path.name}” is damaged, or no Cohort Desk programme at all. It was not opened, so that "
        f"nothing gets worse. {way_on}",
        backups,
    )
