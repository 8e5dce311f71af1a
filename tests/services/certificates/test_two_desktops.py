"""Two desktops issue at once, and one is killed in the middle: no serial is lost or used twice.

Real processes, on one programme file and on PostgreSQL.
"""

import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import cohort_desk
from cohort_desk.db.tables import AttendanceRow, ParticipantRow, TaughtSessionRow
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.services.certificates.batches import list_batches
from cohort_desk.services.certificates.issuing import resume_batch
from cohort_desk.services.certificates.register import read_register
from cohort_desk.services.programmes import check

MANY = 16


def _with_a_crowd(office):
    """Add people who have attended the one session there was."""
    ends = datetime.now(UTC) - timedelta(days=1)
    with office.db.begin("a crowd") as work:
        moments = {"starts_at": ends - timedelta(hours=6), "ends_at": ends}
        work.session.add(TaughtSessionRow(id=1, cohort_id=1, title="Day", **moments))
        for key in range(101, 101 + MANY):
            names = {"given_name": "Guest", "family_name": f"Sample{key}"}
            work.session.add(ParticipantRow(id=key, cohort_id=1, **names))
            work.session.add(AttendanceRow(session_id=1, participant_id=key, status="present"))
    return office


@pytest.fixture
def crowd(office_anywhere):
    """An office with sixteen more people, who have all attended."""
    return _with_a_crowd(office_anywhere)


@pytest.fixture
def crowd_in_a_file(office):
    """The same, on a programme file only."""
    return _with_a_crowd(office)


@contextmanager
def desktops(office, at_once, *crowds):
    """Yield a process for each crowd of people, ready to issue to them."""
    source = str(Path(cohort_desk.__file__).parents[1])
    program = Path(__file__).with_name("issuing_desktop.py")
    url = office.db.engine.url.render_as_string(hide_password=False)
    address, design = str(office.db.place or url), str(office.designs[Kind.ATTENDANCE])
    processes = [
        subprocess.Popen(
            [sys.executable, program, address, str(at_once), design, *map(str, people)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": source},
        )
        for people in crowds
    ]
    try:
        for process in processes:
            assert process.stdout.readline() == "ready\n"
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def start(process):
    print(file=process.stdin, flush=True)


def numbers(db):
    return [int(entry.serial[-4:]) for entry in read_register(db)]


def in_order(db):
    return [finding.detail for finding in check(db) if not finding.in_order] == []


def test_two_desktops_at_once_leave_no_gap_and_use_no_serial_twice(crowd):
    half = MANY // 2
    first, second = range(101, 101 + half), range(101 + half, 101 + MANY)
    with desktops(crowd, 3, first, second) as processes:
        for process in processes:
            start(process)
        said = [process.stdout.read().splitlines()[-1] for process in processes]
    assert said == [f"issued {half}"] * 2
    assert numbers(crowd.db) == list(range(1, MANY + 1))
    entries = read_register(crowd.db)
    assert {entry.participant_id for entry in entries} == {*first, *second}
    assert len({entry.issued_by for entry in entries[: half + 1]}) == 2
    assert in_order(crowd.db)


def test_two_desktops_do_not_issue_to_one_person_twice(crowd_in_a_file):
    people = range(101, 105)
    with desktops(crowd_in_a_file, 2, people, people) as processes:
        for process in processes:
            start(process)
        refused, issued = sorted(process.stdout.read().splitlines()[-1] for process in processes)
    assert issued == "issued 4"
    assert "by somebody else meanwhile" in refused
    assert numbers(crowd_in_a_file.db) == [1, 2, 3, 4]


def test_a_desktop_that_is_killed_leaves_whole_chunks_and_others_go_on(crowd):
    people = range(101, 101 + MANY)
    with desktops(crowd, 4, people) as (process,):
        start(process)
        for line in process.stdout:
            if int(line) == 4:
                break
        process.kill()
        process.wait()
    kept = len(numbers(crowd.db))
    assert kept % 4 == 0
    assert 4 <= kept < MANY
    assert numbers(crowd.db) == list(range(1, kept + 1))
    assert in_order(crowd.db)
    (batch,) = list_batches(crowd.db)
    assert (batch.issued, batch.of, batch.left) == (kept, MANY, MANY - kept)
    resume_batch(crowd.db, batch.id, crowd.press)
    assert numbers(crowd.db) == list(range(1, MANY + 1))
    assert [entry.participant_id for entry in read_register(crowd.db)] == list(people)
    assert in_order(crowd.db)
