"""What the palette offers of the groups page: words, and the command that each stands for."""

from collections.abc import Mapping

BOARD_COMMANDS: Mapping[str, str] = {
    "Move the selected people…": "move",
    "Swap the selected person…": "swap",
    "Lock or unlock the selected people": "lock",
    "Take the selected people out of their group": "remove",
    "Rename the current group": "rename",
    "Next broken rule": "next_broken",
    "Next person without a group": "next_unplaced",
    "Larger cards on the board": "closer",
    "Smaller cards on the board": "further",
    "Overview of all groups": "overview",
    "How good these groups are": "score",
    "Add group": "add_group",
}
"""What is done on the board, by what the palette calls it."""

PAGE_ACTIONS: tuple[str, ...] = ("Form groups", "Publish…", "Export…")
"""The page's own buttons."""

PALETTE: tuple[str, ...] = (*PAGE_ACTIONS, *BOARD_COMMANDS)
