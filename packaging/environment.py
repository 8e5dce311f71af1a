"""Makes the environment that Cohort Desk runs in, with the standard library alone.

The environment is `.venv` in the project's folder. A stamp inside it says what it was built
from; it is written last, so an interrupted build is known by its absence and done again.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from system import SetupFailed, install_packages, say

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[1]
OLDEST_PYTHON = (3, 11)
RUN_NEEDS = ("run", "build")
TEST_NEEDS = (*RUN_NEEDS, "test")


@dataclass(frozen=True)
class Stamp:
    """What an environment was built from; each lock is known by its file's fingerprint."""

    python: str = ""
    folder: str = ""
    project: str = ""
    locks: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> Stamp:
        """Return what the file says, or an empty stamp if it does not say it whole."""
        try:
            return cls(**json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return cls()

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self), indent=2), encoding="utf-8")


class Environment:
    """The project's own Python environment, and the record of what is in it."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.tool("python")
        self._stamp = self.folder / "cohort-desk.json"

    def tool(self, name: str) -> Path:
        """Return where the environment keeps a program, on this system."""
        if os.name == "nt":
            return self.folder / "Scripts" / f"{name}.exe"
        return self.folder / "bin" / name

    def ensure(self, needs: Iterable[str]) -> None:
        """Bring the environment to hold what is needed; do nothing if it already does.

        It is built afresh when the Python version, the folder or a lock has changed, added to
        when a need is new, and only told of the project again when pyproject.toml has changed.

        Raises:
            SetupFailed: this Python is too old, or a package could not be installed.
        """
        python, project = sys.version, _fingerprint(self.root / "pyproject.toml")
        held = Stamp.read(self._stamp)
        if not self._still_good(held):
            self._create()
            held = Stamp()
        missing = [need for need in needs if need not in held.locks]
        if not missing and held.project == project:
            return
        self._stamp.unlink(missing_ok=True)
        if missing:
            self._install_locked(missing)
        self._install_project()
        locks = {**held.locks, **{need: _fingerprint(self._lock(need)) for need in missing}}
        Stamp(python, str(self.folder), project, locks).write(self._stamp)

    def _lock(self, need: str) -> Path:
        return self.root / "packaging" / "requirements" / f"{need}.txt"

    def _still_good(self, held: Stamp) -> bool:
        return (
            self.python.exists()
            and (held.python, held.folder) == (sys.version, str(self.folder))
            and all(_fingerprint(self._lock(need)) == lock for need, lock in held.locks.items())
        )

    def _create(self) -> None:
        if sys.version_info < OLDEST_PYTHON:
            raise SetupFailed(
                f"Cohort Desk needs Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer; "
                f"this is Python {sys.version.split()[0]}."
            )
        _ensure_pip_can_be_installed()
        say(f"Making the environment in {self.folder} with Python {sys.version.split()[0]}.")
        import venv  # noqa: PLC0415 - only here: an unchanged environment starts without it

        try:
            if self.folder.exists():
                self._stamp.unlink(missing_ok=True)
                shutil.rmtree(self.folder)
            venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(self.folder)
        except PermissionError as error:
            raise SetupFailed(
                f"The folder {self.folder} may not be written, or is in use. Close Cohort Desk "
                "and every program started from that folder, then run this again."
            ) from error
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetupFailed(f"The environment could not be made: {error}") from error

    def _install_locked(self, needs: Iterable[str]) -> None:
        say("Installing the pinned packages; the first time this takes a few minutes.")
        files = [part for need in needs for part in ("-r", str(self._lock(need)))]
        self._pip("--require-hashes", "--only-binary=:all:", *files)

    def _install_project(self) -> None:
        self._pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(self.root))
        source = self.root / "src"
        subprocess.run([self.python, "-m", "compileall", "-q", str(source)], check=False)

    def _pip(self, *arguments: str) -> None:
        quiet = () if sys.stderr.isatty() else ("--quiet",)
        command = [self.python, "-I", "-m", "pip", "install", "--no-input"]
        options = ("--disable-pip-version-check", "--no-warn-script-location", *quiet)
        # Standard output belongs to the program that starts afterwards.
        done = subprocess.run([*command, *options, *arguments], stdout=sys.stderr, check=False)
        if done.returncode:
            raise SetupFailed(
                "The packages could not be installed; pip's own message is above. Check the "
                "connection and run this again. If a package is not to be had for this Python, "
                "which is newer than they are, try again with an older one."
            )


def _ensure_pip_can_be_installed() -> None:
    """Install the part of Python that puts pip into an environment; Debian leaves it out."""
    if importlib.util.find_spec("ensurepip") is None:
        install_packages(
            [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"],
            purpose="make a Python environment",
        )
        importlib.invalidate_caches()


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
