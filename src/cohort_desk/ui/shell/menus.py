"""The menu bar, drawn from the registry of commands."""

from functools import partial

from PySide6.QtWidgets import QMenu, QMenuBar

from cohort_desk.ui.kit.commands import CommandRegistry
from cohort_desk.ui.kit.theme import Theme

MENUS = {"File": "&File", "Edit": "&Edit", "View": "&View", "Go": "&Go", "Help": "&Help"}


class Menus:
    """Keeps the menus in step with the registry; an empty one is not shown."""

    def __init__(self, bar: QMenuBar, commands: CommandRegistry) -> None:
        self._commands = commands
        self._menus: dict[str, QMenu] = {name: bar.addMenu(text) for name, text in MENUS.items()}
        for menu in self._menus.values():
            menu.aboutToShow.connect(partial(_dress, menu))
        commands.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Fill every menu anew."""
        groups = self._commands.groups()
        for name, menu in self._menus.items():
            menu.clear()
            actions = groups.get(name, [])
            for action in actions:
                if action.property("divided") and not menu.isEmpty():
                    menu.addSeparator()
                menu.addAction(action)
            menu.menuAction().setVisible(bool(actions))


def _dress(menu: QMenu) -> None:
    """Draw the icons of a menu that is about to be seen, and not before."""
    for action in menu.actions():
        name = action.property("icon_name")
        if name and action.icon().isNull():
            Theme.current().dress(action, name)
