"""The frame's own actions; those of pages and programmes come from their wirings."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from cohort_desk.ui.shell.window import MainWindow

_KEY = QKeySequence.StandardKey


def add_frame_commands(window: "MainWindow") -> None:
    """Register what works on every page."""
    _add_file_and_edit(window)
    _add_view_and_go(window)
    _add_help(window)


def _add_file_and_edit(window: "MainWindow") -> None:
    add = window.commands.add
    undo, redo = window.undo_asked.emit, window.redo_asked.emit
    add("quit", "Quit", window.close, group="File", icon="log-out", shortcut="Ctrl+Q")
    add("undo", "Undo", undo, group="Edit", icon="undo-2", shortcut=_KEY.Undo)
    add("redo", "Redo", redo, group="Edit", icon="redo-2", shortcut="Ctrl+Y")
    search = window.start_search
    add("search", "Find on this page", search, group="Edit", icon="search", shortcut="Ctrl+F")


def _add_view_and_go(window: "MainWindow") -> None:
    add = window.commands.add
    narrow = add(
        "navigation",
        "Only icons of pages",
        window.toggle_navigation,
        group="View",
        icon="panel-left-close",
        shortcut="Ctrl+B",
    )
    narrow.setCheckable(True)
    add(
        "palette",
        "Find or do anything…",
        window.open_palette,
        group="Go",
        icon="command",
        shortcut="Ctrl+K",
    )
    newest = window.toasts.take_focus
    add("messages", "Go to the newest message", newest, group="Go", shortcut="F6")


def _add_help(window: "MainWindow") -> None:
    add = window.commands.add
    add(
        "help",
        "Help on this page",
        window.show_help,
        group="Help",
        icon="circle-help",
        shortcut="F1",
    )
    add(
        "shortcuts",
        "Shortcuts",
        window.show_shortcuts,
        group="Help",
        icon="keyboard",
        shortcut="Ctrl+/",
    )
