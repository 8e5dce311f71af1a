"""Pins every package that Cohort Desk needs, with hashes, for all its platforms and Pythons.

    python3 packaging/lock.py [--upgrade]

Reads pyproject.toml and writes packaging/requirements; it needs the program uv. Pins that the
project still allows are kept, unless --upgrade is given.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path("packaging", "requirements")
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
    "--custom-compile-command=python3 packaging/lock.py",
)


def main(options: list[str]) -> int:
    """Write one file for running and one for testing, which agree where they overlap."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pin(project["project"]["dependencies"], FOLDER / "run.txt", *options)
    agreeing = f"--constraint={FOLDER / 'run.txt'}"
    pin(project["dependency-groups"]["test"], FOLDER / "test.txt", agreeing, *options)
    return 0


def pin(requirements: list[str], output: Path, *options: str) -> None:
    """Write the exact versions and hashes of the requirements and all that they need."""
    command = ["uv", "pip", "compile", "-", f"--output-file={output}", *OPTIONS, *options]
    subprocess.run(
        command,
        cwd=ROOT,
        input="\n".join(requirements),
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
