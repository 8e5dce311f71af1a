"""Makes the environment that Cohort Desk runs in, with the standard library alone.

The environment is `.venv` in the project's folder. A stamp inside it says what it was built
from; it is written last, so an interrupted build is known by its absence and done again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from system import SetupFailed, say

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[1]
RUN_NEEDS = ("run",)
TEST_NEEDS = ("run", "test")
LAUNCHER = """\
#!/bin/sh
exec "$(dirname "$0")/python" -P -m cohort_desk "$@"
"""
WINDOWS_LAUNCHER = """\
@"%~dp0python.exe" -P -m cohort_desk %*
"""


@dataclass(frozen=True)
class Stamp:
    """What an environment was built from; each lock is known by its file's fingerprint."""

    python: str = ""
    folder: str = ""
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

        It is built afresh when the Python version, the folder or a lock has changed, and added
        to when a need is new.

        Raises:
            SetupFailed: the environment could not be made, or a package not installed.
        """
        held = Stamp.read(self._stamp)
        if not self._still_good(held):
            self._create()
            held = Stamp()
        missing = [need for need in needs if need not in held.locks]
        if missing:
            self._stamp.unlink(missing_ok=True)
            self._install_locked(missing)
            self._link_project()
            locks = {**held.locks, **{need: _fingerprint(self._lock(need)) for need in missing}}
            Stamp(sys.version, str(self.folder), locks).write(self._stamp)

    def _lock(self, need: str) -> Path:
        return self.root / "packaging" / "requirements" / f"{need}.txt"

    def _still_good(self, held: Stamp) -> bool:
        return (
            self.python.exists()
            and (held.python, held.folder) == (sys.version, str(self.folder))
            and all(_fingerprint(self._lock(need)) == lock for need, lock in held.locks.items())
        )

    def _create(self) -> None:
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
        quiet = () if sys.stderr.isatty() else ("--quiet",)
        options = ("--no-input", "--disable-pip-version-check", "--no-warn-script-location", *quiet)
        pip = (self.python, "-I", "-m", "pip", "install", *options)
        exact = ("--require-hashes", "--only-binary=:all:", *files)
        # Standard output belongs to the program that starts afterwards.
        if subprocess.run([*pip, *exact], stdout=sys.stderr, check=False).returncode:
            raise SetupFailed(
                "The packages could not be installed; pip's own message is above. Check the "
                "connection and run this again. If a package is not to be had for this Python, "
                "which is newer than they are, try again with an older one."
            )

    def _link_project(self) -> None:
        """Let the environment import the project from its source, and give it the command.

        Both are written here, not by a build tool, so that this needs none and works offline.
        """
        bases = {"base": str(self.folder), "platbase": str(self.folder)}
        packages = Path(sysconfig.get_path("purelib", "venv", bases))
        source = self.root / "src"
        # Python reads the line in the system's encoding; a relative path is always plain.
        line = os.path.relpath(source, packages) + "\n"
        (packages / "cohort-desk.pth").write_text(line, encoding="ascii")
        if os.name == "nt":
            launcher, text = self.tool("python").with_name("cohort-desk.cmd"), WINDOWS_LAUNCHER
        else:
            launcher, text = self.tool("cohort-desk"), LAUNCHER
        launcher.write_text(text, encoding="ascii")
        launcher.chmod(0o755)
        subprocess.run([self.python, "-m", "compileall", "-q", str(source)], check=False)


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
