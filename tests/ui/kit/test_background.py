"""Work off the UI thread."""

import sys
import threading

import pytest
from PySide6.QtCore import QThreadPool

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.ui.kit import background
from cohort_desk.ui.kit.background import Task, TaskRunner


@pytest.fixture
def pool():
    pool = QThreadPool()
    yield pool
    assert pool.waitForDone(2000)


@pytest.fixture
def runner(qtbot):
    runner = TaskRunner()
    yield runner
    assert runner.stop_all(2000)


def until_released(gate):
    def work(report):
        while not gate.wait(0.001):
            report(1, 2)
        return "done"

    return work


def test_the_result_arrives_on_the_ui_thread(qtbot, pool):
    heard = []
    task = Task("Count", lambda report: [report(n, 3) for n in (1, 2, 3)] and threading.get_ident())
    task.progressed.connect(lambda done, total: heard.append((done, total)))
    task.succeeded.connect(lambda worker: heard.append((worker, threading.get_ident())))
    with qtbot.waitSignal(task.finished):
        task.start(pool)
    worker, receiver = heard[-1]
    assert heard[-2] == (3, 3)
    assert receiver == threading.get_ident() != worker


def test_cancel_stops_the_work_at_its_next_report(qtbot, pool):
    task = Task("Wait", until_released(threading.Event()))
    with qtbot.waitSignal(task.finished), qtbot.assertNotEmitted(task.failed):
        task.start(pool)
        task.cancel()


def test_callbacks_come_in_order_and_the_end_comes_always(qtbot, runner):
    heard = []
    runner.run(
        "Count",
        lambda report: report(2, 2) or "result",
        done=heard.append,
        progressed=lambda *far: heard.append(far),
        ended=lambda: heard.append("ended"),
    )
    qtbot.waitUntil(lambda: "ended" in heard)
    assert heard == [(0, 0), (2, 2), "result", "ended"]
    assert runner.tasks() == ()


def test_one_writer_at_a_time_while_others_reckon(qtbot, runner):
    gate, heard = threading.Event(), []
    runner.run("First write", until_released(gate), done=heard.append)
    runner.run("Second write", lambda report: "second", done=heard.append)
    runner.run("Reckon", lambda report: "reckoned", done=heard.append, writes=False)
    qtbot.waitUntil(lambda: heard == ["reckoned"])
    assert [task.title for task in runner.tasks()] == ["First write", "Second write"]
    gate.set()
    qtbot.waitUntil(lambda: heard == ["reckoned", "done", "second"])


def test_what_the_user_can_act_on_is_told_in_its_sentence(qtbot, runner):
    def fail(report):
        raise CohortDeskError("The file is in use. Nothing was changed.")

    answered = []
    with qtbot.waitSignal(runner.problem) as told:
        runner.run("Import", fail, done=answered.append)
    assert told.args == ["The file is in use. Nothing was changed."]
    runner.run("Import", fail, done=answered.append, failed=answered.append)
    qtbot.waitUntil(lambda: len(answered) == 1)
    assert isinstance(answered[0], CohortDeskError)


def test_a_fault_of_the_program_goes_to_the_crash_hook(qtbot, runner, monkeypatch):
    faults = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: faults.append(kind))
    runner.run("Divide", lambda report: 1 / 0, done=faults.append)
    qtbot.waitUntil(lambda: faults == [ZeroDivisionError])


def test_only_long_work_is_told_when_it_ends(qtbot, runner, monkeypatch):
    monkeypatch.setattr(background, "WORTH_TELLING_S", 0.0)
    with qtbot.waitSignal(runner.told) as told:
        runner.run("Forming groups", lambda report: None, done=lambda result: None)
    assert told.args == ["Forming groups: finished."]


def test_what_a_user_asked_for_does_not_wait_behind_lists_being_read(qtbot, runner):
    gate, heard = threading.Event(), []
    for number in range(background.READERS):
        work = until_released(gate)
        runner.run(f"List {number}", work, done=heard.append, writes=False, quiet=True)
    runner.run("Verify", lambda _report: "Genuine", done=heard.append, writes=False)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["Genuine"]
    gate.set()


def test_quiet_work_is_not_told_however_long_it_took(qtbot, runner, monkeypatch):
    monkeypatch.setattr(background, "WORTH_TELLING_S", 0.0)
    told, ended = [], []
    runner.told.connect(told.append)
    runner.run(
        "Checking the settings",
        lambda report: None,
        done=lambda result: None,
        ended=lambda: ended.append(True),
        quiet=True,
    )
    qtbot.waitUntil(lambda: bool(ended))
    assert told == []


def test_closing_stops_what_runs_and_what_waits(qtbot):
    runner, done = TaskRunner(), []
    for title in ("one", "two", "three"):
        runner.run(title, until_released(threading.Event()), done=done.append)
    assert runner.stop_all(2000)
    qtbot.waitUntil(lambda: runner.tasks() == ())
    assert done == []
