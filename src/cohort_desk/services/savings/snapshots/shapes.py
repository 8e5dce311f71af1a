"""What a report on savings says: shapes of its own, kept as JSON for as long as the programme is.

They are apart from what screens show, for those change as screens do, and a report that was made
years ago must still be read as it was made. A field added later needs a default. Money is whole
pence, a financial year is named by the calendar year in which it begins. Nobody's address is kept.
"""

from dataclasses import dataclass
from datetime import date

from cohort_desk.domain.savings.appraisal import Appraisal
from cohort_desk.domain.savings.rates import RateTable
from cohort_desk.domain.savings.realisation import Factor
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.domain.savings.words import Rung
from cohort_desk.services.savings.portfolio.shapes import Portfolio, Rungs, Sums
from cohort_desk.services.savings.shapes import ClaimState


@dataclass(frozen=True, slots=True)
class Setting:
    """Whose report it is, and the day that it tells of; `cohort` is "" of all."""

    programme: str
    organisation: str
    cohort: str
    on: date


@dataclass(frozen=True, slots=True)
class Method:
    """What the figures were reckoned with.

    `factor` is the programme's own, None while no line has closed; `offered` says whether enough
    have, `used` whether it stands in place of the scale; `factors` has it by cohort.
    """

    rates: RateTable
    settings: SavingsSettings
    factor: Factor | None
    offered: bool
    used: bool
    factors: tuple[tuple[str, Factor], ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Who answers for something."""

    name: str
    post: str
    agency: str


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """The figure of a kind that counts: a year's `pence` of a recurrent benefit, else the whole."""

    pence: int
    total: int
    first_year: int
    years: int
    recorded_on: date


@dataclass(frozen=True, slots=True)
class ToldFile:
    """A file of evidence."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim, and who decided what on it; `agency` is "" where the shares say whose it is.

    `decided` is the newest decision's outcome, a key of `words.DECISIONS`, "" while it waits.
    `counts` is false of one from before the first year of a line that was re-dated.
    """

    id: int
    agency: str
    from_on: date
    to_on: date
    year: int
    pence: int
    state: ClaimState
    maturity: str
    grade: str
    effect: str
    claimant: Person
    validator: Person
    evidence: tuple[ToldFile, ...]
    decided: str = ""
    validated: int = 0
    decided_by: Person | None = None
    decided_on: date | None = None
    decided_grade: str = ""
    reason: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class ToldShare:
    """An agency's part of a line, in hundredths of a percent."""

    agency: str
    basis_points: int


@dataclass(frozen=True, slots=True)
class ToldCost:
    """What an agency pays in a year; a `moved` cost was another agency's before."""

    year: int
    agency: str
    kind: str
    moved: bool
    pence: int


@dataclass(frozen=True, slots=True)
class ToldUpdate:
    """Something that was recorded of a line beside its money, such as an update."""

    kind: str
    value: str
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class Worth:
    """What a line is worth over its life.

    `confidence` says in words what was taken off benefits and put on costs, and why; `notes` what
    a reader has to know beside that, such as which year is not discounted.
    """

    appraisal: Appraisal
    confidence: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A benefit as a report tells it. The sums on the rungs are over all its years.

    `closing` is how it was closed ("delivered", "ended", "removed"), "" while it is open;
    `status` is what was computed, `override` somebody's with `override_reason`.
    """

    id: int
    title: str
    project_id: int
    project: str
    cohort: str
    type: str
    recurrent: bool
    basis: str
    approximate: bool
    rung: Rung
    sums: Rungs
    projected: ToldFigure | None
    forecast: ToldFigure | None
    owner: Person | None
    validator: Person | None
    pot: str
    status: str
    status_why: str
    override: str
    override_reason: str
    closing: str
    quote: str
    page: str
    measure: str
    baseline: str
    target: str
    grade: int
    alarms: tuple[str, ...]
    shares: tuple[ToldShare, ...]
    costs: tuple[ToldCost, ...]
    claims: tuple[ToldClaim, ...]
    updates: tuple[ToldUpdate, ...]
    worth: Worth | None = None

    @property
    def shown_status(self) -> str:
        """The status that counts."""
        return self.override or self.status


@dataclass(frozen=True, slots=True)
class ToldOutcome:
    """An outcome without money: what it rests on, and who confirmed it."""

    id: int
    project: str
    cohort: str
    kind: str
    description: str
    status: str
    measure: str
    evidence: str
    files: tuple[ToldFile, ...]
    confirmed_by: Person | None
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on a claim: a line of what has come since the last report."""

    benefit: str
    project: str
    type: str
    outcome: str
    year: int
    pence: int
    claimed: int
    by: Person | None
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class PortfolioContent:
    """What the board's report says.

    Attributes:
        setting: whose report it is.
        portfolio: what all lines come to.
        method: what that was reckoned with.
        lines: the lines that are told one by one, the largest first.
        lines_left_out: how many lines are in the sums but not told one by one.
        attention: why somebody should look at a line: (benefit, project, why).
        outcomes: outcomes without money, confirmed ones first.
        since: the day of the report before this one, None of the first.
        decided: what was decided since then, or ever.
    """

    setting: Setting
    portfolio: Portfolio
    method: Method
    lines: tuple[ToldLine, ...]
    lines_left_out: int
    attention: tuple[tuple[str, str, str], ...]
    outcomes: tuple[ToldOutcome, ...]
    since: date | None
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """A line with what of it is an agency's.

    `reached` has what each rung has reached, `standing` each pound once, on its furthest rung.
    """

    line: ToldLine
    reached: Rungs
    standing: Rungs


@dataclass(frozen=True, slots=True)
class AgencyContent:
    """What an agency's page says: the lines that it shares in or pays for, and their sums."""

    setting: Setting
    agency: str
    sums: Sums
    lines: tuple[AgencyLine, ...]
    outcomes: tuple[ToldOutcome, ...]
    method: Method


@dataclass(frozen=True, slots=True)
class ProjectContent:
    """What a project's savings page says; `portfolio` is of its lines alone, without outcomes."""

    setting: Setting
    project: str
    group: str
    sponsor: str
    portfolio: Portfolio
    lines: tuple[ToldLine, ...]
    outcomes: tuple[ToldOutcome, ...]
    method: Method


Content = PortfolioContent | AgencyContent | ProjectContent
