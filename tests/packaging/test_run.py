"""`python3 packaging/run.py`, from nothing to a running app."""

import subprocess
import sys

import pytest


def test_it_makes_the_environment_once_and_passes_everything_on(project, run_script):
    first = run_script("run.py", "export", "a b", "--json", DISPLAY=":9")
    assert (first.stdout, first.returncode) == ("cohort-desk export a b --json\n", 7), first.stderr
    assert "Making the environment" in first.stderr

    again = run_script("run.py", DISPLAY=":9")
    assert (again.stdout, again.stderr, again.returncode) == ("cohort-desk\n", "", 7)

    command = project / ".venv" / "bin" / "cohort-desk"
    launched = subprocess.run([command, "check"], cwd="/", capture_output=True, check=False)
    assert (launched.stdout, launched.returncode) == (b"cohort-desk check\n", 7)

    if sys.platform.startswith("linux"):
        bare = run_script("run.py")
        assert "There is no display here" in bare.stderr
        assert bare.stdout == "cohort-desk demo cohort-desk-demo\n"


@pytest.mark.parametrize(
    ("platform", "display", "shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_only_a_linux_may_lack_a_display(setup_module, monkeypatch, platform, display, shown):
    system = setup_module("system")
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in display.items():
        monkeypatch.setenv(name, value)
    assert system.has_display() is shown
