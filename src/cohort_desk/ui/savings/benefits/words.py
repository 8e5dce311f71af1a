"""Benefits as rows of a list, in the words that screen and sheet share; and which are wanted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.names import folded
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.closing import closed_words
from cohort_desk.domain.savings.money import about, pounds
from cohort_desk.domain.savings.status import STATUSES
from cohort_desk.domain.savings.words import BASES, CASHABLE, CLOSINGS, TYPES, Rung
from cohort_desk.exchange.tables_out import TableOut, Value
from cohort_desk.services.savings.shapes import BenefitLine, Judged
from cohort_desk.ui.kit.tokens import ToneName

STATUS_TONES: dict[str, ToneName] = {
    "green": "success",
    "amber": "warning",
    "red": "danger",
    "none": "neutral",
}
RUNG_TONES: dict[Rung, ToneName] = {
    Rung.PROJECTED: "neutral",
    Rung.FORECAST: "neutral",
    Rung.CLAIMED: "accent",
    Rung.VALIDATED: "success",
}
SHORT_TYPES = {
    "cashable_spend": "Spend",
    "cashable_income": "Income",
    "non_cashable": "Non-cashable",
    "third_party": "Third parties",
}
OPEN, ALARMED = "open", "alarmed"
CLOSED = {**CLOSINGS, "removed": "Removed"}
HEADINGS = (
    *("Benefit", "Project", "Cohort", "Type", "Every year", "Gross or net", "State"),
    *("Projected £", "Approximate", "Forecast £", "Claimed £", "Validated £", "Headline £"),
    *("First year", "Status", "Computed status", "Override’s reason", "Owner", "Validator", "Pot"),
    *("Agencies", "Update due", "Closed as", "Alarms"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which benefits a list shows; an empty choice of a kind wants all of it."""

    text: str = ""
    types: frozenset[str] = frozenset()
    rungs: frozenset[Rung] = frozenset()
    statuses: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    project_id: int | None = None
    years: frozenset[int] = frozenset()

    def has(self, line: BenefitLine, years_of_line: frozenset[int] = frozenset()) -> bool:
        """Say whether a benefit is among them; every word begins some word of what is shown.

        Args:
            line: the benefit.
            years_of_line: the financial years in which it has any amount.
        """
        own = folded(
            " ".join((line.title, line.project, line.owner, line.validator, line.pot))
        ).split()
        words = folded(self.text).split()
        return (
            all(any(mine.startswith(word) for mine in own) for word in words)
            and (not self.types or line.type in self.types)
            and (not self.rungs or line.rung in self.rungs)
            and (not self.statuses or line.status.shown in self.statuses)
            and (not self.agencies or bool(self.agencies.intersection(line.agencies)))
            and (not self.states or bool(self.states & states_of(line)))
            and self.project_id in (None, line.project_id)
            and (not self.years or bool(self.years & years_of_line))
        )


@dataclass(slots=True)
class Sums:
    """What lines of one kind come to on each rung, in pence."""

    lines: int = 0
    projected: int = 0
    forecast: int = 0
    claimed: int = 0
    validated: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of what is shown. The kinds stand beside each other and are never added up."""

    cash: Sums = field(default_factory=Sums)
    non_cashable: Sums = field(default_factory=Sums)
    third_party: Sums = field(default_factory=Sums)
    removed: int = 0


_ENDINGS = {"delivered": "Delivered", "ended": "Ended", "removed": "Removed"}


def totals(lines: Iterable[BenefitLine]) -> Totals:
    """Return the sums of these benefits; removed ones count nowhere."""
    kept: list[BenefitLine] = []
    removed = 0
    for line in lines:
        if line.closing == "removed":
            removed += 1
        else:
            kept.append(line)
    found = Totals(removed=removed)
    kinds = {"non_cashable": found.non_cashable, "third_party": found.third_party}
    for line in kept:
        sums = found.cash if line.type in CASHABLE else kinds[line.type]
        sums.lines += 1
        sums.projected += line.projected
        sums.forecast += line.forecast
        sums.claimed += line.claimed
        sums.validated += line.validated
    return found


def states_of(line: BenefitLine) -> frozenset[str]:
    """Return which of the filters "open", "alarmed" and how it was closed find a benefit."""
    return frozenset({line.closing or OPEN, *((ALARMED,) if line.alarms else ())})


def projected(line: BenefitLine) -> str:
    """Return what a benefit is projected to bring, all years together."""
    return about(line.projected, approximate=line.approximate)


def amount(pence: int) -> str:
    """Return an amount of a list's cell; nothing where there is none."""
    return pounds(pence) if pence else ""


def status_words(judged: Judged) -> str:
    """Return the status that counts, and beside an override what it was computed as."""
    if not judged.override:
        return STATUSES[judged.computed]
    return f"{STATUSES[judged.override]} by override (computed {STATUSES[judged.computed].lower()})"


def short_status(line: BenefitLine) -> str:
    """Return the status for a narrow cell; of a closed benefit only how it ended."""
    if line.closing:
        return _ENDINGS[line.closing]
    judged = line.status
    told = "No forecast" if judged.shown == "none" else STATUSES[judged.shown]
    return f"{told} (not {STATUSES[judged.computed].lower()})" if judged.override else told


def closed_as(line: BenefitLine) -> str:
    """Return how a benefit was closed, with what it fell short by; "" while it is open."""
    return closed_words(line.closing, line.forecast or line.projected, line.validated)


def alarm_words(line: BenefitLine) -> str:
    """Return what is odd about a benefit."""
    return ", ".join(line.alarms)


def as_table(lines: Sequence[BenefitLine], starts_month: int) -> TableOut:
    """Return a sheet of these benefits: amounts are pounds as numbers, summed by nobody."""
    return TableOut("Benefits", HEADINGS, [_cells(line, starts_month) for line in lines], 1)


def _cells(line: BenefitLine, starts_month: int) -> tuple[Value, ...]:
    due = written_date(line.update_due_on) if line.update_due_on else ""
    return (
        *(line.title, line.project, line.cohort, TYPES[line.type]),
        *("Yes" if line.recurrent else "No", BASES[line.basis], line.rung.words),
        *(_number(line.projected), "about" if line.approximate else ""),
        *map(_number, (line.forecast, line.claimed, line.validated, line.counts_in_headline)),
        *(years.words(line.first_year, starts_month), STATUSES[line.status.shown]),
        *(STATUSES[line.status.computed], line.status.override_reason),
        *(line.owner, line.validator, line.pot, ", ".join(line.agencies), due),
        *(closed_as(line), alarm_words(line)),
    )


def _number(pence: int) -> Value:
    return pence // 100 if pence % 100 == 0 else pence / 100
