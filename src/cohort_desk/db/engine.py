"""Opens engines: a programme file through sqlcipher3's SQLite, or an office's PostgreSQL."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

from cohort_desk.db import driver
from cohort_desk.db.reading import read_json, read_moments

BUSY_TIMEOUT_MS = 5000
IMMEDIATE = "cohort_desk_immediate"
"""Execution option: take the write lock of a file as the transaction begins."""


def open_file_engine(path: Path, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> Engine:
    """Return an engine for a programme file; its commits are durable, its references checked.

    Errors do not tell what was written: it may be personal, and they may be printed.

    The rollback journal is DELETE, not WAL: people copy these files while they are open, and a
    copy of a WAL database without its -wal file silently lacks the newest rows.
    """
    url = URL.create("sqlite+pysqlite", database=str(path))
    engine = create_engine(
        url, module=driver.dbapi, hide_parameters=True, json_deserializer=read_json
    )
    read_moments(engine)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {busy_timeout_ms}",
            "foreign_keys = ON",
            "synchronous = FULL",
            "temp_store = MEMORY",
            "cache_size = -20000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        immediate = connection.get_execution_options().get(IMMEDIATE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def open_server_engine(url: str) -> Engine:
    """Return an engine for an office's PostgreSQL; psycopg 3 speaks to it."""
    parsed = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(
        parsed,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"application_name": "cohort-desk"},
    )


def is_url(source: str) -> bool:
    """Say whether the source names a PostgreSQL database rather than a file."""
    return source.startswith(("postgresql://", "postgres://", "postgresql+psycopg://"))
