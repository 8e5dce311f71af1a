"""The programme as a document: made, opened, copied, backed up, restored; and its cohorts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import func, make_url, select
from sqlalchemy.exc import OperationalError

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.engine import is_url, open_file_engine, open_server_engine
from cohort_desk.db.migrations import HEAD, REVISIONS
from cohort_desk.db.programme_file import (
    SUFFIX,
    copy_file,
    create_file,
    open_programme_file,
    restore_file,
)
from cohort_desk.db.soundness import Soundness
from cohort_desk.db.tables import CohortRow, ParticipantRow, ProgrammeRow
from cohort_desk.domain.errors import CohortDeskError, FileNewer, NotFound, RuleBroken

NAME_LENGTH = 200


class PasswordNeeded(CohortDeskError):
    """The office's database wants another password than the address gives, or any."""


class NoProgrammeThere(CohortDeskError):
    """The office's database can be reached, but nobody has made a programme in it."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """An intake; `people` counts everybody ever enrolled in it."""

    id: int
    name: str
    starts_on: date | None
    people: int
    version: int


@dataclass(frozen=True, slots=True)
class Programme:
    """What a file holds; the newest cohort comes first."""

    name: str
    organisation: str
    cohorts: tuple[Cohort, ...]
    version: int


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
    name = _checked("name", name, "Give the programme a name.")
    cohort = cohort.strip() or f"{datetime.now(UTC).year} intake"
    db = _open_new(source, actor)
    with db.begin_unjournalled() as work:
        work.session.add(
            ProgrammeRow(
                id=1, name=name, organisation=organisation.strip(), created_at=datetime.now(UTC)
            )
        )
        work.session.add(CohortRow(name=cohort))
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
        return _open_server(str(source), actor)
    engine, read_only = open_programme_file(Path(source), soundness)
    return Database(engine, actor or None, read_only=read_only)


def read_programme(db: Database) -> Programme:
    """Return the programme and its cohorts, the newest first.

    Raises:
        NotFound: the database holds no programme.
    """
    with db.read() as work:
        programme = work.session.get(ProgrammeRow, 1)
        if programme is None:
            raise NotFound("This database holds no programme.")
        counts = dict(
            work.session.execute(
                select(ParticipantRow.cohort_id, func.count()).group_by(ParticipantRow.cohort_id)
            ).all()
        )
        cohorts = work.session.scalars(select(CohortRow).order_by(CohortRow.id.desc()))
        return Programme(
            programme.name,
            programme.organisation,
            tuple(
                Cohort(row.id, row.name, row.starts_on, counts.get(row.id, 0), row.version)
                for row in cohorts
            ),
            programme.version,
        )


def edit_programme(db: Database, version: int, name: str, organisation: str) -> None:
    """Rename the programme or the organisation that runs it.

    Raises:
        RuleBroken: the name is missing or too long.
        EditedMeanwhile: someone else has changed it since that version.
    """
    name = _checked("name", name, "Give the programme a name.")
    with db.begin("change of the programme’s name", f"Renamed the programme to {name}") as work:
        row = work.need(ProgrammeRow, 1, version)
        row.name, row.organisation = name, organisation.strip()


def add_cohort(db: Database, name: str, starts_on: date | None = None) -> int:
    """Add an intake and return its id.

    Raises:
        RuleBroken: the name is missing, too long, or another cohort has it.
    """
    name = _checked("name", name, "Give the cohort a name, such as “2027 intake”.")
    with db.begin(f"new cohort {name}", f"Added cohort {name}") as work:
        _refuse_taken(work, name, besides=None)
        row = CohortRow(name=name, starts_on=starts_on)
        work.session.add(row)
        work.session.flush()
        return row.id


def edit_cohort(
    db: Database, cohort_id: int, version: int, name: str, starts_on: date | None
) -> None:
    """Change a cohort's name or first day.

    Raises:
        RuleBroken: the name is missing, too long, or another cohort has it.
        EditedMeanwhile: someone else has changed it since that version.
    """
    name = _checked("name", name, "Give the cohort a name, such as “2027 intake”.")
    with db.begin(f"change of cohort {name}", f"Changed cohort {name}") as work:
        row = work.need(CohortRow, cohort_id, version)
        _refuse_taken(work, name, besides=cohort_id)
        row.name, row.starts_on = name, starts_on


def save_copy(db: Database, target: Path) -> Path:
    """Write a checked copy of the programme file and return its path; also how backups are made.

    Raises:
        CohortDeskError: this is an office's database, the target is the open file itself, or
            the folder cannot be written to.
    """
    source = file_of(db)
    if source is None:
        raise CohortDeskError(
            "An office’s database is backed up by whoever runs its server, not from here."
        )
    target = with_suffix(target)
    if target.resolve() == source.resolve():
        raise CohortDeskError("That is the open programme itself. Choose another name or folder.")
    copy_file(source, target)
    return target


def restore(path: Path, backup: Path) -> Path | None:
    """Put a backup's content into the file; return where the former content was kept, if any.

    Raises:
        CohortDeskError: the backup is not sound or the file is busy; nothing was changed.
    """
    return restore_file(backup, path)


def without_password(source: str) -> str:
    """Return the file or address as it may be remembered: a password is never kept."""
    if not is_url(source):
        return source
    return make_url(source)._replace(password=None).render_as_string(hide_password=False)


def with_password(url: str, password: str) -> str:
    """Return an office's address with a password in it, to open and not to keep."""
    return make_url(url).set(password=password).render_as_string(hide_password=False)


def file_of(db: Database) -> Path | None:
    """Return the path of the open file, or None of an office's database."""
    return Path(str(db.engine.url.database)) if db.is_file else None


def with_suffix(path: Path) -> Path:
    """Return the path with the ending of programme files, if it has none."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)


def _open_new(source: str | Path, actor: str) -> Database:
    if is_url(str(source)):
        db = _open_server(str(source), actor, make_tables=True)
        with db.read() as work:
            taken = work.session.get(ProgrammeRow, 1)
        if taken is not None:
            db.engine.dispose()
            raise CohortDeskError(
                f"That database already holds the programme “{taken.name}”. Nothing was changed. "
                "Open it, or ask for an empty database."
            )
        return db
    path = with_suffix(Path(source))
    create_file(path)
    return Database(open_file_engine(path), actor or None)


def _open_server(url: str, actor: str, *, make_tables: bool = False) -> Database:
    from cohort_desk.db.migrate import revision_of, upgrade  # noqa: PLC0415 - slow to import

    engine = open_server_engine(url)
    try:
        revision = revision_of(engine)
        if revision is None and not make_tables:
            raise NoProgrammeThere(
                "There is no programme in that database yet. Nothing was changed. Make a new one "
                "there, or check the address."
            )
        if revision is not None and revision not in REVISIONS:
            raise FileNewer(
                "The office’s database was set up by a newer version of Cohort Desk. Nothing was "
                "changed. Update Cohort Desk on this computer to open it."
            )
        if revision != HEAD:
            upgrade(engine)
    except CohortDeskError:
        engine.dispose()
        raise
    except OperationalError as error:
        engine.dispose()
        if "password" in str(error.orig).lower():
            raise PasswordNeeded("The office’s database did not accept the password.") from error
        raise CohortDeskError(
            "The office’s database could not be reached. Check the address, your network "
            f"connection and your password. The server said: {_server_words(error)}"
        ) from error
    return Database(engine, actor or None)


def _server_words(error: OperationalError) -> str:
    return str(error.orig).strip().splitlines()[-1]


def _checked(field: str, name: str, missing: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise RuleBroken(field, missing)
    if len(name) > NAME_LENGTH:
        raise RuleBroken(field, f"That name is longer than {NAME_LENGTH} characters. Shorten it.")
    return name


def _refuse_taken(work: UnitOfWork, name: str, besides: int | None) -> None:
    same = select(CohortRow.id).where(func.lower(CohortRow.name) == name.lower())
    if any(row_id != besides for row_id in work.session.scalars(same)):
        raise RuleBroken("name", f"There is already a cohort called {name}. Choose another name.")
