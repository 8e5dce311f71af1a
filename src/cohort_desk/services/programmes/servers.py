"""An office's PostgreSQL: its address, and the way in."""

from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from cohort_desk.db.database import Database
from cohort_desk.db.engine import is_url, open_server_engine
from cohort_desk.db.migrations import HEAD, REVISIONS
from cohort_desk.domain.errors import CohortDeskError, FileNewer

_REMEMBERED = frozenset({"sslmode", "service", "host", "port"})


class PasswordNeeded(CohortDeskError):
    """The office's database wants another password than the address gives, or any."""


class NoProgrammeThere(CohortDeskError):
    """The office's database can be reached, but nobody has made a programme in it."""


def without_password(source: str) -> str:
    """Return the file or address as it may be remembered.

    Of an address only what is known to be no secret is kept: PostgreSQL takes a password, and the
    names of files with secrets, among its settings too (postgresql.org, 34.1.2).
    """
    if not is_url(source):
        return source
    url = make_url(source)
    kept = URL.create(
        url.drivername,
        username=url.username,
        host=url.host,
        port=url.port,
        database=url.database,
        query={name: value for name, value in url.query.items() if name in _REMEMBERED},
    )
    return kept.render_as_string(hide_password=False)


def with_password(url: str, password: str) -> str:
    """Return an office's address with a password in it, to open and not to keep."""
    return make_url(url).set(password=password).render_as_string(hide_password=False)


def open_server(url: str, actor: str, *, make_tables: bool = False) -> Database:
    """Open an office's database, bringing an older one up to date; make its tables if asked to.

    Raises:
        PasswordNeeded, NoProgrammeThere, FileNewer: each with its own sentence.
        CohortDeskError: the server cannot be reached.
    """
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
