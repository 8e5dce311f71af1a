"""Claims as rows of a list, in the words that screen and sheet share; and which are wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.domain.names import folded
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.words import DECISIONS, EFFECTS, EVIDENCE, MATURITIES
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import TableOut, Value
from cohort_desk.services.savings.claims.inbox import Waiting
from cohort_desk.services.savings.shapes import Claim, ClaimState, Decision
from cohort_desk.ui.kit.tokens import ToneName

STATES = {
    ClaimState.WAITING: "Waiting",
    ClaimState.VALIDATED: "Validated",
    ClaimState.REJECTED: "Rejected",
    ClaimState.WITHDRAWN: "Withdrawn",
    ClaimState.REPLACED: "Corrected",
}
STATE_TONES: dict[ClaimState, ToneName] = {
    ClaimState.WAITING: "accent",
    ClaimState.VALIDATED: "success",
    ClaimState.REJECTED: "danger",
    ClaimState.WITHDRAWN: "neutral",
    ClaimState.REPLACED: "neutral",
}
GRADE_TONES: dict[str, ToneName] = {
    "sufficient": "success",
    "partial": "warning",
    "insufficient": "danger",
}
_KIB = 1024
SOURCES = {"screen": "", "form": "by a form", "command": "by the command line"}
_HEADINGS = (
    *("Benefit", "Project", "Cohort", "Agency", "State", "From", "To", "Gross £", "Moved £"),
    *("Claimed £", "Validated £", "Evidence", "Effect", "Maturity", "Claimant", "Validator"),
    *("Days waited", "Pot", "Pot’s baseline £", "Left in the pot £", "Evidence files", "Note"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims a list shows; an empty choice of a kind wants all of it."""

    text: str = ""
    states: frozenset[ClaimState] = frozenset()
    validators: frozenset[int] = frozenset()
    agencies: frozenset[str] = frozenset()

    def has(self, entry: Waiting) -> bool:
        """Say whether a claim is among them; every word begins some word of what is shown."""
        claim = entry.claim
        own = folded(
            f"{entry.benefit} {entry.project} {claim.claimant} {claim.validator} {claim.agency}"
        ).split()
        words = folded(self.text).split()
        return (
            all(any(mine.startswith(word) for mine in own) for word in words)
            and (not self.states or claim.state in self.states)
            and (not self.validators or claim.validator_id in self.validators)
            and (not self.agencies or bool(self.agencies & agencies_of(entry)))
        )


def agencies_of(entry: Waiting) -> frozenset[str]:
    """Return the agencies whose saving a claim is."""
    return frozenset({entry.claim.agency} if entry.claim.agency else entry.agencies)


def whose(entry: Waiting) -> str:
    """Return whose saving a claim is, as a cell says it."""
    return entry.claim.agency or "All, by their shares"


def period(claim: Claim) -> str:
    """Return the days that a claim is for."""
    return f"{written_date(claim.from_on)} to {written_date(claim.to_on)}"


def measured(value: str, unit: str) -> str:
    """Return a baseline's value with its unit, such as "£400,000 a year" or "1,200 checks".

    >>> measured("400000", "£ a year"), measured("1200", "checks"), measured("none", "")
    ('£400,000 a year', '1,200 checks', 'none')
    """
    try:
        number = f"{Decimal(value):,}"
    except InvalidOperation:
        number = value
    if unit.startswith("£"):
        return f"£{number} {unit.removeprefix('£').strip()}".strip()
    return f"{number} {unit}".strip()


def waited(entry: Waiting) -> str:
    """Return how long a claim has waited, or had, as a cell says it."""
    if entry.claim.state is ClaimState.WAITING and not entry.days:
        return "Today"
    return counted(entry.days, "day", "days")


def sums(entries: Sequence[Waiting]) -> str:
    """Return what the claims in sight come to, each state by itself."""
    told: list[str] = []
    for state, words in STATES.items():
        mine = [entry.claim for entry in entries if entry.claim.state is state]
        if not mine or state is ClaimState.REPLACED:
            continue
        validated = state is ClaimState.VALIDATED
        pence = sum(claim.validated_pence if validated else claim.pence for claim in mine)
        told.append(f"{words} {pounds(pence)}")
    return " · ".join(told)


def decision_words(decision: Decision) -> tuple[str, str]:
    """Return what was decided and how, for the history of a claim."""
    head = DECISIONS[decision.outcome]
    if decision.outcome == "validated":
        head += f" {pounds(decision.pence)}, evidence {EVIDENCE[decision.grade].lower()}"
    by = f"{decision.officer} of {decision.officer_agency}" if decision.officer else "the office"
    how = f", {SOURCES[decision.source]}" if SOURCES[decision.source] else ""
    told = f"{written_date(decision.decided_on)} by {by}{how}; recorded by {decision.recorded_by}"
    told += f" on {written_moment(decision.recorded_at)}."
    return head, f"{told} {decision.reason}".strip()


def size_words(size: int) -> str:
    """Return a file's size as people say it."""
    if size < _KIB:
        return f"{size:,} bytes"
    return f"{size / _KIB:,.0f} KB" if size < _KIB**2 else f"{size / _KIB**2:,.1f} MB"


def digest_words(sha256: str) -> str:
    """Return a digest in groups of eight, which a narrow panel can wrap."""
    groups = (sha256[at : at + 8] for at in range(0, len(sha256), 8))
    return f"SHA-256 {' '.join(groups)}"


def as_table(entries: Sequence[Waiting]) -> TableOut:
    """Return a sheet of these claims: amounts are pounds as numbers."""
    return TableOut("Claims", _HEADINGS, [_cells(entry) for entry in entries], 1)


def year_words(entry: Waiting, starts_month: int) -> str:
    """Return the financial year of a claim."""
    return years.words(entry.claim.year, starts_month)


def _cells(entry: Waiting) -> tuple[Value, ...]:
    claim, pot = entry.claim, entry.pot
    return (
        *(entry.benefit, entry.project, entry.cohort, whose(entry), STATES[claim.state]),
        *(claim.from_on.isoformat(), claim.to_on.isoformat()),
        *map(_number, (claim.gross_pence, claim.moved_pence, claim.pence, claim.validated_pence)),
        *(EVIDENCE[claim.grade], EFFECTS[claim.effect], MATURITIES[claim.maturity]),
        *(claim.claimant, claim.validator, entry.days),
        *((pot.name, _number(pot.baseline), _number(pot.left)) if pot else ("", None, None)),
        *(", ".join(file.name for file in claim.evidence), claim.note),
    )


def _number(pence: int) -> Value:
    return pence // 100 if pence % 100 == 0 else pence / 100
