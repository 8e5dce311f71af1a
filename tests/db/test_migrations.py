"""The schema that the migrations make is the one that the tables describe, on both databases."""

from importlib import import_module
from importlib.resources import files

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import text

from cohort_desk.db.engine import open_file_engine
from cohort_desk.db.migrations import HEAD, REVISIONS
from cohort_desk.db.tables import Table


def test_migrated_and_described_schemas_agree(any_db):
    def ours(name, kind, _parents):
        return kind != "table" or not (name or "").startswith("participant_search")

    with any_db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, Table.metadata) == []


def test_every_script_is_listed_in_order():
    config = Config()
    config.set_main_option("script_location", str(files("cohort_desk.db.migrations")))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    oldest_first = tuple(script.revision for script in scripts.walk_revisions())[::-1]
    assert (oldest_first, scripts.get_heads()) == (REVISIONS, [HEAD])


def test_a_migration_that_fails_halfway_leaves_no_trace(tmp_path):
    engine = open_file_engine(tmp_path / "a.db")
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE person (id INTEGER PRIMARY KEY, mark INTEGER) STRICT")
        )

    def fail_halfway():
        with engine.begin() as connection:
            operations = Operations(MigrationContext.configure(connection))
            with operations.batch_alter_table("person") as batch:
                batch.add_column(sa.Column("email", sa.Text()))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    with engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
        columns = [row[1] for row in connection.execute(text("PRAGMA table_info(person)"))]
    engine.dispose()
    assert (tables, columns) == (["person"], ["id", "mark"])


def test_tables_are_strict_and_files_durable(db):
    with db.engine.connect() as connection:
        one = lambda pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()  # noqa: E731
        assert (one("journal_mode"), one("synchronous"), one("foreign_keys")) == ("delete", 2, 1)
        strict = connection.exec_driver_sql(
            "SELECT name, strict FROM pragma_table_list WHERE name IN ('participant', 'step')"
        )
        assert dict(strict.all()) == {"participant": 1, "step": 1}


def test_what_was_written_as_a_certificate_s_reason_becomes_a_private_note(tmp_path):
    engine = open_file_engine(tmp_path / "a.db")
    script = import_module("cohort_desk.db.migrations.versions.0005_notes_of_certificates")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE certificate (id INTEGER, reason TEXT) STRICT"))
        connection.execute(text("INSERT INTO certificate VALUES (1, 'On marriage'), (2, '')"))
        with Operations.context(MigrationContext.configure(connection)):
            script.upgrade()
        kept = connection.execute(text("SELECT reason, note FROM certificate ORDER BY id")).all()
    engine.dispose()
    assert kept == [("other", "On marriage"), ("", "")]
