"""What the palette offers of Set-up: words, and the command of the recipe menu for each."""

from collections.abc import Mapping

SET_UP_COMMANDS: Mapping[str, str] = {
    "Save the settings as a recipe…": "save",
    "Manage recipes…": "manage",
    "Import settings or rules from a file…": "import",
    "Export settings and rules to a file…": "export",
    "Save a template for settings and rules…": "template",
}
