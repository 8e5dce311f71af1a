"""Merges what came back with what the office has, cell by cell, from what both started with.

A cell is one value that one person types: a mark, a remark, a rating. A cell that is missing holds
nothing, as one that was emptied does; so to empty a cell is a change like any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Value = str | int | bool | None
"""What a cell holds; None where it holds nothing."""

Cells = Mapping[str, Value]
"""Values by the pack's own names for its cells."""


class Verdict(StrEnum):
    """What the merge makes of a cell; the value is how it is called on the screen."""

    UNCHANGED = "Unchanged"
    TAKEN = "Taken"
    KEPT = "Kept"
    SAME = "Same"
    CLASH = "Clash"


@dataclass(frozen=True, slots=True)
class MergedCell:
    """One cell at its three places: as it was sent out, at the office now, and as it came back."""

    key: str
    base: Value
    office: Value
    away: Value

    @property
    def verdict(self) -> Verdict:
        """What becomes of the cell without anybody's choice; a clash leaves the office's value."""
        here, there = not _alike(self.base, self.office), not _alike(self.base, self.away)
        if _alike(self.office, self.away):
            return Verdict.SAME if here else Verdict.UNCHANGED
        if not there:
            return Verdict.KEPT
        return Verdict.CLASH if here else Verdict.TAKEN

    @property
    def merged(self) -> Value:
        """The value after the merge, as long as nobody has chosen between two that clash."""
        return self.away if self.verdict is Verdict.TAKEN else self.office


def merge(base: Cells, office: Cells, away: Cells) -> tuple[MergedCell, ...]:
    """Return every cell that any of the three has, in the order of their names."""
    return tuple(
        MergedCell(key, base.get(key), office.get(key), away.get(key))
        for key in sorted({*base, *office, *away})
    )


def _alike(one: Value, other: Value) -> bool:
    """Whether two cells hold the same; to Python, True is 1, and to a marker it is not."""
    return type(one) is type(other) and one == other
