"""Fixtures that every layer's tests share."""

import os
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psycopg
import pytest

from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    CandidateRow,
    MarkRow,
    ModuleRow,
    ParticipantRow,
    SittingRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.reports.sample import create_sample
from cohort_desk.services.programmes import create_programme, open_programme
from pdf_checks import Standards

_NAMED = ("Test programme", "2026 intake", "", "Ann")


@pytest.fixture(scope="session")
def _programme(tmp_path_factory):
    """A programme that is made once, for to make its tables takes longer than most tests."""
    place = tmp_path_factory.mktemp("programme") / "Test.cohort"
    create_programme(place, *_NAMED).engine.dispose()
    return place


@pytest.fixture(scope="session")
def _postgres_programme(postgres_server):
    """The name of a database with the same programme, for others to be copied from."""
    name = "programme"
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    create_programme(postgres_server(name), *_NAMED).engine.dispose()
    return name


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """The sample programme, which takes seconds to make; whoever changes it takes a copy."""
    path = tmp_path_factory.mktemp("sample") / "Sample.cohort"
    create_sample(path).close()
    return path


@pytest.fixture(scope="session")
def standards(tmp_path_factory):
    """The validator of PDF/UA and PDF/A; Java takes seconds to start, so there is one."""
    with Standards(tmp_path_factory.mktemp("validator")) as validator:
        yield validator


@pytest.fixture
def db(tmp_path, _programme):
    """A fresh programme file with one cohort, whose id is 1."""
    database = open_programme(shutil.copy(_programme, tmp_path), actor="Ann")
    yield database
    database.engine.dispose()


@pytest.fixture
def pg_db(postgres_server, _postgres_names, _postgres_programme):
    """The same as `db`, on PostgreSQL."""
    name = next(_postgres_names)
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {_postgres_programme}")
        database = open_programme(postgres_server(name), actor="Ann")
        yield database
        database.engine.dispose()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["db", "pg_db"])
def any_db(request):
    """`db` and `pg_db` in turn: for what must hold on both."""
    return request.getfixturevalue(request.param)


class Marked:
    """A cohort of six, C1001 to C1006, with three modules of 20 credits, all marked but one mark.

    Ada has a distinction, Ben a merit, Cy a merit by rounding only; Dee failed LE, Eve was a day
    late with it, and Fay has handed in nothing for the core module IN.
    """

    PEOPLE = ("Ada", "Ben", "Cy", "Dee", "Eve", "Fay")
    MODULES = ((1, "LE", False), (2, "SY", False), (3, "IN", True))
    ASSESSMENTS = ((1, 1, "Report"), (2, 2, "Essay"), (3, 2, "Talk"), (4, 3, "Project"))
    MARKS = (
        (72, 70, 74, 71),
        (62, 60, 64, 61),
        (59, 60, 60, 60),
        (45, 55, 55, 60),
        (58, 52, 54, 56),
        (65, 66, 67, None),
    )
    DUE = datetime(2026, 5, 12, 11, tzinfo=UTC)

    def __init__(self, db):
        self.db = db
        with db.begin("a cohort that is marked") as work:
            add = work.session.add
            add(TutorRow(id=1, name="Tutor Sample"))
            for number, code, core in self.MODULES:
                module = {"code": code, "title": f"Module {code}", "credits": 20, "core": core}
                add(ModuleRow(id=number, cohort_id=1, position=number, **module))
            for number, module_id, title in self.ASSESSMENTS:
                part = {"module_id": module_id, "title": title, "weight": 1, "position": number}
                add(AssessmentRow(id=number, **part))
                times = {"deadline": self.DUE, "visibility": "provisional"}
                add(SittingRow(assessment_id=number, number=1, **times))
            for person, (name, marks) in enumerate(
                zip(self.PEOPLE, self.MARKS, strict=True), start=1
            ):
                names = {"given_name": name, "family_name": f"Sample{person}"}
                add(ParticipantRow(id=person, cohort_id=1, **names))
                add(CandidateRow(participant_id=person, cohort_id=1, number=f"C100{person}"))
                for assessment, mark in enumerate(marks, start=1):
                    if mark is not None:
                        self._add_mark(add, person, assessment, mark)

    @staticmethod
    def submission(person, assessment):
        return 100 * person + 10 + assessment

    def mark(self, person, assessment, value):
        """Change somebody's mark, as another step."""
        with self.db.begin("a mark") as work:
            row = work.session.get_one(MarkRow, self.submission(person, assessment))
            row.direct = int(value * 100)

    def hide(self):
        """Hide every mark, as is done before what they rest on changes."""
        with self.db.begin("hiding") as work:
            for row in work.session.query(SittingRow):
                row.visibility = "hidden"

    def mark_submission(self, key, value):
        """Mark work that was handed in otherwise, as another step."""
        with self.db.begin("a mark") as work:
            work.session.get_one(SubmissionRow, key).finalised_at = self.DUE
            self._add_marking(work.session.add, key, value)

    def _add_mark(self, add, person, assessment, value):
        key = self.submission(person, assessment)
        late = timedelta(days=person == 5 and assessment == 1)
        add(
            SubmissionRow(
                id=key,
                assessment_id=assessment,
                participant_id=person,
                code=f"W{key}",
                submitted_at=self.DUE + late - timedelta(hours=1),
                finalised_at=self.DUE + late,
            )
        )
        self._add_marking(add, key, value)

    def _add_marking(self, add, key, value):
        add(AllotmentRow(id=key, submission_id=key, tutor_id=1, role="first"))
        mark = {"direct": int(value * 100), "final_at": self.DUE + timedelta(days=9)}
        add(MarkRow(id=key, submission_id=key, tutor_id=1, **mark))


@pytest.fixture
def marked(db):
    """A cohort of six whose marks can go before a board."""
    return Marked(db)


@pytest.fixture(scope="session")
def mark_cohort():
    """Marks such a cohort in a programme that several tests start from."""
    return Marked


@pytest.fixture
def marked_anywhere(any_db):
    """The same on a file and on PostgreSQL."""
    return Marked(any_db)


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
