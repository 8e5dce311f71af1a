"""Finds and installs what Cohort Desk needs from the system, with the standard library alone.

Libraries and programs are looked for themselves, not their packages, so that every Linux is
served and nothing is asked of the package manager when all is there.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libcups.so.2": "libcups2",
}
TEST_PROGRAMS = {
    "javac": "default-jdk-headless",
    "initdb": "postgresql",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "sqlite3": "sqlite3",
}
TEST_PROGRAMS_ON_LINUX = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "dbus-run-session": "dbus",
}


class SetupFailed(Exception):
    """Something is missing that the user can put right; the text is shown as it stands."""


def say(sentence: str) -> None:
    """Tell the user what is going on, leaving standard output to the program itself."""
    print(sentence, file=sys.stderr, flush=True)


def has_display() -> bool:
    """Return whether a window can be shown: always, save on a Linux without a display."""
    displays = ("DISPLAY", "WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in displays)


def refuse_an_old_python() -> None:
    """Raise SetupFailed if this Python is older than Cohort Desk can use."""
    if sys.version_info < OLDEST_PYTHON:
        oldest, this = ".".join(map(str, OLDEST_PYTHON)), sys.version.split()[0]
        raise SetupFailed(f"Cohort Desk needs Python {oldest} or newer; this is Python {this}.")


def missing_to_run() -> list[str]:
    """Return the Debian packages that must still be installed to run Cohort Desk.

    Debian leaves out of its Python the part that puts pip into an environment, and every Linux
    lacks some of the libraries that Qt's wheels expect.
    """
    python = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    missing = [] if importlib.util.find_spec("ensurepip") else [python]
    if sys.platform.startswith("linux"):
        missing += [package for name, package in QT_LIBRARIES.items() if not _loads(name)]
    return missing


def missing_to_test() -> list[str]:
    """Return the Debian packages that must still be installed to run and to test Cohort Desk.

    The tests drive a database server, a screen and PDF tools.
    """
    programs = dict(TEST_PROGRAMS)
    if sys.platform.startswith("linux"):
        programs.update(TEST_PROGRAMS_ON_LINUX)
    absent = [package for name, package in programs.items() if not _is_there(name)]
    return missing_to_run() + absent


def install_packages(packages: list[str]) -> None:
    """Install Debian packages, as root or by sudo; do nothing if none are missing.

    Raises:
        SetupFailed: it may not, it cannot, or this system has no apt; the text says what to do.
    """
    if not packages:
        return
    names = ", ".join(packages)
    if shutil.which("apt-get") is None:
        raise SetupFailed(
            f"Cohort Desk needs what Debian calls {names}. Install the same with this system's "
            "own package manager, then run this again."
        )
    prefix = _privilege()
    if prefix is None:
        line = f"sudo apt-get update; sudo apt-get install -y {shlex.join(packages)}"
        raise SetupFailed(
            "Cohort Desk needs packages that only an administrator may install. Run this line, "
            f"then run this again:\n\n    {line}\n"
        )
    say(f"Installing what Cohort Desk needs from the system: {names}.")
    # A list that cannot be refreshed (one broken source is enough) may still serve.
    _apt(prefix, "update")
    if _apt(prefix, "install", "-y", "--no-install-recommends", *packages):
        raise SetupFailed("apt-get could not install them; its own message is above.")
    importlib.invalidate_caches()


def _privilege() -> list[str] | None:
    """Return what to put before a command to run it as root, or None if that is not allowed."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL, check=False)
    return ["sudo", "-n"] if allowed.returncode == 0 else None


def _apt(prefix: list[str], *arguments: str) -> int:
    """Run apt-get unattended and return its exit code; its output is shown only if it fails."""
    options = ("-q", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300")
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *options, *arguments]
    shut, both = subprocess.DEVNULL, subprocess.STDOUT
    done = subprocess.run(
        command, stdin=shut, stdout=subprocess.PIPE, stderr=both, text=True, check=False
    )
    if done.returncode:
        say(done.stdout)
    return done.returncode


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _is_there(program: str) -> bool:
    # Debian keeps the server's programs off the path, one folder for each version.
    return shutil.which(program) is not None or any(
        Path("/usr/lib/postgresql").glob(f"*/bin/{program}")
    )
