"""The rules of claims: what must stand before one is made, and what it may say.

Their source is section 1 of the specification of savings. A claim is refused by a sentence that
says what is wrong, where, and what to do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.forecasting import check_one_off
from cohort_desk.domain.savings.money import check_whole, pounds
from cohort_desk.domain.savings.parties import Party, check_validator
from cohort_desk.domain.savings.words import CASHABLE, EFFECTS, EVIDENCE, MATURITIES
from cohort_desk.domain.words import listed


@dataclass(frozen=True, slots=True)
class Line:
    """A benefit as far as claims rest on it.

    `closing` is how it was closed, "" while it is open; `first_year` and `forecast` (pence in all)
    are the forecast's, None without one; `agencies` are those with a share, by id.
    """

    title: str
    type: str
    recurrent: bool
    basis: str
    closing: str
    first_year: int | None
    forecast: int | None
    baseline_value: str
    baseline_on: date | None
    baseline_source: str
    pot: str
    owner: Party | None
    agencies: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """A claim as it is entered; money is whole pence. It was made on `claimed_on`.

    `moved_pence` is all that is taken off: cost that moved to another agency and, of a gross
    benefit, what it costs to run. `agency_id` is whose saving it is, None where the shares say;
    `files` counts the evidence.
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
        """What is claimed: cost that moved, and what a gross saving costs to run, is not saved."""
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

    `others` are the claims of the benefit that count, without one that this replaces, which is
    `corrected` if it counts; `costs` is pence of the year's recorded costs that are to be taken
    off what is claimed.
    """

    others: Sequence[Standing]
    costs: int
    today: date
    starts_month: int
    corrected: Standing | None = None


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


def check_same_ground(title: str, before: Mapping[str, object], now: Mapping[str, object]) -> None:
    """Refuse to let a claim count again on a benefit that is no longer what it was claimed on.

    Args:
        title: what the benefit is called.
        before: its type, pot, basis, baseline and shares as of the claim.
        now: the same as of now.

    Raises:
        RuleBroken: of "claim", with what is different.
    """
    other = [word for word, value in now.items() if before.get(word) != value]
    if other:
        are = "are" if len(other) > 1 or other == ["shares"] else "is"
        raise RuleBroken(
            "claim",
            f"The {listed(other)} of “{title}” {are} no longer what this claim rests on. Correct "
            "the claim instead, and have that decided.",
        )


def _check_standing(line: Line, entered: Entered, around: Around) -> None:
    """Refuse a claim that other claims or recorded costs stand against.

    Raises:
        RuleBroken: nothing is left of it, a cost is not taken off, it covers days that are
            claimed already, or it takes a one-off benefit above its forecast.
    """
    _check_amount(line, entered)
    year = years.year_of(entered.from_on, around.starts_month)
    taken_off = sum(other.moved_pence for other in around.others if other.year == year)
    words = years.words(year, around.starts_month)
    check_taken_off(line, words, around.costs, taken_off, entered)
    _check_overlap(line, entered, around)
    if not line.recurrent:
        first = line.first_year or 0
        claimed = sum(other.pence for other in around.others if other.year >= first)
        check_one_off(line.title, line.forecast or 0, claimed, entered.pence)


def check_taken_off(
    line: Line, year: str, costs: int, taken_off: int, entered: Entered | None = None
) -> None:
    """Refuse where costs of a year that are not saved are not all taken off its claims.

    Args:
        line: the benefit.
        year: the financial year, in words.
        costs: pence recorded of that year as moved or, of a gross benefit, as running costs.
        taken_off: pence that the other claims of the year take off.
        entered: the claim in question; None where one is withdrawn.

    Raises:
        RuleBroken: of "moved"; a cost would count as saved.
    """
    missing = costs - taken_off - (entered.moved_pence if entered else 0)
    if missing <= 0:
        return
    recorded = costs_words(line.title, line.basis, year, costs)
    if entered is None:
        raise RuleBroken(
            "moved",
            f"{recorded} This claim takes it off, and others of that year rest on that. Correct "
            "those first.",
        )
    raise RuleBroken(
        "moved",
        f"{recorded} Take off {pounds(entered.moved_pence + missing)}, or correct the recorded "
        "cost.",
    )


def costs_words(title: str, basis: str, year: str, pence: int) -> str:
    """Say which recorded costs of a year are to be taken off what is claimed, and why."""
    if basis == "gross":
        return (
            f"“{title}” is gross, and {pounds(pence)} of running cost and cost moved to another "
            f"agency is recorded of it in {year}, which is not saved."
        )
    return (
        f"{pounds(pence)} of cost moved to another agency in {year} through “{title}”, and cost "
        "that moves is not saved."
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


def _check_amount(line: Line, entered: Entered) -> None:
    for field, pence in (("gross", entered.gross_pence), ("moved", entered.moved_pence)):
        check_whole(pence, field)
    if entered.gross_pence <= 0:
        raise RuleBroken("gross", "Nothing is claimed. Enter what was saved, more than £0.")
    if entered.moved_pence < 0:
        raise RuleBroken("moved", "Cost to take off cannot be less than £0.")
    if entered.pence <= 0 and line.basis == "gross":
        raise RuleBroken(
            "moved",
            f"All of the {pounds(entered.gross_pence)} is taken off again as cost. Nothing is left "
            "to claim.",
        )
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


def _check_overlap(line: Line, entered: Entered, around: Around) -> None:
    names = dict(line.agencies)
    for other in around.others:
        days = _shared_days(entered, other)
        stood = around.corrected and _shared_days(around.corrected, other)
        # Two agencies that became one may each have claimed these days: that is put right claim
        # by claim.
        if not days or (stood and stood[0] <= days[0] and days[1] <= stood[1]):
            continue
        whose = names.get(other.agency_id or 0, "all its agencies")
        raise RuleBroken(
            "from_on",
            f"A claim of {pounds(other.pence)} on “{line.title}” for {whose} covers "
            f"{written_date(other.from_on)} to {written_date(other.to_on)} already "
            f"({other.state.lower()}). Claim for other days, or correct that claim.",
        )


def _shared_days(one: Entered | Standing, other: Standing) -> tuple[date, date] | None:
    """Return the first and last day that two claims both cover for an agency, if any."""
    ids = {one.agency_id, other.agency_id}
    first, last = max(one.from_on, other.from_on), min(one.to_on, other.to_on)
    return None if first > last or (None not in ids and len(ids) > 1) else (first, last)
