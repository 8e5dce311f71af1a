"""Every action of the application, registered once; menus, palette and shortcut sheet draw on it.

    commands.add("import", "Import people…", presenter.import_asked, group="File",
                 icon="upload", shortcut="Ctrl+I")
    commands.action("import").setEnabled(False)
    commands.add("withdraw", "Withdraw person", page.withdraw, group="People", owner=page)
    commands.add_finder("People", lambda text, limit: [Found("Aisha Khan", "Harbour Police", open)])

An action with an `owner` goes when that widget goes, and its shortcut works only inside it. The
groups File, Edit, View, Go and Help are menus; all others are found in the palette (Ctrl+K).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


@dataclass(frozen=True, slots=True)
class Found:
    """A record that the palette offers by name; `note` tells it from its namesakes."""

    name: str
    note: str
    open: Callable[[], None]
    icon: str = "user"


Finder = Callable[[str, int], Sequence[Found]]
"""Called with what is typed and how many to return at most."""


class CommandRegistry(QObject):
    """Holds the actions in the order in which they were added."""

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._finders: dict[str, Finder] = {}

    def add(  # noqa: PLR0913 - most have a default
        self,
        key: str,
        name: str,
        run: Callable[[], object],
        *,
        group: str,
        icon: str = "",
        shortcut: str | QKeySequence.StandardKey = "",
        owner: QWidget | None = None,
        divided: bool = False,
    ) -> QAction:
        """Register an action; one of the same key is replaced.

        `group` is a menu, or the name of the page that the action belongs to; `divided` draws a
        line above it in its menu.
        """
        self.remove(key)
        action = QAction(name, owner or self._window)
        action.setObjectName(key)
        action.setProperty("group", group)
        action.setProperty("divided", divided)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(lambda: run())  # noqa: PLW0108 - drops `checked`
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.setProperty("icon_name", icon)
        if owner:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        (owner or self._window).addAction(action)
        self._actions[key] = action
        self.changed.emit()
        return action

    def remove(self, key: str) -> None:
        """Take an action away; one that is not there is let be."""
        self._forget_deleted()
        if action := self._actions.pop(key, None):
            action.deleteLater()
            self.changed.emit()

    def action(self, key: str) -> QAction:
        """Return an action, to enable, check or rename it."""
        return self._actions[key]

    def __contains__(self, key: str) -> bool:
        self._forget_deleted()
        return key in self._actions

    def actions(self) -> tuple[QAction, ...]:
        """Return all actions, oldest first."""
        self._forget_deleted()
        return tuple(self._actions.values())

    def groups(self) -> dict[str, list[QAction]]:
        """Return the visible actions by group, both in the order of registering."""
        groups: dict[str, list[QAction]] = {}
        for action in self.actions():
            if action.isVisible():
                groups.setdefault(group_of(action), []).append(action)
        return groups

    def add_finder(self, heading: str, find: Finder) -> None:
        """Let the palette find records by name, under a heading."""
        self._finders[heading] = find

    def clear_finders(self) -> None:
        """Find no more records, as when a programme is closed."""
        self._finders.clear()

    def find_records(self, text: str, limit: int = 6) -> dict[str, Sequence[Found]]:
        """Return what the finders know under this name, by heading."""
        found = {heading: find(text, limit) for heading, find in self._finders.items()}
        return {heading: records for heading, records in found.items() if records}

    def _forget_deleted(self) -> None:
        self._actions = {key: action for key, action in self._actions.items() if isValid(action)}


def group_of(action: QAction) -> str:
    """Return the menu or page that an action belongs to."""
    return str(action.property("group"))


def spoken(action: QAction) -> str:
    """Return an action's name without the marks of its Alt key."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
