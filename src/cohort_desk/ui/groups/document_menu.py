"""A button's menu of what can be printed or saved."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QMenu, QPushButton


def give_menu(
    made: QPushButton, choices: Mapping[str, str], chosen: Callable[[str], object]
) -> None:
    """Let a button open a menu of choices; `chosen` is called with the key of the one taken."""
    menu = QMenu(made)
    menu.setAccessibleName(made.accessibleName() or made.text())
    for key, words in choices.items():
        menu.addAction(f"{words}…", lambda what=key: chosen(what))
    made.setProperty("menu", True)
    made.setMenu(menu)
