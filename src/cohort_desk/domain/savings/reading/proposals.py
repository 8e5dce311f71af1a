"""Reads a text: a line for each amount in it, and how it was read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from cohort_desk.domain.savings.money import about, pounds
from cohort_desk.domain.savings.reading import cues
from cohort_desk.domain.savings.reading.amounts import Amount, amounts_in, has_other_money
from cohort_desk.domain.savings.reading.kinds import read_basis, read_kind
from cohort_desk.domain.savings.reading.sentences import Sentence, sentences_of
from cohort_desk.domain.savings.reading.spelt import vague_sum
from cohort_desk.domain.savings.reading.titles import title_of
from cohort_desk.domain.savings.words import TYPES

MOST_TEXT = 20_000
"""How many characters of a text are read: some ten pages, more than anyone pastes on purpose."""

LONGEST_QUOTE = 1000
_TURN = re.compile(r";| / |\(|\b(?:and|but|plus|with|then|while|at|for)\b|, ", re.IGNORECASE)
_FOREIGN = "Only pounds are read; enter other money by hand, in pounds."
_EMPTY = "Paste the sentence of the report that promises the saving."
_VAGUE = "“{0}” names a sum without saying how much: type the amount that is expected."
_NO_MONEY = (
    "No amount of money was found. Paste a sentence such as “projected to save c £150K annually”, "
    "or enter the line by hand. What brings no money is recorded as an outcome."
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A line as a text seems to mean it, for a user to confirm.

    Attributes:
        title: what is saved, as far as the sentence says.
        pence: a year's where it comes every year, else the whole.
        by_year: the pence of each year in turn where they differ by the odd penny, else empty.
        years: over how many years it comes; None where nothing is said.
        first_year: the calendar year in which its first financial year begins; None unless said.
        approximate: whether the text says "about", or gives only a limit or a range.
        recurrent: whether it comes every year.
        basis: "gross", "net" or "unknown".
        type: a guess, one of `words.TYPES`.
        quote: the sentence itself.
        page: the page that the text names, "" for none.
        doubt: why this may be no saving at all, "" where nothing speaks against it.
        notes: how the words were read where they could be read otherwise.
        says_how_often: whether the text says that it comes every year, or once.
    """

    title: str
    pence: int
    by_year: tuple[int, ...]
    years: int | None
    first_year: int | None
    approximate: bool
    recurrent: bool
    basis: str
    type: str
    quote: str
    page: str
    doubt: str
    notes: tuple[str, ...]
    says_how_often: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of a text, and what to say to the user beside them, "" for nothing."""

    lines: tuple[Proposed, ...]
    guidance: str


@dataclass(frozen=True, slots=True)
class _Place:
    """An amount among its words: those that belong to it, before and after."""

    amount: Amount
    before: str
    after: str
    period: cues.Period
    by_year: tuple[int, ...] = ()


def read_text(text: str, year_starts_month: int = 4) -> Reading:
    """Return a proposed line for each amount of money in a text; it never raises.

    `year_starts_month` says to which financial year "from April 2027" belongs.
    """
    if not text.strip():
        return Reading((), _EMPTY)
    lines: list[Proposed] = []
    asides: list[str] = []
    for sentence in sentences_of(text[:MOST_TEXT]):
        for place in _merged(list(_places(sentence.text))):
            one, number = cues.price_of_one(place.after)
            if one and number:
                lines.append(_proposed(sentence, _of_all(place, one, number), year_starts_month))
            elif one:
                asides.append(
                    f"{pounds(place.amount.pence)} is the price of one {one}: enter what a whole "
                    "year comes to."
                )
            else:
                lines.append(_proposed(sentence, place, year_starts_month))
    if vague := vague_sum(text):
        asides.append(_VAGUE.format(vague))
    if has_other_money(text):
        asides.append(_FOREIGN)
    if len(text) > MOST_TEXT:
        asides.append(f"Only the first {MOST_TEXT:,} characters were read.")
    if not lines and not asides:
        asides.append(_NO_MONEY)
    return Reading(tuple(lines), " ".join(dict.fromkeys(asides)))


def _places(text: str) -> Iterator[_Place]:
    """Give each amount the words that are its own; of the same amount told twice, the first."""
    amounts = _told_once(amounts_in(text))
    if not amounts:
        return
    edges = [0, *(_turn(text, one, two) for one, two in pairwise(amounts)), len(text)]
    for amount, (start, end) in zip(amounts, pairwise(edges), strict=True):
        before, after = text[start : amount.start], text[amount.end : end]
        period = cues.read_period(after)
        yield _Place(
            amount, before, after, cues.read_period(before) if period.is_silent else period
        )


def _of_all(place: _Place, one: str, number: int) -> _Place:
    """Multiply the price of one by how many there are."""
    price = place.amount.pence
    note = f"{pounds(price)} for each {one}, {number:,} in all, is {pounds(price * number)}."
    return replace(place, amount=replace(place.amount, pence=price * number, note=note))


def _merged(places: list[_Place]) -> list[_Place]:
    """Make one of amounts that are one saving: a total with its part, or years in turn."""
    in_turn = [cues.year_of_plan(place.after) for place in places]
    if len(places) > 1 and in_turn == [*range(1, len(places) + 1)]:
        by_year = tuple(place.amount.pence for place in places)
        return [replace(places[0], by_year=by_year)]
    kept: list[_Place] = []
    for place in places:
        if kept and _is_total_of(kept[-1], place):
            total, part = (kept[-1], place) if place.period.times else (place, kept[-1])
            years = total.period.years
            note = f"{pounds(total.amount.pence)} is what {years} years of it come to."
            kept[-1] = replace(
                part,
                amount=replace(part.amount, note=note),
                period=replace(part.period, years=years),
            )
        else:
            kept.append(place)
    return kept


def _is_total_of(one: _Place, two: _Place) -> bool:
    """Tell whether one amount is what the other, a yearly one, comes to over some years."""
    total, part = (two, one) if one.period.times == 1 else (one, two)
    years = total.period.years
    return bool(
        years
        and not total.period.times
        and part.period.times == 1
        and part.amount.pence * years == total.amount.pence
    )


def _told_once(amounts: Iterable[Amount]) -> tuple[Amount, ...]:
    """Drop an amount that is told again, as in "£150K (£150,000)"."""
    first: dict[int, Amount] = {}
    for amount in amounts:
        first.setdefault(amount.pence, amount)
    return tuple(first.values())


def _turn(text: str, one: Amount, two: Amount) -> int:
    """Return where the words of one amount end and those of the next begin."""
    between = text[one.end : two.start]
    turns = [found.start() for found in _TURN.finditer(between)]
    return one.end + (turns[-1] if turns else len(between) // 2)


def _proposed(sentence: Sentence, place: _Place, starts_month: int) -> Proposed:
    amount, period = place.amount, place.period
    approximate, limit = cues.read_roughly(place.before, place.after)
    kind = read_kind(place.before, place.after)
    told = cues.read_first_year(f"{place.before} … {place.after}")
    pence, by_year, reckoned = _yearly(amount.pence, period)
    if place.by_year:
        pence, by_year = place.by_year[0], place.by_year
        each = ", ".join(map(pounds, by_year))
        reckoned = f"Read as one saving year by year: {each}."
    notes = [amount.note, limit, reckoned]
    if period.is_silent and not told and not by_year:
        notes.append("Nothing says that it comes every year: it is read as one-off.")
    if "full" in period.words.casefold():
        notes.append(f"“{period.words}” is read as every year.")
    if kind.word:
        notes.append(f"“{kind.word}” suggests the type “{TYPES[kind.type]}”.")
    quote = sentence.text
    if len(quote) > LONGEST_QUOTE:
        quote = f"{quote[: LONGEST_QUOTE - 1]}…"
        notes.append(f"The quotation is cut after {LONGEST_QUOTE:,} characters.")
    recurrent = bool(place.by_year) or (not period.once and (period.times > 0 or period.spread))
    return Proposed(
        title=title_of(sentence.text) or _plain_title(kind.type, recurrent=recurrent),
        pence=pence,
        by_year=by_year,
        years=(len(by_year) or period.years) if recurrent else None,
        first_year=_first_year(told, starts_month),
        approximate=approximate or "range" in amount.note,
        recurrent=recurrent,
        basis=read_basis(f"{place.before} … {place.after}"),
        type=kind.type,
        quote=quote,
        page=sentence.page,
        doubt=amount.doubt or kind.doubt,
        notes=tuple(filter(None, notes)),
        says_how_often=bool(by_year) or not period.is_silent,
    )


def _yearly(pence: int, period: cues.Period) -> tuple[int, tuple[int, ...], str]:
    """Return an amount by the year, its years where they differ, and how that was reckoned."""
    if period.times > 1:
        days = f" ({cues.WORKING_DAYS} working days)" if period.times == cues.WORKING_DAYS else ""
        year = f"{pounds(pence * period.times)} a year{days}"
        note = f"“{period.words}”: {pounds(pence)} is read as {year}."
        return pence * period.times, (), note
    if period.spread and period.years and period.years > 1:
        each, odd = divmod(pence, period.years)
        by_year = tuple(each + (at < odd) for at in range(period.years)) if odd else ()
        note = (
            f"{pounds(pence)} “{period.words}” is read as the total of {period.years} years, "
            f"{about(each, approximate=bool(odd))} in each."
        )
        return each + bool(odd), by_year, note
    return pence, (), ""


def _first_year(told: tuple[int, int] | None, starts_month: int) -> int | None:
    if told is None:
        return None
    year, month = told
    return year - 1 if 0 < month < starts_month else year


def _plain_title(type_: str, *, recurrent: bool) -> str:
    """Return a title without an amount, for that may be settled as another."""
    what = "income" if type_ == "cashable_income" else "saving"
    return f"{'Recurrent' if recurrent else 'One-off'} {what}"
