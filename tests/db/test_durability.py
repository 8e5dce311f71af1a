"""What is acknowledged stays, whatever happens to the process."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cohort_desk.services import programmes


@pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked")
def test_fifty_killed_writers_lose_nothing(tmp_path):
    path = tmp_path / "Killed.cohort"
    programmes.create_programme(path, "Killed").engine.dispose()
    source = str(Path(programmes.__file__).parents[3])
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("killed_writer.py"), path, "50", "2026"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": source},
    )
    told = re.fullmatch(r"50 killed, (\d+) acknowledged, 0 lost, 0 unsound\n", done.stdout)
    assert told, done.stdout + done.stderr
    assert int(told[1]) > 50
