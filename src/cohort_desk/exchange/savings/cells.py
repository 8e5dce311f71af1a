"""Reads the cells of a list of savings: money to the penny, percentages, years, words."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import folded
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.money import MOST, pounds
from cohort_desk.domain.savings.reading import read_text
from cohort_desk.domain.savings.sheets import SheetCost
from cohort_desk.exchange.dates import uk_date

WHOLE = 10_000
"""A whole in hundredths of a percent."""

LONGEST_QUOTED = 60
"""How much of a cell a sentence about it repeats."""

_PLAIN = re.compile(r"(?:£\s*)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:\s*(?:pounds|gbp))?", re.I)
_NEGATIVE = re.compile(r"\(.*\d.*\)|[-−–]\s*£?\s*\d.*|£\s*[-−–]\s*\d.*|.*\d\s*[-−]")
_FOREIGN = re.compile(r"[$€¥]")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*(%)?")
_SHARES = re.compile(r"\s*(.+?)\s*[:=–-]?\s+\(?(\d{1,3}(?:\.\d+)?)\s*%\)?\s*(?:[;,\n]|$)", re.S)
_COST = re.compile(
    r"(?P<moved>moved\s+)?(?P<kind>one[ -]off|running)\s+(?P<year>\d{4}(?:\s*[/–-]\s*\d{2,4})?)\s+"
    r"(?P<money>£?[\d,]+(?:\.\d+)?)\s+(?P<agency>[^\[\]]+?)(?:\s+\[(?P<note>.*)\])?",
    re.IGNORECASE | re.DOTALL,
)
_NEXT_COST = re.compile(r";\s*(?=(?:moved\s+)?(?:one[ -]off|running)\s+\d{4})", re.IGNORECASE)
_TOLD = re.compile(
    r"\W*(?:(?:c|ca|circa|about|around|approx(?:imately)?|up to|some|at least|nearly|over)\b\.?)?"
    r"\W*\d|\W*£",
    re.IGNORECASE,
)
_YES = frozenset({"yes", "y", "true", "x", "1", "about", "approx", "approximate", "c", "estimate"})
_NO = frozenset({"no", "n", "false", "0", "exact", "agreed"})
_RECURRENT = (
    "recurrent", "recurring", "yes", "y", "annual", "annually", "yearly", "ongoing", "every year",
    "per year", "pa", "p.a.", "per annum", "each year", "permanent", "true",
)  # fmt: skip
_ONE_OFF = (
    "one-off", "one off", "oneoff", "once", "no", "n", "single", "non-recurrent", "non recurrent",
    "non-recurring", "temporary", "in-year", "false",
)  # fmt: skip
_TYPES = {
    "cashable_spend": (
        "cashable: net spend cut", "cashable spend", "cashable_spend", "cashable", "cash",
        "cash releasing", "cash-releasing", "yes", "net spend", "budget reduction", "spend",
        "cashable cut in net spend", "cost reduction", "budget cut",
    ),
    "cashable_income": (
        "cashable: income", "cashable income", "cashable_income", "income", "additional income",
        "income generation", "revenue", "new income",
    ),
    "non_cashable": (
        "non-cashable", "non cashable", "noncashable", "non_cashable", "no", "not cashable",
        "productivity", "efficiency", "cost avoidance", "capacity", "time", "non-cash releasing",
    ),
    "third_party": (
        "benefit to third parties", "third party", "third-party", "third parties", "third_party",
        "public value", "social value", "wider benefit", "wider society",
    ),
}  # fmt: skip
_TYPE_OF = {folded(word): key for key, words in _TYPES.items() for word in words}


def money(text: str, unit: Decimal = Decimal(1)) -> int | None:
    """Return the pence of a cell that holds a plain amount; None of one that holds words.

    Args:
        text: the cell.
        unit: what its number is multiplied by to be pounds, 1000 under "Amount (£k)".

    Raises:
        RuleBroken: it is negative, has parts of a penny, is in other money or beyond all sense.

    >>> money("£1,234.50"), money("150000"), money("c £150K annually")
    (123450, 15000000, None)
    """
    plain = text.strip()
    if _FOREIGN.search(plain):
        raise RuleBroken("amount", f"“{plain}” is not in pounds. Give the amount in pounds.")
    if _NEGATIVE.fullmatch(plain):
        raise RuleBroken(
            "amount",
            f"“{plain}” is below nothing. A saving is written without a sign; what is paid is a "
            "cost and belongs in a column of costs.",
        )
    found = _PLAIN.fullmatch(plain)
    if found is None:
        return None
    pence = Decimal(found[1].replace(",", "") + (found[2] or "")) * unit * 100
    if pence != pence.to_integral_value():
        raise RuleBroken(
            "amount", f"“{plain}” has parts of a penny. Round it to whole pence in the sheet."
        )
    if pence > MOST:
        raise RuleBroken(
            "amount", f"“{plain}” is more than {pounds(MOST)}, the most that is taken."
        )
    return int(pence)


def is_amount(text: str) -> bool:
    """Tell whether a cell holds an amount and no words, be it one that `money` refuses."""
    plain = text.strip()
    return bool(_PLAIN.fullmatch(plain) or _NEGATIVE.fullmatch(plain) or _FOREIGN.search(plain))


def holds_money(values: Sequence[str]) -> bool:
    """Tell whether most cells of a column are amounts, as "c £150K annually", not titles."""
    amounts = sum(is_amount(text) or _is_told(text) for text in values)
    return amounts * 2 > len(values)


def percent(text: str) -> int:
    """Return the hundredths of a percent of a cell: "12.5%" and "12.5" are 1,250.

    Raises:
        RuleBroken: it is no percentage, or finer than a hundredth of a percent.
    """
    found = _PERCENT.fullmatch(text.strip())
    points = Decimal(found[1]) * 100 if found else Decimal(-1)
    if not 0 <= points <= WHOLE:
        raise RuleBroken("percent", f"“{text.strip()}” is no percentage between 0 and 100.")
    return _whole_points(points, text)


def proportions(cells: dict[str, str]) -> tuple[tuple[str, int], ...]:
    """Return the shares of agencies in hundredths of a percent, from a cell of each.

    A spreadsheet keeps a cell shown as 50 % as 0.5, so cells without a sign that add up to 1 are
    proportions of it.

    Raises:
        RuleBroken: a cell is no percentage.
    """
    filled = {agency: text.strip() for agency, text in cells.items() if text.strip()}
    bare = all("%" not in text for text in filled.values())
    if bare and filled and _sum(filled) == 1:
        parts = ((agency, Decimal(text) * WHOLE, text) for agency, text in filled.items())
        shares = [(agency, _whole_points(points, text)) for agency, points, text in parts]
    else:
        shares = [(agency, percent(text)) for agency, text in filled.items()]
    return tuple((agency, points) for agency, points in shares if points)


def shares(text: str) -> tuple[tuple[str, int], ...]:
    """Return the shares that one cell lists, as "Exampleshire Council 50%; …".

    Raises:
        RuleBroken: the cell does not read so.

    >>> shares("Exampleshire Council 50%; Exampleshire Police: 50 %")
    (('Exampleshire Council', 5000), ('Exampleshire Police', 5000))
    """
    plain = text.strip()
    found = list(_SHARES.finditer(plain))
    if plain and (not found or "".join(each[0] for each in found) != plain):
        raise RuleBroken(
            "agencies",
            f"“{cut(plain)}” does not read as shares. Write them as “Exampleshire Council 60%; "
            "Exampleshire Police 40%”.",
        )
    return tuple((each[1], percent(each[2])) for each in found)


def written_shares(shares: tuple[tuple[str, int], ...]) -> str:
    """Return shares as one cell that `shares` reads."""
    return "; ".join(f"{agency} {written_percent(points)}" for agency, points in shares)


def written_percent(points: int) -> str:
    """Return hundredths of a percent as a percentage: "12.5%"."""
    return f"{(Decimal(points) / 100).normalize():f}%"


def costs(text: str) -> tuple[SheetCost, ...]:
    """Return the costs that one cell lists, as "one-off 2025/26 £60,000 Exampleshire Council; …".

    Raises:
        RuleBroken: the cell does not read so, or an amount in it is none.
    """
    return tuple(_cost(part.strip()) for part in _NEXT_COST.split(text.strip()) if part.strip())


def written_cost(cost: SheetCost, year: str) -> str:
    """Return a cost as `costs` reads it; `year` is its year in words."""
    moved = "moved " if cost.moved else ""
    kind = "one-off" if cost.kind == "one_off" else "running"
    note = f" [{cost.note}]" if cost.note else ""
    return f"{moved}{kind} {year} {pounds(cost.pence)} {cost.agency}{note}"


def yes(text: str, what: str) -> bool:
    """Return whether a cell says yes.

    Raises:
        RuleBroken: it says neither yes nor no.
    """
    word = folded(text).strip(" .~")
    if word in _YES or word in _NO:
        return word in _YES
    raise RuleBroken("yes", f"{what} is “{cut(text)}”. Write Yes or No.")


def recurrent(text: str) -> bool:
    """Return whether a cell says that a benefit comes every year.

    Raises:
        RuleBroken: it does not say.
    """
    word = folded(text)
    if word in {folded(each) for each in (*_RECURRENT, *_ONE_OFF)}:
        return word in {folded(each) for each in _RECURRENT}
    raise RuleBroken(
        "recurrent", f"“{cut(text)}” does not say how often. Write Recurrent or One-off."
    )


def basis(text: str) -> str:
    """Return "gross", "net" or "unknown".

    Raises:
        RuleBroken: the cell says something else.
    """
    word = folded(text)
    for each in ("gross", "net"):
        if word.split()[:1] == [each] and "or" not in word.split():
            return each
    if word in ("unknown", "not known", "?", "gross or net not known", "n/a", "tbc"):
        return "unknown"
    raise RuleBroken("basis", f"“{cut(text)}” is neither gross nor net. Write Gross or Net.")


def type_of(text: str) -> str:
    """Return the type that a cell names.

    Raises:
        RuleBroken: it names none; the text lists them.
    """
    if found := _TYPE_OF.get(folded(text)):
        return found
    raise RuleBroken(
        "type",
        f"“{cut(text)}” is no type of benefit. Write Cashable, Income, Non-cashable or Third "
        "party.",
    )


def year(text: str, starts_month: int) -> int:
    """Return the financial year that a cell names, or in which the day that it holds lies.

    Raises:
        RuleBroken: it names none.
    """
    day = uk_date(text)
    return years.year_of(day, starts_month) if day else years.parse(text.removeprefix("FY").strip())


def day(text: str, what: str) -> date:
    """Return the day in a cell.

    Raises:
        RuleBroken: it is none.
    """
    found = uk_date(text)
    if found is None:
        raise RuleBroken("day", f"{what} is “{cut(text)}”. Write a date such as 1 April 2026.")
    return found


def whole(text: str, what: str, least: int, most: int) -> int:
    """Return the whole number in a cell, such as a number of years.

    Raises:
        RuleBroken: it is none between these two.
    """
    found = re.fullmatch(r"(\d{1,9})(?:\s*(?:years?|yrs?))?", text.strip(), re.IGNORECASE)
    if found is None or not least <= int(found[1]) <= most:
        raise RuleBroken(
            "number", f"{what} is “{cut(text)}”. Write a whole number from {least} to {most}."
        )
    return int(found[1])


def _is_told(text: str) -> bool:
    """Tell whether words are about an amount and hardly anything else."""
    return bool(_TOLD.match(text)) and len(read_text(text).lines) > 0


def _cost(text: str) -> SheetCost:
    found = _COST.fullmatch(text)
    pence = money(found["money"]) if found else None
    if found is None or pence is None:
        raise RuleBroken(
            "costs",
            f"“{cut(text)}” does not read as a cost. Write it as “one-off 2026/27 £60,000 "
            "Exampleshire Council” or “running 2027/28 £5,000 Exampleshire Police”.",
        )
    kind = "running" if found["kind"].casefold() == "running" else "one_off"
    return SheetCost(
        kind,
        pence,
        years.parse(found["year"]),
        found["agency"],
        moved=bool(found["moved"]),
        note=found["note"] or "",
    )


def _sum(cells: dict[str, str]) -> Decimal:
    try:
        return sum((Decimal(text) for text in cells.values()), Decimal(0))
    except InvalidOperation:
        return Decimal(0)


def _whole_points(points: Decimal, text: str) -> int:
    if points != points.to_integral_value():
        raise RuleBroken(
            "percent", f"“{text.strip()}” is finer than a hundredth of a percent. Round it."
        )
    return int(points)


def cut(text: str) -> str:
    """Return a cell in short, as a sentence about it repeats it."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_QUOTED else f"{plain[: LONGEST_QUOTED - 1]}…"
