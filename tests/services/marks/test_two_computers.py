"""Two computers at one submission: nobody's input is lost, and who comes second is told.

Two real processes, on one programme file and on PostgreSQL.
"""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

import cohort_desk
from cohort_desk.db.audit import examine
from cohort_desk.services.marks.allotting import Duty, allot
from cohort_desk.services.marks.desk import open_desk
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.submissions.making import Owner

WILL, XENA = 2, 3
ROUNDS = 6


@pytest.fixture
def shared(any_office, hand_in):
    """A report that Will and Xena mark: the database, its address and the submission."""
    report = hand_in(any_office, 1, Owner(group_id=2))
    allot(any_office, (1, 1), [Owner(group_id=2)], Duty("first", WILL))
    allot(any_office, (1, 1), [Owner(group_id=2)], Duty("second", XENA))
    url = any_office.engine.url
    address = str(any_office.place or url.render_as_string(hide_password=False))
    return any_office, address, report


class Computer:
    """One marker's process."""

    def __init__(self, process):
        self._process = process

    def ask(self, line):
        print(line, file=self._process.stdin, flush=True)

    def answer(self):
        return self._process.stdout.readline().split()

    def see(self):
        self.ask("see")
        assert self.answer() == ["seen"]


@contextmanager
def computers(address, report, *tutors):
    source = str(Path(cohort_desk.__file__).parents[1])
    program = Path(__file__).with_name("marker_process.py")
    processes = [
        subprocess.Popen(
            [sys.executable, program, address, str(report), str(tutor)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": source},
        )
        for tutor in tutors
    ]
    try:
        yield [Computer(process) for process in processes]
    finally:
        for process in processes:
            process.stdin.close()
            process.wait()
            process.stdout.close()


def values(db, report, tutor):
    return [each.value for each in open_desk(db, TaskKey(report, tutor)).criteria]


def test_nobodys_input_is_lost_and_who_comes_second_is_told(shared):
    db, address, report = shared
    with computers(address, report, WILL, WILL, XENA) as (office, home, xena):
        for each in (office, home, xena):
            each.see()
        office.ask("put 1 61")
        home.ask("put 2 72")
        assert [office.answer(), home.answer()] == [["kept"], ["kept"]], "other cells"
        for turn in range(ROUNDS):
            for each in (office, home, xena):
                each.see()
            office.ask(f"put 3 {10 + turn}")
            home.ask(f"put 3 {50 + turn}")
            xena.ask(f"put 3 {80 + turn}")
            told = [office.answer(), home.answer()]
            assert xena.answer() == ["kept"], "another marker"
            first = told.index(["kept"])
            kept, other = (10 + turn, 50 + turn) if first == 0 else (50 + turn, 10 + turn)
            assert told[1 - first] == ["clash", str(other), str(kept)], "told, and has its input"
            assert values(db, report, WILL) == [61, 72, kept], "nothing was overwritten"
            assert values(db, report, XENA) == [None, None, 80 + turn]
    assert all(finding.in_order for finding in examine(db))
