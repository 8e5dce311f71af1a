"""Runs what measures the groups, one after the other: `python tests/benchmarks`.

Each script can be run alone, and then says more with `--help`.
"""

import os
import platform
import subprocess
import sys
from pathlib import Path

SCRIPTS = ("forming.py", "conflicts.py", "repair.py", "board.py", "window.py")


def machine() -> str:
    """Return what the figures were measured on."""
    processor = platform.processor() or platform.machine()
    known = Path("/proc/cpuinfo")
    if known.exists():
        lines = known.read_text(encoding="utf-8").splitlines()
        named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        processor = next(named, processor)
    return f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main() -> int:
    """Run the scripts and return the exit code."""
    print(machine(), flush=True)
    failed = 0
    for script in SCRIPTS:
        print(f"\n{script}", flush=True)
        command = [sys.executable, Path(__file__).with_name(script)]
        failed |= subprocess.run(command, check=False).returncode
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
