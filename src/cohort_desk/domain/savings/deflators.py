"""Prices of one year in those of another, by published price indices.

Source: HM Treasury, "Gross Domestic Product (GDP) deflators: user guide" (2014) and the quarterly
"GDP deflators at market prices", which give an index for each financial year.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from cohort_desk.domain.errors import RecordDamaged, RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.rates import NAME_LENGTH, SOURCE_LENGTH
from cohort_desk.domain.unseen import one_line

_PASTED = re.compile(
    r"(?P<year>\d{4}(?:\s*[/–-]\s*\d{2,4})?)[\s,;:=]+(?P<index>\d+(?:\.\d+)?)(?:[\s,;%].*)?"
)


@dataclass(frozen=True, slots=True)
class DeflatorTable:
    """Price indices by financial year, as they were published on a day."""

    name: str
    published_on: date
    source: str
    indices: Mapping[int, Decimal]


def uprated(
    value: int | Decimal, index_target: int | Decimal, index_source: int | Decimal
) -> Decimal:
    """Return a value of one year's prices in those of another, not rounded.

    value · deflator(target) / deflator(source). Source: HM Treasury, GDP deflators: user guide,
    "inflating figures".

    Raises:
        ValueError: the index of the source is not above nothing.
    """
    if index_source <= 0:
        raise ValueError("a price index is above nothing")
    return Decimal(value) * index_target / index_source


def price_factor(table: DeflatorTable | None, from_year: int, to_year: int) -> Decimal | None:
    """Return by what the prices of a year are multiplied to be those of another.

    deflator(to) / deflator(from), as in `uprated`; None where the table does not know both years.
    Source: HM Treasury, GDP deflators: user guide, "inflating figures".
    """
    if from_year == to_year:
        return Decimal(1)
    if table is None or from_year not in table.indices or to_year not in table.indices:
        return None
    return uprated(1, table.indices[to_year], table.indices[from_year])


def checked(table: DeflatorTable) -> DeflatorTable:
    """Return a table as it is kept, its years in order.

    Raises:
        RuleBroken: its name is missing or too long, or an index is not above nothing.
    """
    name, source = one_line(table.name), one_line(table.source)
    if not name:
        raise RuleBroken("name", "Give the table a name, such as that of its publication.")
    if len(name) > NAME_LENGTH:
        raise RuleBroken("name", f"A name has at most {NAME_LENGTH} characters. Shorten it.")
    if len(source) > SOURCE_LENGTH:
        raise RuleBroken("source", f"A source has at most {SOURCE_LENGTH} characters. Shorten it.")
    _check_indices(table.indices)
    return DeflatorTable(name, table.published_on, source, dict(sorted(table.indices.items())))


def _check_indices(indices: Mapping[int, Decimal]) -> None:
    if not indices:
        raise RuleBroken("indices", "Give at least one year with its index, such as 2026/27 100.")
    for year, index in indices.items():
        if not years.FIRST <= year <= years.LAST:
            raise RuleBroken("indices", f"{year} is beyond the years that the app knows.")
        if not (index.is_finite() and index > 0):
            raise RuleBroken(
                "indices", f"The index of {years.words(year)} has to be above 0, not {index}."
            )


def pasted(text: str) -> dict[int, Decimal]:
    """Return the indices of lines such as "2026/27 103.4"; what follows the index is left out.

    Lines without a year at their start, such as headings, are passed over.

    Raises:
        RuleBroken: of "indices"; a year stands twice with different indices, or there is none.
    """
    found: dict[int, Decimal] = {}
    for line in (each.strip() for each in text.splitlines()):
        match = _PASTED.fullmatch(line)
        if match is None:
            continue
        year, index = years.parse(match["year"], "indices"), Decimal(match["index"])
        if found.setdefault(year, index) != index:
            raise RuleBroken("indices", f"{years.words(year)} stands there with two indices.")
    _check_indices(found)
    return found


def to_plain(table: DeflatorTable) -> dict[str, str]:
    """Return a table's indices as they are kept: decimals as text by year."""
    return {str(year): str(index) for year, index in sorted(table.indices.items())}


def from_plain(
    name: str, published_on: date, source: str, indices: Mapping[str, str]
) -> DeflatorTable:
    """Return a table from what is kept of it.

    Raises:
        RecordDamaged: its indices are not what `to_plain` wrote.
    """
    try:
        read = {int(year): Decimal(index) for year, index in indices.items()}
        _check_indices(read)
    except (RuleBroken, TypeError, ValueError, InvalidOperation) as error:
        raise RecordDamaged(
            f"The deflators of “{name}” are not what this app wrote ({error}). Nothing was "
            "changed. Edit the table under Savings, Settings."
        ) from error
    return DeflatorTable(name, published_on, source, read)
