"""What the award rules are given, and what they answer."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction


class Outcome(Enum):
    """What may be decided on a module or an award; the values are what is kept."""

    PASSED = "pass"
    MERIT = "merit"
    DISTINCTION = "distinction"
    FAIL = "fail"
    COMPENSATED = "compensated"
    REFERRED = "referred"
    DEFERRED = "deferred"
    WITHHELD = "withheld"
    NOT_YET = "not_yet"


NAMES = {
    Outcome.PASSED: "Pass",
    Outcome.MERIT: "Merit",
    Outcome.DISTINCTION: "Distinction",
    Outcome.FAIL: "Fail",
    Outcome.COMPENSATED: "Compensated",
    Outcome.REFERRED: "Referred",
    Outcome.DEFERRED: "Deferred",
    Outcome.WITHHELD: "Withheld",
    Outcome.NOT_YET: "Not yet",
}
"""What people read for each outcome."""

CLASSES = (Outcome.DISTINCTION, Outcome.MERIT, Outcome.PASSED)
ON_MODULE = (
    Outcome.PASSED,
    Outcome.COMPENSATED,
    Outcome.REFERRED,
    Outcome.DEFERRED,
    Outcome.FAIL,
    Outcome.WITHHELD,
    Outcome.NOT_YET,
)
"""What may be decided on a module."""
ON_AWARD = (
    Outcome.PASSED,
    Outcome.MERIT,
    Outcome.DISTINCTION,
    Outcome.REFERRED,
    Outcome.DEFERRED,
    Outcome.FAIL,
    Outcome.WITHHELD,
    Outcome.NOT_YET,
)
"""What may be decided on an award."""
FOR_GOOD = frozenset({Outcome.PASSED, Outcome.COMPENSATED, Outcome.FAIL})
"""What a board decides on a module once and for all: another sitting does not overtake it."""


@dataclass(frozen=True, slots=True)
class ComponentFacts:
    """One candidate's standing in one assessment.

    `mark` is the last rung of the ladder, None where there is none; `unrounded` is that mark
    before the ladder's rounding rung, if it has one. `minimum` is the assessment's own least
    mark. `attempts` counts the sittings used, this one too, a deferred one not. `waiting` says
    why there is no mark, `held` why it may not be used; `deferred` is true where extenuating
    circumstances were accepted and the work is still to be done, `missed` where nothing was
    handed in and nothing can be any more.
    """

    key: int
    title: str
    weight: int
    mark: Decimal | None
    unrounded: Decimal | None = None
    minimum: Decimal | None = None
    attempts: int = 1
    waiting: str = ""
    held: str = ""
    deferred: bool = False
    missed: bool = False


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """One candidate's standing in one module; `decided` is what a board decided on it."""

    key: int
    code: str
    title: str
    credits: int
    level: int
    core: bool
    components: tuple[ComponentFacts, ...]
    decided: Outcome | None = None


@dataclass(frozen=True, slots=True)
class ModuleOutcome:
    """What the rules say of one module.

    `exact` is the mean of the components, `mark` what is compared with the pass mark. `retake`
    names the components to do again and `attempts_left` how often that is still allowed.
    """

    key: int
    code: str
    title: str
    credits: int
    level: int
    core: bool
    outcome: Outcome
    exact: Fraction | None
    mark: Decimal | None
    reasons: tuple[str, ...]
    retake: tuple[int, ...] = ()
    attempts_left: int = 0
    by_board: bool = False


@dataclass(frozen=True, slots=True)
class NearBoundary:
    """A boundary that the rounding rule decides; `level` is component, module or award."""

    level: str
    key: int | None
    title: str
    number: Decimal
    boundary: Decimal
    lifted: bool
    text: str


@dataclass(frozen=True, slots=True)
class CandidateOutcome:
    """What the rules propose for a candidate, with the reasons in sentences.

    `exact_mean` is the credit-weighted mean, `mean` what is compared with the classes; both are
    None while a module has no mark.
    """

    modules: tuple[ModuleOutcome, ...]
    exact_mean: Fraction | None
    mean: Decimal | None
    outcome: Outcome
    reasons: tuple[str, ...]
    credits: int
    credits_at_level: int
    near: tuple[NearBoundary, ...]
