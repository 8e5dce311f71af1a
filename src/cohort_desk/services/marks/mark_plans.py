"""What an import of marks is made of: the rows of a sheet, and what each would do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from cohort_desk.domain.errors import EditedMeanwhile
from cohort_desk.services.marks.allotting import Occasion
from cohort_desk.services.marks.matching import Signs

FEEDBACK_AFTER = ": feedback"
"""How the heading of the feedback on one criterion ends."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a sheet of marks.

    Attributes:
        row: as the spreadsheet counts.
        mark: the cell with the mark for the whole; None if the sheet has no such column.
        maximum: out of how many, "" for 100.
        feedback: on the whole; None if the sheet has no such column.
        cells: the other columns by heading, among them those of the criteria.
    """

    row: int
    signs: Signs
    mark: str | None
    maximum: str
    feedback: str | None
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ImportWish:
    """Whose marks, of which sitting; `finish` makes final what is complete afterwards."""

    occasion: Occasion
    tutor_id: int
    finish: bool = False


class Outcome(Enum):
    """What becomes of a row; the values are what people read."""

    NEW = "New"
    CHANGED = "Changed"
    SAME = "Same"
    EMPTY = "Empty"
    CLASH = "Changed meanwhile"
    REFUSED = "Refused"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value that a row would set: `criterion_id` is None of what is on the whole."""

    what: str
    kind: str
    criterion_id: int | None
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What becomes of a row, and why; `cells` are the values that it would change."""

    row: int
    who: str
    submission_id: int | None
    outcome: Outcome
    reason: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkPlan:
    """What an import would do; nothing is written yet."""

    wish: ImportWish
    entries: tuple[Entry, ...]
    rows: tuple[PlannedRow, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many rows come to that."""
        return sum(row.outcome is outcome for row in self.rows)


class MarksMoved(EditedMeanwhile):
    """Marks were changed between the preview and the writing; nothing was written."""


def compared(row: PlannedRow, before: PlannedRow | None) -> PlannedRow:
    """Return a row as a clash if what it would write over is no longer what the user saw."""
    if before is None or row.outcome not in (Outcome.NEW, Outcome.CHANGED):
        return row
    old = {cell.what: cell.old for cell in before.cells}
    moved = [
        f"{cell.what} was {old[cell.what] or 'empty'}, is now {cell.old or 'empty'}."
        for cell in row.cells
        if cell.what in old and old[cell.what] != cell.old
    ]
    moved += [
        f"{cell.what} is now {cell.old or 'empty'}." for cell in row.cells if cell.what not in old
    ]
    if not moved and before.outcome is not Outcome.CLASH:
        return row
    return replace(row, outcome=Outcome.CLASH, reason=" ".join(moved) or before.reason)
