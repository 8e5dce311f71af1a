"""What can be printed and exported of a round, and how menus and the palette put it.

Nothing here needs the reports themselves, which are slow to import.
"""

from collections.abc import Mapping

PAPERS: Mapping[str, str] = {
    "sheet": "Group lists on one sheet",
    "sheet-photos": "Group lists with photos",
    "pages": "One page per group",
    "pages-photos": "One page per group, with photos",
    "badges": "Name badges",
    "score": "Score card with its proof",
    "meetings": "Who has met whom",
}
"""What can be printed, and how the menu puts it."""

EXPORTS: Mapping[str, str] = {
    "workbook": "Workbook with score card (.xlsx)",
    "table": "Table of people (.csv)",
    "moodle-groups": "Groups for Moodle (.csv)",
    "moodle-members": "Members for Moodle (.csv)",
    "meetings": "Who has met whom (.xlsx or .csv)",
}
"""What can be saved, and how the menu puts it."""

OF_BOARD = frozenset({"score", "meetings"})
"""What is not of one version: a score card is of the groups as they stand."""

PRINT_COMMANDS: Mapping[str, str] = {
    f"Print {words[0].lower()}{words[1:]}…": paper for paper, words in PAPERS.items()
}
EXPORT_COMMANDS: Mapping[str, str] = {
    f"Export {words[0].lower()}{words[1:]}…": kind for kind, words in EXPORTS.items()
}
"""What the palette offers."""


def of_version(choices: Mapping[str, str]) -> dict[str, str]:
    """Return what can be printed or saved of a published version."""
    return {key: words for key, words in choices.items() if key not in OF_BOARD}
