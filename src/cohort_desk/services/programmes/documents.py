"""The programme as a document: made, opened, copied, backed up, restored and checked."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from cohort_desk.db.audit import Finding, examine
from cohort_desk.db.database import Database, Watcher
from cohort_desk.db.engine import is_url, open_file_engine
from cohort_desk.db.programme_file import (
    SUFFIX,
    backup_path,
    copy_file,
    create_file,
    open_programme_file,
    recognise,
    restore_file,
)
from cohort_desk.db.soundness import Soundness
from cohort_desk.db.tables import CohortRow, ParticipantRow, ProgrammeRow, StepRow
from cohort_desk.domain.errors import CohortDeskError, FileExists
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.unseen import one_line
from cohort_desk.services.programmes.cohorts import checked_name
from cohort_desk.services.programmes.servers import open_server, without_password


def create_programme(
    source: str | Path, name: str, cohort: str = "", organisation: str = "", actor: str = ""
) -> Database:
    """Make a programme with its first cohort, and open it.

    Args:
        source: the file to make (".cohort" is added if it has no ending), or the URL of an
            empty PostgreSQL database.
        name: of the programme.
        cohort: name of its first cohort; this year's intake if left out.
        organisation: who runs it.
        actor: who the history names; the computer's user if left out.

    Raises:
        RuleBroken: the name is missing or too long; nothing was made.
        CohortDeskError: the place is taken or cannot be written to; nothing was made.
    """
    name = checked_name("name", name, "Give the programme a name.")
    cohort = one_line(cohort) or f"{datetime.now(UTC).year} intake"
    db = _open_new(source, actor)
    try:
        _name_programme(db, name, cohort, one_line(organisation))
    except CohortDeskError:
        db.close()
        if db.place is not None:
            db.place.unlink()
        raise
    return db


def open_programme(
    source: str | Path, actor: str = "", soundness: Soundness | None = None
) -> Database:
    """Open a programme file or an office's database, bringing an older one up to date.

    `soundness` is a look through the file that has been begun already.

    Raises:
        CohortDeskError: with a sentence for each of: missing, foreign, damaged (`FileDamaged`
            carries the good backups), newer, busy; or the office's database cannot be reached.
    """
    if is_url(str(source)):
        return open_server(str(source), actor)
    engine, read_only = open_programme_file(Path(source), soundness)
    return Database(engine, actor or None, read_only=read_only)


def save_copy(db: Database, target: Path, *, replace: bool = False) -> Path:
    """Write a checked copy of the programme file and return its path; also how backups are made.

    What stands at the target is written over only where `replace` says that this is agreed.

    Raises:
        FileExists: something stands there, and `replace` is not given.
        CohortDeskError: this is an office's database, the target is the open file itself, or
            the folder cannot be written to.
    """
    source = _file(db)
    target = with_suffix(target)
    if target.resolve() == source.resolve():
        raise CohortDeskError("That is the open programme itself. Choose another name or folder.")
    if target.exists() and not replace:
        raise FileExists(
            f"There is already a file “{target.name}” in {target.parent}. It was kept."
        )
    copy_file(source, target)
    return target


@dataclass(frozen=True, slots=True)
class FileGlance:
    """What a programme file holds, at a glance; `changed_at` is None before the first step."""

    programme: str
    people: int
    changed_at: datetime | None


def glance_at(path: Path) -> FileGlance:
    """Return what a file holds, without opening it for work or bringing it up to date.

    Raises:
        CohortDeskError: the file is missing, foreign, damaged, newer or busy.
    """
    recognise(path)
    db = Database(open_file_engine(path), read_only=True)
    try:
        with db.read() as work:
            programme = work.session.scalar(select(ProgrammeRow.name)) or ""
            people = work.session.scalar(select(func.count()).select_from(ParticipantRow)) or 0
            return FileGlance(programme, people, work.session.scalar(select(func.max(StepRow.at))))
    finally:
        db.close()


def restore(path: Path, backup: Path) -> Path | None:
    """Put a backup's content into the file; return where the former content was kept, if any.

    Raises:
        CohortDeskError: the backup is not sound or the file is busy; nothing was changed.
    """
    return restore_file(backup, path)


def check(db: Database, report: Progress = unwatched) -> tuple[Finding, ...]:
    """Look through pages, references, schema, history and certificates; say what was found."""
    # What reads signatures takes its time to import, which a window that opens need not wait for.
    from cohort_desk.services.certificates.checking import check_register  # noqa: PLC0415

    return (*examine(db, report), check_register(db))


def watch(db: Database) -> Watcher:
    """Return what notices the steps that other windows and machines take."""
    return Watcher(db)


def name_of_copy(db: Database, occasion: str) -> str:
    """Return a free name for a copy made now, such as "Leaders (backup 2026-11-14 090000).cohort".

    Raises:
        CohortDeskError: this is an office's database.
    """
    return backup_path(_file(db), occasion).name


def remembered_as(db: Database) -> str:
    """Return what this computer may keep of where the programme is: never a password."""
    return without_password(db.engine.url.render_as_string(hide_password=False))


def file_of(db: Database) -> Path | None:
    """Return the path of the open file, or None of an office's database."""
    return db.place


def with_suffix(path: Path) -> Path:
    """Return the path with the ending of programme files, if it has none."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)


def _name_programme(db: Database, name: str, cohort: str, organisation: str) -> None:
    with db.begin_unjournalled() as work:
        work.session.add(
            ProgrammeRow(id=1, name=name, organisation=organisation, created_at=datetime.now(UTC))
        )
        work.session.add(CohortRow(name=cohort))


def _open_new(source: str | Path, actor: str) -> Database:
    if is_url(str(source)):
        db = open_server(str(source), actor, make_tables=True)
        with db.read() as work:
            taken = work.session.get(ProgrammeRow, 1)
        if taken is not None:
            db.close()
            raise CohortDeskError(
                f"That database already holds the programme “{taken.name}”. Nothing was changed. "
                "Open it, or ask for an empty database."
            )
        return db
    path = with_suffix(Path(source))
    create_file(path)
    return Database(open_file_engine(path), actor or None)


def _file(db: Database) -> Path:
    if db.place is None:
        raise CohortDeskError(
            "An office’s database is backed up by whoever runs its server, not from here."
        )
    return db.place
