"""What merging a returned pack will do, cell by cell, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cohort_desk.domain.packs.contents import PackKind, Returned
from cohort_desk.domain.packs.merging import Value
from cohort_desk.domain.packs.words import CellKind, cell_words


class Outcome(StrEnum):
    """What becomes of a cell; the value is how it is called on the screen."""

    TAKEN = "Taken"
    KEPT = "Kept"
    SAME = "Same"
    CLASH = "Clash"
    REFUSED = "Refused"


@dataclass(frozen=True, slots=True)
class CellAbout:
    """Where a cell belongs, in words: the work, what it was handed in for, and what it says."""

    where: str
    of: str
    what: str
    kind: CellKind


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One cell on which the pack as sent, the office and the return do not all agree.

    `reason` says why it is refused or kept; `typed` is what stood in a sheet and is no value.
    """

    key: str
    about: CellAbout
    base: Value
    office: Value
    away: Value
    outcome: Outcome
    reason: str = ""
    typed: str = ""

    @property
    def shown(self) -> tuple[str, str, str]:
        """The values as they are read: as sent out, at the office, as it came back."""
        base, office, away = (
            cell_words(self.about.kind, value) for value in (self.base, self.office, self.away)
        )
        return base, office, self.typed or away


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging does.

    Attributes:
        pack_id: the row of the pack.
        kind: of the pack.
        reader: whose pack it is.
        made_at: when it went out.
        returned: what came back.
        rows: the cells that differ anywhere, in the order of the pack.
        unchanged: how many cells nobody has touched.
        merged_before: when a return of this pack was merged last, None if none has been.
        known_since: when this very file was merged, None if it has not been.
    """

    pack_id: int
    kind: PackKind
    reader: str
    made_at: datetime
    returned: Returned
    rows: tuple[MergeRow, ...]
    unchanged: int
    merged_before: datetime | None
    known_since: datetime | None

    @property
    def clashes(self) -> tuple[MergeRow, ...]:
        """The cells that were changed in different ways."""
        return tuple(row for row in self.rows if row.outcome is Outcome.CLASH)

    @property
    def anything(self) -> bool:
        """Whether merging would change anything, or could."""
        return any(row.outcome in {Outcome.TAKEN, Outcome.CLASH} for row in self.rows)

    def count(self, outcome: Outcome) -> int:
        """Return how many cells have an outcome."""
        return sum(row.outcome is outcome for row in self.rows)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge has done: cells written, clashes settled and left, cells refused."""

    reader: str
    taken: int
    settled: int
    left: int
    refused: int
    step_id: int | None


Choices = Mapping[str, Value]
"""Of cells that clash, by their keys: the value that was chosen or typed."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the office has now of a pack's cells, and what stands against changing them.

    Attributes:
        cells: the office's values.
        about: of every cell that the pack has, where it belongs; in the order of the pack.
        refusals: by cell, why it cannot be changed, in a sentence.
    """

    cells: Mapping[str, Value]
    about: Mapping[str, CellAbout]
    refusals: Mapping[str, str] = field(default_factory=dict[str, str])
