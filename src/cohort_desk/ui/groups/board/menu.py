"""The board's menu of what is chosen, and the field that renames a group in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

_CARD_MENU = (
    ("Move to group…", "move", "M"),
    ("Swap with…", "swap", "S"),
    ("Lock or unlock", "lock", "L"),
    ("Take out of the group", "remove", "Del"),
    ("Select the whole group", "select_group", "Ctrl+A"),
    ("Why here, or why together…", "why", "W"),
    ("Details", "open", "Enter"),
)
_GROUP_MENU = (
    ("Rename…", "rename", "F2"),
    ("Lock or unlock the group", "lock", "L"),
    ("Select everybody in it", "select_group", "Ctrl+A"),
    ("Remove the group", "remove", "Del"),
)


class BoardMenu(QMenu):
    """Emits which command was chosen."""

    chosen = Signal(str)


def board_menu(parent: QWidget, *, on_card: bool, withdrawn: int = 0) -> BoardMenu:
    """Return the menu of cards, or of a group's head; and of so many who have withdrawn."""
    menu = BoardMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for text, command, keys in _CARD_MENU if on_card else _GROUP_MENU:
        menu.addAction(f"{text}\t{keys}", lambda what=command: menu.chosen.emit(what))
    if withdrawn > 1:
        menu.addSeparator()
        words = f"Take out all {withdrawn:,} who have withdrawn"
        menu.addAction(words, lambda: menu.chosen.emit("remove_withdrawn"))
    return menu


class NameField(QLineEdit):
    """Renames a group in place: Enter keeps, Esc or leaving goes back."""

    named = Signal(str)
    left = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setAccessibleName(f"New name of {name}")
        self.selectAll()
        self.returnPressed.connect(self._keep)
        self.editingFinished.connect(self._leave)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        self.named.emit(self.text())

    def _leave(self) -> None:
        if self.isVisible():
            self.hide()
            self.left.emit()
            self.deleteLater()
