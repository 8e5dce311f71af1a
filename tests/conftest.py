"""Fixtures that every layer's tests share."""

import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psycopg
import pytest

from cohort_desk.services.programmes import create_programme


@pytest.fixture
def db(tmp_path):
    """A fresh programme file with one cohort, whose id is 1."""
    database = create_programme(
        tmp_path / "Test.cohort", "Test programme", "2026 intake", actor="Ann"
    )
    yield database
    database.engine.dispose()


@pytest.fixture
def pg_db(postgres_url):
    """The same as `db`, on PostgreSQL."""
    database = create_programme(postgres_url, "Test programme", "2026 intake", actor="Ann")
    yield database
    database.engine.dispose()


@pytest.fixture(params=["db", "pg_db"])
def any_db(request):
    """`db` and `pg_db` in turn: for what must hold on both."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL server of this run's own, on a socket in a folder of its own.

    Yields a function from a database's name to its URL.
    """
    programs = _postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="cohort-desk-postgres-"))
    # The server refuses to run as root, so then it runs as the user its package made.
    owner = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    if owner:
        shutil.chown(folder, owner, owner)
    data = folder / "data"

    def run(program, *arguments):
        command = [programs / program, "--pgdata", data, *arguments]
        done = subprocess.run(
            command,
            cwd=folder,
            user=owner,
            group=owner,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{program}: {done.stderr}"

    speed = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' {speed}"
    try:
        run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        # One database that asks for a password; the others trust whoever may open the socket.
        rules = data / "pg_hba.conf"
        rules.write_text(f"local locked all scram-sha-256\n{rules.read_text('utf-8')}", "utf-8")
        run("pg_ctl", "start", "--wait", "--log", folder / "log", "--options", options)
        yield lambda name: f"postgresql://postgres@/{name}?host={folder}"
        run("pg_ctl", "stop", "--wait", "--mode=immediate")
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres_server, _postgres_names):
    """The URL of a fresh, empty PostgreSQL database."""
    name = next(_postgres_names)
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield postgres_server(name)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _postgres_names():
    return (f"test_{number}" for number in count())


def _postgres_programs():
    """Return the folder of the server's programs, which Debian keeps off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    newest = max(versions, key=lambda folder: float(folder.parent.name), default=None)
    assert newest, "PostgreSQL's server is missing; `python3 packaging/test.py` installs it."
    return newest
