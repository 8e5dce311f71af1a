"""What a regulation set says, as data; marks are Decimals from 0 to 100, shares from 0 to 1.

The defaults are the office's own set for a UK postgraduate certificate (level 7); every field is
meant to be edited. Nothing in the code knows a number that stands here.
"""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import Enum


class Rounding(Enum):
    """What is compared with a boundary: the mark rounded half up to an integer, or as it is."""

    ROUND_THEN_COMPARE = "round_then_compare"
    NONE = "none"


class LateKind(Enum):
    """How lateness counts against a mark; each is one published scheme."""

    PERCENT_PER_DAY = "percent_per_day"
    """A share of the mark itself for each day."""
    POINTS_PER_DAY = "points_per_day"
    """Marks for each day."""
    POINTS_PER_24_HOURS = "points_per_24_hours"
    """Marks for each 24 hours begun."""
    CAPPED = "capped"
    """No more than the pass mark."""
    POINTS_THEN_CAP = "points_then_cap"
    """Marks, but not below the pass mark, within 24 hours; then no more than the pass mark."""
    NOT_ACCEPTED = "not_accepted"
    """Late work gets 0."""


class DayCount(Enum):
    """What a day of lateness is."""

    WORKING = "working"
    CALENDAR = "calendar"


class PeerMode(Enum):
    """Whether members rate themselves too."""

    PEER_ONLY = "peer_only"
    SELF_AND_PEER = "self_and_peer"


class Silence(Enum):
    """What stands for a member who rates nobody: equal ratings to all, or nothing."""

    FILL = "fill"
    CLASSIC = "classic"


class PenaltyKind(Enum):
    """What a member who rates nobody loses: a share of the mark, or marks."""

    PERCENT = "percent"
    POINTS = "points"


class Counted(Enum):
    """Which attempt counts where there are several."""

    LATEST = "latest"
    BETTER = "better"


@dataclass(frozen=True, slots=True)
class AwardRules:
    """Credits of the award, those needed at its level, and the marks of its classes."""

    credits: int = 60
    level: int = 7
    credits_at_level: int = 40
    passes: Decimal = Decimal(50)
    merit: Decimal = Decimal(60)
    distinction: Decimal = Decimal(70)


@dataclass(frozen=True, slots=True)
class ComponentRules:
    """The least mark that each component of a module must reach; None asks for none."""

    minimum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LateRules:
    """A scheme of penalties; `amount` is a share or marks by its kind.

    `window` is how many days (or, for schemes by the hour, hours) late work is taken at all;
    after that it gets 0. Until `cut_off` on a day, a submission counts for the day before.
    `closed` are days on which the office does not work beside weekends and bank holidays.
    """

    preset: str = "sheffield"
    kind: LateKind = LateKind.PERCENT_PER_DAY
    amount: Decimal = Decimal("0.05")
    window: int = 5
    days: DayCount = DayCount.WORKING
    cut_off: time = time(12)
    closed: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class AttemptRules:
    """How often an assessment may be tried, and at what a referral is capped."""

    most: int = 2
    cap: Decimal = Decimal(50)
    counts: Counted = Counted.BETTER


@dataclass(frozen=True, slots=True)
class CompensationRules:
    """When a module just failed is made good by the rest; a core module never is."""

    allowed: bool = False
    least: Decimal = Decimal(40)
    most_credits: int = 20
    mean: Decimal = Decimal(50)
    limits_to_pass: bool = True


@dataclass(frozen=True, slots=True)
class MarkingRules:
    """When two markers agree without more ado, and who may mark what."""

    most_apart: Decimal = Decimal(5)
    same_band: bool = True
    bands: tuple[Decimal, ...] = (Decimal(70), Decimal(60), Decimal(50), Decimal(40), Decimal(0))
    own_agency: bool = False
    """Whether a tutor may mark a group that has a member of the tutor's own agency."""


@dataclass(frozen=True, slots=True)
class ModerationRules:
    """What a sample holds: the largest of three sizes, and everything that asks for a look."""

    share: Decimal = Decimal("0.10")
    at_least: int = 10
    square_root: bool = True
    all_below: Decimal | None = Decimal(50)
    near: tuple[Decimal, ...] = (Decimal(50), Decimal(60), Decimal(70))
    within: Decimal | None = Decimal(2)
    one_per_band: bool = True


@dataclass(frozen=True, slots=True)
class PeerRules:
    """How peers' ratings change a group's mark unless a peer round says otherwise."""

    mode: PeerMode = PeerMode.PEER_ONLY
    silence: Silence = Silence.FILL
    weighting: Decimal = Decimal("0.5")
    penalty_kind: PenaltyKind = PenaltyKind.PERCENT
    penalty: Decimal = Decimal("0.10")
    justify: bool = True


@dataclass(frozen=True, slots=True)
class BoardRules:
    """How many members must be present, and what the board sees and asks."""

    quorum: int = 3
    anonymous: bool = True
    external: bool = True


@dataclass(frozen=True, slots=True)
class AttendanceRules:
    """The share of required sessions to attend for the award; None asks for none.

    Lateness counts as `late_counts` of a session; an excused session counts for neither side.
    """

    least: Decimal | None = None
    late_counts: Decimal = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Regulations:
    """One regulation set."""

    award: AwardRules = field(default_factory=AwardRules)
    components: ComponentRules = field(default_factory=ComponentRules)
    rounding: Rounding = Rounding.ROUND_THEN_COMPARE
    late: LateRules = field(default_factory=LateRules)
    attempts: AttemptRules = field(default_factory=AttemptRules)
    compensation: CompensationRules = field(default_factory=CompensationRules)
    marking: MarkingRules = field(default_factory=MarkingRules)
    moderation: ModerationRules = field(default_factory=ModerationRules)
    peers: PeerRules = field(default_factory=PeerRules)
    board: BoardRules = field(default_factory=BoardRules)
    attendance: AttendanceRules = field(default_factory=AttendanceRules)
