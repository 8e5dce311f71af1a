"""Brings a database's schema up to date, whole or not at all."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect, text

from cohort_desk.db.engine import IMMEDIATE
from cohort_desk.db.migrations import APPLICATION_ID, HEAD, REVISIONS
from cohort_desk.domain.errors import CohortDeskError


def upgrade(engine: Engine) -> None:
    """Run the migrations that the database has not had, in one transaction.

    On a file, references are off meanwhile: a batch migration drops and re-makes tables, which
    with references on would take their children along. They are checked before the commit.

    Raises:
        CohortDeskError: the result would break references; nothing was changed.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            _upgrade_file(connection)
        else:
            with connection.begin():
                _run(connection)


def revision_of(engine: Engine) -> str | None:
    """Return the revision that a PostgreSQL database has, or None if it is empty."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


def _upgrade_file(connection: Connection) -> None:
    raw = connection.connection.cursor()
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.execution_options(**{IMMEDIATE: True}).begin():
            _run(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {len(REVISIONS)}")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                tables = ", ".join(sorted({str(row[0]) for row in broken}))
                raise CohortDeskError(
                    "The file could not be brought up to date: some records refer to others that "
                    f"are missing ({tables}). Nothing was changed."
                )
    finally:
        raw.execute("PRAGMA foreign_keys = ON")
        raw.close()


def _run(connection: Connection) -> None:
    config = Config()
    scripts = files("cohort_desk.db.migrations")
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
