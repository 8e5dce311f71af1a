"""Starts Cohort Desk: a command where one is named, otherwise the window."""

import builtins
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cohort_desk.cli.commands import COMMANDS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from cohort_desk.ui.kit.settings_store import SettingsStore
    from cohort_desk.ui.shell.documents import Documents
    from cohort_desk.ui.shell.window import MainWindow


_STOPPED = "Stopped before anything was done."
_NO_SCREEN = (
    "Cohort Desk found no screen to show its window on. Start it from a desktop, or use a command "
    "instead: cohort-desk --help lists them."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command or the window, and return the exit code: 0, 1 (said on stderr) or 2 (usage).

    `cohort-desk [FILE|URL]` opens the window; `cohort-desk --help` lists the commands.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and not _is_programme(given[0]):
        return _run_command(given)
    if not _has_screen():
        print(_NO_SCREEN, file=sys.stderr)  # noqa: T201 - there is nowhere else to say it
        return 1
    return run_window(given[0] if given else "")


def _run_command(arguments: Sequence[str]) -> int:
    try:
        from cohort_desk.cli.main import run

        return run(arguments)
    except KeyboardInterrupt:  # while that itself was being imported
        print(_STOPPED, file=sys.stderr)  # noqa: T201 - there is nowhere else to say it
        return 1


def _is_programme(argument: str) -> bool:
    """Whether it names a file or an address to open; a command has a name of its own."""
    if argument in COMMANDS or argument.startswith("-"):
        return False
    path = Path(argument)
    ours = path.suffix.lower() in {".cohort", ".cohortpack"}
    return "://" in argument or ours or path.is_file()


def _has_screen() -> bool:
    """Whether Qt finds a screen; on Linux it ends the program where there is none."""
    chosen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(map(os.environ.get, chosen))


def run_window(source: str = "") -> int:
    """Show the window, open the programme if one is given, and run until the window closes."""
    # What start-up imports lives as long as the program; looking through it for garbage, again
    # and again while it grows, takes a tenth of the time.
    gc.disable()
    from PySide6.QtWidgets import QApplication

    _import_without_reading_sources()
    from cohort_desk.ui.kit.crash import CrashGuard
    from cohort_desk.ui.kit.first_paint import when_painted
    from cohort_desk.ui.kit.settings_store import SettingsStore

    app = QApplication(sys.argv[:1])
    settings = SettingsStore()
    guard = CrashGuard(window_of=app.activeWindow)
    guard.install()
    window = open_window(app, settings)
    guard.problem.connect(window.say_problem)
    # The window is painted first: databases, and what reads them, take longer to import than Qt.
    when_painted(window, lambda: _begin(window, settings, source))
    return app.exec()


def _import_without_reading_sources() -> None:
    """Take back the import that PySide6 puts in place of Python's own.

    Its import reads the source of every module imported from then on, for the sake of
    `from __feature__ import …`, which nothing here uses: a fifth of what start-up takes.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _begin(window: "MainWindow", settings: "SettingsStore", source: str) -> None:
    from cohort_desk.ui.kit.responsive import keep_responsive
    from cohort_desk.ui.kit.scripts import add_script_fonts

    add_script_fonts()
    try:
        open_documents(window, settings, source)
    finally:
        gc.freeze()
        keep_responsive(window.runner, window)


def open_window(app: "QApplication", settings: "SettingsStore") -> "MainWindow":
    """Dress the application and show its empty window."""
    from cohort_desk import __version__
    from cohort_desk.ui.shell.look import install_look
    from cohort_desk.ui.shell.window import MainWindow

    app.setApplicationName("Cohort Desk")
    app.setApplicationVersion(__version__)
    install_look(app, settings)
    window = MainWindow(settings)
    window.show()
    return window


def open_documents(
    window: "MainWindow", settings: "SettingsStore", source: str = ""
) -> "Documents":
    """Let the window open programmes, and show the given one or the start page."""
    from platformdirs import user_data_path

    from cohort_desk.db.soundness import Soundness

    # A large file is looked through while the rest is imported.
    programme = Path(source).suffix.lower() != ".cohortpack" and Path(source).is_file()
    soundness = Soundness(Path(source)) if programme else None
    from cohort_desk.ui.kit.dialogs import QtDialogs
    from cohort_desk.ui.shell.documents import Documents

    folder = Path(user_data_path("cohort-desk", appauthor=False))
    documents = Documents(window, settings, QtDialogs(window), folder)
    if source:
        documents.open(source, soundness)
    if documents.open_programme is None and documents.start is None:
        documents.show_start()
    return documents


if __name__ == "__main__":
    raise SystemExit(main())
