"""Garbage is looked for on the window's thread, and thoroughly only while nothing else goes on."""

import gc
import sys
import threading
import weakref

import pytest

from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.responsive import GarbageCollector, keep_responsive


class Knot:
    """Holds on to itself, so that only the collector can end it."""

    def __init__(self):
        self.myself = self


@pytest.fixture
def runner(qapp):
    """A runner whose window is kept responsive; Python's own ways come back afterwards."""
    interval = sys.getswitchinterval()
    made = TaskRunner()
    keep_responsive(made, made)
    yield made
    assert made.stop_all()
    made.deleteLater()
    gc.enable()
    sys.setswitchinterval(interval)


def knots(count):
    made = [Knot() for _ in range(count)]
    return made, weakref.ref(made[0])


def test_python_no_longer_looks_by_itself_but_much_that_is_new_is_looked_through(qtbot, runner):
    made, first = knots(20_000)
    made.clear()
    assert first() is not None
    qtbot.waitUntil(lambda: first() is None)


def test_old_garbage_waits_until_no_work_is_on(qtbot, runner):
    made, first = knots(1)
    gc.collect(1)
    gc.collect(1)
    made.clear()
    go_on = threading.Event()
    stopped = []
    runner.run("Waiting", lambda _: go_on.wait(), done=stopped.append, writes=False)
    for _ in range(30):
        gc.collect(1)
    runner.findChild(GarbageCollector).look()
    assert first() is not None
    go_on.set()
    qtbot.waitUntil(lambda: first() is None)
    assert stopped == [True]
