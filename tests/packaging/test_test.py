"""`python3 packaging/test.py`: every check runs, and the tests come last."""

import os
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="The stand-ins are shell scripts.")


@pytest.fixture
def run_checks(project, run_script, setup_module):
    """Returns a function that runs test.py with stand-ins of the given exit codes."""
    module = setup_module("environment")

    def run(*arguments, **exit_codes):
        environment = module.Environment(project)
        environment.python.parent.mkdir(parents=True)
        environment.python.touch()
        for name in ("ruff", "basedpyright", "lint-imports", "pytest"):
            tool = environment.tool(name)
            code = exit_codes.get(name, 0)
            tool.write_text(f'#!/bin/sh\necho {name} "$@" on $QT_QPA_PLATFORM\nexit {code}\n')
            tool.chmod(0o755)
        empty = module._fingerprint(project / "packaging" / "requirements" / "run.txt")
        held = module.Stamp(sys.version, str(environment.folder), {"run": empty, "test": empty})
        held.write(environment.folder / "cohort-desk.json")
        done = run_script("test.py", *arguments)
        return done.returncode, done.stdout.splitlines()

    return run


def test_all_checks_run_and_the_last_line_is_pytests(run_checks):
    code, lines = run_checks("tests/ui", "-k", "undo")
    assert code == 0
    assert [line for line in lines if line and not line.startswith("==")] == [
        "ruff check . on offscreen",
        "ruff format --check . on offscreen",
        "basedpyright on offscreen",
        "lint-imports on offscreen",
        "pytest tests/ui -k undo on offscreen",
    ]


def test_a_failed_check_is_named_and_stops_nothing(run_checks):
    code, lines = run_checks(basedpyright=1)
    assert code == 1
    assert "Not clean, as shown above: types." in lines
    assert lines[-1] == "pytest on offscreen"


def test_failed_tests_fail_the_whole(run_checks):
    assert run_checks(pytest=5)[0] == 5
