"""What start-up leaves for later; how long it takes is measured in tests/benchmarks."""

import os
import subprocess
import sys

OPEN_A_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from cohort_desk.__main__ import open_window
from cohort_desk.ui.kit.settings_store import SettingsStore

window = open_window(QApplication([]), SettingsStore(Path(sys.argv[1])))
slow = {"sqlalchemy", "alembic", "numpy", "reportlab", "python_calamine", "xlsxwriter", "psycopg"}
print(window.isVisible(), sorted(slow & sys.modules.keys()))
"""


def test_the_window_is_shown_before_anything_slow_is_imported(tmp_path):
    command = [sys.executable, "-c", OPEN_A_WINDOW, tmp_path / "settings.json"]
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    shown = subprocess.run(
        command, env={**os.environ, **paths}, capture_output=True, text=True, check=True
    )
    assert shown.stdout == "True []\n"
