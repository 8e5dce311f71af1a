"""The button with all that can be done with recipes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from cohort_desk.ui.kit.theme import Theme


class RecipeMenu(QPushButton):
    """Asks `wanted` for the names each time it opens; they come by `show_names`."""

    wanted = Signal()
    used = Signal(int)
    save_asked = Signal()
    manage_asked = Signal()
    import_asked = Signal()
    export_asked = Signal()
    template_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Recipe")
        self.setProperty("menu", True)
        self.setAutoDefault(False)
        self.setAccessibleDescription("Settings kept by name, and recipes in files")
        Theme.current().dress(self, "clipboard-check")
        menu = QMenu(self)
        self.names = menu.addMenu("Use a recipe")
        menu.addAction("Save as a recipe…", self.save_asked.emit)
        menu.addAction("Manage recipes…", self.manage_asked.emit)
        menu.addSeparator()
        menu.addAction("Import settings or rules from a file…", self.import_asked.emit)
        menu.addAction("Export settings and rules to a file…", self.export_asked.emit)
        menu.addAction("Save a template to fill in…", self.template_asked.emit)
        menu.aboutToShow.connect(self.wanted)
        self.setMenu(menu)

    def run(self, command: str) -> None:
        """Ask for what a command of the palette stands for."""
        {
            "save": self.save_asked,
            "manage": self.manage_asked,
            "import": self.import_asked,
            "export": self.export_asked,
            "template": self.template_asked,
        }[command].emit()

    def show_names(self, names: Sequence[tuple[int, str]]) -> None:
        """Offer these recipes, by id and name."""
        self.names.clear()
        for recipe_id, name in names:
            self.names.addAction(
                name.replace("&", "&&"), lambda chosen=recipe_id: self.used.emit(chosen)
            )
        self.names.setEnabled(bool(names))
        self.names.setTitle("Use a recipe" if names else "Use a recipe (none saved yet)")
