"""What is said of a repair: what it does, what it costs against the others, what is proven."""

from collections.abc import Sequence

from cohort_desk.domain.forming.repairs.repair import Repair
from cohort_desk.domain.forming.words import names
from cohort_desk.domain.words import counted


def title(repair: Repair, dissolved: Sequence[str] = ()) -> str:
    """Return what a repair does: "Place 2 people and move 1", "Move 3 people, remove Group 5"."""
    placed, moved = len(repair.placed), len(repair.moves)
    parts: list[str] = []
    if placed:
        parts.append(f"place {counted(placed, 'person', 'people')}")
    if moved:
        parts.append(f"move {moved}" if placed else f"move {counted(moved, 'person', 'people')}")
    said = [" and ".join(parts)] if parts else []
    if repair.opened:
        said.append(f"add {counted(repair.opened, 'group', 'groups')}")
    if dissolved:
        said.append(f"remove {names(dissolved)}")
    told = ", ".join(said)
    return f"{told[:1].upper()}{told[1:]}"


def trade(repair: Repair, offered: Sequence[Repair]) -> str:
    """Return what more or fewer moves would change, in a sentence; "" if there is no choice."""
    if len(offered) == 1:
        return ""
    first, best = offered[0], min(offered, key=lambda one: one.change)
    gain = first.change - repair.change
    if repair is first:
        behind = repair.change - best.change
        fewest = "The fewest moves" if repair.moves else "Nobody has to move"
        if not behind:
            return f"{fewest}, and no offer is better."
        return f"{fewest}; {_points(behind)} worse than with {_moves(best)}."
    if gain <= 0:
        return "Keeps the groups that there are."
    return f"{_points(gain)} better than with {_moves(first)}."


def proof(repair: Repair, offered: Sequence[Repair]) -> str:
    """Return what is proven of a repair, in a sentence; "" where more moves were asked for."""
    of_which = _of_which(repair)
    if repair.fewest and not repair.moves:
        return "Nobody who has a group has to leave it."
    if repair.fewest and repair.best:
        return f"No repair{of_which} has fewer moves, and none with as many is better."
    if repair.fewest:
        return f"No repair{of_which} has fewer moves."
    same = [
        one for one in offered if (one.opened, one.dissolved) == (repair.opened, repair.dissolved)
    ]
    if repair is same[0]:
        return "No repair with fewer moves was found, which is not to say that there is none."
    return ""


def _of_which(repair: Repair) -> str:
    if repair.opened:
        return f" with {counted(repair.opened, 'more group', 'more groups')}"
    if repair.dissolved:
        return f" with {counted(len(repair.dissolved), 'group', 'groups')} fewer"
    return " of these groups"


def _points(points: int) -> str:
    return counted(points, "point", "points")


def _moves(repair: Repair) -> str:
    return counted(len(repair.moves), "move", "moves") if repair.moves else "no move"
