"""What screens, paper and the command line know of a benefit and all that belongs to it.

Money is whole pence. A financial year is named by the calendar year in which it begins.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cohort_desk.domain.savings.words import CASHABLE, Rung


@dataclass(frozen=True, slots=True)
class Officer:
    """Someone at an agency who owns benefits, claims or confirms them.

    `gone` says in words why they can no longer answer for it (left the post, the course or the
    agency), '' if they can.
    """

    id: int
    name: str
    post: str
    email: str
    agency_id: int
    agency: str
    participant_id: int | None
    left_on: date | None
    gone: str
    version: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A revision of what a benefit is projected or forecast to bring (`kind`).

    `pence` is a year's of a recurrent benefit, else the whole; `by_year` is what counts.
    `dated_on` is the day as of which it was given, which may be long before it was recorded.
    """

    id: int
    kind: str
    number: int
    pence: int
    first_year: int
    years: int
    by_year: tuple[tuple[int, int], ...]
    dated_on: date
    reason: str
    recorded_at: datetime
    recorded_by: str

    @property
    def total(self) -> int:
        """All years together, in pence."""
        return sum(pence for _year, pence in self.by_year)


@dataclass(frozen=True, slots=True)
class Cost:
    """What an agency pays in a year towards a benefit; only costs that count are given."""

    id: int
    year: int
    agency_id: int
    agency: str
    kind: str
    moved: bool
    pence: int
    note: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a benefit that is an agency's, in hundredths of a percent."""

    agency_id: int
    agency: str
    basis_points: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that shows what was claimed; its content is in the store by its SHA-256."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a claim, by whom, and how it reached the programme.

    The officer's name, post and agency are those of the day, whatever they are called by now.
    """

    id: int
    outcome: str
    pence: int
    grade: str
    reason: str
    officer: str
    officer_post: str
    officer_agency: str
    decided_on: date
    source: str
    recorded_at: datetime
    recorded_by: str


class ClaimState(StrEnum):
    """What has become of a claim; waiting and validated ones count on their pot."""

    WAITING = "waiting"
    VALIDATED = "validated"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of one period, with its evidence and every decision on it, the newest last.

    `validated_pence` is 0 unless the newest decision validates it. The claimant's name, post and
    agency are those of the day on which they claimed; `owner_id` is who owned the benefit then.
    """

    id: int
    benefit_id: int
    agency_id: int | None
    agency: str
    pot_id: int | None
    year: int
    from_on: date
    to_on: date
    claimed_on: date
    gross_pence: int
    moved_pence: int
    pence: int
    maturity: str
    grade: str
    effect: str
    note: str
    claimant: str
    claimant_post: str
    claimant_agency: str
    claimant_id: int
    owner_id: int | None
    validator: str
    validator_id: int
    replaces_id: int | None
    reason: str
    recorded_at: datetime
    recorded_by: str
    state: ClaimState
    evidence: tuple[Evidence, ...]
    decisions: tuple[Decision, ...]

    @property
    def validated_pence(self) -> int:
        """What its validator has confirmed."""
        return self.decisions[-1].pence if self.state is ClaimState.VALIDATED else 0


@dataclass(frozen=True, slots=True)
class Event:
    """An update, override, re-dating, removal, closing or settling, newest last in a list."""

    id: int
    kind: str
    value: str
    reason: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The status of a benefit: "green", "amber", "red" or "none" where there is no forecast.

    `computed` follows from the figures; `override` is somebody's, with a reason, "" without;
    `why` says in words what the computed one rests on.
    """

    computed: str
    override: str
    override_reason: str
    override_by: str
    why: str

    @property
    def shown(self) -> str:
        """The one that counts; both are always shown."""
        return self.override or self.computed


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """A benefit in a list. `alarms` are its oddities in words, such as an orphaned owner.

    `closing` is how it was closed ("delivered", "ended", "removed"), "" while it is open. The
    four sums are over all years; claimed ones are those that wait or are validated.
    """

    id: int
    title: str
    project_id: int
    project: str
    cohort_id: int
    cohort: str
    type: str
    recurrent: bool
    basis: str
    approximate: bool
    rung: Rung
    projected: int
    forecast: int
    claimed: int
    validated: int
    first_year: int
    owner: str
    validator: str
    pot: str
    agencies: tuple[str, ...]
    status: Judged
    closing: str
    update_due_on: date | None
    alarms: tuple[str, ...]
    version: int

    @property
    def counts_in_headline(self) -> int:
        """What of it the headline counts: validated and cash-releasing, in pence."""
        return self.validated if self.type in CASHABLE else 0


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit with all that belongs to it; figures, claims and events oldest first."""

    line: BenefitLine
    quote: str
    page: str
    measure: str
    unit: str
    baseline_value: str
    baseline_on: date | None
    baseline_source: str
    target: str
    owner: Officer | None
    validator: Officer | None
    pot_id: int | None
    grade: int
    price_year: int | None
    deadweight: int
    displacement: int
    leakage: int
    substitution: int
    figures: tuple[Figure, ...]
    costs: tuple[Cost, ...]
    shares: tuple[Share, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    before_forecast: tuple[str, ...]
    before_claim: tuple[str, ...]

    def current(self, kind: str) -> Figure | None:
        """The figure of a kind ("projected" or "forecast") that counts, None before the first."""
        of_kind = [figure for figure in self.figures if figure.kind == kind]
        return of_kind[-1] if of_kind else None
