"""What all savings together come to, as screen, paper and command line show it.

Money is whole pence; a financial year is named by the calendar year in which it begins. Every
table of a portfolio adds up to its total to the penny: the years, the agencies (those without
shares stand under none), the projects and the cohorts, on each rung.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cohort_desk.domain.savings.words import Rung

CASH, NON_CASHABLE, THIRD_PARTY = "cash", "non_cashable", "third_party"
KINDS = {
    CASH: "Cash-releasing",
    NON_CASHABLE: "Non-cashable",
    THIRD_PARTY: "Third parties",
}
"""Kinds of saving that are never added to each other; cash is both cashable types."""


@dataclass(frozen=True, slots=True)
class Rungs:
    """Pence on each rung of the ladder."""

    projected: int = 0
    forecast: int = 0
    claimed: int = 0
    validated: int = 0

    def at(self, rung: Rung) -> int:
        """Return what is on a rung."""
        return (self.projected, self.forecast, self.claimed, self.validated)[rung - 1]

    @property
    def total(self) -> int:
        """All rungs together; of use only where each pound stands on one of them."""
        return self.projected + self.forecast + self.claimed + self.validated


@dataclass(frozen=True, slots=True)
class Money:
    """What lines of one kind come to.

    Attributes:
        reached: each rung's sum. A line is on its rung and on all below, so they overlap.
        standing: each pound once, on the furthest rung it has reached: validated; claimed and
            waiting; forecast but not claimed yet; projected by lines without a forecast.
        costs: by the rung that the line they belong to has reached; each pound once.
        spent: what of the costs falls into financial years up to the present one.
        already_off: running costs of net lines, which their figures have taken off already and
            which are therefore no part of `costs`.
    """

    reached: Rungs = Rungs()
    standing: Rungs = Rungs()
    costs: Rungs = Rungs()
    spent: int = 0
    already_off: int = 0

    @property
    def expected(self) -> int:
        """All that the lines bring if it all comes true: validated, waiting and to come."""
        return self.standing.total

    @property
    def invested(self) -> int:
        """All costs that count."""
        return self.costs.total

    @property
    def net(self) -> int:
        """What is validated less what is spent; below nothing, somebody has paid for others.

        Money that is only claimed, forecast or projected is told beside it and never added in.
        """
        return self.standing.validated - self.spent


@dataclass(frozen=True, slots=True)
class Sums:
    """The three kinds of saving beside each other, never added up."""

    cash: Money = Money()
    non_cashable: Money = Money()
    third_party: Money = Money()

    def of(self, kind: str) -> Money:
        """Return the sums of a kind, a key of `KINDS`."""
        return {CASH: self.cash, NON_CASHABLE: self.non_cashable, THIRD_PARTY: self.third_party}[
            kind
        ]


@dataclass(frozen=True, slots=True)
class TypeSum:
    """A type of benefit in the funnel; `lines_at` counts the lines on each rung or above."""

    type: str
    lines: int
    lines_at: tuple[int, ...]
    money: Money


@dataclass(frozen=True, slots=True)
class YearSum:
    """A financial year. Costs are those of that year."""

    year: int
    sums: Sums


@dataclass(frozen=True, slots=True)
class AgencySum:
    """What an agency invests and saves; without an id, what has no shares yet."""

    agency_id: int | None
    agency: str
    lines: int
    sums: Sums


@dataclass(frozen=True, slots=True)
class ProjectSum:
    """What a project's lines come to."""

    project_id: int
    project: str
    cohort_id: int
    cohort: str
    lines: int
    sums: Sums


@dataclass(frozen=True, slots=True)
class CohortSum:
    """What a cohort's lines come to."""

    cohort_id: int
    cohort: str
    lines: int
    sums: Sums


@dataclass(frozen=True, slots=True)
class EvidenceSum:
    """The live claims of a kind whose evidence has a grade: the validator's, else the claim's.

    `waiting` is what of the claimed pence has not been decided on.
    """

    kind: str
    grade: str
    claims: int
    claimed: int
    validated: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Realisation:
    """Cash-releasing savings validated of those projected, in the financial years that have ended.

    `rate` is a proportion; None where nothing was projected for such a year.
    """

    projected: int
    validated: int
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many outcomes of a kind without money (strategy, service, network) have a status."""

    kind: str
    status: str
    count: int


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """An outcome without money worth naming beside the money."""

    id: int
    project_id: int
    project: str
    kind: str
    description: str
    status: str
    confirmed_by: str
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class Alarms:
    """How many lines want somebody's attention, for each reason; `waiting` counts claims."""

    orphaned: int = 0
    overdue: int = 0
    unsustained: int = 0
    unsettled: int = 0
    waiting: int = 0
    full_pots: int = 0


@dataclass(frozen=True, slots=True)
class Removed:
    """Lines that were removed: they count nowhere, and are told aside."""

    lines: int = 0
    projected: int = 0


@dataclass(frozen=True, slots=True)
class FellShort:
    """Closed lines of a kind that did not reach their figure, and by how much together.

    Nothing of them is still to come, so it is no part of any other sum.
    """

    kind: str
    lines: int
    pence: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything that is told of savings at large, of one cohort or of all (no id).

    Attributes:
        cohort_id: whose savings these are; None of all cohorts.
        cohort: its name; "" of all.
        today: the day that "to date", overdue and the like go by.
        year: the financial year of that day.
        year_starts_month: in which financial years begin.
        lines: how many lines count; removed ones do not.
        approximate: how many of these have a figure that is not settled ("about").
        total: what they come to.
        types: the funnel, one entry for each type of benefit, in the order of `words.TYPES`.
        years: without gaps, from the first with money to the last.
        agencies: the largest first; whoever has no shares yet last.
        projects: the largest first.
        cohorts: in the order of their creation.
        evidence: three grades of each kind.
        realisation: validated of projected, to date.
        at_risk: cash that was to come by the end of the present financial year and has not been
            validated, with this year's pressures (see `services.savings.portfolio`).
        statuses: how many open lines are green, amber, red or have no forecast ("none").
        outcomes: how many outcomes without money there are, by kind and status.
        told: those outcomes that are named, confirmed ones first.
        alarms: what wants attention.
        removed: told aside.
        fell_short: told aside; kinds of which no closed line fell short are left out.
    """

    cohort_id: int | None
    cohort: str
    today: date
    year: int
    year_starts_month: int
    lines: int
    approximate: int
    total: Sums
    types: tuple[TypeSum, ...]
    years: tuple[YearSum, ...]
    agencies: tuple[AgencySum, ...]
    projects: tuple[ProjectSum, ...]
    cohorts: tuple[CohortSum, ...]
    evidence: tuple[EvidenceSum, ...]
    realisation: Realisation
    at_risk: int
    statuses: tuple[tuple[str, int], ...]
    outcomes: tuple[OutcomeCount, ...]
    told: tuple[OutcomeLine, ...]
    alarms: Alarms
    removed: Removed
    fell_short: tuple[FellShort, ...] = ()

    @property
    def headline(self) -> int:
        """Validated and cash-releasing only, in pence; nothing else is ever added to it."""
        return self.total.cash.reached.validated
