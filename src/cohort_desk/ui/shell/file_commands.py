"""The commands of the File menu: what each calls, and when it is of use."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from cohort_desk.ui.kit.commands import CommandRegistry
    from cohort_desk.ui.shell.documents import Documents

_KEY = QKeySequence.StandardKey
_OF_FILES = ("file.copy", "file.backup", "file.restore")


def add_file_commands(commands: "CommandRegistry", to: "Documents") -> None:
    """Let each command call what the documents do."""
    for key, name, run, icon, shortcut in (
        ("file.new", "New programme…", to.new, "file-plus", _KEY.New),
        ("file.open", "Open…", to.browse, "folder-open", _KEY.Open),
        ("file.recent", "Open recent…", to.show_start, "clock", "Ctrl+Shift+O"),
        ("file.connect", "Connect to the office…", to.start_connecting, "database", ""),
        ("file.sample", "Sample programme", to.open_sample, "sparkles", ""),
        ("file.copy", "Save a copy…", to.save_a_copy, "copy", "Ctrl+Shift+S"),
        ("file.backup", "Back up…", to.back_up, "archive", ""),
        ("file.restore", "Restore…", to.restore, "history", ""),
        ("file.close", "Close the programme", to.close, "x", _KEY.Close),
    ):
        divided = key in {"file.copy", "file.close"}
        commands.add(key, name, run, group="File", icon=icon, shortcut=shortcut, divided=divided)


def enable_file_commands(commands: "CommandRegistry", *, is_file: bool, is_open: bool) -> None:
    """Enable what can be done with what is open: a file, an office's database, or nothing."""
    for key in _OF_FILES:
        commands.action(key).setEnabled(is_file)
    commands.action("file.close").setEnabled(is_open)
