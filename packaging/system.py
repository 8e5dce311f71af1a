"""Finds and installs what Cohort Desk needs from the system, with the standard library alone.

Libraries and programs are looked for themselves, not their packages, so that every Linux is
served and nothing is asked of the package manager when all is there.
"""

from __future__ import annotations

import ctypes
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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
}
TEST_PROGRAMS = {
    "javac": "default-jdk-headless",
    "initdb": "postgresql",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
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


def install_qt_libraries() -> None:
    """Install the system libraries that Qt's wheels expect; only Linux lacks any."""
    if sys.platform.startswith("linux"):
        missing = [QT_LIBRARIES[name] for name in QT_LIBRARIES if not _loads(name)]
        install_packages(missing, purpose="show its windows")


def install_test_programs() -> None:
    """Install the programs that the tests drive: a database server, a screen, PDF tools."""
    programs = dict(TEST_PROGRAMS)
    if sys.platform.startswith("linux"):
        programs.update(TEST_PROGRAMS_ON_LINUX)
    missing = [programs[name] for name in programs if not _is_there(name)]
    install_packages(missing, purpose="run its tests")


def install_packages(packages: Iterable[str], *, purpose: str) -> None:
    """Install Debian packages, as root or by sudo.

    Raises:
        SetupFailed: it may not, it cannot, or this system has no apt; the text says what to do.
    """
    packages = list(packages)
    if not packages:
        return
    names = ", ".join(packages)
    if shutil.which("apt-get") is None:
        raise SetupFailed(
            f"To {purpose}, Cohort Desk needs what Debian calls {names}. "
            "Install the same with this system's own package manager, then run this again."
        )
    prefix = _privilege()
    if prefix is None:
        line = shlex.join(["sudo", "apt-get", "install", "-y", *packages])
        raise SetupFailed(
            f"To {purpose}, Cohort Desk needs packages that only an administrator may install. "
            f"Run this line, then run this again:\n\n    {line}\n"
        )
    say(f"Installing what Cohort Desk needs to {purpose}: {names}.")
    # A list that cannot be refreshed (one broken source is enough) may still serve.
    _apt(prefix, "update")
    if _apt(prefix, "install", "-y", "--no-install-recommends", *packages):
        raise SetupFailed("apt-get could not install them; its own message is above.")


def _privilege() -> list[str] | None:
    """Return what to put before a command to run it as root, or None if that is not allowed."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL, check=False)
    return ["sudo", "-n"] if allowed.returncode == 0 else None


def _apt(prefix: Iterable[str], *arguments: str) -> int:
    """Run apt-get unattended and return its exit code."""
    options = ("-q", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300")
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *options, *arguments]
    quiet = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if quiet.returncode:
        say(quiet.stdout)
    return quiet.returncode


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
