"""What a mark ladder is made of: its rungs, and all that is recorded of a mark."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from cohort_desk.domain.marks.rubric import CriterionValue, marker_mark
from cohort_desk.domain.regulations.late import Lateness
from cohort_desk.domain.regulations.rules import PeerMode, PenaltyKind

PLACES = 4
"""Decimal places to which a ladder writes the marks between its first and its last rung."""


class RungKind(Enum):
    """The rungs, in the order in which they are climbed; the values are what people read."""

    CRITERIA = "Criterion marks"
    MARKER = "Marker’s mark"
    AGREED = "Agreed mark"
    PEER = "Peer-adjusted mark"
    PEER_PENALTY = "Penalty for not rating"
    LATE = "Late penalty"
    CAP = "Referral cap"
    ROUNDING = "Rounding"
    BOARD = "Board mark"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: the mark before and after it, the rule and its clause, and the rule's numbers.

    `after` is None where the rung gives no mark yet.
    """

    kind: RungKind
    title: str
    before: Decimal | None
    after: Decimal | None
    rule: str
    clause: str
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MarkerInput:
    """What one marker gave: `role` is first, second or third; `direct` counts without criteria."""

    role: str
    criteria: tuple[CriterionValue, ...]
    direct: Decimal | None
    final: bool

    @property
    def mark(self) -> Decimal | None:
        """The marker's mark, unrounded; None while something is missing."""
        return marker_mark(self.criteria) if self.criteria else self.direct


@dataclass(frozen=True, slots=True)
class Settled:
    """A mark that markers or their lead settled on, and why."""

    value: Decimal
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class PeerInput:
    """What a member's peers make of the agreed mark (section 5 of the marking rules).

    `preliminary` is the mark after the ratings and `penalised` after the penalty for not rating;
    `override` is a tutor's own figure, with its reason.
    """

    mode: PeerMode
    weighting: Decimal
    factor: Decimal
    preliminary: Decimal
    penalised: Decimal
    rated: bool
    penalty_kind: PenaltyKind
    penalty: Decimal
    override: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LadderInputs:
    """All that is recorded for one person and one assessment.

    `allotted` are the roles that tutors have, begun or not. `peer` is None without a peer round;
    while `peers_open`, its ratings are still being gathered. `lateness` is None if in time;
    `waived` says why lateness does not count. `capped` is true of a referral.
    """

    markers: tuple[MarkerInput, ...]
    markers_needed: int
    settled: Settled | None = None
    allotted: frozenset[str] = frozenset()
    peers_open: bool = False
    peer: PeerInput | None = None
    lateness: Lateness | None = None
    waived: str = ""
    capped: bool = False
