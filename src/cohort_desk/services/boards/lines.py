"""A board's sheet as values: what screens, papers and the command line show of a candidate."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from cohort_desk.domain.awards.facts import NAMES, NearBoundary, Outcome
from cohort_desk.domain.marks.ladder import Ladder
from cohort_desk.domain.marks.numbers import written_cut
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.services.boards.records import Board
from cohort_desk.services.boards.standing import Decision


class Flag(Enum):
    """What a board looks at in a candidate; the values are what the filters are called."""

    FAIL = "Fail"
    NEAR = "Near a boundary"
    MODERATED = "Moderated"
    LATE = "Late"
    HELD = "Held"


@dataclass(frozen=True, slots=True)
class SheetMark:
    """One candidate's mark for one assessment, and the ladder that leads to it.

    `mark` has the board's amendment in it, `decision` says of it; `attempts` are those used.
    """

    assessment_id: int
    title: str
    mark: Decimal | None
    ladder: Ladder
    sitting: int
    attempts: int
    group: str
    late: bool
    held: str
    deferred: bool
    moderated: bool
    decision: Decision | None

    @property
    def written(self) -> str:
        """The mark as it is printed."""
        return "–" if self.mark is None else written_cut(self.mark)


@dataclass(frozen=True, slots=True)
class SheetModule:
    """One candidate's module: its mark, what the rules propose, and what the board decided."""

    module_id: int
    code: str
    title: str
    credits: int
    core: bool
    mark: Decimal | None
    proposed: Outcome
    reasons: tuple[str, ...]
    decision: Decision | None
    retake: tuple[int, ...]
    marks: tuple[SheetMark, ...]

    @property
    def outcome(self) -> str:
        """What holds, in words: the board's decision, or else the proposal."""
        return self.decision.words if self.decision else NAMES[self.proposed]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One candidate before a board."""

    participant_id: int
    candidate: str
    name: str
    modules: tuple[SheetModule, ...]
    mean: Decimal | None
    exact_mean: Decimal | None
    credits: int
    attendance: Decimal | None
    proposed: Outcome
    reasons: tuple[str, ...]
    near: tuple[NearBoundary, ...]
    decision: Decision | None
    flags: frozenset[Flag]

    @property
    def outcome(self) -> str:
        """What holds, in words: the board's decision, or else the proposal."""
        return self.decision.words if self.decision else NAMES[self.proposed]

    @property
    def departs(self) -> bool:
        """Whether the board decided otherwise than the rules propose now."""
        return self.decision is not None and self.decision.outcome != self.proposed.value


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A module of the sheet, and the titles of its assessments."""

    module_id: int
    code: str
    title: str
    credits: int
    assessments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A board's sheet, in the order of candidate numbers, or of names if it is not anonymous."""

    programme: str
    cohort: str
    board: Board | None
    rules: Regulations
    anonymous: bool
    modules: tuple[SheetColumn, ...]
    lines: tuple[SheetLine, ...]

    @property
    def near(self) -> tuple[SheetLine, ...]:
        """Everybody whose class or pass the rounding rule decides."""
        return tuple(line for line in self.lines if line.near)
