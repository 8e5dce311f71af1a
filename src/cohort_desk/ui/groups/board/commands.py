"""What the palette offers of the groups page: words, and the command that each stands for."""

from collections.abc import Mapping

from cohort_desk.ui.groups.papers import EXPORT_COMMANDS, PRINT_COMMANDS
from cohort_desk.ui.groups.set_up.commands import SET_UP_COMMANDS

BOARD_COMMANDS: Mapping[str, str] = {
    "Move the selected people…": "move",
    "Swap the selected person…": "swap",
    "Lock or unlock the selected people": "lock",
    "Take the selected people out of their group": "remove",
    "Take out everybody who has withdrawn": "remove_withdrawn",
    "Why the selected person is here": "why",
    "Repair with the fewest moves…": "repair",
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

PAGE_ACTIONS: tuple[str, ...] = ("Form groups", "Publish…")
"""The page's own buttons."""

PALETTE: tuple[str, ...] = (
    *PAGE_ACTIONS,
    *PRINT_COMMANDS,
    *EXPORT_COMMANDS,
    *SET_UP_COMMANDS,
    *BOARD_COMMANDS,
)
