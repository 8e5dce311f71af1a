"""When the program itself is at fault."""

import sys
import threading

import pytest
from PySide6.QtWidgets import QFileDialog

from cohort_desk.domain.errors import FileBusy
from cohort_desk.ui.kit.crash import CrashGuard, crash_report
from cohort_desk.ui.kit.crash_dialog import CrashDialog


def fail_over(name):
    try:
        int(f"Mark of {name}: 41")
    except ValueError as error:
        raise LookupError(f"{name} cannot be marked") from error


@pytest.fixture
def fault():
    with pytest.raises(LookupError) as caught:
        fail_over("Aisha Khan")
    return caught.value


def test_the_report_says_where_and_nothing_about_whom(fault):
    report = crash_report(fault)
    assert "ValueError" in report
    assert "LookupError" in report
    assert "test_crash.py:" in report
    assert "in fail_over" in report
    assert "Qt 6." in report
    for private in ("Aisha", "Khan", "41", "secret", "/home", "/root"):
        assert private not in report.replace(sys.version.split()[0], "")


def test_it_is_saved_where_the_user_says_and_the_dialog_stays(qtbot, fault, tmp_path, monkeypatch):
    target = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog = CrashDialog(None, crash_report(fault))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.save.click()
    assert target.read_text() == crash_report(fault)
    assert dialog.isVisible()
    dialog.go_on.click()
    assert not dialog.isVisible()
    assert not dialog.wants_to_quit


def test_a_fault_on_another_thread_opens_the_dialog_on_this_one(qtbot, monkeypatch, capsys):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    guard, opened = CrashGuard(lambda: None), []
    guard.install()
    monkeypatch.setattr(CrashDialog, "exec", lambda dialog: opened.append(dialog.report))
    worker = threading.Thread(target=fail_over, args=("Aisha Khan",))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert "fail_over" in opened[0]
    assert "Aisha Khan" in capsys.readouterr().err


def test_what_the_user_can_act_on_is_no_crash(qtbot, monkeypatch, capsys):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    guard, told = CrashGuard(lambda: None), []
    guard.problem.connect(told.append)
    guard.install()
    error = FileBusy("Another program is holding this file.")
    sys.excepthook(FileBusy, error, None)
    assert told == ["Another program is holding this file."]
    assert capsys.readouterr().err == ""
