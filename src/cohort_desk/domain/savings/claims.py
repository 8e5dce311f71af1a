"""The rules of claims: what must stand before one is made, and what it may say.

Their source is section 1 of the specification of savings. A claim is refused by a sentence that
says what is wrong, where, and what to do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.parties import Party, check_validator
from cohort_desk.domain.savings.words import CASHABLE, EFFECTS, EVIDENCE, MATURITIES
from cohort_desk.domain.words import listed


@dataclass(frozen=True, slots=True)
class Line:
    """A benefit as far as claims rest on it.

    `closing` is how it was closed, "" while it is open; `first_year` is the forecast's, None
    without a forecast; `agencies` are those with a share, by id.
    """

    title: str
    type: str
    closing: str
    first_year: int | None
    baseline_value: str
    baseline_on: date | None
    baseline_source: str
    pot: str
    owner: Party | None
    agencies: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """A claim as it is entered; money is whole pence. It was made on `claimed_on`.

    `agency_id` is whose saving it is, None where the shares say; `files` counts the evidence.
    """

    agency_id: int | None
    from_on: date
    to_on: date
    claimed_on: date
    gross_pence: int
    moved_pence: int
    maturity: str
    grade: str
    effect: str
    claimant: Party
    validator: Party
    files: int

    @property
    def pence(self) -> int:
        """What is claimed: cost that moved to another agency is not saved."""
        return self.gross_pence - self.moved_pence


@dataclass(frozen=True, slots=True)
class Standing:
    """Another claim of the benefit that counts; `state` as a screen says it."""

    agency_id: int | None
    year: int
    from_on: date
    to_on: date
    moved_pence: int
    pence: int
    state: str


@dataclass(frozen=True, slots=True)
class Around:
    """What a claim is entered amid.

    `others` are the claims of the benefit that count, without one that this replaces;
    `moved_costs` is pence of the costs recorded as moved to another agency in the claim's year.
    """

    others: Sequence[Standing]
    moved_costs: int
    today: date
    starts_month: int


def stands_against(line: Line) -> tuple[str, ...]:
    """Return what a benefit lacks before anything can be claimed on it, as sentences."""
    found: list[str] = []
    if line.closing:
        how = "was removed" if line.closing == "removed" else "is closed"
        found.append(f"“{line.title}” {how}. Reopen it before anything is claimed on it.")
    if line.first_year is None:
        found.append(
            f"“{line.title}” has no forecast yet. Enter its forecast before the first claim."
        )
    baseline = {
        "value": line.baseline_value,
        "date": line.baseline_on,
        "source": line.baseline_source,
    }
    missing = [word for word, value in baseline.items() if not value]
    if missing:
        found.append(
            f"The baseline of “{line.title}” lacks its {listed(missing)}. Record what there was "
            "before, then claim."
        )
    if line.type in CASHABLE and not line.pot:
        found.append(
            f"“{line.title}” releases cash but names no pot. Choose the budget that it comes out "
            "of before the first claim."
        )
    return tuple(found)


def check_claim(line: Line, entered: Entered, around: Around) -> int:
    """Return the financial year of a claim that breaks no rule; its pot is checked by itself.

    Raises:
        RuleBroken: with the field to put right.
    """
    for sentence in stands_against(line):
        raise RuleBroken("benefit", sentence)
    _check_grounds(line, entered)
    _check_period(line, entered, around)
    check_validator(
        entered.validator,
        title=line.title,
        owner=line.owner,
        claimant=entered.claimant,
        on=around.today,
    )
    _check_agency(line, entered)
    _check_standing(line, entered, around)
    return years.year_of(entered.from_on, around.starts_month)


def _check_standing(line: Line, entered: Entered, around: Around) -> None:
    """Refuse a claim that other claims or recorded costs stand against.

    Raises:
        RuleBroken: nothing is left of it, a moved cost is not taken off, or it covers days that
            are claimed already.
    """
    _check_amount(entered)
    year = years.year_of(entered.from_on, around.starts_month)
    taken_off = sum(other.moved_pence for other in around.others if other.year == year)
    words = years.words(year, around.starts_month)
    check_moved(line.title, words, around.moved_costs, taken_off, entered)
    _check_overlap(line, entered, around.others)


def check_moved(
    title: str, year: str, moved_costs: int, taken_off: int, entered: Entered | None = None
) -> None:
    """Refuse where costs moved to another agency in a year are not all taken off its claims.

    Args:
        title: what the benefit is called.
        year: the financial year, in words.
        moved_costs: pence recorded as moved in that year.
        taken_off: pence that the other claims of the year take off.
        entered: the claim in question; None where one is withdrawn.

    Raises:
        RuleBroken: cost that moved would count as saved.
    """
    missing = moved_costs - taken_off - (entered.moved_pence if entered else 0)
    if missing <= 0:
        return
    recorded = (
        f"{pounds(moved_costs)} of cost moved to another agency in {year} through “{title}”, and "
        "cost that moves is not saved. "
    )
    if entered is None:
        raise RuleBroken(
            "moved",
            f"{recorded}This claim takes it off, and others of that year rest on that. Correct "
            "those first.",
        )
    raise RuleBroken(
        "moved",
        f"{recorded}Take off {pounds(entered.moved_pence + missing)} as moved, or correct the "
        "recorded cost.",
    )


def _check_grounds(line: Line, entered: Entered) -> None:
    if not entered.files:
        raise RuleBroken(
            "evidence",
            f"A claim on “{line.title}” needs evidence. Add at least one file that shows what was "
            "saved.",
        )
    if entered.grade not in EVIDENCE:
        raise RuleBroken(
            "grade", "Say how good the evidence is: sufficient, partial or insufficient."
        )
    if entered.maturity not in MATURITIES:
        raise RuleBroken(
            "maturity",
            "Say how settled the amount is: likely to change, may change or will not change.",
        )
    if entered.effect not in EFFECTS:
        raise RuleBroken("effect", "Say what became of the service: better, the same or worse.")
    if entered.effect == "worse":
        raise RuleBroken(
            "effect",
            "The service became worse, so this is not an efficiency and cannot be claimed on "
            f"“{line.title}”. Write it as an update of the benefit instead.",
        )


def _check_period(line: Line, entered: Entered, around: Around) -> None:
    starts_month = around.starts_month
    begins, ends = written_date(entered.from_on), written_date(entered.to_on)
    if entered.from_on > entered.to_on:
        raise RuleBroken(
            "to_on", f"The period ends on {ends}, before it begins on {begins}. Put it in order."
        )
    first, last = (years.year_of(day, starts_month) for day in (entered.from_on, entered.to_on))
    if first != last:
        raise RuleBroken(
            "to_on",
            f"The period from {begins} to {ends} reaches from the financial year "
            f"{years.words(first, starts_month)} into {years.words(last, starts_month)}. Make one "
            "claim for each year.",
        )
    if entered.to_on > around.today:
        raise RuleBroken(
            "to_on",
            f"The period ends on {ends}, which is still to come. Claim what was saved up to "
            f"{written_date(around.today)}.",
        )
    _check_claimed_on(line, entered, around.today)
    if line.first_year is not None and first < line.first_year:
        raise RuleBroken(
            "from_on",
            f"The period lies in {years.words(first, starts_month)}, but the forecast of "
            f"“{line.title}” begins in {years.words(line.first_year, starts_month)}. Claim for a "
            "later year, or revise the forecast first.",
        )
    if line.baseline_on is not None and line.baseline_on > entered.from_on:
        raise RuleBroken(
            "from_on",
            f"The baseline of “{line.title}” is dated {written_date(line.baseline_on)}, after the "
            f"period begins on {begins}. Claim from that day on, or record what there was before.",
        )


def _check_claimed_on(line: Line, entered: Entered, today: date) -> None:
    day = written_date(entered.claimed_on)
    if entered.claimed_on > today:
        raise RuleBroken(
            "claimed_on", f"{day} is still to come. Enter the day on which it was claimed."
        )
    if entered.claimed_on < entered.to_on:
        raise RuleBroken(
            "claimed_on",
            f"The claim on “{line.title}” is for a period up to {written_date(entered.to_on)} and "
            f"cannot have been made on {day}. Enter the day on which it was claimed.",
        )


def _check_amount(entered: Entered) -> None:
    if entered.gross_pence <= 0:
        raise RuleBroken("gross", "Nothing is claimed. Enter what was saved, more than £0.")
    if entered.moved_pence < 0:
        raise RuleBroken("moved", "Cost that moved cannot be less than £0.")
    if entered.pence <= 0:
        raise RuleBroken(
            "moved",
            f"All of the {pounds(entered.gross_pence)} moved to another agency, and cost that "
            "moves is not saved. Nothing is left to claim.",
        )


def _check_agency(line: Line, entered: Entered) -> None:
    named = [name for _id, name in line.agencies]
    if entered.agency_id is not None and entered.agency_id not in dict(line.agencies):
        raise RuleBroken(
            "agency",
            f"That agency has no share of “{line.title}”, which is shared by {listed(named)}. "
            "Choose one of these, or all of them.",
        )


def _check_overlap(line: Line, entered: Entered, others: Sequence[Standing]) -> None:
    names = dict(line.agencies)
    for other in others:
        apart = other.to_on < entered.from_on or entered.to_on < other.from_on
        ids = {entered.agency_id, other.agency_id}
        if apart or (None not in ids and len(ids) > 1):
            continue
        whose = names.get(other.agency_id or 0, "all its agencies")
        raise RuleBroken(
            "from_on",
            f"A claim of {pounds(other.pence)} on “{line.title}” for {whose} covers "
            f"{written_date(other.from_on)} to {written_date(other.to_on)} already "
            f"({other.state.lower()}). Claim for other days, or correct that claim.",
        )
