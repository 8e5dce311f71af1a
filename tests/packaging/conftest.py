"""The set-up scripts, at work on a small project of the same shape with nothing to download."""

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APP = """\
import sys
print("cohort-desk", *sys.argv[1:])
sys.exit(7)
"""


@pytest.fixture
def setup_module(monkeypatch):
    """Returns a function that imports one of the modules beside the scripts."""
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module


@pytest.fixture
def project(tmp_path):
    """A folder with the scripts, an app that says how it was called, and empty locks."""
    root = tmp_path / "project with spaces"
    app = root / "src" / "cohort_desk"
    app.mkdir(parents=True)
    (app / "__init__.py").touch()
    (app / "__main__.py").write_text(APP)
    (root / "packaging" / "requirements").mkdir(parents=True)
    for name in ("run.txt", "test.txt"):
        (root / "packaging" / "requirements" / name).touch()
    for script in (ROOT / "packaging").glob("*.py"):
        shutil.copy(script, root / "packaging")
    return root


@pytest.fixture
def run_script(project):
    """Returns a function that runs a script of the project and hands over what it did."""

    def run(name, *arguments, **surroundings):
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "SYSTEMROOT") if key in os.environ}
        return subprocess.run(
            [sys.executable, project / "packaging" / name, *arguments],
            cwd=project,
            env={**kept, **surroundings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return run
